-- section: Availability
-- title: How much of what is in stock do scalpers sell?
-- description: Share of in-stock listing-time that marketplace sellers have at so much over the launch price, week by week. Only cards with a launch price in that currency.
-- parameter market text = us: market
-- parameter premium number = 0.2: from which premium on it is scalping: 0.2 is 20 % over the launch price
-- parameter since day = today-365: first day
WITH launch AS (
    SELECT gpu, 'USD' AS currency, launch_price_usd AS price FROM gpus UNION ALL SELECT gpu, 'EUR', launch_price_eur FROM gpus
    UNION ALL SELECT gpu, 'GBP', launch_price_gbp FROM gpus UNION ALL SELECT gpu, 'TRY', launch_price_try FROM gpus
)
SELECT date_trunc('week', d.day)::date AS week,
    round(coalesce(sum(d.in_stock_seconds) FILTER (WHERE d.tier = 'marketplace' AND d.price_mean_local > l.price * (1 + CAST(:premium AS numeric))), 0)
        / nullif(sum(d.in_stock_seconds), 0), 3) AS scalper_ratio,
    round(coalesce(sum(d.in_stock_seconds) FILTER (WHERE d.tier = 'marketplace'), 0) / nullif(sum(d.in_stock_seconds), 0), 3) AS marketplace_ratio,
    count(DISTINCT d.listing_id) AS n_listings
FROM daily_listing d JOIN launch l ON l.gpu = d.gpu AND l.currency = d.currency AND l.price IS NOT NULL
WHERE d.market = :market AND d.day >= :since AND d.segment <> 'professional'
GROUP BY week ORDER BY week
