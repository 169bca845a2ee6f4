-- section: Prices
-- title: How did the price of a card go at each shop?
-- description: Every stretch with one price and stock. Blind time is a row without either: nothing is known of it.
-- parameter market text = us: market
-- parameter gpu text = GeForce RTX 5090: card
-- parameter since day = today-30: stretches that ended before are left out
SELECT retailer, seller, title, valid_from, valid_to, is_covered, price_local, currency, stock
FROM price_history
WHERE market = :market AND gpu = :gpu AND coalesce(valid_to, 'infinity') > CAST(:since AS timestamptz)
ORDER BY retailer, listing_id, valid_from
