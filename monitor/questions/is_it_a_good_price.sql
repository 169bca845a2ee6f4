-- section: Now
-- title: Is today's lowest price a good one?
-- description: The cheapest offer of shops now, beside the lowest and the median price of the days before; 0 is as cheap as it ever was.
-- parameter market text = us: market
-- parameter days integer = 90: how many days to look back
WITH past AS (
    SELECT gpu, currency, min(price_low_local) AS lowest_local,
        percentile_cont(0.5) WITHIN GROUP (ORDER BY price_low_local) AS median_local, count(price_low_local) AS n_days
    FROM daily_price
    WHERE market = :market AND tier = 'first_party' AND day >= current_date - CAST(:days AS integer) AND price_low_local IS NOT NULL
    GROUP BY gpu, currency
)
SELECT o.gpu, min(o.price_local) AS price_local, o.currency, p.lowest_local, p.median_local::numeric(18, 2) AS median_local, p.n_days,
    round(min(o.price_local) / p.lowest_local - 1, 3) AS over_lowest_ratio
FROM current_offers o JOIN past p ON p.gpu = o.gpu AND p.currency = o.currency
WHERE o.market = :market AND o.is_street
GROUP BY o.gpu, o.currency, p.lowest_local, p.median_local, p.n_days ORDER BY over_lowest_ratio, o.gpu
