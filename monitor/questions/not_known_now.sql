-- section: Now
-- title: What is not known now?
-- description: Per shop, how many of the cards it lists are known now. Where its source was not read, nothing is.
SELECT market, retailer, count(*) AS n_listings, count(*) FILTER (WHERE is_covered) AS n_covered,
    count(*) FILTER (WHERE is_known) AS n_known, round(avg(is_known::integer), 3) AS known_ratio, max(seen_at) AS seen_at
FROM current_offers GROUP BY market, retailer ORDER BY known_ratio, retailer
