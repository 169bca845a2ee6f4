-- section: Availability
-- title: How long do stockouts last, and how do they end?
-- description: Per shop. What was taken off the page while it was out was probably discontinued.
-- parameter market text = us: market
SELECT retailer, count(*) AS n_stockouts, count(*) FILTER (WHERE ended = 'restocked') AS n_restocked,
    count(*) FILTER (WHERE ended = 'unlisted') AS n_unlisted, count(*) FILTER (WHERE ended IS NULL) AS n_open,
    percentile_disc(0.5) WITHIN GROUP (ORDER BY stockout_seconds) FILTER (WHERE ended = 'restocked') AS median_seconds
FROM stockouts WHERE market = :market GROUP BY retailer ORDER BY retailer
