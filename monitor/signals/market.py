"""The fold of one market: days go in, events come out. The same for live polling and for a backtest."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from monitor.signals.book import Book
from monitor.signals.day import Day
from monitor.signals.episode import Episode, MarketEvent
from monitor.signals.panel import GpuInfo, GpuSeries, SellerDay, SellerKey
from monitor.signals.pool_rules import judge_pools
from monitor.signals.price_rules import judge_price
from monitor.signals.retailer_rules import judge_retailers
from monitor.signals.shortage_rules import is_launch, is_phase_out, judge_supply
from monitor.signals.standing import Standing
from scrapers.spec import Tier

T = TypeVar("T")

#: What one day brings: for every gpu and tier, every seller's listings.
Shelves = Mapping[tuple[str, Tier], dict[SellerKey, SellerDay]]


@dataclass(slots=True)
class Market:
    """One market's days and episodes.

    Attributes:
        code: of the market.
        origin: ordinal of the first day; days are counted from it.
        gpus: consumer gpus by name; others are not followed.
        leans: its prices lean on another currency, so that rates are needed.
    """

    code: str
    origin: int
    gpus: Mapping[str, GpuInfo]
    leans: bool = False
    episodes: Iterable[Episode] = ()
    series: dict[str, dict[Tier, GpuSeries]] = field(default_factory=dict)
    covered: dict[str, list[float]] = field(default_factory=dict)
    rates: list[float | None] = field(default_factory=list)
    book: Book = field(init=False)
    _judged: Day | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        """Open the book."""
        self.book = Book(self.origin, self.episodes)

    def put(self, ordinal: int, shelves: Shelves, covered: Mapping[str, float], rate: float | None = None) -> None:
        """Set what is known of a day; a day that was set before is replaced.

        Args:
            ordinal: the day.
            shelves: what was listed.
            covered: by retailer, the share of the day during which it was watched.
            rate: log units of the market's currency for one of its anchor's.
        """
        at = ordinal - self.origin
        for gpu, tier in shelves:
            if gpu in self.gpus:
                self.series.setdefault(gpu, {}).setdefault(tier, GpuSeries(self.gpus[gpu], tier))
        for gpu, tiers in self.series.items():
            for tier, series in tiers.items():
                series.put(at, shelves.get((gpu, tier), {}))
        for retailer in covered.keys() - self.covered.keys():
            self.covered[retailer] = []
        for retailer, shares in self.covered.items():
            _set(shares, at, covered.get(retailer, 0.0), 0.0)
        _set(self.rates, at, rate, None)

    def revise(self, ordinal: int, gpu: str, tier: Tier, sellers: dict[SellerKey, SellerDay]) -> None:
        """Set what is now known of a gpu's shelves on an earlier day."""
        tiers = self.series.setdefault(gpu, {})
        series = tiers.setdefault(tier, GpuSeries(self.gpus[gpu], tier))
        series.put(ordinal - self.origin, sellers)

    def renew(
        self, episodes: Iterable[Episode], covered: Mapping[str, list[float]], rates: Sequence[float | None]
    ) -> None:
        """Take anew what becomes known otherwise than with a day: a rate late, an episode that somebody ended.

        Args:
            episodes: all that are open, or closed since the first day.
            covered: by retailer, as `put` takes it, of all days that were put.
            rates: of all days that were put.
        """
        self.book = Book(self.origin, episodes)
        self.covered = {retailer: [*shares] for retailer, shares in covered.items()}
        self.rates = [*rates]

    def step(self, ordinal: int) -> list[MarketEvent]:
        """Judge a day that has been put, when it is over."""
        rates: Sequence[float | None] | None = self.rates if self.leans else None
        day = Day(ordinal - self.origin, self.code, self.gpus, self.series, self.covered, rates, self.book)
        for gpu in sorted(self.series):
            judge_price(day, gpu)
            judge_supply(day, gpu)
        judge_retailers(day)
        judged = [g for g in sorted(self.series) if not is_launch(day, g) and not is_phase_out(day, g)]
        judge_pools(day, judged)
        self._judged = day
        return self.book.take()

    def standings(self) -> dict[str, Standing]:
        """Every gpu's figures on the day that was judged last, by name; empty before one was."""
        return {gpu: Standing.of(self._judged, gpu) for gpu in self._judged.series} if self._judged else {}


def _set(column: list[T], at: int, value: T, nothing: T) -> None:
    column.extend([nothing] * (at + 1 - len(column)))
    column[at] = value
