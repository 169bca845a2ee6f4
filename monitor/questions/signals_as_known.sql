-- section: Index and signals
-- title: Which signals were open on a past day, as it was known then?
-- description: What was recorded later, or taken back later, makes no difference.
-- parameter market text = us: market
-- parameter known_on day = today-20: the day, at its end
SELECT kind, scope, coalesce(gpu, segment, retailer) AS of, opened_at, known_at, closed_known_at
FROM signals
WHERE market = :market AND scope <> 'listing' AND known_at < CAST(:known_on AS date) + 1
    AND (closed_known_at IS NULL OR closed_known_at >= CAST(:known_on AS date) + 1)
ORDER BY kind, scope, opened_at, signal_id
