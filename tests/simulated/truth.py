"""What a simulated market gives out: the listings as a monitor saw them, and what really happened.

Definitions, from the point of view of somebody who runs a shop and knows its suppliers. A detector is never told them.

Shortage
    The shops together want to sell more of a model than they are delivered, for at least three weeks, and a buyer feels
    both halves of it: most days fewer shops than usual can send the card, and those that can ask more. `onset` is the
    first day (00:00 UTC) on which deliveries fall short. On that day nothing is visible yet: shelves run down over the
    next one to three weeks, in each shop at its own pace, and prices follow in steps, again in each shop with its own
    lag. So nobody can be expected to see it at `onset`, and a lag of one to three weeks is good work. `end` is the first
    day on which deliveries are back at their usual level; prices may take weeks more to come down.
    Severities, as shares of the usual availability and as rise of the market's price level:
    mild 0.55-0.65 and +8-12 %; moderate 0.30-0.45 and +14-24 %; strong 0.06-0.18 and +25-80 %.

No shortage, and why a reasonable observer would not call it one
    launch: a model that could never be bought freely is not scarcer than it was; the first weeks are always like this.
    phase_out: the shelves hold its successor; nobody who wants a card goes without.
    devaluation, weak currency, january, vat_change: the goods are there, the money is worth less.
    cost_push: prices of cards with much memory climb for months, but whoever pays gets one at once.
    delivery_gap: shelves are thin for some days (a holiday, a strike in a port), prices stay, and then they fill again.
    sale, shop_repriced, shop_empty, shop_closed, shop_opened: one shop's own affair, or a discount.
    outage, no_stock_word, decimal_slip: the monitor's own sight.

Spike
    One listing's price is lifted by one change to at least 12 % above its usual level – the median of what it could be
    bought for in the two months before – and comes back after two days to four weeks, while nothing moves the model's
    market or the shop as a whole. No spike: repricing within a few per cent, rises of 4-9 % that come back, the return
    from a promotion, a slipped decimal point that the next reading takes back.
    Only those are told that could be seen at all: at least two polls met the listing buyable at the lifted price.
Jump
    A listing's price did rise by a seen change to 12 % above its usual level, but as part of something larger: a
    shortage, a devaluation, a shop that reprices everything, or the cheapest merchant of a price comparison site having
    sold out. Whether that is a spike of the listing is a matter of words, so a detector that names it is neither praised
    nor blamed.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from monitor.signals.point import Point
from scrapers.spec import Tier


@dataclass(frozen=True)
class Shortage:
    """A true shortage: of `gpus`, from `onset` until `end` (or until the simulation ends), both aware UTC.

    `severity` is mild, moderate or strong; `scope` is model, segment or market.
    """

    gpus: frozenset[str]
    onset: datetime
    end: datetime
    severity: str
    scope: str


@dataclass(frozen=True)
class Spike:
    """A true spike of one listing, from `start` until `end`; `seen` is the first poll that met it, all aware UTC.

    `jump` is its height over the listing's usual level, as a ratio (0.25).
    """

    listing_id: int
    start: datetime
    end: datetime
    seen: datetime
    jump: float


@dataclass(frozen=True)
class Jump:
    """A listing's rise, first seen at `at` (aware UTC), that belongs to something larger."""

    listing_id: int
    at: datetime


@dataclass(frozen=True)
class Phase:
    """A gpu's first weeks, or its last."""

    gpu: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Happening:
    """Something that is no shortage: `kind` is a word of this module's docstring, `where` the shop, gpu, set or market."""

    kind: str
    where: str
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Truth:
    """What really happened.

    Attributes:
        disturbances: of the market or of a shop: promotions of single listings are too many to be told.
        faults: of the monitor's sight.
    """

    shortages: tuple[Shortage, ...]
    spikes: tuple[Spike, ...]
    jumps: tuple[Jump, ...]
    launches: tuple[Phase, ...]
    phase_outs: tuple[Phase, ...]
    disturbances: tuple[Happening, ...]
    faults: tuple[Happening, ...]


@dataclass(frozen=True)
class SimListing:
    """One listing as a monitor saw it.

    Attributes:
        segment: entry, mid, high or halo.
        launch_price: in the market's currency with tax, where the maker said one.
        predecessor: the gpu that this one replaces.
        retailer: the site.
        seller_group: who sells; one seller on two sites is one group. An aggregator is its own.
        points: changes only, in time order, aware UTC. Wrong readings are among them. Without a price there is no
            currency; an unlisted item has no price; a sold-out one has what the page still says.
        covered: when its site was watched: half-open, in time order, apart.
    """

    id: int
    gpu: str
    segment: str
    memory_gb: int
    launch_price: Decimal | None
    launched: date
    predecessor: str | None
    retailer: str
    tier: Tier
    seller_group: str
    points: list[Point]
    covered: list[tuple[datetime, datetime]]


@dataclass(frozen=True)
class SimMarket:
    """One market over its days.

    Attributes:
        rates: units of the currency per US dollar, for every day from the first launch on; None where not needed.
        fx_anchor: whether prices follow the dollar.
    """

    code: str
    currency: str
    start: datetime
    end: datetime
    listings: list[SimListing]
    rates: dict[date, Decimal] | None
    fx_anchor: bool
    truth: Truth
