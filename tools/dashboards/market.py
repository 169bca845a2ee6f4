"""Market: is there a shortage, of what, since when, and how sure is that. From the verdict down to what was not seen."""

from typing import Final

from grafana_foundation_sdk.models.dashboard import Dashboard

from tools.dashboards import asking, frame, panels
from tools.dashboards import market_queries as queries
from tools.dashboards.asking import prom, series
from tools.dashboards.frame import Part
from tools.dashboards.panels import BLUE, GREEN, GREY, LEVELS, ORANGE, RED, YELLOW

_HERE: Final = 'market="$market"'
#: The level as a number: 0 not known, 1 normal to 4 severe. Every process says the same; the largest is as good as any.
_LEVEL: Final = " + ".join(
    f'{rank} * max by (market) (gpumarket_market_level{{{_HERE}, level="{level}"}})'
    for rank, level in enumerate(("normal", "tight", "shortage", "severe"), start=1)
)


def board() -> Dashboard:
    """The dashboard of a market."""
    return frame.made(
        "gpumarket-market",
        "GPU market",
        "Is there a shortage of graphics cards, of which, since when, and how sure is that.",
        variables=[
            *asking.sources(asking.PROMETHEUS, asking.POSTGRES),
            asking.MARKET,
            asking.TIER,
            asking.SEGMENT,
            asking.CURRENCY,
        ],
        annotations=[
            frame.annotation("Signals", frame.SIGNALS, ORANGE),
            frame.annotation("Events", frame.EVENTS, BLUE),
        ],
        parts=[_verdict(), _gpus(), *_measures(), _index(), _told(), _blind()],
        since="now-90d",
    )


def _verdict() -> Part:
    return Part(
        "Is there a shortage, and how sure is that?",
        [
            panels.figure(
                "Level now",
                "The verdict. Not known where too little is watched, or not for long enough: a blind market is never normal.",
                prom(_LEVEL, now=True),
                unit="none",
                base=GREY,
                meanings=LEVELS,
            ),
            panels.figure(
                "Known now",
                "Share of the market's listings about which it is known whether they are in stock. Below 60 % there is no verdict.",
                prom(f"max by (market) (gpumarket_market_coverage_ratio{{{_HERE}}})", now=True),
                unit="percentunit",
                base=GREY,
                limits={0.6: YELLOW, 0.8: GREEN},
            ),
            panels.figure(
                "Independent sellers",
                "Sellers of new cards in the last 90 days. With fewer than three there is no verdict.",
                prom(f"max by (market) (gpumarket_market_sellers{{{_HERE}}})", now=True),
                unit="none",
                base=GREY,
                limits={3: GREEN},
            ),
            panels.figure(
                "Cards that are short",
                "Cards whose own level is tight or worse.",
                prom(f"count(max by (gpu) (gpumarket_gpu_level{{{_HERE}}}) > 0) or vector(0)", now=True),
                unit="none",
                limits={1: YELLOW, 5: ORANGE},
            ),
            panels.states(
                "Level as it was told",
                "The verdict at each moment that Prometheus asked. Grey: it could not be told.",
                prom(_LEVEL, "{{market}}"),
                meanings=LEVELS,
                height=4,
            ),
        ],
    )


def _gpus() -> Part:
    return Part(
        "Which cards are short, and since when?",
        [
            panels.states(
                "Level of each card by day",
                "Shortages of single cards that were open when the day (UTC) ended. Grey: less than 60 % was watched, or the market was"
                " known for less than 28 days.",
                series(queries.LEVELS_OF_GPUS),
                meanings=LEVELS,
                height=16,
            ),
            panels.rows(
                "Every card, on the last whole day",
                "Street price: median of the up to five cheapest new, deliverable offers. Over usual: over the calm baseline.",
                asking.Sql(queries.CARDS),
                units={
                    "Street price": "locale",
                    "Over launch price": "percentunit",
                    "Over usual": "percentunit",
                    "In stock": "percentunit",
                    "Known": "percentunit",
                },
                links={"Card": frame.to_gpu("Card")},
                height=12,
            ),
        ],
    )


def _measures() -> list[Part]:
    return [
        Part(
            "Is it dearer than usual?",
            [
                panels.lines(
                    "Over what is usual, by segment",
                    "Median over the segment's cards of street price over the calm baseline, minus one, as each day was judged.",
                    series(queries.OVER_USUAL),
                    unit="percentunit",
                    limits={0.15: YELLOW, 0.3: RED},
                    span=12,
                ),
                panels.lines(
                    "Over the launch price, by segment",
                    "Median over the segment's cards of street price over launch price, minus one. Nothing where no launch price in this"
                    " market's currency was published.",
                    series(queries.PREMIUM),
                    unit="percentunit",
                    limits={0.15: YELLOW, 0.3: RED},
                    span=12,
                ),
            ],
        ),
        Part(
            "How much can be had?",
            [
                panels.lines(
                    "Availability by segment",
                    "Share of the known time of listings in which they were in stock. What is not known counts on neither side.",
                    series(queries.AVAILABILITY),
                    unit="percentunit",
                    base=RED,
                    limits={0.3: YELLOW, 0.6: GREEN},
                    span=12,
                ),
                panels.lines(
                    "Sellers that have a card, by segment",
                    "Independent sellers with a card in stock during the day, mean over the segment's cards; days of which 60 % is known.",
                    series(queries.SELLERS),
                    unit="none",
                    base=RED,
                    limits={1: YELLOW, 2: GREEN},
                    span=12,
                ),
            ],
        ),
    ]


def _index() -> Part:
    return Part(
        "Do the same cards cost more than before?",
        [
            panels.lines(
                "Price index",
                "Matched-model index (GEKS-Jevons), 100 on its first day, as it is known today; and the same in dollars by the rate of"
                " the day, which is 100 on the first day shown.",
                series(queries.INDEX),
                unit="none",
                limits={110: YELLOW, 130: RED},
            )
        ],
    )


def _told() -> Part:
    return Part(
        "What was told?",
        [
            panels.rows(
                "Signals of the time shown",
                "Of the market, its segments, cards and shops; the open ones first.",
                asking.Sql(queries.TOLD),
                units={"Opened": "dateTimeAsIso", "Closed": "dateTimeAsIso"},
            )
        ],
    )


def _blind() -> Part:
    return Part(
        "What could not be seen?",
        [
            panels.rows(
                "Shops now",
                "A shop that cannot be read is no empty shop: what was not seen is in no figure above.",
                asking.Sql(queries.SHOPS),
                units={"Last poll": "dateTimeFromNow", "Last complete": "dateTimeFromNow"},
                links={"Shop": frame.to_retailer("Shop")},
                span=12,
            ),
            panels.lines(
                "Watched, by shop and day",
                "Share of the day in which the shop's sources were watched without a gap, since they were first read.",
                series(queries.WATCHED.format(only="")),
                unit="percentunit",
                base=RED,
                limits={0.6: YELLOW, 0.9: GREEN},
                span=12,
                height=10,
            ),
        ],
    )
