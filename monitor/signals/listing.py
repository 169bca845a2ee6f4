"""Signals of single listings: stockout, restock, price spike, price drop. Pure: points of history in, events out.

Rules, each judged on change events, never on held points:

* **stockout** opens when the last known stock was available and now it is out; it closes when it is available again.
  A reading that could not tell opens and closes nothing; an item that is no longer listed ends it.
* **restock** opens when a listing that was last known to be out is available again; it is news for a day.
* **price_spike** and **price_drop** open when a payable price jumps out of the band around the reference (see
  `monitor.signals.usual`): this one change must carry at least half of the way, in logarithms, from the reference to
  the new price. Many small steps are no jump: creep is judged on the gpu, not on the listing. They close when the
  price is back within half the band, or after 30 days: then it is the new level.
* The end of a promotion is no spike: within the reference window after a price_drop, a rise is judged against the
  price before that drop, should it be higher than the reference.

Points are followed in the order in which they became known. One that was observed before the newest followed so far
comes too late to open or close anything; it only joins the history by which later ones are judged.
"""

import math
from bisect import insort
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import msgspec

from monitor.signals.point import OUT, Point
from monitor.signals.usual import LEAST_BAND, REFERENCE_WINDOW, Intervals, Reference, Usual
from monitor.vocabulary import Cause, EventKind, SignalKind
from scrapers.offer import AVAILABLE, Stock

#: How long an episode is news; afterwards it ends by itself.
LASTS: Final = {
    SignalKind.RESTOCK: timedelta(days=1),
    SignalKind.PRICE_SPIKE: timedelta(days=30),
    SignalKind.PRICE_DROP: timedelta(days=30),
}
#: The share of the way from the reference to the new price, in logarithms, that the one change must carry.
_LEAST_SHARE: Final = 0.5
#: A smaller change is no half of the way out of the narrowest band.
_LEAST_JUMP: Final = _LEAST_SHARE * math.log1p(LEAST_BAND)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Episode(msgspec.Struct, frozen=True):
    """An open signal of the listing."""

    kind: SignalKind
    opened_at: datetime
    evidence: dict[str, Any]


class Level(msgspec.Struct, frozen=True):
    """The price level that a price signal closed as.

    Attributes:
        kind: of the signal.
        since: when it had opened.
        before: what was usual before, in `currency`.
    """

    kind: SignalKind
    since: datetime
    before: Decimal
    currency: str

    @classmethod
    def of(cls, episode: Episode) -> "Level":
        """The level that began with a price signal."""
        said = episode.evidence
        return cls(episode.kind, episode.opened_at, Decimal(said["reference"]), said["currency"])


class Event(msgspec.Struct, frozen=True):
    """Something that happens to an episode, at the time of the observation that shows it."""

    what: EventKind
    kind: SignalKind
    opened_at: datetime
    at: datetime
    evidence: dict[str, Any]
    cause: Cause | None = None


def fold(
    past: Sequence[Point],
    new: Sequence[Point],
    open_episodes: Iterable[Episode],
    until: datetime,
    *,
    covered: Intervals | None = None,
    level: Level | None = None,
) -> list[Event]:
    """Follow one listing through its new points.

    Args:
        past: what was known of it before, oldest first: at least the reference window, the last known stock and the
            last payable price.
        new: the points that became known since, in any order.
        open_episodes: its open signals before `new`.
        until: how far time has come, at or after the last new point became known; episodes that end by age end up to
            here.
        covered: when the listing's source was watched, in order, not overlapping: only then was its price known.
            None: always.
        level: its present price level, where the last price signal to end by age closed as one.

    Returns:
        Events in the order they happen. The same points give the same events however they are cut into calls, if each
        call gets what became known since the one before.
    """
    walk = _Walk(list(past), {episode.kind: episode for episode in open_episodes}, covered, level)
    for point in sorted(new, key=_as_known):
        walk.follow(point)
    walk.age(until)
    return walk.events


def _as_known(point: Point) -> tuple[datetime, datetime]:
    return point.known_at, point.at


@dataclass(slots=True)
class _Walk:
    history: list[Point]
    open: dict[SignalKind, Episode]
    covered: Intervals | None
    level: Level | None
    events: list[Event] = field(default_factory=list)
    usual: Usual = field(init=False)
    #: The next time at which an open episode ends by age.
    next_end: datetime = _NEVER
    #: The last stock that says whether the item could be had sent; a preorder or not known does not.
    known_stock: Stock | None = None
    #: The last point with a payable price.
    paid: Point | None = None

    def __post_init__(self) -> None:
        self.usual = Usual(self.history, self.covered)
        self._look_back()
        self._set_next_end()

    def follow(self, point: Point) -> None:
        history = self.history
        if history and point.at < history[-1].at:
            insort(history, point, key=_observed)
            self.usual.forget()
            self._look_back()
            return
        if self.next_end <= point.known_at:
            self.age(point.known_at)
        if point.stock is not None:
            self._stock(point, point.stock)
        if point.payable is not None:
            self._price(point, point.payable)
        history.append(point)

    def age(self, now: datetime) -> None:
        """End what is too old to be news."""
        while self.next_end <= now:
            kind = next(k for k, e in self.open.items() if k in LASTS and e.opened_at + LASTS[k] == self.next_end)
            is_price = kind is not SignalKind.RESTOCK
            if is_price:
                self.level = Level.of(self.open[kind])
            self._close(kind, self.next_end, {}, Cause.NEW_LEVEL if is_price else None)

    def _look_back(self) -> None:
        """Find the last known stock and price in the history."""
        backwards = self.history[::-1]
        self.known_stock = next((p.stock for p in backwards if p.stock in AVAILABLE or p.stock in OUT), None)
        self.paid = next((p for p in backwards if p.payable is not None), None)

    def _stock(self, point: Point, stock: Stock) -> None:
        before = self.known_stock
        if stock in AVAILABLE:
            if before in OUT or SignalKind.STOCKOUT in self.open:
                evidence = {"stock_before": before, "stock": stock, **_money(point)}
                self._close(SignalKind.STOCKOUT, point.at, evidence)
                if before in OUT:
                    self._open(SignalKind.RESTOCK, point.at, evidence)
            self.known_stock = stock
        elif stock in OUT:
            self._close(SignalKind.RESTOCK, point.at, {"stock": stock})
            if before in AVAILABLE:
                evidence = {"stock_before": before, "stock": stock, **self._last_price()}
                self._open(SignalKind.STOCKOUT, point.at, evidence)
            self.known_stock = stock
        elif stock is Stock.UNLISTED:
            # Discontinued, or taken off the page while it is out: how long it lasts cannot be told.
            self._close(SignalKind.STOCKOUT, point.at, {"stock": stock, "ended": "unlisted"})

    def _price(self, point: Point, price: Decimal) -> None:
        before, self.paid = self.paid, point
        if before is None or (before.price == price and before.currency == point.currency):
            return
        before_cut = self._before_cut(point)
        for kind in (SignalKind.PRICE_SPIKE, SignalKind.PRICE_DROP):
            if kind in self.open and _is_back(self.open[kind], point):
                self._close(kind, point.at, _money(point))
        if before.currency != point.currency:
            before = self._last_paid_in(point.currency)
        if before is None or before.price is None:
            return
        jump = math.log(price / before.price)
        if abs(jump) < _LEAST_JUMP:
            return
        known = self.usual.reference(point, self.level.since if self.level else None)
        if known is not None:
            self._judge(point, jump, known, before_cut)

    def _judge(self, point: Point, jump: float, known: Reference, before_cut: Decimal | None) -> None:
        price, reference, reference_is = point.price, known.price, f"median over {known.days} days"
        if price is None:
            return
        if jump > 0 and before_cut is not None and before_cut > reference:
            reference, reference_is = before_cut, "usual price before it was cut"
        way = math.log(price / reference)
        # Symmetric in ratios: a rise by 25 % and a fall by 20 % leave the same band.
        if abs(way) <= math.log1p(known.band) or jump / way < _LEAST_SHARE:
            return
        evidence = {
            **_money(point),
            "reference": str(reference),
            "reference_is": reference_is,
            "known_days": known.days,
            "change_ratio": round(float(price / reference) - 1, 4),
            "jump_ratio": round(math.expm1(jump), 4),
            "band_ratio": round(known.band, 4),
        }
        self._open(SignalKind.PRICE_SPIKE if way > 0 else SignalKind.PRICE_DROP, point.at, evidence)

    def _before_cut(self, point: Point) -> Decimal | None:
        """What was usual before the price drop that is open, or that closed as the new level within the window."""
        level = Level.of(self.open[SignalKind.PRICE_DROP]) if SignalKind.PRICE_DROP in self.open else self.level
        if level is None or level.kind is not SignalKind.PRICE_DROP or level.currency != point.currency:
            return None
        return level.before if level.since > point.at - REFERENCE_WINDOW else None

    def _last_paid_in(self, currency: str | None) -> Point | None:
        return next((p for p in reversed(self.history) if p.payable is not None and p.currency == currency), None)

    def _last_price(self) -> dict[str, Any]:
        return {f"{name}_before": value for name, value in _money(self.paid).items()} if self.paid else {}

    def _open(self, kind: SignalKind, at: datetime, evidence: dict[str, Any]) -> None:
        if kind not in self.open:
            self.open[kind] = Episode(kind, at, evidence)
            self.events.append(Event(EventKind.OPEN, kind, at, at, evidence))
            self._set_next_end()

    def _close(self, kind: SignalKind, at: datetime, evidence: dict[str, Any], cause: Cause | None = None) -> None:
        if episode := self.open.pop(kind, None):
            lasted = {"lasted_seconds": round((at - episode.opened_at).total_seconds())}
            self.events.append(Event(EventKind.CLOSE, kind, episode.opened_at, at, evidence | lasted, cause))
            self._set_next_end()

    def _set_next_end(self) -> None:
        ends = [episode.opened_at + LASTS[kind] for kind, episode in self.open.items() if kind in LASTS]
        self.next_end = min(ends, default=_NEVER)


def _observed(point: Point) -> datetime:
    return point.at


def _is_back(episode: Episode, point: Point) -> bool:
    """True when the price is within half of the band again, or on the other side of the reference."""
    evidence = episode.evidence
    if point.payable is None or evidence.get("currency") != point.currency:
        return False
    distance = math.log(point.payable / Decimal(evidence["reference"]))
    if episode.kind is SignalKind.PRICE_DROP:
        distance = -distance
    return distance <= math.log1p(evidence["band_ratio"] / 2)


def _money(point: Point) -> dict[str, Any]:
    return {"price": str(point.price), "currency": point.currency} if point.price is not None else {}
