-- section: What was not seen
-- title: Which readings were wrong, and which signals rested on them?
-- description: What was read, what should have been, why, and the signals that were changed or taken back for it.
SELECT c.recorded_at, c.retailer, c.title, c.observed_at, c.field, c.value_read, c.value_corrected, c.reason,
    (SELECT string_agg(DISTINCT s.kind || ' ' || e.event, ', ') FROM signal_events e JOIN signals s ON s.signal_id = e.signal_id
     WHERE e.event IN ('amend', 'withdraw') AND e.evidence -> 'correction' -> 'ids' @> to_jsonb(c.correction_id)) AS signals
FROM corrections c ORDER BY c.recorded_at DESC, c.correction_id DESC
