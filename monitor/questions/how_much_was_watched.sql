-- section: What was not seen
-- title: How much of the time was each shop watched?
-- description: Of every source, the time since it was first read, and in how many stretches.
SELECT market, retailer, source_url, min(valid_from) AS since, count(*) AS n_stretches,
    round(sum(covered_seconds)::numeric / nullif(extract(epoch FROM now() - min(valid_from)), 0), 4) AS covered_ratio
FROM coverage GROUP BY market, retailer, source_id, source_url ORDER BY covered_ratio, retailer, source_url
