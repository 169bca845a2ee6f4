-- section: Now
-- title: Which cards can be had near their launch price?
-- description: New ones that a buyer gets sent now, at most so far above the launch price in that currency.
-- parameter market text = us: market
-- parameter at_most number = 0.25: highest premium: 0.1 is 10 % over the launch price
SELECT gpu, price_local, launch_price_local, currency, round(premium_ratio::numeric, 3) AS premium_ratio, retailer, title, url
FROM current_offers
WHERE market = :market AND is_available AND premium_ratio <= :at_most AND coalesce(condition, 'new') = 'new'
ORDER BY premium_ratio, listing_id
