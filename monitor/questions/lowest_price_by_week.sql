-- section: Prices
-- title: What was the lowest price per card and week?
-- description: The cheapest offer with which any day of the week ended, and the median street price.
-- parameter market text = us: market
-- parameter tier text = first_party: whose price
-- parameter since day = today-365: first day
SELECT gpu, date_trunc('week', day)::date AS week, min(price_low_local) AS lowest_local,
    (percentile_cont(0.5) WITHIN GROUP (ORDER BY price_local))::numeric(18, 2) AS street_price_local, max(currency) AS currency
FROM daily_price
WHERE market = :market AND tier = :tier AND day >= :since
GROUP BY gpu, week HAVING count(price_local) > 0 ORDER BY gpu, week
