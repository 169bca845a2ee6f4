-- section: Prices
-- title: How far above the launch price were cards, week by week?
-- description: Median over the days of a week of the street price over the launch price.
-- parameter market text = us: market
-- parameter since day = today-365: first day
SELECT gpu, date_trunc('week', day)::date AS week,
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY premium_ratio))::numeric, 3) AS premium_ratio, count(premium_ratio) AS n_days
FROM daily_price
WHERE market = :market AND tier = 'first_party' AND day >= :since AND premium_ratio IS NOT NULL
GROUP BY gpu, week ORDER BY gpu, week
