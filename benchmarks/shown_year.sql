-- A year of history as it is stored when it has been followed, made in the server: what pages read of it.
-- Prices wander and shelves empty by formulas of the listing's number and the day. Parameters: :start, :days.
CREATE FUNCTION pg_temp.price(listing bigint, day float8) RETURNS numeric IMMUTABLE LANGUAGE sql AS $$
    SELECT round(((200 + listing * 7919 % 1800) * (1 + 0.08 * sin(day / 30 + listing)))::numeric, 2) $$;
-- Shelves change every so many days; each third stretch is without stock.
CREATE FUNCTION pg_temp.stretch(listing bigint) RETURNS int IMMUTABLE LANGUAGE sql AS $$ SELECT (3 + listing % 9)::int $$;
CREATE FUNCTION pg_temp.is_out(listing bigint, day float8) RETURNS bool IMMUTABLE LANGUAGE sql AS $$
    SELECT floor((day + listing % 17) / pg_temp.stretch(listing))::int % 3 = 0 $$;
CREATE TEMP TABLE year AS SELECT CAST(:start AS timestamptz) AS start, CAST(:days AS int) AS days,
    CAST(:start AS timestamptz) + make_interval(days => CAST(:days AS int)) AS ends;
CREATE TEMP TABLE shelf AS SELECT l.id, l.gpu_id, l.retailer_id, r.name AS shop, l.home_source_id, r.market,
    CASE r.market WHEN 'us' THEN 'USD' ELSE 'EUR' END AS currency
FROM listing l JOIN retailer r ON r.id = l.retailer_id;

INSERT INTO observation (listing_id, observed_at, recorded_at, price, currency, stock, confidence, raw)
SELECT s.id, at, at, pg_temp.price(s.id, day), s.currency,
    CASE WHEN pg_temp.is_out(s.id, day) THEN 'out_of_stock' ELSE 'in_stock' END, 1, '{}'
FROM year, generate_series(0, days * 2 - 1) n, shelf s, LATERAL (SELECT n / 2.0 AS day) d,
    LATERAL (SELECT start + make_interval(hours => 12 * n, mins => (s.id % 600)::int) AS at) t;

UPDATE listing SET price = pg_temp.price(s.id, days - 0.5), currency = s.currency, last_price = pg_temp.price(s.id, days - 0.5),
    last_currency = s.currency, shipping = CASE WHEN s.id % 3 = 0 THEN 4.99 WHEN s.id % 3 = 1 THEN 0 END,
    stock = CASE WHEN s.id % 200 = 0 THEN NULL WHEN pg_temp.is_out(s.id, days - 0.5) THEN 'out_of_stock' ELSE 'in_stock' END,
    changed_at = ends - interval '11 hours'
FROM year, shelf s WHERE s.id = listing.id;

INSERT INTO listing_day (listing_id, day, covered_s, known_s, in_stock_s, priced_s, offer_s, price_close, price_min, price_mean,
    currency, stock_close, method)
SELECT s.id, (start + make_interval(days => n))::date, 86400, 86400, had, had, had, price, price, price,
    CASE WHEN had > 0 THEN s.currency END, CASE WHEN had > 0 THEN 'in_stock' ELSE 'out_of_stock' END, 1
FROM year, generate_series(0, days - 1) n, shelf s,
    LATERAL (SELECT CASE WHEN pg_temp.is_out(s.id, n) THEN 0 ELSE 86400 END AS had) h,
    LATERAL (SELECT CASE WHEN had > 0 THEN pg_temp.price(s.id, n) END AS price) p;

INSERT INTO gpu_day (market, gpu_id, tier, day, street_price, currency, n_listings, n_sellers, n_sellers_in_stock, covered_s,
    known_s, in_stock_s, offer_s, panel, method)
SELECT market, gpu_id, 'first_party', day, percentile_disc(0.1) WITHIN GROUP (ORDER BY cheapest),
    max(currency), sum(listings), count(*), count(*) FILTER (WHERE had > 0), sum(covered), sum(covered), sum(had), sum(had),
    jsonb_build_object('sellers', jsonb_agg(jsonb_build_array(shop, shop, listings, covered, covered, had, had, listings, prices))), 1
FROM (
    SELECT s.market, s.gpu_id, s.shop, d.day, min(s.currency) AS currency, count(*) AS listings, sum(d.covered_s) AS covered,
        sum(d.in_stock_s) AS had, min(d.price_min) AS cheapest,
        coalesce(jsonb_agg(d.price_min ORDER BY d.price_min) FILTER (WHERE d.price_min IS NOT NULL), '[]') AS prices
    FROM listing_day d JOIN shelf s ON s.id = d.listing_id GROUP BY s.market, s.gpu_id, s.shop, d.day
) sellers GROUP BY market, gpu_id, day;

INSERT INTO gpu_standing (market, gpu_id, day, street_price, reference, over_reference_ratio, premium_ratio, tier,
    availability_ratio, availability_low, availability_high, usual_availability_ratio, depth, usual_depth, loss_ratio, n_sellers,
    n_sellers_in_stock, usual_n_sellers_in_stock, n_independent_sellers)
SELECT market, gpu_id, day, street_price, street_price * 0.9, 0.1, 0.2, tier, 0.7, 0.5, 0.9, 0.75, 20, 22, 0.05, n_sellers,
    n_sellers_in_stock, n_sellers, n_sellers
FROM gpu_day;

INSERT INTO index_day (market, segment, tier, day, method, computed_at, value, imputed_ratio, n_listings)
SELECT market, segment, 'first_party', (start + make_interval(days => n))::date, 1, start + make_interval(days => n + 1),
    100 + 10 * sin(n / 40.0), 0.02, 2500
FROM year, generate_series(0, days - 1) n, (SELECT DISTINCT market FROM shelf) m,
    unnest(ARRAY['all', 'halo', 'high', 'mid', 'entry', '16gb_and_more', '24gb_and_more']) segment;

-- Listings: they sell out, and come back.
INSERT INTO signal (episode_key, kind, market, gpu_id, retailer_id, listing_id, opened_at, closed_at, evidence)
SELECT 'listing:' || s.id || ':' || kind || ':' || opened, kind, s.market, s.gpu_id, s.retailer_id, s.id, opened,
    CASE WHEN closed < ends THEN closed END,
    jsonb_build_object('stock_before', CASE n % 3 WHEN 0 THEN 'in_stock' ELSE 'out_of_stock' END, 'currency', s.currency,
        'stock', CASE n % 3 WHEN 0 THEN 'out_of_stock' ELSE 'in_stock' END, 'price', pg_temp.price(s.id, day)::text)
        || CASE WHEN closed < ends THEN jsonb_build_object('closing', jsonb_build_object('lasted_seconds',
            extract(epoch FROM closed - opened), 'stock', 'in_stock')) ELSE '{}' END
FROM year, shelf s, LATERAL generate_series(3, (days + s.id % 17) / pg_temp.stretch(s.id)) n,
    LATERAL (SELECT n * pg_temp.stretch(s.id) - s.id % 17 AS day) d,
    LATERAL (SELECT start + make_interval(days => day::int, mins => (s.id % 600)::int) AS opened) o,
    LATERAL (SELECT CASE n % 3 WHEN 0 THEN 'stockout' ELSE 'restock' END AS kind,
        opened + make_interval(days => CASE n % 3 WHEN 0 THEN pg_temp.stretch(s.id) ELSE 1 END) AS closed) k
WHERE n % 3 < 2 AND day >= 0 AND opened < ends;

-- Cards: a rise every 50 days, the last of some still going on; three of them short, and with them the market.
INSERT INTO signal (episode_key, kind, level, market, gpu_id, opened_at, closed_at, evidence)
SELECT concat_ws(':', market, gpu_id, kind, n), kind, CASE kind WHEN 'shortage' THEN 'severe' END, market, gpu_id, opened,
    CASE WHEN opened + interval '45 days' < ends THEN opened + interval '45 days' END,
    jsonb_build_object('since', opened::date, 'street_price', 1200, 'change_ratio', 0.2, 'reference', 1000, 'premium_ratio', 0.3,
        'over_reference_ratio', 0.2, 'sellers_compared', 4, 'sellers_moved', 3, 'n_sellers', 5, 'n_sellers_in_stock', 1,
        'usual_n_sellers_in_stock', 4)
FROM year, (SELECT DISTINCT market, gpu_id FROM shelf) g, generate_series(1, days / 50) n,
    LATERAL (SELECT start + make_interval(days => (n * 50 + gpu_id % 40)::int) AS opened,
        CASE WHEN gpu_id % 20 = 0 AND n = days / 50 THEN 'shortage' ELSE 'price_spike' END AS kind) k
WHERE opened < ends;
INSERT INTO signal (episode_key, kind, level, cause, market, opened_at, evidence)
SELECT 'short:us', 'shortage', 'tight', 'segment', 'us', ends - interval '20 days',
    jsonb_build_object('since', (ends - interval '21 days')::date, 'gpus_judged', 60, 'loss_ratio', 0.3,
        'gpus_short', (SELECT jsonb_agg(name) FROM gpu WHERE id % 20 = 0 AND id IN (SELECT gpu_id FROM shelf)))
FROM year;
-- Shops: blocked for a while each month.
INSERT INTO signal (episode_key, kind, market, retailer_id, opened_at, closed_at, evidence)
SELECT concat_ws(':', r.id, n), 'blocked', r.market, r.id, opened, CASE WHEN n < days / 30 THEN opened + interval '5 hours' END,
    jsonb_build_object('polls', 9, 'first_poll_at', opened, 'last_poll_at', opened, 'outcome', 'blocked', 'reason', 'captcha',
        'detail', 'a challenge page', 'source', s.url)
        || CASE WHEN n < days / 30 THEN '{"closing": {"lasted_seconds": 18000}}' ELSE '{}'::jsonb END
FROM year, retailer r JOIN source s ON s.retailer_id = r.id, generate_series(1, days / 30) n,
    LATERAL (SELECT start + make_interval(days => n * 30, hours => (r.id % 20)::int) AS opened) o;

INSERT INTO signal_event (signal_id, kind, at, recorded_at, level, cause, evidence)
SELECT id, 'open', opened_at, opened_at, level, NULL, evidence FROM signal
UNION ALL
SELECT id, 'close', closed_at, closed_at, NULL, cause, coalesce(evidence -> 'closing', '{}') FROM signal WHERE closed_at IS NOT NULL;

-- Polls of the last 30 days, which is as long as they are kept.
INSERT INTO poll (source_id, observed_at, recorded_at, outcome, complete, pages, expected, found, changed, fields, warnings, duration_s)
SELECT home_source_id, at, at, CASE WHEN extract(minute FROM at) = 30 AND extract(hour FROM at) = 3 THEN 'blocked' ELSE 'ok' END,
    true, 1, n, n, n / 25, jsonb_build_object('all', f, 'for_sale', f), 0, 1.5
FROM year, (SELECT home_source_id, count(*) AS n FROM shelf GROUP BY home_source_id) counted,
    LATERAL (SELECT jsonb_build_object('offers', n, 'title', n, 'price', n, 'currency', n, 'stock', n, 'told', n, 'sku', n, 'agreed', n) AS f) fields,
    generate_series(ends - interval '30 days', ends - interval '30 minutes', interval '30 minutes') at
ORDER BY at, home_source_id;
UPDATE source SET last_poll_at = p.observed_at, last_complete_at = p.observed_at, last_outcome = p.outcome, last_fields = p.fields,
    due_at = p.observed_at + source.interval
FROM (SELECT DISTINCT ON (source_id) * FROM poll ORDER BY source_id, observed_at DESC) p WHERE p.source_id = source.id;

INSERT INTO exchange_rate (currency, day, per_euro, source, recorded_at)
SELECT 'USD', (start + make_interval(days => n))::date, 1.1 + n / 10000.0, 'generated', start FROM year, generate_series(0, days - 1) n;
INSERT INTO market_event (day, title, recorded_at) SELECT (ends - interval '100 days')::date, 'A bulk purchase', ends FROM year;
UPDATE watermark SET at = ends FROM year WHERE name = 'listing_signals';
