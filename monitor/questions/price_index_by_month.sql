-- section: Index and signals
-- title: How did the price index of a market and its parts go?
-- description: The last value of each month, as it is published now. Where the tier is aggregator alone, there are no shops' own offers.
-- parameter market text = us: market
SELECT DISTINCT ON (tier, segment, date_trunc('month', day)) tier, segment, day, round(index_value::numeric, 1) AS index_value,
    round(imputed_ratio::numeric, 2) AS imputed_ratio, n_listings
FROM price_index WHERE market = :market AND is_latest
ORDER BY tier, segment, date_trunc('month', day), day DESC
