-- section: What was not seen
-- title: How did the polls of the last days go?
-- description: Per shop and outcome. Single polls are kept for 30 days.
-- parameter days integer = 30: how many days
SELECT market, retailer, outcome, reason, count(*) AS n_polls, round(avg(duration_seconds)::numeric, 3) AS mean_seconds, max(observed_at) AS last_at
FROM polls WHERE observed_at >= now() - make_interval(days => CAST(:days AS integer))
GROUP BY market, retailer, outcome, reason ORDER BY retailer, n_polls DESC, outcome, reason
