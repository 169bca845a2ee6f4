-- section: Index and signals
-- title: Which shortages were there, and what did they rest on?
-- description: Of markets, their parts and cards. Levels of episodes that are over are the last they had.
-- parameter market text = us: market
SELECT scope, coalesce(gpu, segment) AS of, level, cause, onset_day, known_at, closed_at, evidence ->> 'loss_ratio' AS loss_ratio,
    evidence ->> 'over_reference_ratio' AS over_reference_ratio, evidence ->> 'n_sellers' AS n_sellers
FROM signals WHERE kind = 'shortage' AND market = :market AND withdrawn_at IS NULL
ORDER BY closed_at DESC, onset_day, signal_id
