"""What the dashboard of a card asks the views."""

from typing import Final

PRICES: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", name AS metric, price
FROM market.daily_price CROSS JOIN LATERAL (VALUES
    ('street price', price_local::float8), ('cheapest offer', price_low_local::float8), ('launch price', launch_price_local::float8)
) AS line (name, price)
WHERE market = '$market' AND gpu = '$gpu' AND tier = '$tier' AND $__timeFilter(day) AND price IS NOT NULL ORDER BY 1, 2
"""
PRICES_OF_SHOPS: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", CASE WHEN tier = 'marketplace' THEN retailer || ' (other sellers)' ELSE retailer END AS metric,
    min(price_low_local)::float8 AS price
FROM market.daily_listing
WHERE market = '$market' AND gpu = '$gpu' AND coalesce(condition, 'new') = 'new' AND currency = '$currency' AND $__timeFilter(day)
    AND price_low_local IS NOT NULL
GROUP BY 1, 2 ORDER BY 1, 2
"""
OVER: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", name AS metric, ratio
FROM market.standings CROSS JOIN LATERAL (VALUES ('over usual', over_reference_ratio), ('over launch price', premium_ratio)) AS line (name, ratio)
WHERE market = '$market' AND gpu = '$gpu' AND tier = '$tier' AND $__timeFilter(day) AND ratio IS NOT NULL ORDER BY 1, 2
"""
SHELVES: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", name AS metric, ratio
FROM market.daily_availability CROSS JOIN LATERAL (VALUES ('in stock', availability_ratio), ('at least', availability_ratio_low),
    ('at most', availability_ratio_high), ('known', known_ratio)) AS line (name, ratio)
WHERE market = '$market' AND gpu = '$gpu' AND tier = '$tier' AND $__timeFilter(day) AND ratio IS NOT NULL ORDER BY 1, 2
"""
SELLERS: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", name AS metric, sellers
FROM market.standings CROSS JOIN LATERAL (VALUES ('with it in stock', n_seller_groups_in_stock::float8), ('usual', usual_n_seller_groups_in_stock::float8),
    ('that are known', n_seller_groups::float8)) AS line (name, sellers)
WHERE market = '$market' AND gpu = '$gpu' AND tier = '$tier' AND $__timeFilter(day) AND sellers IS NOT NULL ORDER BY 1, 2
"""
#: At every step of the chart a value for every listing: without a gap nothing is drawn through what is not known.
STOCK: Final = """
WITH history AS (
    SELECT listing_id, concat_ws(' ', retailer, seller, '#' || listing_id) AS name, valid_from, coalesce(valid_to, 'infinity') AS valid_to, is_known, stock
    FROM market.price_history
    WHERE market = '$market' AND gpu = '$gpu' AND valid_from <= $__timeTo() AND coalesce(valid_to, 'infinity') > $__timeFrom()
), moment AS (
    SELECT least(m, now()) AS at FROM generate_series($__timeFrom()::timestamptz, $__timeTo()::timestamptz,
        make_interval(secs => greatest($__interval_ms, 60000) / 1000.0)) m
)
SELECT m.at AS "time", l.name AS metric, CASE WHEN h.is_known IS NOT TRUE THEN 0 ELSE CASE h.stock
    WHEN 'in_stock' THEN 4 WHEN 'limited' THEN 3 WHEN 'out_of_stock' THEN 1 WHEN 'unlisted' THEN 1 ELSE 2 END END AS stock
FROM (SELECT DISTINCT listing_id, name FROM history) l CROSS JOIN moment m
LEFT JOIN history h ON h.listing_id = l.listing_id AND h.valid_from <= m.at AND h.valid_to > m.at
ORDER BY 1, 2
"""
RESTOCKS: Final = """
SELECT restocked_at AS "Restocked", retailer AS "Shop", seller AS "Seller", out_seconds AS "Was out for", restock_seconds AS "Lasted",
    restock_seconds IS NULL AS "Still there"
FROM market.restocks
WHERE market = '$market' AND gpu = '$gpu' AND $__timeFilter(restocked_at) ORDER BY restocked_at DESC
"""
STOCKOUTS: Final = """
SELECT retailer AS "Shop", count(*) AS "Times sold out",
    percentile_cont(0.5) WITHIN GROUP (ORDER BY stockout_seconds) FILTER (WHERE closed_at IS NOT NULL) AS "Median until restock",
    max(stockout_seconds) AS "Longest", count(*) FILTER (WHERE closed_at IS NULL) AS "Out now"
FROM market.stockouts
WHERE market = '$market' AND gpu = '$gpu' AND opened_at <= $__timeTo() AND coalesce(closed_at, now()) >= $__timeFrom()
GROUP BY retailer ORDER BY 2 DESC, 1
"""
OFFERS: Final = """
SELECT CASE WHEN NOT is_known THEN 'not known' ELSE replace(stock, '_', ' ') END AS "Stock", price_local AS "Price", shipping_local AS "Delivery",
    currency AS "Currency", premium_ratio AS "Over launch price", retailer AS "Shop", seller AS "Seller", tier AS "Kind", condition AS "Condition",
    title AS "Title", changed_at AS "Since", seen_at AS "Read", url
FROM market.current_offers
WHERE market = '$market' AND gpu = '$gpu' ORDER BY is_available IS TRUE DESC, price_local NULLS LAST
"""
