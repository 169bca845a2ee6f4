-- section: Availability
-- title: Who restocks first?
-- description: Of the weeks in which at least two shops of a market got a card back, in how many each was the first, and how far behind the first it usually was.
-- parameter market text = us: market
WITH first_in_week AS (
    SELECT gpu, date_trunc('week', restocked_at) AS week, retailer, min(restocked_at) AS restocked_at
    FROM restocks WHERE market = :market AND tier = 'first_party' GROUP BY gpu, week, retailer
), ranked AS (
    SELECT *, min(restocked_at) OVER wave AS first_at, count(*) OVER wave AS n_retailers FROM first_in_week WINDOW wave AS (PARTITION BY gpu, week)
)
SELECT retailer, count(*) AS n_weeks, count(*) FILTER (WHERE restocked_at = first_at) AS n_first,
    round(avg((restocked_at = first_at)::integer), 3) AS first_ratio,
    round(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM restocked_at - first_at))) AS median_lag_seconds
FROM ranked WHERE n_retailers > 1 GROUP BY retailer ORDER BY first_ratio DESC, retailer
