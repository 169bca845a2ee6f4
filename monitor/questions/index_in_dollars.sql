-- section: Index and signals
-- title: How did prices go once the exchange rate is taken out?
-- description: The index over the rate of the day, 100 on the first day on which both are known. A rate holds until the next one, for a week at most.
-- parameter market text = tr: market
-- parameter currency text = TRY: its currency
WITH real_terms AS (
    SELECT i.day, i.index_value, i.index_value / rate.per_usd::float8 AS in_dollars
    FROM price_index i
    CROSS JOIN LATERAL (SELECT x.per_usd FROM exchange_rates x WHERE x.currency = :currency AND x.day BETWEEN i.day - 7 AND i.day AND x.per_usd > 0
                        ORDER BY x.day DESC LIMIT 1) rate
    WHERE i.market = :market AND i.segment = 'all' AND i.tier = 'first_party' AND i.is_latest
)
SELECT day, round(index_value::numeric, 1) AS nominal, round((100 * in_dollars / first_value(in_dollars) OVER (ORDER BY day))::numeric, 1) AS in_dollars
FROM real_terms ORDER BY day
