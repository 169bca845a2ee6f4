-- section: Availability
-- title: How long do restocks last?
-- description: Quartiles over all restocks of a card, those that last still counted as longer than any that ended; NULL where more than that share has not ended.
-- parameter market text = us: market
SELECT gpu, count(*) AS n_restocks, count(restock_seconds) AS n_ended,
    nullif(percentile_disc(0.25) WITHIN GROUP (ORDER BY coalesce(restock_seconds, 'infinity')), 'infinity') AS lower_seconds,
    nullif(percentile_disc(0.5) WITHIN GROUP (ORDER BY coalesce(restock_seconds, 'infinity')), 'infinity') AS median_seconds,
    nullif(percentile_disc(0.75) WITHIN GROUP (ORDER BY coalesce(restock_seconds, 'infinity')), 'infinity') AS upper_seconds
FROM restocks WHERE market = :market AND tier = 'first_party' GROUP BY gpu ORDER BY median_seconds NULLS LAST, gpu
