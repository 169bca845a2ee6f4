"""What the dashboard of a market asks the views."""

from typing import Final

#: A card's level on a day, by the shortages that were open when the day ended. Below 60 % watched, and in the first
#: 28 days, nothing can be told.
LEVELS_OF_GPUS: Final = """
WITH days AS (
    SELECT d::date AS day FROM generate_series($__timeFrom()::timestamptz::date, $__timeTo()::timestamptz::date, interval '1 day') d
), first AS (
    SELECT min(day) + 28 AS day FROM market.daily_availability WHERE market = '$market'
), watched AS (
    SELECT gpu, day, covered_ratio FROM market.daily_availability
    WHERE market = '$market' AND tier = '$tier' AND segment IN ($segment) AND $__timeFilter(day)
), step AS (
    SELECT s.gpu, e.level, e.event, e.happened_at,
        lead(e.happened_at, 1, 'infinity') OVER (PARTITION BY s.gpu ORDER BY e.happened_at, e.known_at) AS until
    FROM market.signals s JOIN market.signal_events e ON e.signal_id = s.signal_id
    WHERE s.market = '$market' AND s.scope = 'gpu' AND s.kind = 'shortage' AND s.withdrawn_at IS NULL
)
SELECT d.day::timestamp AT TIME ZONE 'UTC' AS "time", g.gpu AS metric,
    CASE WHEN d.day < first.day OR coalesce(w.covered_ratio, 0) < 0.6 THEN 0 WHEN s.event IS NULL OR s.event IN ('close', 'withdraw') THEN 1
        ELSE coalesce(array_position(ARRAY['normal', 'tight', 'shortage', 'severe'], s.level), 1) END AS level
FROM (SELECT DISTINCT gpu FROM watched) g CROSS JOIN days d CROSS JOIN first
LEFT JOIN watched w ON w.gpu = g.gpu AND w.day = d.day
LEFT JOIN step s ON s.gpu = g.gpu AND s.happened_at < (d.day + 1)::timestamp AT TIME ZONE 'UTC' AND s.until >= (d.day + 1)::timestamp AT TIME ZONE 'UTC'
ORDER BY 1, 2
"""
PREMIUM: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", segment AS metric,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY premium_ratio) AS premium_ratio
FROM market.daily_price
WHERE market = '$market' AND tier = '$tier' AND segment IN ($segment) AND premium_ratio IS NOT NULL AND $__timeFilter(day)
GROUP BY day, segment ORDER BY 1, 2
"""
OVER_USUAL: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", segment AS metric,
    percentile_cont(0.5) WITHIN GROUP (ORDER BY over_reference_ratio) AS over_reference_ratio
FROM market.standings
WHERE market = '$market' AND tier = '$tier' AND segment IN ($segment) AND over_reference_ratio IS NOT NULL AND $__timeFilter(day)
GROUP BY day, segment ORDER BY 1, 2
"""
AVAILABILITY: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", segment AS metric,
    sum(in_stock_seconds)::float8 / nullif(sum(known_seconds), 0) AS availability_ratio
FROM market.daily_availability
WHERE market = '$market' AND tier = '$tier' AND segment IN ($segment) AND $__timeFilter(day)
GROUP BY day, segment ORDER BY 1, 2
"""
SELLERS: Final = """
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", segment AS metric, avg(n_seller_groups_in_stock)::float8 AS sellers
FROM market.daily_availability
WHERE market = '$market' AND tier = '$tier' AND segment IN ($segment) AND known_ratio >= 0.6 AND $__timeFilter(day)
GROUP BY day, segment ORDER BY 1, 2
"""
INDEX: Final = """
WITH own AS (
    SELECT day, index_value FROM market.price_index
    WHERE market = '$market' AND tier = '$tier' AND segment = 'all' AND is_latest AND $__timeFilter(day)
), in_usd AS (
    SELECT o.day, o.index_value / r.per_usd::float8 AS value FROM own o CROSS JOIN LATERAL (
        SELECT x.per_usd FROM market.exchange_rates x
        WHERE x.currency = '$currency' AND x.day BETWEEN o.day - 7 AND o.day AND x.per_usd > 0 ORDER BY x.day DESC LIMIT 1) r
)
SELECT day::timestamp AT TIME ZONE 'UTC' AS "time", 'in $currency' AS metric, index_value FROM own
UNION ALL
SELECT day::timestamp AT TIME ZONE 'UTC', 'in dollars, 100 on the first day shown', 100 * value / first_value(value) OVER (ORDER BY day)
FROM in_usd WHERE '$currency' <> 'USD'
ORDER BY 1, 2
"""
CARDS: Final = """
SELECT DISTINCT ON (p.gpu) p.gpu AS "Card", p.segment AS "Segment", p.price_local AS "Street price", p.premium_ratio AS "Over launch price",
    s.over_reference_ratio AS "Over usual", a.availability_ratio AS "In stock", a.n_seller_groups_in_stock AS "Sellers with it",
    a.n_seller_groups AS "Sellers", a.known_ratio AS "Known", p.day AS "Day"
FROM market.daily_price p
JOIN market.daily_availability a ON (a.market, a.gpu, a.tier, a.day) = (p.market, p.gpu, p.tier, p.day)
LEFT JOIN market.standings s ON (s.market, s.gpu, s.day) = (p.market, p.gpu, p.day)
WHERE p.market = '$market' AND p.tier = '$tier' AND p.segment IN ($segment) AND p.day < $__timeTo()::timestamptz::date
    AND p.day >= $__timeTo()::timestamptz::date - 7
ORDER BY p.gpu, p.day DESC
"""
TOLD: Final = """
SELECT opened_at AS "Opened", closed_at AS "Closed", kind AS "What", scope AS "Of", coalesce(gpu, segment, retailer, market) AS "Which",
    level AS "Level", cause AS "Cause"
FROM market.signals
WHERE market = '$market' AND scope <> 'listing' AND NOT is_data_quality AND withdrawn_at IS NULL
    AND opened_at <= $__timeTo() AND coalesce(closed_at, now()) >= $__timeFrom()
ORDER BY closed_at IS NULL DESC, opened_at DESC
"""
SHOPS: Final = """
SELECT r.retailer AS "Shop", r.tier AS "Kind", r.last_outcome AS "Last outcome", r.last_poll_at AS "Last poll",
    r.last_complete_at AS "Last complete", r.n_listings AS "Listings",
    (SELECT string_agg(DISTINCT s.kind, ', ') FROM market.signals s
     WHERE s.retailer = r.retailer AND s.market = r.market AND s.is_data_quality AND s.is_open) AS "Not seen"
FROM market.retailers r WHERE r.market = '$market' AND r.is_enabled ORDER BY 7 NULLS LAST, 1
"""
#: By shop and day, how much of the time its sources were watched.
WATCHED: Final = """
WITH days AS (
    SELECT d AS starts, least(d + interval '1 day', now()) AS stops FROM generate_series(
        date_trunc('day', $__timeFrom()::timestamptz), least($__timeTo()::timestamptz, now()), interval '1 day') d
), shops AS (
    SELECT r.retailer, r.n_sources, min(c.valid_from) AS since FROM market.retailers r JOIN market.coverage c ON c.retailer = r.retailer
    WHERE r.market = '$market' AND r.is_enabled{only} GROUP BY r.retailer, r.n_sources
)
SELECT d.starts AS "time", s.retailer AS metric, coalesce(extract(epoch FROM sum(
        least(coalesce(c.valid_to, now()), d.stops) - greatest(c.valid_from, d.starts)) FILTER (WHERE c.valid_from IS NOT NULL))::float8, 0)
    / (extract(epoch FROM d.stops - greatest(d.starts, s.since)) * s.n_sources)::float8 AS covered_ratio
FROM days d JOIN shops s ON s.since < d.stops AND d.stops > d.starts
LEFT JOIN market.coverage c ON c.retailer = s.retailer AND c.valid_from < d.stops AND coalesce(c.valid_to, now()) > d.starts
GROUP BY d.starts, d.stops, s.retailer, s.n_sources, s.since ORDER BY 1, 2
"""
