"""A gpu in a market and price tier, day by day, seller by seller: what every comparison with a past window is made of."""

import math
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final, NamedTuple

import msgspec

from monitor.signals.daily import ListingDay
from monitor.signals.totals import Totals
from scrapers.spec import Tier

#: The street price is the median of this many of the cheapest offers at most.
CHEAPEST: Final = 5
#: An offer that is cheaper than this share of the next one is an outlier: a wrong item, a bait, a misread price.
_ISOLATED: Final = 0.7
DAY_S: Final = 86_400
#: Tiers whose offers are a sample that changes from day to day.
SAMPLES: Final = frozenset({Tier.MARKETPLACE, Tier.AUCTION})
_WEEK: Final = 7
_LEAST_OF_WEEK: Final = 3


class SellerKey(NamedTuple):
    """An independent seller at a retailer; where nobody is named, all those that the retailer does not name."""

    retailer: str
    group: str | None

    @property
    def is_named(self) -> bool:
        """It is one seller."""
        return self.group is not None

    @property
    def name(self) -> str:
        """The seller, or the site for those that it does not name."""
        return self.group or self.retailer


@dataclass(frozen=True, slots=True)
class GpuInfo:
    """What is known of a gpu, apart from the market.

    Attributes:
        segments: parts of the market that it belongs to, such as `halo` and `24gb_and_more`.
        launch_price: in the market's currency, with tax where prices have it; None where not known.
        successors: names of gpus that came to take its place.
    """

    name: str
    segments: tuple[str, ...]
    launched: date | None = None
    launch_price: Decimal | None = None
    successors: frozenset[str] = frozenset()


class SellerDay(msgspec.Struct, gc=False):
    """One seller's listings of the gpu on one day.

    Attributes:
        prices: those with which the day ends: the cheapest alone, or the five cheapest of sellers that nobody names.
    """

    listings: int = 0
    covered_s: int = 0
    known_s: int = 0
    in_stock_s: int = 0
    offer_s: int = 0
    offers: float = 0.0
    prices: list[Decimal] = msgspec.field(default_factory=list)

    def copy(self) -> "SellerDay":
        """Another one with the same figures."""
        return msgspec.structs.replace(self, prices=[*self.prices])

    def add(self, day: ListingDay, *, named: bool = True) -> None:
        """Add a listing's day; `named`: all of these listings are one seller's."""
        self.listings += 1
        self.covered_s += day.covered_s
        self.known_s += day.known_s
        self.in_stock_s += day.in_stock_s
        self.offer_s += day.offer_s
        if day.in_stock_s:
            self.offers = max(self.offers, day.offer_s / day.in_stock_s)
        price = day.price_close
        if price is None:
            return
        if not named:
            self.prices = sorted([*self.prices, price])[:CHEAPEST]
        elif not self.prices or price < self.prices[0]:
            self.prices[:] = [price]


#: What a seller lists who lists nothing.
_NOTHING: Final = SellerDay()


@dataclass(slots=True)
class SellerSeries:
    """The same over days; `prices` are natural logarithms, the cheapest first."""

    listings: Totals = field(default_factory=Totals)
    known_s: Totals = field(default_factory=Totals)
    in_stock_s: Totals = field(default_factory=Totals)
    offer_s: Totals = field(default_factory=Totals)
    offers: list[float] = field(default_factory=list)
    prices: list[tuple[float, ...]] = field(default_factory=list)

    def put(self, at: int, day: SellerDay | None) -> None:
        """Set a day; the days before it that were never set are empty."""
        missing = at + 1 - len(self.prices)
        if missing > 0:
            self.offers.extend([0.0] * missing)
            self.prices.extend([()] * missing)
        day = day or _NOTHING
        self.listings.put(at, day.listings)
        self.known_s.put(at, day.known_s)
        self.in_stock_s.put(at, day.in_stock_s)
        self.offer_s.put(at, day.offer_s)
        self.offers[at] = day.offers
        self.prices[at] = tuple(map(math.log, day.prices)) if day.prices else ()

    def cheapest(self, at: int) -> float | None:
        """Log of the cheapest price of a day."""
        return self.prices[at][0] if self.prices[at] else None


@dataclass(slots=True)
class GpuSeries:
    """A gpu in one tier of a market: every seller's days, from the first day of its market on.

    Attributes:
        street: log of the street price of each day, over all sellers; None without one. Of a sample of offers that
            come and go (marketplaces, auctions) it is the median of a week's.
        weekly: each day's median of the week up to it: what goes to and fro does not add up.
        retailers: who ever listed it.
    """

    info: GpuInfo
    tier: Tier
    sellers: dict[SellerKey, SellerSeries] = field(default_factory=dict)
    street: list[float | None] = field(default_factory=list)
    length: int = 0
    weekly: list[float | None] = field(default_factory=list)
    retailers: set[str] = field(default_factory=set)
    _daily: list[float | None] = field(default_factory=list)
    #: Street prices and shares in stock over some retailers, as they were asked for.
    _street_over: dict[frozenset[str], dict[int, float | None]] = field(default_factory=lambda: defaultdict(dict))
    _share_over: dict[frozenset[str], dict[int, float | None]] = field(default_factory=lambda: defaultdict(dict))
    _offers_over: dict[frozenset[str], dict[int, int]] = field(default_factory=lambda: defaultdict(dict))

    def put(self, at: int, days: dict[SellerKey, SellerDay]) -> None:
        """Set what is known of a day; a day that was set before is replaced."""
        if new := days.keys() - self.sellers.keys():
            self.sellers |= {key: SellerSeries() for key in new}
            # In one order, however the days came: the same sums, and the same evidence.
            self.sellers = {key: self.sellers[key] for key in sorted(self.sellers, key=str)}
            self.retailers |= {key.retailer for key in new}
        for key, series in self.sellers.items():
            series.put(at, days.get(key))
        self.length = max(self.length, at + 1)
        for column in (self.street, self.weekly, self._daily):
            column.extend([None] * (self.length - len(column)))
        self._daily[at] = self._street(at, None)
        for day in range(at, min(at + _WEEK, self.length)):
            self.street[day] = self._smoothed(self._daily[max(day - _WEEK + 1, 0) : day + 1])
            for asked in self._street_over.values():
                asked.pop(day, None)
        for asked in self._share_over.values():
            asked.pop(at, None)
        for counted in self._offers_over.values():
            counted.pop(at, None)
        for day in range(at, min(at + 2 * _WEEK, self.length)):
            known = [price for price in self.street[max(day - _WEEK + 1, 0) : day + 1] if price is not None]
            self.weekly[day] = median(known) if known else None

    def on_day(self, at: int) -> float | None:
        """The log street price of one day alone, over all sellers."""
        return self._daily[at]

    def street_on(self, at: int, retailers: frozenset[str]) -> float | None:
        """The log street price of a day, over some retailers."""
        asked = self._street_over[retailers]
        if at not in asked:
            first = max(at - _WEEK + 1, 0) if self.tier in SAMPLES else at
            asked[at] = self._smoothed([self._street(day, retailers) for day in range(first, at + 1)])
        return asked[at]

    def streets_on(self, days: range, retailers: frozenset[str]) -> list[float | None]:
        """The same of several days."""
        asked = self._street_over[retailers]
        return [asked[day] if day in asked else self.street_on(day, retailers) for day in days]

    def share_on(self, at: int, retailers: frozenset[str]) -> float | None:
        """The share of a day's known listing-time that was in stock, over some retailers; None if nothing is known."""
        asked = self._share_over[retailers]
        if at not in asked:
            known = in_stock = 0
            for key, series in self.sellers.items():
                if key.retailer in retailers:
                    known += series.known_s.between(at, at + 1)
                    in_stock += series.in_stock_s.between(at, at + 1)
            asked[at] = in_stock / known if known else None
        return asked[at]

    def offers_on(self, at: int, retailers: frozenset[str]) -> int:
        """Offers times seconds in stock of a day, over some retailers."""
        counted = self._offers_over[retailers]
        if at not in counted:
            some = (each for key, each in self.sellers.items() if key.retailer in retailers)
            counted[at] = sum(each.offer_s.between(at, at + 1) for each in some)
        return counted[at]

    def first_listed(self, start: int) -> int | None:
        """Index of the first day from `start` on on which anybody listed it; None if nobody did."""
        found = [first for each in self.sellers.values() if (first := each.listings.first(start)) is not None]
        return min(found, default=None)

    def _street(self, at: int, retailers: Collection[str] | None) -> float | None:
        cheapest: dict[SellerKey | str, tuple[float, ...]] = {}
        for key, series in self.sellers.items():
            prices = series.prices[at]
            if prices and (retailers is None or key.retailer in retailers):
                group = key.group or key
                other = cheapest.get(group)
                cheapest[group] = prices if other is None else min(prices, other)
        return street_price(sorted(price for prices in cheapest.values() for price in prices))

    def _smoothed(self, week: Sequence[float | None]) -> float | None:
        """The last of a week's daily prices, or of a sample their median."""
        if self.tier not in SAMPLES:
            return week[-1]
        known = [price for price in week if price is not None]
        return median(known) if len(known) >= _LEAST_OF_WEEK else None


def street_price(ordered: Sequence[float]) -> float | None:
    """Median of the up to five cheapest of log prices, cheapest first, one per seller.

    A cheapest offer far below the next is left out, as 3DCenter does in its price overviews: it is nearly always
    something else than the card.
    """
    start = 0
    while len(ordered) - start > 2 and ordered[start] < ordered[start + 1] + math.log(_ISOLATED):
        start += 1
    cheapest = ordered[start : start + CHEAPEST]
    return median(cheapest) if cheapest else None
