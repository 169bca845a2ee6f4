"""A market as it stood at the end of one day, with what the rules ask of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Final

from monitor.signals.book import Book
from monitor.signals.calm import LOOK_BACK
from monitor.signals.episode import Scope
from monitor.signals.own_prices import own_deviations
from monitor.signals.panel import GpuInfo, GpuSeries
from monitor.signals.pressure import LEAST_SELLERS
from monitor.signals.reference import LEAST_DAYS, REFERENCE_DAYS, Deviation, deviation
from monitor.signals.scarcity import NOW_DAYS, USUAL_DAYS, Scarcity, scarcity
from scrapers.spec import Tier

#: A source is compared with a window of the past if it was watched for so much of both.
LEAST_COVERED: Final = 0.6
#: Whose price is the street price: the first of these that has one on enough days.
HEADLINE: Final = (Tier.FIRST_PARTY, Tier.AGGREGATOR, Tier.MARKETPLACE, Tier.AUCTION)
#: Tiers whose shelves say something of supply. On marketplaces and auctions what vanishes is sold, not out of stock.
SUPPLY: Final = (Tier.FIRST_PARTY, Tier.AGGREGATOR)


@dataclass(slots=True)
class Day:
    """Day `at` of a market.

    Attributes:
        at: index of the day.
        market: its code.
        gpus: all gpus by name.
        series: by gpu and tier.
        covered: by retailer, the share of each day during which it was watched.
        rates: log units of the market's currency for one of its anchor's, by day; None without an anchor.
        book: the episodes.
    """

    at: int
    market: str
    gpus: Mapping[str, GpuInfo]
    series: Mapping[str, Mapping[Tier, GpuSeries]]
    covered: Mapping[str, Sequence[float]]
    rates: Sequence[float | None] | None
    book: Book
    _panels: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    _headlines: dict[str, GpuSeries | None] = field(default_factory=dict)
    _deviations: dict[tuple[str, int], Deviation | None] = field(default_factory=dict)
    _owns: dict[tuple[str, int], float | None] = field(default_factory=dict)
    _scarcities: dict[tuple[str, int], Scarcity | None] = field(default_factory=dict)
    _sellers: dict[str, int] = field(default_factory=dict)

    @property
    def began(self) -> int:
        """Index of the first day that is looked at: what was there then was always there."""
        return max(self.at - LOOK_BACK, 0)

    def scope(self, gpu: str) -> Scope:
        """The scope of a gpu here."""
        return Scope(self.market, gpu=gpu)

    def panel(self, at: int, days: int) -> frozenset[str]:
        """The retailers that were watched on the `days` days up to `at`, and usually in the 90 days before."""
        key = (at, days)
        if key not in self._panels:
            first = max(at - days + 1, 0)
            before = max(first - USUAL_DAYS, 0)
            self._panels[key] = frozenset(
                name
                for name, shares in self.covered.items()
                if sum(shares[first : at + 1]) >= LEAST_COVERED * (at + 1 - first)
                and sum(shares[before:first]) >= LEAST_COVERED * (first - before)
            )
        return self._panels[key]

    def headline(self, gpu: str) -> GpuSeries | None:
        """The series whose price is the gpu's street price."""
        if gpu not in self._headlines:
            series = (self.series[gpu].get(tier) for tier in HEADLINE)
            self._headlines[gpu] = next((s for s in series if s and _priced(s, self.at) >= LEAST_DAYS), None)
        return self._headlines[gpu]

    def deviation(self, gpu: str, at: int) -> Deviation | None:
        """How far the gpu's street price stands from its reference."""
        key = (gpu, at)
        if key not in self._deviations:
            series = self.headline(gpu)
            self._deviations[key] = (
                deviation(series, at, self.book.calm(self.scope(gpu)), self.panel(at, 1), self.rates)
                if series and at >= 0
                else None
            )
        return self._deviations[key]

    def rise(self, gpu: str, at: int) -> float | None:
        """By how much the gpu got dearer, in logs: its street price, but no more than what its sellers ask themselves.

        None without a price.
        """
        price = self.deviation(gpu, at)
        if price is None:
            return None
        own = self.own_rise(gpu, at) if price.value > 0 else None
        return price.value if own is None else min(price.value, own)

    def own_rise(self, gpu: str, at: int) -> float | None:
        """How far its sellers stand from their own usual prices: their median; None where none can be compared."""
        key = (gpu, at)
        if key not in self._owns:
            days = self.book.calm(self.scope(gpu)).days(at, REFERENCE_DAYS)
            tiers = (series for tier in SUPPLY if (series := self.series[gpu].get(tier)))
            own = [stands for each in tiers for stands in own_deviations(each, at, days, self.rates).values()]
            self._owns[key] = median(own) if own else None
        return self._owns[key]

    def scarcity(self, gpu: str, at: int) -> Scarcity | None:
        """How empty the gpu's shelves are: in shops where there are enough, else where there are more sellers."""
        key = (gpu, at)
        if key not in self._scarcities:
            self._scarcities[key] = self._scarcity(gpu, at) if at >= 0 else None
        return self._scarcities[key]

    def _scarcity(self, gpu: str, at: int) -> Scarcity | None:
        calm = self.book.calm(self.scope(gpu))
        best: Scarcity | None = None
        for tier in SUPPLY:
            if series := self.series[gpu].get(tier):
                found = scarcity(series, at, calm, self.covered, self.panel(at, NOW_DAYS))
                if found and found.n_sellers >= LEAST_SELLERS:
                    return found
                if found and (best is None or found.n_sellers > best.n_sellers):
                    best = found
        return best

    def sellers(self, gpu: str) -> int:
        """Independent sellers whose offers of the gpu were seen lately, in any tier."""
        if gpu not in self._sellers:
            self._sellers[gpu] = self._count_sellers(gpu)
        return self._sellers[gpu]

    def _count_sellers(self, gpu: str) -> int:
        groups: set[str] = set()
        counted = 0.0
        for tier, series in self.series[gpu].items():
            for key, seller in series.sellers.items():
                first, end = max(self.at - USUAL_DAYS, 0), self.at + 1
                if seller.listings.between(first, end):
                    groups.add(key.name)
                    if tier is Tier.AGGREGATOR:
                        counted = max(counted, *seller.offers[first:end])
        return max(len(groups), round(counted))


def _priced(series: GpuSeries, at: int) -> int:
    """Days with a price among the last 90."""
    lately = series.street[max(at - USUAL_DAYS, 0) : at + 1]
    return len(lately) - lately.count(None)
