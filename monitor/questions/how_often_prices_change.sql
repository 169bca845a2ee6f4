-- section: Prices
-- title: How often do shops change prices?
-- description: Changes of price per listing and watched week, and the usual size of a step.
-- parameter market text = us: market
-- parameter since day = today-90: first day
WITH step AS (
    SELECT retailer, abs(ln(price_local / lag(price_local) OVER (PARTITION BY listing_id, currency ORDER BY observed_at))) AS size
    FROM observations WHERE market = :market AND gpu IS NOT NULL AND price_local IS NOT NULL AND observed_at >= CAST(:since AS timestamptz)
), watched AS (
    SELECT retailer, sum(covered_seconds) / 604800 AS weeks FROM daily_listing WHERE market = :market AND day >= :since GROUP BY retailer
)
SELECT w.retailer, count(*) FILTER (WHERE s.size > 0) AS n_changes, round(count(*) FILTER (WHERE s.size > 0) / nullif(w.weeks, 0), 2) AS changes_per_week,
    round((exp(percentile_cont(0.5) WITHIN GROUP (ORDER BY s.size) FILTER (WHERE s.size > 0)) - 1)::numeric, 4) AS median_step_ratio
FROM watched w LEFT JOIN step s ON s.retailer = w.retailer
GROUP BY w.retailer, w.weeks ORDER BY changes_per_week DESC NULLS LAST, w.retailer
