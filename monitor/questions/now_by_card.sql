-- section: Now
-- title: What does each card cost now, and how much of it is in stock?
-- description: The figures of `gpumarket status`: the street price is the median of the up to five cheapest new offers of shops.
-- parameter market text = us: market
WITH street AS (
    SELECT gpu, currency, price_local, launch_price_local, row_number() OVER cheapest AS place,
        first_value(currency) OVER cheapest AS cheapest_currency
    FROM current_offers WHERE market = :market AND is_street
    WINDOW cheapest AS (PARTITION BY gpu ORDER BY price_local, listing_id)
), paid AS (
    SELECT gpu, currency, max(launch_price_local) AS launch_price_local,
        percentile_disc(0.5) WITHIN GROUP (ORDER BY price_local) AS lower_middle,
        (array_agg(price_local ORDER BY price_local))[count(*) / 2 + 1] AS upper_middle
    FROM (SELECT *, row_number() OVER (PARTITION BY gpu ORDER BY price_local) AS nth FROM street WHERE currency = cheapest_currency) s
    WHERE nth <= 5 GROUP BY gpu, currency
)
SELECT o.gpu, trim_scale((p.lower_middle + p.upper_middle) / 2) AS street_price_local, p.currency,
    round(((p.lower_middle + p.upper_middle) / 2 / p.launch_price_local - 1), 4) AS premium_ratio,
    round(count(*) FILTER (WHERE o.is_available)::numeric / nullif(count(*) FILTER (WHERE o.is_known), 0), 4) AS availability_ratio,
    round(count(*) FILTER (WHERE o.is_known)::numeric / count(*), 4) AS known_ratio,
    count(*) FILTER (WHERE o.is_available) AS n_listings_in_stock, count(*) FILTER (WHERE o.is_known) AS n_listings_known
FROM current_offers o LEFT JOIN paid p ON p.gpu = o.gpu
WHERE o.market = :market
GROUP BY o.gpu, p.currency, p.launch_price_local, p.lower_middle, p.upper_middle ORDER BY o.gpu
