"""Signals of single listings: stockout, restock, price spike, price drop. Pure: points of history in, events out.

Rules, each judged on change events, never on held points:

* **stockout** opens when the last known stock was available and now it is out; it closes when it is available again.
  A reading that could not tell opens and closes nothing; an item that is no longer listed ends it.
* **restock** opens when a listing that was last known to be out is available again; it is news for a day.
* **price_spike** and **price_drop** open when a payable price leaves the band around the reference, the
  time-weighted median of the listing's payable prices over the 60 days before. The band is 8 %, or wider where
  the listing's own changes are: three times their scaled median absolute size. They close when the price is
  back within half the band, or after 30 days: then it is the new level.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from statistics import median
from typing import Any, Final

from monitor.signals.point import OUT, Point
from monitor.vocabulary import Cause, EventKind, SignalKind
from scrapers.offer import AVAILABLE, Stock

REFERENCE_WINDOW: Final = timedelta(days=60)
_LEAST_HISTORY: Final = timedelta(days=7)
_LEAST_BAND: Final = 0.08
_BAND_DEVIATIONS: Final = 3.0
#: Makes the median absolute deviation comparable with a standard deviation, for normally distributed values.
_MAD_SCALE: Final = 1.4826
_LEAST_CHANGES: Final = 5
#: How long an episode is news; afterwards it ends by itself.
LASTS: Final = {
    SignalKind.RESTOCK: timedelta(days=1),
    SignalKind.PRICE_SPIKE: timedelta(days=30),
    SignalKind.PRICE_DROP: timedelta(days=30),
}


@dataclass(frozen=True, slots=True)
class Episode:
    """An open signal of the listing."""

    kind: SignalKind
    opened_at: datetime
    evidence: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens to an episode, at the time of the observation that shows it."""

    what: EventKind
    kind: SignalKind
    opened_at: datetime
    at: datetime
    evidence: dict[str, Any]
    cause: Cause | None = None


Intervals = Sequence[tuple[datetime, datetime]]


def fold(
    past: Sequence[Point],
    new: Sequence[Point],
    open_episodes: Iterable[Episode],
    until: datetime,
    *,
    covered: Intervals | None = None,
    level_since: datetime | None = None,
) -> list[Event]:
    """Follow one listing through its new points.

    Args:
        past: its history before, oldest first: at least the reference window, and the last known stock.
        new: the points to follow now, oldest first.
        open_episodes: its open signals before `new`.
        until: how far time has come, at or after the last new point; episodes that end by age end up to here.
        covered: when the listing's source was watched, in order: only then was its price known. None: always.
        level_since: since when its price level holds, where a price signal closed as the new level before.

    Returns:
        Events in the order they happen. The same points give the same events however they are cut into calls.
    """
    walk = _Walk(list(past), {episode.kind: episode for episode in open_episodes}, covered, level_since)
    for point in new:
        walk.age(point.at)
        walk.stock(point)
        walk.price(point)
        walk.history.append(point)
    walk.age(until)
    return walk.events


@dataclass(slots=True)
class _Walk:
    history: list[Point]
    open: dict[SignalKind, Episode]
    covered: Intervals | None
    level_since: datetime | None
    events: list[Event] = field(default_factory=list)

    def age(self, now: datetime) -> None:
        """End what is too old to be news."""
        ending = [(episode.opened_at + LASTS[kind], kind) for kind, episode in self.open.items() if kind in LASTS]
        for end, kind in sorted(ending):
            if end <= now:
                is_price = kind is not SignalKind.RESTOCK
                if is_price:
                    self.level_since = self.open[kind].opened_at
                self._close(kind, end, {}, Cause.NEW_LEVEL if is_price else None)

    def stock(self, point: Point) -> None:
        before = last_known_stock(self.history)
        if point.stock in OUT:
            self._close(SignalKind.RESTOCK, point.at, {"stock": point.stock})
            if before in AVAILABLE:
                self._open(
                    SignalKind.STOCKOUT, point.at, {"stock_before": before, "stock": point.stock, **self._last_price()}
                )
        elif point.stock in AVAILABLE:
            evidence = {"stock_before": before, "stock": point.stock, **_money(point)}
            self._close(SignalKind.STOCKOUT, point.at, evidence)
            if before in OUT:
                self._open(SignalKind.RESTOCK, point.at, evidence)

        elif point.stock is Stock.UNLISTED:
            # Discontinued, or taken off the page while it is out: how long it lasts cannot be told.
            self._close(SignalKind.STOCKOUT, point.at, {"stock": point.stock, "ended": "unlisted"})

    def price(self, point: Point) -> None:
        price = point.payable
        if price is None or not self._is_change(point):
            return
        for kind in (SignalKind.PRICE_SPIKE, SignalKind.PRICE_DROP):
            if kind in self.open and _is_back(self.open[kind], point):
                self._close(kind, point.at, _money(point))
        known = reference(self.history, point, covered=self.covered, level_since=self.level_since)
        if known is None:
            return
        step = float(price / known.price) - 1
        kind = SignalKind.PRICE_SPIKE if step > 0 else SignalKind.PRICE_DROP
        # Symmetric in ratios: a rise by 25 % and a fall by 20 % leave the same band.
        if abs(math.log(float(price / known.price))) > math.log1p(known.band):
            evidence = {
                **_money(point),
                "reference": str(known.price),
                "reference_is": f"median over {known.days} days",
                "change_ratio": round(step, 4),
                "band_ratio": round(known.band, 4),
            }
            self._open(kind, point.at, evidence)

    def _is_change(self, point: Point) -> bool:
        before = next((p for p in reversed(self.history) if p.payable is not None), None)
        return before is not None and (before.payable, before.currency) != (point.payable, point.currency)

    def _last_price(self) -> dict[str, Any]:
        last = next((p for p in reversed(self.history) if p.payable is not None), None)
        return {f"{name}_before": value for name, value in _money(last).items()} if last else {}

    def _open(self, kind: SignalKind, at: datetime, evidence: dict[str, Any]) -> None:
        if kind not in self.open:
            self.open[kind] = Episode(kind, at, evidence)
            self.events.append(Event(EventKind.OPEN, kind, at, at, evidence))

    def _close(self, kind: SignalKind, at: datetime, evidence: dict[str, Any], cause: Cause | None = None) -> None:
        if episode := self.open.pop(kind, None):
            lasted = {"lasted_seconds": round((at - episode.opened_at).total_seconds())}
            self.events.append(Event(EventKind.CLOSE, kind, episode.opened_at, at, evidence | lasted, cause))


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


def reference(
    history: Sequence[Point], point: Point, *, covered: Intervals | None = None, level_since: datetime | None = None
) -> Reference | None:
    """The listing's reference before `point`, in its currency; None when too little is known."""
    since = max(point.at - REFERENCE_WINDOW, level_since or point.at - REFERENCE_WINDOW)
    spells: list[tuple[Decimal, timedelta]] = []
    changes: list[float] = []
    previous: Decimal | None = None
    for here, following in zip(history, [*history[1:], point], strict=True):
        price = here.payable
        if price is None or here.currency != point.currency:
            continue
        if previous is not None and previous != price and here.at > since:
            changes.append(math.log(float(price / previous)))
        previous = price
        lasted = _watched(max(here.at, since), following.at, covered)
        if lasted > timedelta(0):
            spells.append((price, lasted))
    known = sum((lasted for _, lasted in spells), timedelta(0))
    if known < _LEAST_HISTORY:
        return None
    return Reference(_weighted_median(spells), _band(changes), known.days)


def _watched(start: datetime, end: datetime, covered: Intervals | None) -> timedelta:
    """How much of the time from `start` to `end` the source was watched."""
    if covered is None:
        return end - start
    return sum((max(min(end, b) - max(start, a), timedelta(0)) for a, b in covered), timedelta(0))


def _weighted_median(spells: list[tuple[Decimal, timedelta]]) -> Decimal:
    """The price at or below which the listing stood for half of the time."""
    half = sum((lasted for _, lasted in spells), timedelta(0)) / 2
    passed = timedelta(0)
    for price, lasted in sorted(spells):
        passed += lasted
        if passed >= half:
            return price
    raise ValueError("no spells")


def _band(changes: list[float]) -> float:
    if len(changes) < _LEAST_CHANGES:
        return _LEAST_BAND
    # About zero, not about their median: of a price that swings to and fro half the changes *are* the median.
    deviation = median(abs(change) for change in changes) * _MAD_SCALE
    return max(_LEAST_BAND, math.expm1(_BAND_DEVIATIONS * deviation))


def _is_back(episode: Episode, point: Point) -> bool:
    """True when the price is within half of the band again, or on the other side of the reference."""
    evidence = episode.evidence
    if point.payable is None or evidence.get("currency") != point.currency:
        return False
    distance = math.log(float(point.payable / Decimal(evidence["reference"])))
    if episode.kind is SignalKind.PRICE_DROP:
        distance = -distance
    return distance <= math.log1p(evidence["band_ratio"] / 2)


def last_known_stock(history: Sequence[Point]) -> Stock | None:
    """The last stock that says whether the item could be had sent; what lies between (a preorder, not known) does not."""
    return next((p.stock for p in reversed(history) if p.stock in AVAILABLE or p.stock in OUT), None)


def _money(point: Point) -> dict[str, Any]:
    return {"price": str(point.price), "currency": point.currency} if point.price is not None else {}
