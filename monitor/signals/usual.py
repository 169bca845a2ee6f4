"""What a listing usually costs: the reference and the band of its price signals. Pure.

* The **reference** is the time-weighted median of the payable prices of the 60 days before. A rise is judged against
  what was usual before a cut of the last 90 days, should that be higher: the end of a promotion, however long, is no
  spike. A fall has no such exemption: it is what a buyer waits for, wherever the price was before.
* The **band** is 12 %, or wider for a restless listing: three times the scaled median absolute size of its changes
  (Hampel's rule, with the constant 1.4826), but no wider than 1.8 times how far from the median, on the side in
  question, it was in the window's outermost 5 % of time. (For normally distributed prices, 3.5 standard deviations.)
  The sizes alone overrate a price that swings between two marks; the distances alone, one that was away once.
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from monitor.signals.point import Point

REFERENCE_WINDOW: Final = timedelta(days=60)
#: For how long a cut is remembered.
_CUT_WINDOW: Final = timedelta(days=90)
#: How far back from a price change history matters: to the window before a remembered cut.
HISTORY_WINDOW: Final = _CUT_WINDOW + REFERENCE_WINDOW
_LEAST_HISTORY: Final = timedelta(days=7)
_LEAST_BAND: Final = 0.12
#: In logarithms. A smaller change is no jump, and no cut.
LEAST_JUMP: Final = math.log1p(0.08)
_BAND_DEVIATIONS: Final = 3.0
#: Makes the median absolute deviation comparable with a standard deviation, for normally distributed values.
_MAD_SCALE: Final = 1.4826
#: Fewer changes do not show how restless a listing is.
_LEAST_CHANGES: Final = 5
_BAND_DISTANCES: Final = 1.8
_OUTERMOST: Final = 0.05
_NOTHING: Final = timedelta(0)

Intervals = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a listing usually costs.

    Attributes:
        price: the reference.
        band: how far it may move, as a ratio.
        days: days of known price within the window.
        before_cut: whether it is what was usual before a cut.
    """

    price: Decimal
    band: float
    days: int
    before_cut: bool = False

    def way(self, price: Decimal) -> float:
        """How far `price` is from the reference, in logarithms; 0 within the band.

        Symmetric in ratios: a rise by 25 % and a fall by 20 % leave the same band.
        """
        way = math.log(price / self.price)
        return way if abs(way) > math.log1p(self.band) else 0.0


class _Spell(NamedTuple):
    """A time with one payable price. The logarithm stands first: spells are sorted by it."""

    log_price: float
    known: timedelta
    price: Decimal
    currency: str | None
    start: datetime
    end: datetime


class _Change(NamedTuple):
    at: datetime
    currency: str | None
    #: In logarithms.
    size: float


@dataclass(slots=True)
class Usual:
    """Follows a listing's history and tells its reference at a price change.

    Nothing is done until it is asked: it then takes in the points since the last time, and lets go of those that are
    too old to matter. It must be asked in order of time.

    Attributes:
        history: the listing's points, oldest first, shared with whoever appends to it.
        covered: when the listing's source was watched, in order, not overlapping: only then was its price known.
            None: always.
    """

    history: list[Point]
    covered: Intervals | None
    _taken: int = 0
    _spells: deque[_Spell] = field(default_factory=deque)
    _changes: deque[_Change] = field(default_factory=deque)
    #: The last spell in each currency.
    _last: dict[str | None, _Spell] = field(default_factory=dict)
    _watched: "_Watched | None" = None

    def forget(self) -> None:
        """Start again: the history was changed at a place that may have been taken in."""
        self._taken = 0
        self._spells.clear()
        self._changes.clear()
        self._last.clear()

    def reference(
        self, point: Point, price: Decimal, *, rising: bool, level_since: datetime | None
    ) -> Reference | None:
        """The reference before `point`, which is not in the history yet, in its currency; None when too little is known.

        Args:
            point: the price change that is to be judged.
            price: its payable price.
            rising: whether the price rose.
            level_since: when the present level began; what was before counts only as what was usual before a cut.
        """
        self._take(point.at)
        start = point.at - REFERENCE_WINDOW
        if level_since is not None and level_since > start:
            start = level_since
        spells = self._between(start, point.at, point.currency)
        known = _total(spells)
        if known < _LEAST_HISTORY:
            return None
        spells.sort()
        usual = _quantile(spells, known / 2)
        sizes = [abs(change.size) for change in self._changes_after(start, point.currency)]
        outer = _quantile(spells, known * (1 - _OUTERMOST if rising else _OUTERMOST))
        reference = Reference(usual, _band(sizes, abs(math.log(outer / usual))), known.days)
        if rising and reference.way(price):
            before_cut = max(self._before_cuts(point), default=usual)
            if before_cut > usual:
                return Reference(before_cut, reference.band, reference.days, before_cut=True)
        return reference

    def _before_cuts(self, point: Point) -> Iterator[Decimal]:
        """What was usual before each cut that is remembered."""
        for cut in self._changes_after(point.at - _CUT_WINDOW, point.currency):
            if cut.size <= -LEAST_JUMP:
                spells = self._between(cut.at - REFERENCE_WINDOW, cut.at, point.currency)
                if (known := _total(spells)) >= _LEAST_HISTORY:
                    spells.sort()
                    yield _quantile(spells, known / 2)

    def _changes_after(self, start: datetime, currency: str | None) -> list[_Change]:
        return [change for change in self._changes if change.at > start and change.currency == currency]

    def _between(self, start: datetime, end: datetime, currency: str | None) -> list[_Spell]:
        """The spells from `start` to `end`, which is the end of one; the first is cut to it."""
        spells = [s for s in self._spells if s.end > start and s.start < end and s.currency == currency]
        if spells and spells[0].start < start:
            spells[0] = spells[0]._replace(known=self._known(start, spells[0].end))
        return spells

    def _take(self, now: datetime) -> None:
        """Take in what joined the history since the last time; the last point held until `now`."""
        new = self.history[self._taken :]
        self._taken = len(self.history)
        for point, end in pairwise((*new, None)):
            price = point.payable if point is not None else None
            if point is None or price is None:
                continue
            before = self._last.get(point.currency)
            same = before is not None and before.price == price
            log_price = before.log_price if before is not None and same else math.log(price)
            until = now if end is None else end.at
            spell = _Spell(log_price, self._known(point.at, until), price, point.currency, point.at, until)
            if before is not None and not same:
                self._changes.append(_Change(point.at, point.currency, log_price - before.log_price))
            self._last[point.currency] = spell
            self._spells.append(spell)
        oldest = now - HISTORY_WINDOW
        while self._spells and self._spells[0].end <= oldest:
            self._spells.popleft()
        while self._changes and self._changes[0].at <= oldest:
            self._changes.popleft()

    def _known(self, start: datetime, end: datetime) -> timedelta:
        if self.covered is None:
            return end - start
        if self._watched is None:
            self._watched = _Watched(self.covered)
        return self._watched.until(end) - self._watched.until(start)


class _Watched:
    """How much time was watched, by bisection."""

    def __init__(self, covered: Intervals) -> None:
        self._starts = [start for start, _ in covered]
        self._lengths = [end - start for start, end in covered]
        self._before = [_NOTHING]
        for length in self._lengths:
            self._before.append(self._before[-1] + length)

    def until(self, at: datetime) -> timedelta:
        """How much was watched before `at`."""
        index = bisect_right(self._starts, at) - 1
        if index < 0:
            return _NOTHING
        return self._before[index] + min(at - self._starts[index], self._lengths[index])


def _total(spells: list[_Spell]) -> timedelta:
    return sum((spell.known for spell in spells), _NOTHING)


def _quantile(spells: list[_Spell], share: timedelta) -> Decimal:
    """The price at or below which the listing stood for `share` of the known time; the spells are sorted."""
    passed = _NOTHING
    for spell in spells:
        passed += spell.known
        if passed >= share:
            return spell.price
    raise ValueError(f"the spells last {passed}, less than {share}")


def _band(sizes: list[float], outermost: float) -> float:
    if len(sizes) < _LEAST_CHANGES:
        return _LEAST_BAND
    # About zero, not about their median: of a price that swings to and fro half the changes *are* the median.
    deviations = _BAND_DEVIATIONS * _MAD_SCALE * median(sizes)
    return max(_LEAST_BAND, math.expm1(min(deviations, _BAND_DISTANCES * outermost)))
