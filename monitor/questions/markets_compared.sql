-- section: Prices
-- title: Where is a card cheapest, in dollars?
-- description: Mean street price of the last days in every market, in US dollars by the days' rates. Prices in the USA have no tax in them, others do.
-- parameter days integer = 7: how many days
SELECT gpu, market, round(avg(price_usd), 2) AS price_usd, round(avg(price_local), 2) AS price_local, max(currency) AS currency, count(*) AS n_days
FROM daily_price
WHERE tier = 'first_party' AND day >= current_date - CAST(:days AS integer) AND price_usd IS NOT NULL
GROUP BY gpu, market ORDER BY gpu, price_usd
