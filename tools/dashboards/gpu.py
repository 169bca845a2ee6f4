"""GPU: one card in a market: is its price fair, who has it, since when, and what is on offer now."""

from typing import Final

from grafana_foundation_sdk.builders import stat
from grafana_foundation_sdk.models.dashboard import Dashboard

from tools.dashboards import asking, frame, panels
from tools.dashboards import gpu_queries as queries
from tools.dashboards.asking import prom, series
from tools.dashboards.frame import Part
from tools.dashboards.panels import BLUE, GREEN, GREY, ORANGE, RED, YELLOW

_HERE: Final = 'market="$market", gpu="$gpu"'
#: What a listing can be, as numbers.
STOCK: Final[panels.Words] = {
    0: ("not known", GREY),
    1: ("sold out", RED),
    2: ("to be ordered or fetched", ORANGE),
    3: ("few left", YELLOW),
    4: ("in stock", GREEN),
}
_LEVELS: Final[panels.Words] = {rank - 1: word for rank, word in panels.LEVELS.items() if rank}


def board() -> Dashboard:
    """The dashboard of a card."""
    return frame.made(
        "gpumarket-gpu",
        "GPU",
        "One card in one market: is its price fair, who has it, since when, and what is on offer now.",
        variables=[
            *asking.sources(asking.PROMETHEUS, asking.POSTGRES),
            asking.MARKET,
            asking.TIER,
            asking.GPU,
            asking.CURRENCY,
        ],
        annotations=[
            frame.annotation("Signals of the card", frame.SIGNALS_OF_GPU, ORANGE),
            frame.annotation("Events", frame.EVENTS, BLUE),
        ],
        parts=[_now(), _price(), _shelves(), _who(), _lasting(), _offers()],
        since="now-90d",
    )


def _now() -> Part:
    def now(title: str, about: str, metric: str, unit: str, limits: panels.Limits, base: str = GREEN) -> stat.Panel:
        expression = f"max by (gpu) ({metric}{{{_HERE}}})"
        return panels.figure(title, about, prom(expression, now=True), unit=unit, base=base, limits=limits, span=4)

    return Part(
        "$gpu in $market: what does it cost, and can it be had?",
        [
            panels.figure(
                "Level",
                "How short the card is. Not known with too little history, coverage or sellers.",
                prom(f"max by (gpu) (gpumarket_gpu_level{{{_HERE}}})", now=True),
                unit="none",
                base=GREY,
                meanings=_LEVELS,
                span=4,
            ),
            now(
                "Street price in $currency",
                "Median of the up to five cheapest new, deliverable offers of shops.",
                "gpumarket_street_price",
                "locale",
                {},
                BLUE,
            ),
            now(
                "Over usual",
                "Street price over the calm baseline, minus one, on the last day that was judged.",
                "gpumarket_over_reference_ratio",
                "percentunit",
                {0.15: YELLOW, 0.3: RED},
            ),
            now(
                "In stock",
                "Share of the listings about which it is known that are in stock.",
                "gpumarket_availability_ratio",
                "percentunit",
                {0.3: YELLOW, 0.6: GREEN},
                RED,
            ),
            now(
                "Known",
                "Share of the listings about which it is known whether they are in stock.",
                "gpumarket_coverage_ratio",
                "percentunit",
                {0.6: YELLOW, 0.8: GREEN},
                GREY,
            ),
            panels.figure(
                "Shops with it",
                "Shops at which a listing is in stock now.",
                prom(
                    f'count(max by (retailer) (gpumarket_listings{{{_HERE}, state="available"}}) > 0) or vector(0)',
                    now=True,
                ),
                unit="none",
                base=RED,
                limits={1: YELLOW, 3: GREEN},
                span=4,
            ),
        ],
    )


def _price() -> Part:
    return Part(
        "Is it a fair price?",
        [
            panels.coloured(
                panels.lines(
                    "Street price in $currency",
                    "Per day: the median of the up to five cheapest new offers, the cheapest one, and the launch price where one in this"
                    " currency was published. A gap: nobody had it, or it was not known.",
                    series(queries.PRICES),
                    unit="locale",
                    stepped=True,
                    span=14,
                ),
                {"launch price": GREY, "street price": BLUE},
            ),
            panels.lines(
                "Over usual, and over the launch price",
                "Street price over the calm baseline, and over the launch price, minus one, as each day was judged.",
                series(queries.OVER),
                unit="percentunit",
                limits={0.15: YELLOW, 0.3: RED},
                span=10,
            ),
            panels.lines(
                "Lowest price by shop in $currency",
                "Lowest price of the day at which a new card could be bought there; other sellers on the shop's site apart.",
                series(queries.PRICES_OF_SHOPS),
                unit="locale",
                stepped=True,
            ),
        ],
    )


def _shelves() -> Part:
    return Part(
        "How full are the shelves?",
        [
            panels.banded(
                panels.lines(
                    "Availability",
                    "Share of the known time of its listings in which they were in stock, with the 95 % interval clustered by seller, and"
                    " the share of their time that was known.",
                    series(queries.SHELVES),
                    unit="percentunit",
                    base=RED,
                    limits={0.3: YELLOW, 0.6: GREEN},
                    span=14,
                ),
                "at most",
                "at least",
            ),
            panels.lines(
                "Independent sellers",
                "Sellers that had it on that day, how many usually have it, and of how many it was known.",
                series(queries.SELLERS),
                unit="none",
                base=RED,
                limits={1: YELLOW, 3: GREEN},
                stepped=True,
                span=10,
            ),
        ],
    )


def _who() -> Part:
    return Part(
        "Who has it when?",
        [
            panels.states(
                "Stock of every listing",
                "Each band is a listing. Grey: nobody watched, or the shop did not say. Taken off the list counts as sold out.",
                series(queries.STOCK),
                meanings=STOCK,
                height=12,
            )
        ],
    )


def _lasting() -> Part:
    return Part(
        "How long must one wait, and how long does it last?",
        [
            panels.rows(
                "Sold out, by shop",
                "Stockouts of the time shown; the median is over those that have ended.",
                asking.Sql(queries.STOCKOUTS),
                units={"Median until restock": "s", "Longest": "s"},
                links={"Shop": frame.to_retailer("Shop")},
                span=12,
            ),
            panels.rows(
                "Restocks",
                "When it came back, how long it had been out, and how long it stayed.",
                asking.Sql(queries.RESTOCKS),
                units={"Restocked": "dateTimeAsIso", "Was out for": "s", "Lasted": "s"},
                links={"Shop": frame.to_retailer("Shop")},
                span=12,
            ),
        ],
    )


def _offers() -> Part:
    return Part(
        "What is on offer now?",
        [
            panels.rows(
                "All offers",
                "Those in stock first, the cheapest first. A price is that of one unit; delivery where the shop says.",
                asking.Sql(queries.OFFERS),
                units={
                    "Price": "locale",
                    "Delivery": "locale",
                    "Over launch price": "percentunit",
                    "Since": "dateTimeFromNow",
                    "Read": "dateTimeFromNow",
                },
                links={"Title": "${__data.fields.url}", "Shop": frame.to_retailer("Shop")},
                hidden=("url",),
                height=14,
            )
        ],
    )
