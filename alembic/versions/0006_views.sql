-- The views of schema `market`, read by 0006_views.py.
--
-- `--- name: what one row is` begins a view. `column, -- what it says` describes a column; one that says the same in every
-- view is described once, under `--- columns`. The macros @usd(price, currency, day), @launch(currency), @evidence(column)
-- and @demo(market) are written out there.

--- columns
-- listing_id: the listing: one item, seller and condition at a retailer
-- market: country whose buyers pay these prices: us, de, tr ...
-- retailer: the site that was read, by its name
-- tier: whose price it is: first_party, marketplace (also a marketplace seller's offer in a shop), aggregator, auction
-- gpu: the card, by its name in the catalogue
-- segment: place of the card among its peers: entry, mid, high, halo; professional are no consumers' cards
-- title: what the page calls it
-- condition: new, open_box, refurbished, used; NULL is not said
-- seller: one word for one independent seller on all sites; a pseudonym for who is no known shop; NULL is nobody known
-- seller_kind: retailer, known_shop, marketplace, unknown
-- is_demo: true for what is simulated
-- currency: ISO 4217
-- day: the day, from midnight to midnight UTC
-- stock: in_stock, limited, preorder, backorder, in_store_only, out_of_stock, unlisted; NULL is could not tell, never out
-- offer_count: how many offers an aggregator counts; NULL counts as one
-- shipping_local: cost of delivery in currency; 0 is free, NULL is not said
-- observed_at: when it was seen
-- recorded_at: when it became known here; for what was imported, when it was observed
-- known_at: when it became known here
-- n_listings: listings that it rests on
-- n_seller_groups: independent sellers whose stock was known
-- n_seller_groups_in_stock: of these, those who had it in stock
-- method_version: which definition the figures follow (docs/method.md)
-- source_id: the source: an API, a product page, or a list with all its pages
-- source_kind: api, product, list

--- retailers: A shop that is or was watched.
SELECT
    r.name AS retailer,
    r.title AS title, -- its name for people
    r.market AS market,
    r.tier::text AS tier, -- whose prices the site shows: first_party, marketplace, aggregator, auction
    r.enabled AS is_enabled, -- it is watched at present
    r.demo AS is_demo,
    s.n_sources AS n_sources, -- sources that are polled
    (SELECT count(*) FROM listing l WHERE l.retailer_id = r.id AND l.gpu_id IS NOT NULL AND l.stock IS DISTINCT FROM 'unlisted')
        AS n_listings, -- cards that it lists
    s.last_poll_at AS last_poll_at, -- the last attempt
    s.last_outcome AS last_outcome, -- how it went: ok, not_modified, partial, blocked, rate_limited, http_error, timeout, layout_changed, suspect, robots_denied
    s.last_complete_at AS last_complete_at -- the last time a source was read whole
FROM retailer r
CROSS JOIN LATERAL (
    SELECT count(*) AS n_sources, max(s.last_poll_at) AS last_poll_at, max(s.last_complete_at) AS last_complete_at,
        (array_agg(s.last_outcome::text ORDER BY s.last_poll_at DESC NULLS LAST))[1] AS last_outcome
    FROM source s WHERE s.retailer_id = r.id AND s.active
) s

--- gpus: A graphics card of the catalogue.
SELECT
    g.name AS gpu,
    g.model AS model, -- what buyers call it; memory sizes of one model are several cards
    g.vendor AS vendor, -- maker of the chip
    g.family AS family, -- generation
    g.segment AS segment,
    CASE WHEN g.memory_gb < 10 THEN 'under_10gb' WHEN g.memory_gb < 16 THEN '10_to_15gb'
        WHEN g.memory_gb < 24 THEN '16_to_23gb' ELSE '24gb_and_more' END AS memory_segment, -- its class of memory, as in price_index.segment
    g.segment <> 'professional' AS is_consumer, -- it counts in verdicts and indexes
    trim_scale(g.memory_gb) AS memory_gb, -- gigabytes of memory
    g.memory_type AS memory_type, -- such as GDDR7
    g.bus_bits AS bus_bits, -- width of the memory bus
    g.board_power_w AS board_power_w, -- watts
    g.launch_date AS launch_day, -- first day of sale
    g.launch_price_usd AS launch_price_usd, -- announced for the USA, without tax; NULL where nothing can be cited
    g.launch_price_eur AS launch_price_eur, -- in euros with VAT
    g.launch_price_gbp AS launch_price_gbp, -- in pounds with VAT
    g.launch_price_try AS launch_price_try, -- in Turkish lira with VAT
    g.price_source AS launch_price_source, -- who announced them, and when
    g.predecessor AS predecessor, -- model before it
    g.successor AS successor -- model after it
FROM gpu g

--- listings: An item, seller and condition at a retailer, also what is no card and what is not listed any more.
SELECT
    l.id AS listing_id,
    r.market AS market,
    r.name AS retailer,
    CASE WHEN r.tier = 'first_party' AND l.first_party IS FALSE THEN 'marketplace' ELSE r.tier::text END AS tier,
    g.name AS gpu,
    g.segment AS segment,
    l.title AS title,
    l.url AS url, -- its page
    l.condition::text AS condition,
    CASE
        WHEN l.seller_group IS NOT NULL AND l.seller_kind IN ('retailer', 'known_shop') THEN l.seller_group
        WHEN l.seller_group IS NOT NULL THEN 'seller ' || left(encode(sha256(convert_to(
            (SELECT k.key FROM pseudonym_key k) || l.seller_group, 'UTF8')), 'hex'), 10)
        WHEN l.first_party OR l.seller_kind = 'retailer' OR (l.seller = '' AND l.first_party IS NULL AND r.tier = 'first_party')
            THEN r.name
    END AS seller,
    l.seller_kind::text AS seller_kind,
    l.refused AS refused, -- why the title is no card: laptop, complete_pc ...; NULL for a card
    l.unknown::text AS unknown, -- why it is not known which card it is
    l.named AS named, -- the model it names that the catalogue does not have
    l.first_seen_at AS first_seen_at, -- when it was first seen
    l.last_seen_at AS last_seen_at, -- when it was last seen before it went missing; NULL while it is listed
    r.demo AS is_demo
FROM listing l
LEFT JOIN retailer r ON r.id = l.retailer_id
LEFT JOIN gpu g ON g.id = l.gpu_id

--- current_offers: A card that an enabled retailer lists, as it is known now.
SELECT
    o.listing_id, o.market, o.retailer, o.tier, o.gpu, o.segment, o.title,
    o.url AS url, -- its page
    o.condition, o.seller, o.seller_kind,
    o.is_covered AS is_covered, -- its source was read within the last three intervals; otherwise nothing is known now
    o.is_covered AND o.last_stock IS NOT NULL AS is_known, -- whether it can be had is known now
    o.is_covered AND coalesce(o.last_stock IN ('in_stock', 'limited'), false) AS is_available, -- a buyer gets it sent now
    CASE WHEN o.is_covered THEN o.last_stock END AS stock,
    o.price_local AS price_local, -- what one unit costs anybody, in currency, as it was last read; NULL is not known
    o.currency, o.shipping_local,
    @usd(o.price_local, o.currency, o.today) AS price_usd, -- the same in US dollars by the last rate
    o.launch_price_local AS launch_price_local, -- launch price of the card in currency
    (o.price_local / o.launch_price_local - 1)::float8 AS premium_ratio, -- price over launch price: 0.12 is 12 % above
    o.offer_count,
    o.is_covered AND o.last_stock IN ('in_stock', 'limited') AND o.price_local IS NOT NULL AND o.site_tier = 'first_party'
        AND o.first_party IS NOT FALSE AND coalesce(o.condition, 'new') = 'new' AS is_street, -- it counts for the street price: new, deliverable, sold by the shop
    o.changed_at AS changed_at, -- since when price and stock are so
    o.seen_at AS seen_at, -- the last time its source was read whole
    o.is_demo
FROM (
    SELECT v.*, l.price AS price_local, l.currency, l.shipping AS shipping_local, l.stock::text AS last_stock, l.offer_count,
        l.first_party, l.changed_at, r.tier::text AS site_tier, w.seen_at, @launch(l.currency) AS launch_price_local,
        (now() AT TIME ZONE 'UTC')::date AS today,
        s.active AND coalesce(now() - w.seen_at <= s.interval * 3.3, false) AS is_covered
    FROM listing l
    JOIN market.listings v ON v.listing_id = l.id
    JOIN retailer r ON r.id = l.retailer_id AND r.enabled
    JOIN gpu g ON g.id = l.gpu_id
    JOIN source s ON s.id = l.home_source_id
    LEFT JOIN (SELECT c.source_id, max(c.valid_to) AS seen_at FROM coverage c GROUP BY c.source_id) w ON w.source_id = s.id
    WHERE l.stock IS DISTINCT FROM 'unlisted'
) o

--- observations: A reading that changed a listing's price or stock, as it was read; corrections are not applied.
SELECT
    l.listing_id, l.market, l.retailer, l.tier, l.gpu, l.segment,
    o.observed_at, o.recorded_at,
    o.price AS price_local, -- what one unit costs anybody, in currency; NULL is not known
    o.currency AS currency,
    o.shipping AS shipping_local,
    o.stock::text AS stock,
    o.offer_count AS offer_count,
    o.confidence AS confidence, -- how sure the reading was, from 0 to 1
    o.import_id IS NOT NULL AS is_imported, -- it came from a file
    l.is_demo
FROM observation o
JOIN market.listings l ON l.listing_id = o.listing_id

--- price_history: A stretch of time in which a listing's price and stock held and were watched; or one in which it was not watched. Corrections are applied.
SELECT
    l.listing_id, l.market, l.retailer, l.tier, l.gpu, l.segment, l.title, l.condition, l.seller, l.seller_kind,
    h.valid_from AS valid_from, -- from when it holds, included
    h.valid_to AS valid_to, -- until when it is proved, excluded; NULL while it holds
    h.is_covered AS is_covered, -- its source was watched; false for blind time, which is a row of its own
    h.is_covered AND h.stock IS NOT NULL AS is_known, -- whether it could be had was known
    h.is_covered AND coalesce(h.stock IN ('in_stock', 'limited'), false) AS is_available, -- a buyer got it sent
    h.price IS NOT NULL AND coalesce(h.stock NOT IN ('out_of_stock', 'backorder', 'unlisted'), true) AS is_payable, -- there is a price that somebody could pay: that of a sold-out item is none
    h.price AS price_local, -- what one unit costs anybody, in currency; NULL is not known
    h.currency AS currency,
    h.shipping AS shipping_local,
    @usd(h.price, h.currency, h.from_day) AS price_usd, -- the same in US dollars, by the rate of the day it begins
    h.stock AS stock,
    h.offer_count AS offer_count,
    h.observed_at AS observed_at, -- the reading it rests on; NULL in blind time
    h.recorded_at AS recorded_at, -- when that became known here
    h.is_corrected AS is_corrected, -- somebody marked the reading as wrong, and what should have stood there stands here
    l.is_demo
FROM market.listings l
CROSS JOIN LATERAL (
    WITH reading AS (
        SELECT o.observed_at, o.recorded_at, o.shipping, o.offer_count,
            CASE WHEN p.field IS NULL THEN o.price ELSE p.value::numeric(18, 4) END AS price,
            CASE WHEN p.field IS NULL THEN o.currency WHEN p.value IS NULL THEN NULL ELSE coalesce(o.currency, (
                SELECT b.currency FROM observation b
                WHERE b.listing_id = o.listing_id AND b.observed_at < o.observed_at AND b.currency IS NOT NULL
                ORDER BY b.observed_at DESC LIMIT 1
            )) END AS currency,
            CASE WHEN s.field IS NULL THEN o.stock::text ELSE s.value END AS stock,
            p.field IS NOT NULL OR s.field IS NOT NULL AS is_corrected
        FROM observation o
        LEFT JOIN (
            SELECT DISTINCT ON (c.observed_at) c.observed_at, c.field, c.value FROM correction c
            WHERE c.listing_id = l.listing_id AND c.field = 'price' ORDER BY c.observed_at, c.recorded_at DESC, c.id DESC
        ) p ON p.observed_at = o.observed_at
        LEFT JOIN (
            SELECT DISTINCT ON (c.observed_at) c.observed_at, c.field, c.value FROM correction c
            WHERE c.listing_id = l.listing_id AND c.field = 'stock' ORDER BY c.observed_at, c.recorded_at DESC, c.id DESC
        ) s ON s.observed_at = o.observed_at
        WHERE o.listing_id = l.listing_id
    ), priced AS (
        SELECT r.observed_at, r.recorded_at, r.offer_count, r.stock, r.is_corrected, r.currency,
            CASE WHEN r.currency IS NOT NULL THEN r.price END AS price,
            CASE WHEN r.currency IS NOT NULL AND r.price IS NOT NULL THEN r.shipping END AS shipping
        FROM reading r
    ), compared AS (
        SELECT p.*, lag(p.observed_at) OVER said IS NULL
            OR (p.price, p.currency, p.shipping, p.stock, p.offer_count) IS DISTINCT FROM
                (lag(p.price) OVER said, lag(p.currency) OVER said, lag(p.shipping) OVER said, lag(p.stock) OVER said,
                 lag(p.offer_count) OVER said) AS is_change
        FROM priced p WINDOW said AS (ORDER BY p.observed_at)
    ), state AS (
        SELECT c.*, tstzrange(c.observed_at, lead(c.observed_at) OVER (ORDER BY c.observed_at)) AS span
        FROM compared c WHERE c.is_change
    ), watched AS (
        SELECT coalesce(range_agg(tstzrange(greatest(h.valid_from, c.valid_from), least(h.valid_to, c.ends))), '{}') AS spans
        FROM listing_home h
        JOIN LATERAL (
            SELECT w.valid_from, least(w.held_to, lead(w.valid_from) OVER (ORDER BY w.valid_from)) AS ends
            FROM coverage w WHERE w.source_id = h.source_id
        ) c ON greatest(h.valid_from, c.valid_from) < least(h.valid_to, c.ends)
        WHERE h.listing_id = l.listing_id
    ), piece AS (
        SELECT unnest(tstzmultirange(s.span) * w.spans) AS span, true AS is_covered, s.observed_at, s.recorded_at, s.price,
            s.currency, s.shipping, s.stock, s.offer_count, s.is_corrected
        FROM state s CROSS JOIN watched w
        UNION ALL
        SELECT unnest(tstzmultirange(tstzrange(b.begins, NULL)) - w.spans), false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false
        FROM (SELECT min(s.observed_at) AS begins FROM state s) b CROSS JOIN watched w
        WHERE b.begins IS NOT NULL
    )
    SELECT p.*, lower(p.span) AS valid_from, CASE WHEN upper(p.span) <= now() THEN upper(p.span) END AS valid_to,
        (lower(p.span) AT TIME ZONE 'UTC')::date AS from_day
    FROM piece p
    WHERE lower(p.span) <= now()
) h

--- daily_listing: A listing of a card on one day (UTC), rolled up. Days on which it was not watched, or unlisted throughout, have no row.
SELECT
    l.listing_id, l.market, l.retailer, l.tier, l.gpu, l.segment, l.condition, l.seller, l.seller_kind,
    d.day,
    d.covered_s::integer AS covered_seconds, -- seconds of the day during which its source was watched
    d.known_s::integer AS known_seconds, -- of these, with a known stock other than unlisted
    d.in_stock_s::integer AS in_stock_seconds, -- of these, in stock or limited
    d.priced_s::integer AS priced_seconds, -- seconds with a price that could be paid
    d.offer_s AS offer_seconds, -- offers times seconds in stock; an item without a count is one offer
    d.in_stock_s::float8 / nullif(d.known_s, 0) AS availability_ratio, -- share of known time in stock
    d.known_s / 86400.0::float8 AS known_ratio, -- share of the day that was known
    d.price_close AS price_close_local, -- the price to pay with which the day ends; NULL where it ends without one
    d.price_min AS price_low_local, -- lowest price to pay of the day
    d.price_mean AS price_mean_local, -- mean price to pay, weighted by time
    d.currency,
    @usd(d.price_close, d.currency, d.day) AS price_close_usd, -- price_close_local in US dollars by the day's rate
    d.stock_close::text AS stock_close, -- the stock with which the day ends; NULL is not known
    d.method AS method_version,
    l.is_demo
FROM listing_day d
JOIN market.listings l ON l.listing_id = d.listing_id

--- daily_price: What a card cost in a market and tier on one day (UTC).
SELECT
    d.market AS market, g.name AS gpu, g.segment AS segment, d.tier::text AS tier, d.day,
    d.street_price AS price_local, -- street price in currency: median of the up to five cheapest offers, one per seller; NULL where nobody offers one
    d.currency,
    @usd(d.street_price, d.currency, d.day) AS price_usd, -- the same in US dollars by the day's rate
    (SELECT min(price.value::numeric) FROM jsonb_array_elements(d.panel -> 'sellers') AS seller (shelf)
        CROSS JOIN LATERAL jsonb_array_elements_text(seller.shelf -> 8) AS price (value))
        AS price_low_local, -- the cheapest offer at the end of the day
    @launch(d.currency) AS launch_price_local, -- launch price of the card in currency
    (d.street_price / @launch(d.currency) - 1)::float8 AS premium_ratio, -- street price over launch price: 0.12 is 12 % above
    d.n_listings,
    d.n_sellers AS n_seller_groups,
    d.n_sellers_in_stock AS n_seller_groups_in_stock,
    d.method AS method_version,
    @demo(d.market) AS is_demo
FROM gpu_day d JOIN gpu g ON g.id = d.gpu_id

--- daily_availability: How much of a card's known listing-time in a market and tier was in stock on one day (UTC).
SELECT
    d.market AS market, g.name AS gpu, g.segment AS segment, d.tier::text AS tier, d.day,
    d.in_stock_s::float8 / nullif(d.known_s, 0) AS availability_ratio, -- share of known time in stock
    greatest(i.centre - i.half, 0) AS availability_ratio_low, -- its 95 % interval, clustered by seller: the hours of one are not independent
    least(i.centre + i.half, 1) AS availability_ratio_high, -- upper end of the interval
    d.known_s::float8 / nullif(d.n_listings * 86400, 0) AS known_ratio, -- share of its listings' time of which the stock is known
    d.covered_s::float8 / nullif(d.n_listings * 86400, 0) AS covered_ratio, -- share of its listings' time that was watched
    d.covered_s AS covered_seconds, -- watched seconds of all listings
    d.known_s AS known_seconds, -- of these, with a known stock
    d.in_stock_s AS in_stock_seconds, -- of these, in stock
    d.offer_s AS offer_seconds, -- offers times seconds in stock
    d.n_listings,
    d.n_sellers AS n_seller_groups,
    d.n_sellers_in_stock AS n_seller_groups_in_stock,
    d.method AS method_version,
    @demo(d.market) AS is_demo
FROM gpu_day d
JOIN gpu g ON g.id = d.gpu_id
LEFT JOIN LATERAL (
    -- Wilson's interval at the number of independent sellers that would vary as much (monitor/signals/scarcity.py).
    SELECT (e.ratio + 3.8416 / (2 * e.n)) / (1 + 3.8416 / e.n) AS centre,
        1.96 / (1 + 3.8416 / e.n) * sqrt(e.ratio * (1 - e.ratio) / e.n + 3.8416 / (4 * e.n ^ 2)) AS half
    FROM (
        SELECT c.ratio, greatest(CASE WHEN c.sellers > 1 AND c.variance > 0 THEN c.ratio * (1 - c.ratio) / c.variance ELSE c.sellers END, 1) AS n
        FROM (
            SELECT m.ratio, m.sellers,
                greatest(m.parts2 - 2 * m.ratio * m.crossed + m.ratio ^ 2 * m.wholes2, 0) / m.whole ^ 2 * m.sellers / nullif(m.sellers - 1, 0) AS variance
            FROM (
                SELECT sum(t.part) / sum(t.whole) AS ratio, sum(t.whole) AS whole, count(*)::float8 AS sellers,
                    sum(t.part ^ 2) AS parts2, sum(t.part * t.whole) AS crossed, sum(t.whole ^ 2) AS wholes2
                FROM (
                    SELECT sum((s.shelf ->> 5)::float8) AS part, sum((s.shelf ->> 4)::float8) AS whole
                    FROM jsonb_array_elements(d.panel -> 'sellers') AS s (shelf)
                    WHERE (s.shelf ->> 4)::float8 > 0
                    GROUP BY coalesce(s.shelf ->> 1, s.shelf ->> 0)
                ) t
            ) m
        ) c
    ) e
) i ON true

--- standings: A card in a market as a day (UTC) was judged when it was over, beside what is usual. Never revised.
SELECT
    s.market AS market, g.name AS gpu, g.segment AS segment, s.day,
    s.tier::text AS tier,
    s.street_price AS price_local, -- street price over the sources watched then and now, in the market's currency
    s.reference AS reference_local, -- the calm baseline that it is compared with
    s.over_reference_ratio AS over_reference_ratio, -- street price over the calm baseline: 0.12 is 12 % above
    s.premium_ratio AS premium_ratio, -- street price over launch price
    s.availability_ratio AS availability_ratio, -- share of known time in stock over three days
    s.availability_low AS availability_ratio_low, -- its 95 % interval, clustered by seller
    s.availability_high AS availability_ratio_high, -- upper end of the interval
    s.usual_availability_ratio AS usual_availability_ratio, -- what is usual
    s.depth AS depth, -- offers in stock per watched day
    s.usual_depth AS usual_depth, -- what is usual
    s.loss_ratio AS loss_ratio, -- share of what usually is in stock that is missing
    s.n_sellers AS n_seller_groups, -- independent sellers compared; NULL is too little known
    s.n_sellers_in_stock AS n_seller_groups_in_stock, -- those that have it at least half of the time
    s.usual_n_sellers_in_stock AS usual_n_seller_groups_in_stock, -- how many usually have
    s.n_independent_sellers AS n_independent_sellers, -- sellers of 90 days over all tiers; an aggregator's count is an estimate
    @demo(s.market) AS is_demo
FROM gpu_standing s JOIN gpu g ON g.id = s.gpu_id

--- price_index: The price index of a market, or of a part of it, on one day (UTC), as it was computed at one time. Every computation is kept.
SELECT
    i.market,
    i.segment AS segment, -- part of the market: all, entry, mid, high, halo, under_10gb, 10_to_15gb, 16_to_23gb, 24gb_and_more
    i.tier, i.day,
    i.value AS index_value, -- 100 on its first day
    i.imputed_ratio AS imputed_ratio, -- share of its listings whose price was not known that day and was carried
    i.n_listings,
    i.method AS method_version,
    i.computed_at AS computed_at, -- when it was computed
    i.method = i.newest_method AND i.computed_at = i.last_computed_at AS is_latest, -- it is what is published now
    @demo(i.market) AS is_demo
FROM (
    SELECT x.market, x.segment, x.tier::text AS tier, x.day, x.value, x.imputed_ratio, x.n_listings, x.method, x.computed_at,
        max(x.method) OVER (PARTITION BY x.market, x.tier, x.segment) AS newest_method,
        max(x.computed_at) OVER (PARTITION BY x.market, x.tier, x.segment, x.day, x.method) AS last_computed_at
    FROM index_day x
) i

--- signals: An episode: a shortage, a price move, a stockout, a restock, or something the monitor could not see.
SELECT
    s.id AS signal_id, -- its number
    s.kind::text AS kind, -- stockout, restock, price_spike, price_creep, price_drop, below_reference, shortage; of what could not be seen: blocked, layout_change, yield_fall, stale, currency_change, price_gate
    CASE WHEN s.listing_id IS NOT NULL THEN 'listing' WHEN s.gpu_id IS NOT NULL THEN 'gpu' WHEN s.segment IS NOT NULL THEN 'segment'
        WHEN s.retailer_id IS NOT NULL THEN 'retailer' ELSE 'market' END AS scope, -- what it is about: listing, gpu, segment, retailer, market
    s.market AS market,
    g.name AS gpu, -- the card, where it is about one
    s.segment AS segment, -- part of the market, where it is about one
    r.name AS retailer, -- the site, where it is about one
    s.listing_id AS listing_id,
    l.title AS title,
    s.level::text AS level, -- tight, shortage, severe; NULL where there are none
    s.cause::text AS cause, -- what it most likely is: data_quality, one_retailer, launch, phase_out, new_level, segment, market_wide
    s.opened_at AS opened_at, -- when it began
    s.closed_at AS closed_at, -- when it ended; NULL while it is open
    (SELECT e.recorded_at FROM signal_event e WHERE e.signal_id = s.id AND e.kind = 'open' ORDER BY e.id LIMIT 1) AS known_at,
    (SELECT e.recorded_at FROM signal_event e WHERE e.signal_id = s.id AND e.kind = 'close' ORDER BY e.id DESC LIMIT 1)
        AS closed_known_at, -- when it became known here that it is over
    s.withdrawn_at AS withdrawn_at, -- when a correction took it back: it counts no more
    s.closed_at IS NULL AS is_open, -- it goes on
    s.kind IN ('blocked', 'layout_change', 'yield_fall', 'stale', 'currency_change', 'price_gate') AS is_data_quality, -- it is about what the monitor could not see
    (s.evidence ->> 'since')::date AS onset_day, -- the first day it shows on; NULL for listings
    @evidence(s.evidence) AS evidence, -- the figures it rests on; names of sellers are left out
    coalesce(r.demo, @demo(s.market)) AS is_demo
FROM signal s
LEFT JOIN gpu g ON g.id = s.gpu_id
LEFT JOIN retailer r ON r.id = s.retailer_id
LEFT JOIN listing l ON l.id = s.listing_id

--- signal_events: A line in a signal's history, as it was written then.
SELECT
    e.signal_id AS signal_id, -- the signal it is about
    e.kind::text AS event, -- open, level, close, amend, withdraw
    e.at AS happened_at, -- when it happened, by the observations
    e.recorded_at AS known_at,
    e.level::text AS level, -- the level from then on; NULL leaves it as it was
    e.cause::text AS cause, -- what it most likely is; NULL leaves it as it was
    @evidence(e.evidence) AS evidence -- the figures it rests on; names of sellers are left out
FROM signal_event e

--- stockouts: A listing that was in stock and went out.
SELECT
    s.id AS signal_id, -- its number in signals
    l.listing_id, l.market, l.retailer, l.tier, l.gpu, l.segment, l.condition, l.seller, l.seller_kind,
    s.opened_at AS opened_at, -- when it was first seen to be out
    s.closed_at AS closed_at, -- when it was back, or not listed any more; NULL while it is out
    (SELECT e.recorded_at FROM signal_event e WHERE e.signal_id = s.id AND e.kind = 'open' ORDER BY e.id LIMIT 1) AS known_at,
    extract(epoch FROM coalesce(s.closed_at, now()) - s.opened_at)::float8 AS stockout_seconds, -- how long it lasted; so far, while it is out
    CASE WHEN s.closed_at IS NOT NULL THEN coalesce(s.evidence -> 'closing' ->> 'ended', 'restocked') END AS ended, -- how: restocked, unlisted (taken off the page while it was out), corrected; NULL while it is out
    l.is_demo
FROM signal s JOIN market.listings l ON l.listing_id = s.listing_id
WHERE s.kind = 'stockout' AND s.withdrawn_at IS NULL

--- restocks: A listing that was out of stock and came back.
SELECT
    s.id AS signal_id, -- its number in signals
    l.listing_id, l.market, l.retailer, l.tier, l.gpu, l.segment, l.condition, l.seller, l.seller_kind,
    s.opened_at AS restocked_at, -- when it was first seen to be back
    (SELECT e.recorded_at FROM signal_event e WHERE e.signal_id = s.id AND e.kind = 'open' ORDER BY e.id LIMIT 1) AS known_at,
    extract(epoch FROM s.opened_at - b.opened_at)::float8 AS out_seconds, -- how long it had been out; NULL where that was not seen to begin
    n.opened_at AS sold_out_at, -- when it was out again; NULL where that was not seen
    extract(epoch FROM n.opened_at - s.opened_at)::float8 AS restock_seconds, -- how long it stayed; NULL where it was not seen to end
    l.is_demo
FROM signal s
JOIN market.listings l ON l.listing_id = s.listing_id
LEFT JOIN LATERAL (
    SELECT o.opened_at FROM signal o
    WHERE o.listing_id = s.listing_id AND o.kind = 'stockout' AND o.withdrawn_at IS NULL AND o.closed_at = s.opened_at
    LIMIT 1
) b ON true
LEFT JOIN LATERAL (
    SELECT o.opened_at FROM signal o
    WHERE o.listing_id = s.listing_id AND o.kind = 'stockout' AND o.withdrawn_at IS NULL AND o.opened_at > s.opened_at
    ORDER BY o.opened_at LIMIT 1
) n ON true
WHERE s.kind = 'restock' AND s.withdrawn_at IS NULL

--- polls: An attempt to poll a source, also when it failed; kept for 30 days.
SELECT
    p.id AS poll_id, -- its number
    r.market AS market, r.name AS retailer, p.source_id, s.kind::text AS source_kind,
    p.observed_at, p.recorded_at,
    p.outcome::text AS outcome, -- ok, not_modified, partial, blocked, rate_limited, http_error, timeout, layout_changed, suspect, robots_denied
    p.reason AS reason, -- word that tells apart what an outcome lumps together
    p.detail AS detail, -- a sentence about it
    p.complete AS is_complete, -- every page of the source was read: only then does a missing item mean anything
    p.pages AS n_pages, -- pages read
    p.expected AS n_expected, -- offers that it usually has
    p.found AS n_found, -- offers read
    p.changed AS n_changed, -- listings that changed
    p.warnings AS n_warnings, -- readings that were doubted
    p.warning_kinds AS warning_kinds, -- how many of each kind
    p.fields AS fields, -- on how many offers each field was read: of all, and of those for_sale
    p.duration_s AS duration_seconds, -- how long it took
    r.demo AS is_demo
FROM poll p
JOIN source s ON s.id = p.source_id
JOIN retailer r ON r.id = s.retailer_id

--- coverage: A stretch of time during which a source was watched without a gap.
SELECT
    r.market AS market, r.name AS retailer, c.source_id, s.kind::text AS source_kind,
    s.url AS source_url, -- its address
    c.valid_from AS valid_from, -- its first complete poll
    CASE WHEN c.ends <= now() THEN c.ends END AS valid_to, -- until when what was read held, excluded: three missed intervals after the last complete poll; NULL while it does
    c.valid_to AS last_complete_at, -- its last complete poll
    extract(epoch FROM least(c.ends, now()) - c.valid_from)::float8 AS covered_seconds, -- how long it is
    r.demo AS is_demo
FROM (
    SELECT w.source_id, w.valid_from, w.valid_to,
        least(w.held_to, lead(w.valid_from) OVER (PARTITION BY w.source_id ORDER BY w.valid_from)) AS ends
    FROM coverage w
) c
JOIN source s ON s.id = c.source_id
JOIN retailer r ON r.id = s.retailer_id

--- exchange_rates: A currency's reference rate of a day.
SELECT
    x.currency, x.day AS day, -- day of publication
    x.per_euro AS per_euro, -- units for one euro
    x.per_euro / (SELECT d.per_euro FROM exchange_rate d WHERE d.currency = 'USD' AND d.day = x.day) AS per_usd, -- units for one US dollar; NULL without a dollar rate that day
    x.source AS publisher, -- who published it: ecb; demo is simulated
    x.recorded_at,
    x.source = 'demo' AS is_demo
FROM exchange_rate x

--- sellers: An independent seller in a market. Who is no known shop has a pseudonym here, and no name.
SELECT
    v.market, v.seller, v.seller_kind,
    CASE WHEN v.seller_kind IN ('retailer', 'known_shop') THEN max(coalesce(nullif(l.seller, ''), v.retailer)) END AS name, -- a name it is shown under; NULL for who is no known shop
    count(DISTINCT v.retailer) AS n_retailers, -- sites it sells on
    count(*) AS n_listings, -- cards it lists or listed
    count(*) FILTER (WHERE l.stock IN ('in_stock', 'limited')) AS n_listings_in_stock, -- those in stock when last read
    min(v.first_seen_at) AS first_seen_at, -- when it was first seen
    bool_or(v.is_demo) AS is_demo
FROM market.listings v JOIN listing l ON l.id = v.listing_id
WHERE v.gpu IS NOT NULL AND v.seller IS NOT NULL
GROUP BY v.market, v.seller, v.seller_kind

--- market_events: A dated note, such as a bulk purchase.
SELECT
    e.id AS event_id, -- its number
    e.day AS day, -- when it happened
    e.title AS title, -- what happened
    e.market AS market, -- where; NULL is every market
    e.url AS url, -- where it is reported
    e.note AS note, -- anything else
    e.recorded_at
FROM market_event e

--- corrections: A field of a reading that somebody marked as wrong. Of one field of a reading the last one counts.
SELECT
    c.id AS correction_id, -- its number
    l.listing_id, l.market, l.retailer, l.gpu, l.title, c.observed_at, -- when the reading was made
    c.field AS field, -- price or stock
    CASE c.field WHEN 'price' THEN o.price::text ELSE o.stock::text END AS value_read, -- what was read; NULL is not known
    c.value AS value_corrected, -- what it should have been; NULL is not known
    c.reason AS reason, -- why
    c.recorded_at AS recorded_at, -- when it was marked
    l.is_demo
FROM correction c
JOIN observation o ON o.listing_id = c.listing_id AND o.observed_at = c.observed_at
JOIN market.listings l ON l.listing_id = c.listing_id
