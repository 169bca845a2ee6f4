-- section: Availability
-- title: How much of the time was each card in stock, week by week?
-- description: Share of known listing-time; known_ratio says how much of the time is known at all.
-- parameter market text = us: market
-- parameter tier text = first_party: whose shelves
-- parameter since day = today-365: first day
SELECT gpu, date_trunc('week', day)::date AS week, round(sum(in_stock_seconds) / nullif(sum(known_seconds), 0), 3) AS availability_ratio,
    round(sum(known_seconds) / sum(n_listings * 86400), 3) AS known_ratio, max(n_seller_groups) AS n_seller_groups
FROM daily_availability
WHERE market = :market AND tier = :tier AND day >= :since
GROUP BY gpu, week ORDER BY gpu, week
