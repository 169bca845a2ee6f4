-- section: Index and signals
-- title: What was the price index said to be on a past day?
-- description: Only what had been computed by then, beside what is published now.
-- parameter market text = us: market
-- parameter known_on day = today: the day on which it was known
-- parameter since day = today-60: first day of the index
WITH known AS (
    SELECT DISTINCT ON (day) tier, day, index_value, computed_at, method_version FROM price_index
    WHERE market = :market AND segment = 'all' AND tier = 'first_party' AND day >= :since
        AND computed_at < CAST(:known_on AS date) + 1
    ORDER BY day, method_version DESC, computed_at DESC
)
SELECT k.day, round(k.index_value::numeric, 2) AS known_then, k.computed_at, k.method_version, round(i.index_value::numeric, 2) AS known_now
FROM known k LEFT JOIN price_index i ON i.market = :market AND i.segment = 'all' AND i.tier = 'first_party' AND i.day = k.day AND i.is_latest
ORDER BY k.day
