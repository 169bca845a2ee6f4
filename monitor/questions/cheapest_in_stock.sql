-- section: Now
-- title: What is the cheapest offer in stock?
-- description: The cheapest new one of each card that a buyer gets sent now, whoever sells it.
-- parameter market text = us: market
-- parameter gpu text = : card; every card if empty
SELECT DISTINCT ON (gpu) gpu, price_local, currency, shipping_local, retailer, tier, seen_at, title, url
FROM current_offers
WHERE market = :market AND (:gpu = '' OR gpu = :gpu) AND is_available AND price_local IS NOT NULL AND coalesce(condition, 'new') = 'new'
ORDER BY gpu, price_local, listing_id
