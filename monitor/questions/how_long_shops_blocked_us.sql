-- section: What was not seen
-- title: How long did each shop block us?
-- description: Time between the first blocked poll and the first that was let in again; other reasons not to see are counted apart.
SELECT market, retailer, kind, count(*) AS n_times, round(sum(extract(epoch FROM coalesce(closed_at, now()) - opened_at))) AS seconds,
    count(*) FILTER (WHERE is_open) AS n_open, max(opened_at) AS last_opened_at
FROM signals WHERE kind IN ('blocked', 'layout_change', 'yield_fall', 'stale') AND withdrawn_at IS NULL
GROUP BY market, retailer, kind ORDER BY kind, seconds DESC, retailer
