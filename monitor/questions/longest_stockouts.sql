-- section: Availability
-- title: Which stockouts lasted longest?
-- description: Also those that go on.
-- parameter market text = us: market
SELECT gpu, retailer, opened_at, closed_at, ended, round(stockout_seconds / 86400) AS days
FROM stockouts WHERE market = :market ORDER BY stockout_seconds DESC, signal_id LIMIT 50
