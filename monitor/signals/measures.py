"""What a market looks like now, per gpu and per market. Pure: listings' states in, figures out."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from statistics import median
from typing import Final

from monitor.signals.open_signals import OpenSignal
from monitor.signals.scarcity import clustered_interval
from monitor.signals.standing import Standing
from monitor.vocabulary import Level
from scrapers.offer import AVAILABLE, Condition, Stock
from scrapers.spec import Tier

#: The street price is the median of this many of the cheapest offers at most.
_CHEAPEST: Final = 5


@dataclass(frozen=True, slots=True)
class ListingState:
    """A listing of a gpu as it stands now.

    Attributes:
        covered: its source was watched up to now; otherwise nothing about it is known.
        seller_group: the independent seller; None where nobody is known.
        last_seen_at: None while it is listed.
        segment: of its gpu.
        launch_price: of its gpu in `currency`, with tax where that currency's prices have it; None where not known.
    """

    market: str
    gpu: str
    segment: str
    launch_price: Decimal | None
    retailer: str
    tier: Tier
    demo: bool
    seller: str
    first_party: bool | None
    condition: Condition | None
    title: str
    url: str
    price: Decimal | None
    currency: str | None
    stock: Stock | None
    changed_at: datetime
    covered: bool
    seller_group: str | None = None
    offer_count: int | None = None
    last_seen_at: datetime | None = None
    memory_gb: float = 0.0

    @property
    def is_listed(self) -> bool:
        """It is followed; an item no longer listed is not."""
        return self.stock is not Stock.UNLISTED

    @property
    def sold_by(self) -> str:
        """The independent seller, or the site where it names none."""
        return self.seller_group or self.retailer

    @property
    def known(self) -> bool:
        """Whether it can be had is known now. An item no longer listed is no longer followed."""
        return self.covered and self.stock is not None

    @property
    def available(self) -> bool:
        """A buyer gets it sent now."""
        return self.known and self.stock in AVAILABLE

    @property
    def is_offered_new(self) -> bool:
        """A buyer gets it new, now, at a known price, from the shop that lists it and not from a marketplace seller."""
        return (
            self.available
            and self.price is not None
            and self.first_party is not False
            and self.condition in {None, Condition.NEW}
        )

    @property
    def on_street(self) -> bool:
        """Its price counts for the street price."""
        return self.is_offered_new and self.tier is Tier.FIRST_PARTY


@dataclass(frozen=True, slots=True)
class GpuMeasure:
    """A gpu in a market, now. Ratios lie between 0 and 1; what cannot be told is None.

    Attributes:
        street_price: median of the up to five cheapest new, deliverable first-party offers, in `currency`.
        premium: street price / launch price - 1, where a launch price in this currency is known.
        availability: share of known listings in stock.
        availability_low, availability_high: its 95 % interval, clustered by seller.
        coverage: share of listings about which it is known whether they are in stock.
        sellers: independent sellers whose stock is known; an aggregator's offers count as such (an estimate).
        sellers_in_stock: those of them that have it.
        level: unknown with too little history, coverage or sellers; `reason` is a machine word for which.
        since: the first day of its shortage.
        cause: of its shortage.
        signals: its other open signals.
        standing: figures beside what is usual, of the last day that was judged.
    """

    market: str
    gpu: str
    segment: str
    demo: bool
    street_price: Decimal | None
    currency: str | None
    premium: float | None
    availability: float | None
    coverage: float
    offers_in_stock: int
    offers_known: int
    offers_followed: int
    retailers_in_stock: int
    cheapest: ListingState | None
    memory_gb: float = 0.0
    availability_low: float | None = None
    availability_high: float | None = None
    sellers: int = 0
    sellers_in_stock: int = 0
    level: Level = Level.UNKNOWN
    reason: str | None = None
    since: date | None = None
    cause: str | None = None
    signals: tuple[OpenSignal, ...] = ()
    standing: Standing | None = None

    @property
    def over_reference(self) -> float | None:
        """Street price over the calm baseline, minus one, of the last day that was judged."""
        return self.standing.over_reference_ratio if self.standing else None


def measure_gpus(states: Iterable[ListingState], signalled: Collection[str] = ()) -> list[GpuMeasure]:
    """Every gpu of every market that is followed, by market and name.

    Args:
        states: of listings.
        signalled: gpus that are followed even where no shop lists them any more: those with an open signal.
    """
    grouped: dict[tuple[str, str], list[ListingState]] = defaultdict(list)
    for state in states:
        grouped[state.market, state.gpu].append(state)
    return [
        _measure(market, gpu, grouped[market, gpu])
        for market, gpu in sorted(grouped)
        if gpu in signalled or any(state.is_listed for state in grouped[market, gpu])
    ]


def _measure(market: str, gpu: str, every: list[ListingState]) -> GpuMeasure:
    # Where nobody lists it any more, that is known as far as its shops are watched.
    states = [state for state in every if state.is_listed]
    coverage = [state.known for state in states] or [state.covered for state in every]
    known = [state for state in states if state.known]
    available = [state for state in known if state.available]
    priced = sorted((s for s in states if s.on_street), key=lambda s: s.price or Decimal(0))
    # Prices in another currency than the cheapest offer's cannot be compared with it.
    currency = priced[0].currency if priced else None
    cheapest = [s.price for s in priced if s.currency == currency and s.price is not None][:_CHEAPEST]
    street = median(cheapest) if cheapest else None
    launch = priced[0].launch_price if priced else None
    low, high = _interval(known) or (None, None)
    return GpuMeasure(
        market=market,
        gpu=gpu,
        segment=every[0].segment,
        demo=every[0].demo,
        street_price=street,
        currency=currency,
        premium=float(street / launch) - 1 if street and launch else None,
        availability=len(available) / len(known) if known else None,
        coverage=sum(coverage) / len(coverage),
        offers_in_stock=len(available),
        offers_known=len(known),
        offers_followed=len(states),
        retailers_in_stock=len({state.retailer for state in available}),
        cheapest=priced[0] if priced else None,
        memory_gb=every[0].memory_gb,
        availability_low=low,
        availability_high=high,
        sellers=count_sellers(known),
        sellers_in_stock=count_sellers(available),
    )


def _interval(known: list[ListingState]) -> tuple[float, float] | None:
    """Of the share in stock: hours and listings of one seller are not independent."""
    sellers: dict[str, list[bool]] = defaultdict(list)
    for state in known:
        sellers[state.sold_by].append(state.available)
    return clustered_interval((sum(found), len(found)) for found in sellers.values())


def count_sellers(states: Iterable[ListingState]) -> int:
    """Independent sellers: those named, or the offers that an aggregator counts for an item, if they are more."""
    named: set[str] = set()
    counted = 0
    for state in states:
        named.add(state.sold_by)
        if state.tier is Tier.AGGREGATOR:
            counted = max(counted, state.offer_count or 0)
    return max(len(named), counted)
