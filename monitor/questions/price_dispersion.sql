-- section: Prices
-- title: How far apart are the prices of one card?
-- description: Over the offers with which the last day of each month ended: (90 % quantile - 10 % quantile) / median.
-- parameter market text = us: market
-- parameter tier text = first_party: whose price
WITH month_end AS (SELECT max(day) AS day FROM daily_price WHERE market = :market GROUP BY date_trunc('month', day))
SELECT d.gpu, d.day, count(*) AS n_listings, (percentile_cont(0.5) WITHIN GROUP (ORDER BY d.price_close_local))::numeric(18, 2) AS median_local,
    d.currency, round(((percentile_cont(0.9) WITHIN GROUP (ORDER BY d.price_close_local) - percentile_cont(0.1) WITHIN GROUP (ORDER BY d.price_close_local))
        / percentile_cont(0.5) WITHIN GROUP (ORDER BY d.price_close_local))::numeric, 3) AS dispersion_ratio
FROM daily_listing d JOIN month_end e ON e.day = d.day
WHERE d.market = :market AND d.tier = :tier AND d.gpu IS NOT NULL AND d.price_close_local IS NOT NULL AND coalesce(d.condition, 'new') = 'new'
GROUP BY d.gpu, d.day, d.currency HAVING count(*) > 1 ORDER BY d.day, dispersion_ratio DESC, d.gpu
