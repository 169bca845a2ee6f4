"""What a market looks like now, per gpu and per market. Pure: listings' states in, figures out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Final

from scrapers.offer import AVAILABLE, Condition, Stock
from scrapers.spec import Tier

#: The street price is the median of this many of the cheapest offers at most.
_CHEAPEST: Final = 5


@dataclass(frozen=True, slots=True)
class ListingState:
    """A listing of a gpu as it stands now.

    Attributes:
        covered: its source was watched up to now; otherwise nothing about it is known.
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
        coverage: share of listings about which it is known whether they are in stock.
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


def measure_gpus(states: Iterable[ListingState]) -> list[GpuMeasure]:
    """Every gpu of every market that is followed, by market and name."""
    grouped: dict[tuple[str, str], list[ListingState]] = defaultdict(list)
    for state in states:
        if state.stock is not Stock.UNLISTED:
            grouped[state.market, state.gpu].append(state)
    return [_measure(market, gpu, grouped[market, gpu]) for market, gpu in sorted(grouped)]


def _measure(market: str, gpu: str, states: list[ListingState]) -> GpuMeasure:
    known = [state for state in states if state.known]
    available = [state for state in known if state.available]
    priced = sorted((s for s in states if s.on_street), key=lambda s: s.price or Decimal(0))
    # Prices in another currency than the cheapest offer's cannot be compared with it.
    currency = priced[0].currency if priced else None
    cheapest = [s.price for s in priced if s.currency == currency and s.price is not None][:_CHEAPEST]
    street = median(cheapest) if cheapest else None
    launch = priced[0].launch_price if priced else None
    return GpuMeasure(
        market=market,
        gpu=gpu,
        segment=states[0].segment,
        demo=states[0].demo,
        street_price=street,
        currency=currency,
        premium=float(street / launch) - 1 if street and launch else None,
        availability=len(available) / len(known) if known else None,
        coverage=len(known) / len(states),
        offers_in_stock=len(available),
        offers_known=len(known),
        offers_followed=len(states),
        retailers_in_stock=len({state.retailer for state in available}),
        cheapest=priced[0] if priced else None,
    )
