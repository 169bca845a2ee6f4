-- section: Prices
-- title: What was the premium before and after an event?
-- description: Of every noted event of the market: median premium of all consumer cards in the days before and after. `gpumarket event study` says whether such a move is unusual.
-- parameter market text = us: market
-- parameter days integer = 28: days on either side
SELECT e.day, e.title,
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY p.premium_ratio) FILTER (WHERE p.day < e.day))::numeric, 3) AS premium_before_ratio,
    round((percentile_cont(0.5) WITHIN GROUP (ORDER BY p.premium_ratio) FILTER (WHERE p.day >= e.day))::numeric, 3) AS premium_after_ratio,
    count(DISTINCT p.gpu) AS n_gpus
FROM market_events e
JOIN daily_price p ON p.day >= e.day - CAST(:days AS integer) AND p.day < e.day + CAST(:days AS integer)
WHERE p.market = :market AND coalesce(e.market, :market) = :market AND p.tier = 'first_party' AND p.segment <> 'professional'
GROUP BY e.event_id, e.day, e.title ORDER BY e.day
