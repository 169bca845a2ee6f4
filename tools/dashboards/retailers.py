"""Retailer health: is every shop read, as fully as usual, and what does it cost them. Then what went wrong."""

from typing import Final

from grafana_foundation_sdk.models.dashboard import Dashboard

from tools.dashboards import asking, frame, panels
from tools.dashboards.asking import prom, series
from tools.dashboards.frame import Part
from tools.dashboards.market_queries import WATCHED
from tools.dashboards.panels import BLUE, GREEN, GREY, ORANGE, RED, YELLOW

_HERE: Final = 'market="$market", retailer=~"$retailer"'
#: What a poll can end with, as numbers: the less is known, the lower.
OUTCOMES: Final[panels.Words] = {
    0: ("not polled", GREY),
    1: ("blocked", RED),
    2: ("failed", ORANGE),
    3: ("layout changed or suspect", "purple"),
    4: ("partial", YELLOW),
    5: ("read", GREEN),
}
_COLORS: Final = {
    "ok": GREEN,
    "not_modified": "light-green",
    "partial": YELLOW,
    "suspect": "purple",
    "layout_changed": "dark-purple",
    "blocked": RED,
    "rate_limited": "dark-red",
    "robots_denied": "semi-dark-red",
    "http_error": ORANGE,
    "timeout": "dark-orange",
}
#: The worst outcome of each step of the chart. Polls are kept for 30 days.
_STATES: Final = """
WITH moment AS (
    SELECT m AS starts, m + make_interval(secs => greatest($__interval_ms, 3600000) / 1000.0) AS stops FROM generate_series(
        date_trunc('hour', $__timeFrom()::timestamptz), least($__timeTo()::timestamptz, now()),
        make_interval(secs => greatest($__interval_ms, 3600000) / 1000.0)) m
), polled AS (
    SELECT retailer, observed_at, CASE WHEN outcome IN ('ok', 'not_modified') THEN 5 WHEN outcome = 'partial' THEN 4
        WHEN outcome IN ('layout_changed', 'suspect') THEN 3 WHEN outcome IN ('blocked', 'rate_limited', 'robots_denied') THEN 1 ELSE 2 END AS state
    FROM market.polls WHERE market = '$market' AND retailer IN ($retailer) AND observed_at <= $__timeTo()
        AND observed_at >= $__timeFrom()::timestamptz - interval '1 day'
), shops AS (
    SELECT retailer, n_sources FROM market.retailers WHERE market = '$market' AND retailer IN ($retailer)
)
SELECT m.starts AS "time", s.retailer AS metric, coalesce(min(p.state), (
    -- A step without a poll is as the poll before, for a day.
    SELECT b.state FROM polled b WHERE b.retailer = s.retailer AND b.observed_at < m.starts AND b.observed_at >= m.starts - interval '1 day'
    ORDER BY b.observed_at DESC LIMIT 1), 0) AS state
FROM moment m CROSS JOIN shops s
LEFT JOIN polled p ON p.retailer = s.retailer AND p.observed_at >= m.starts AND p.observed_at < m.stops
GROUP BY m.starts, s.retailer ORDER BY 1, 2
"""
_OUTCOMES: Final = """
SELECT $__timeGroup(observed_at, $__interval) AS "time", outcome AS metric, count(*) AS polls
FROM market.polls
WHERE market = '$market' AND retailer IN ($retailer) AND $__timeFilter(observed_at)
GROUP BY 1, 2 ORDER BY 1, 2
"""
_YIELD: Final = """
SELECT observed_at AS "time", retailer AS metric, avg(n_found::float8 / n_expected) AS yield_ratio
FROM market.polls
WHERE market = '$market' AND retailer IN ($retailer) AND $__timeFilter(observed_at) AND n_expected > 0
GROUP BY observed_at, retailer ORDER BY 1, 2
"""
_PAGES: Final = """
SELECT $__timeGroup(observed_at, $__interval) AS "time", retailer AS metric, sum(n_pages) AS pages
FROM market.polls
WHERE market = '$market' AND retailer IN ($retailer) AND $__timeFilter(observed_at)
GROUP BY 1, 2 ORDER BY 1, 2
"""
_TROUBLE: Final = """
SELECT observed_at AS "When", retailer AS "Shop", outcome AS "Outcome", reason AS "Reason", detail AS "Detail",
    n_found AS "Found", n_expected AS "Usual", n_warnings AS "Doubted", duration_seconds AS "Took"
FROM market.polls
WHERE market = '$market' AND retailer IN ($retailer) AND $__timeFilter(observed_at)
ORDER BY outcome IN ('ok', 'not_modified'), observed_at DESC LIMIT 200
"""
_QUALITY: Final = """
SELECT opened_at AS "Opened", closed_at AS "Closed", retailer AS "Shop", kind AS "What", evidence ->> 'source' AS "Source", evidence ->> 'polls' AS "Polls"
FROM market.signals
WHERE market = '$market' AND is_data_quality AND withdrawn_at IS NULL AND retailer IN ($retailer)
    AND opened_at <= $__timeTo() AND coalesce(closed_at, now()) >= $__timeFrom()
ORDER BY closed_at IS NULL DESC, opened_at DESC LIMIT 200
"""


def board() -> Dashboard:
    """The dashboard of the shops of a market."""
    return frame.made(
        "gpumarket-retailers",
        "Retailer health",
        "Is every shop read, as fully as usual, and how much is asked of it. What is not read is not known: it is no empty shop.",
        variables=[*asking.sources(asking.PROMETHEUS, asking.POSTGRES), asking.MARKET, asking.RETAILER],
        annotations=[frame.annotation("Not seen", frame.BLIND, RED), frame.annotation("Events", frame.EVENTS, BLUE)],
        parts=[_now(), _outcomes(), _readings(), _budget(), _trouble()],
        since="now-90d",
    )


def _now() -> Part:
    return Part(
        "Is every shop read now?",
        [
            panels.figure(
                "Last read completely",
                "Time since a source of the shop was last read with all its pages.",
                prom(
                    f"time() - max by (retailer) (gpumarket_last_success_timestamp_seconds{{{_HERE}}})",
                    "{{retailer}}",
                    now=True,
                ),
                unit="s",
                limits={6 * 3600: YELLOW, 86_400: RED},
                span=12,
                height=6,
            ),
            panels.figure(
                "What cannot be seen now",
                "Open data-quality signals of the shop: blocked, layout changed, far fewer offers than usual, stale, doubtful prices.",
                prom(
                    f"sum by (retailer) (max by (retailer, kind) (gpumarket_quality_signals_open{{{_HERE}}}))",
                    "{{retailer}}",
                    now=True,
                ),
                unit="none",
                limits={1: RED},
                span=12,
                height=6,
            ),
            panels.lines(
                "Watched, by shop and day",
                "Share of the day in which the shop's sources were watched without a gap, since they were first read.",
                series(WATCHED.format(only=" AND r.retailer IN ($retailer)")),
                unit="percentunit",
                base=RED,
                limits={0.6: YELLOW, 0.9: GREEN},
            ),
        ],
    )


def _outcomes() -> Part:
    return Part(
        "How do polls end?",
        [
            panels.states(
                "Worst outcome of each hour, by shop",
                "The worst poll of an hour (of a step of the chart, where that is longer); without a poll the one before, for a day.",
                series(_STATES),
                meanings=OUTCOMES,
            ),
            panels.coloured(
                panels.bars(
                    "Polls by outcome",
                    "How many polls ended how, in each step of the chart. They are kept for 30 days.",
                    series(_OUTCOMES),
                    unit="none",
                ),
                _COLORS,
            ),
        ],
    )


def _readings() -> Part:
    return Part(
        "Is as much read as usual?",
        [
            panels.lines(
                "Offers found, of those expected",
                "Below three quarters, and by more than the shop's lists vary, nothing is believed to be gone.",
                series(_YIELD),
                unit="percentunit",
                base=RED,
                limits={0.75: GREEN},
                span=12,
            ),
            panels.gauge(
                "Fields read",
                "Share of the offers not said to be sold out on which a field was read, at the last reading; the worst shop of those chosen.",
                prom(f"min by (field) (gpumarket_field_coverage_ratio{{{_HERE}}})", "{{field}}", now=True),
                unit="percentunit",
                limits={0.5: YELLOW, 0.9: GREEN},
                span=12,
            ),
        ],
    )


def _budget() -> Part:
    return Part(
        "How much is asked of the shops?",
        [
            panels.bars(
                "Pages asked for",
                "Pages of all polls in each step of the chart.",
                series(_PAGES),
                unit="none",
                span=12,
            ),
            panels.lines(
                "Duration of polls, 95 %",
                "Waiting for the shop's budget included. Above two minutes a shop has more pages than its budget is good for.",
                prom(
                    "histogram_quantile(0.95, sum by (retailer, le)"
                    ' (rate(gpumarket_poll_duration_seconds_bucket{retailer=~"$retailer"}[$__rate_interval])))',
                    "{{retailer}}",
                ),
                unit="s",
                limits={60: YELLOW, 120: RED},
                span=12,
                daily=False,
            ),
        ],
    )


def _trouble() -> Part:
    return Part(
        "What went wrong?",
        [
            panels.rows(
                "What could not be seen",
                "Data-quality signals of the time shown; the open ones first.",
                asking.Sql(_QUALITY),
                units={"Opened": "dateTimeAsIso", "Closed": "dateTimeAsIso"},
            ),
            panels.rows(
                "Polls",
                "The latest 200 of the time shown, those that failed first.",
                asking.Sql(_TROUBLE),
                units={"When": "dateTimeAsIso", "Took": "s"},
            ),
        ],
    )
