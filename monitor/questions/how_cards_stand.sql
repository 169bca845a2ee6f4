-- section: Index and signals
-- title: How does each card stand beside what is usual?
-- description: As its last day was judged: premium, price over the calm baseline, what is missing from the shelves, and at how many sellers.
-- parameter market text = us: market
SELECT gpu, day, round(premium_ratio::numeric, 3) AS premium_ratio, round(over_reference_ratio::numeric, 3) AS over_reference_ratio,
    round(availability_ratio::numeric, 3) AS availability_ratio, round(usual_availability_ratio::numeric, 3) AS usual_availability_ratio,
    round(loss_ratio::numeric, 3) AS loss_ratio, n_seller_groups_in_stock, usual_n_seller_groups_in_stock, n_seller_groups
FROM standings WHERE market = :market AND day = (SELECT max(day) FROM standings WHERE market = :market)
ORDER BY loss_ratio DESC NULLS LAST, gpu
