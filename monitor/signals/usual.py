"""What a listing usually costs: the reference and the band of its price signals. Pure.

The reference is the time-weighted median of the payable prices of the 60 days before. The band is 8 %, or wider where
the listing's own changes are: three times their scaled median absolute size (about zero, Hampel's constant 1.4826).
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Final, NamedTuple

from monitor.signals.point import Point

REFERENCE_WINDOW: Final = timedelta(days=60)
_LEAST_HISTORY: Final = timedelta(days=7)
LEAST_BAND: Final = 0.08
_BAND_DEVIATIONS: Final = 3.0
#: Makes the median absolute deviation comparable with a standard deviation, for normally distributed values.
_MAD_SCALE: Final = 1.4826
_LEAST_CHANGES: Final = 5
_NOTHING: Final = timedelta(0)

Intervals = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Reference:
    """What a listing usually costs.

    Attributes:
        price: time-weighted median.
        band: how far it may move, as a ratio.
        days: days of known price that it rests on.
    """

    price: Decimal
    band: float
    days: int


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
    size: float


@dataclass(slots=True)
class Usual:
    """Follows a listing's history and tells its reference at a price change.

    Nothing is done until it is asked: it then takes in the points since the last time, and lets go of those that have
    left the window. It must be asked in order of time.

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
    _last: dict[str | None, _Spell] = field(default_factory=dict)
    _watched: "_Watched | None" = None

    def forget(self) -> None:
        """Start again: the history was changed at a place that may have been taken in."""
        self._taken = 0
        self._spells.clear()
        self._changes.clear()
        self._last.clear()

    def reference(self, point: Point, since: datetime | None) -> Reference | None:
        """The reference before `point`, which is not in the history yet, in its currency; None when too little is known.

        Args:
            point: the price change that is to be judged.
            since: when the present level began, if later than the window; what was before does not count.
        """
        start = point.at - REFERENCE_WINDOW
        if since is not None and since > start:
            start = since
        self._take(point.at)
        while self._spells and self._spells[0].end <= start:
            self._spells.popleft()
        while self._changes and self._changes[0].at <= start:
            self._changes.popleft()
        spells = [spell for spell in self._spells if spell.currency == point.currency]
        if spells and spells[0].start < start:
            spells[0] = spells[0]._replace(known=self._known(start, spells[0].end))
        known = sum((spell.known for spell in spells), _NOTHING)
        if known < _LEAST_HISTORY:
            return None
        changes = [change.size for change in self._changes if change.currency == point.currency]
        return Reference(_weighted_median(spells, known), _band(changes), known.days)

    def _take(self, until: datetime) -> None:
        new = self.history[self._taken :]
        ends = [point.at for point in new[1:]]
        for point, end in zip(new, [*ends, until], strict=False):
            price = point.payable
            if price is None:
                continue
            before = self._last.get(point.currency)
            same = before is not None and before.price == price
            log_price = before.log_price if before is not None and same else math.log(price)
            spell = _Spell(log_price, self._known(point.at, end), price, point.currency, point.at, end)
            if before is not None and not same:
                self._changes.append(_Change(point.at, point.currency, abs(log_price - before.log_price)))
            self._last[point.currency] = spell
            self._spells.append(spell)
        self._taken = len(self.history)

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


def _weighted_median(spells: list[_Spell], known: timedelta) -> Decimal:
    """The price at or below which the listing stood for half of the time."""
    half = known / 2
    passed = _NOTHING
    for spell in sorted(spells):
        passed += spell.known
        if passed >= half:
            return spell.price
    raise ValueError("no spells")


def _band(changes: list[float]) -> float:
    if len(changes) < _LEAST_CHANGES:
        return LEAST_BAND
    # About zero, not about their median: of a price that swings to and fro half the changes *are* the median.
    deviation = median(changes) * _MAD_SCALE
    return max(LEAST_BAND, math.expm1(_BAND_DEVIATIONS * deviation))
