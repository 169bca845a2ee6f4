-- section: Availability
-- title: How sure is the availability of a card, day by day?
-- description: With its 95 % interval, clustered by seller: the hours of one seller are not independent of each other.
-- parameter market text = us: market
-- parameter gpu text = GeForce RTX 5090: card
-- parameter since day = today-60: first day
SELECT day, tier, round(availability_ratio::numeric, 3) AS availability_ratio, round(availability_ratio_low::numeric, 3) AS low,
    round(availability_ratio_high::numeric, 3) AS high, n_seller_groups_in_stock, n_seller_groups, round(known_ratio::numeric, 3) AS known_ratio
FROM daily_availability WHERE market = :market AND gpu = :gpu AND day >= :since ORDER BY day, tier
