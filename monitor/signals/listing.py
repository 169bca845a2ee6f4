"""Signals of single listings: stockout, restock, price spike, price drop. Pure: points of history in, events out.

Rules, each judged on change events, never on held points:

* **stockout** opens when the last known stock was available and now it is out; it closes when it is available again.
  A reading that could not tell opens and closes nothing; an item that is no longer listed ends it.
* **restock** opens when a listing that was last known to be out is available again; it is news for a day.
* **price_spike** and **price_drop** open when a payable price jumps out of the band around the reference (see
  `monitor.signals.usual`): this one change must be one of 8 % at least, and carry at least half of the way, in
  logarithms, from the reference to the new price. Many small steps are no jump: creep is judged on the gpu, not on the
  listing. They close when the price is back within half the band, or after 30 days: then it is the new level.
* A listing that comes back from a spike or a drop to what was usual before is back, and nothing else opens.

Points are followed in the order in which they became known. One that was observed before the newest followed so far
comes too late to open or close anything; it only joins the history by which later ones are judged. A point with the time
of one that was followed corrects it and stands in its place. It opens nothing; if it is the newest, the episodes that it
shows to be over end when it became known.
"""

import math
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import msgspec

from monitor.signals.point import OUT, Point
from monitor.signals.usual import LEAST_JUMP, REFERENCE_WINDOW, Intervals, Reference, Usual
from monitor.vocabulary import Cause, EventKind, SignalKind
from scrapers.offer import AVAILABLE, Stock

Rates = Mapping[date, float]

#: How long an episode is news; afterwards it ends by itself.
LASTS: Final = {
    SignalKind.RESTOCK: timedelta(days=1),
    SignalKind.PRICE_SPIKE: timedelta(days=30),
    SignalKind.PRICE_DROP: timedelta(days=30),
}
#: The share of the way from the reference to the new price, in logarithms, that the one change must carry.
_LEAST_SHARE: Final = 0.5
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


class Episode(msgspec.Struct, frozen=True):
    """An open signal of the listing."""

    kind: SignalKind
    opened_at: datetime
    evidence: dict[str, Any]


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
    level_since: datetime | None = None,
    rates: Rates | None = None,
) -> list[Event]:
    """Follow one listing through its new points.

    Args:
        past: what was known of it before (`known_by`), oldest first: its history window (see `monitor.signals.usual`),
            and before that the last point, the last known stock and the last payable price.
        new: the points that became known since, in any order, but for corrections of one reading: as they were made.
        open_episodes: its open signals before `new`.
        until: how far time has come, at or after the last new point became known; episodes that end by age end up to
            here.
        covered: when the listing's source was watched, in order, not overlapping: only then was its price known.
            None: always.
        level_since: since when its price level holds, where a price signal closed as the new level before.
        rates: log units of its currency for one of the currency that prices lean on, by UTC day; None where they lean
            on none. A day without one is judged by its nominal price.

    Returns:
        Events in the order they happen. The same points give the same events however they are cut into calls, if each
        call gets what became known since the one before.
    """
    walk = _Walk(list(past), {episode.kind: episode for episode in open_episodes}, covered, level_since, rates)
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
    level_since: datetime | None
    rates: Rates | None
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
        if history and point.at <= history[-1].at:
            self._too_late(point)
            return
        if self.open and self.next_end <= point.known_at:
            self.age(point.known_at)
        if point.stock is not None:
            self._stock(point, point.stock)
        if point.payable is not None:
            self._price(point, point.payable)
        history.append(point)

    def _too_late(self, point: Point) -> None:
        """Take in a point of the past, or in the place of one that it corrects."""
        place = bisect_left(self.history, point.at, key=_observed)
        is_correction = self.history[place].at == point.at
        if is_correction:
            self.history[place] = point
        else:
            self.history.insert(place, point)
        self.usual.forget()
        self._look_back()
        if is_correction and point is self.history[-1]:
            self._settle(point)

    def _settle(self, point: Point) -> None:
        """The present state is another one than it seemed: end what it shows to be over."""
        self.age(point.known_at)
        evidence = {"stock": point.stock, **_money(point), "ended": "corrected"}
        if point.stock in AVAILABLE:
            self._close(SignalKind.STOCKOUT, point.known_at, evidence)
        elif point.stock in OUT:
            self._close(SignalKind.RESTOCK, point.known_at, evidence)
        if point.payable is not None:
            self._came_back(point, point.payable, point.known_at, {"ended": "corrected"})

    def age(self, now: datetime) -> None:
        """End what is too old to be news."""
        while self.next_end <= now:
            kind = next(k for k, e in self.open.items() if k in LASTS and e.opened_at + LASTS[k] == self.next_end)
            is_price = kind is not SignalKind.RESTOCK
            if is_price:
                self.level_since = self.open[kind].opened_at
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
        if self._came_back(point, price, point.at, {}):
            return
        if before.currency != point.currency:
            before = self._last_paid_in(point.currency)
        if before is None or before.price is None:
            return
        jump = math.log(price / before.price)
        if abs(jump) < LEAST_JUMP:
            return
        known = self.usual.reference(point, price, rising=jump > 0, level_since=self.level_since)
        way = known.way(price) if known else 0.0
        if known and way and jump / way >= _LEAST_SHARE and self._is_real(known, way, point.at):
            evidence = _price_evidence(point, price, known, jump)
            self._open(SignalKind.PRICE_SPIKE if way > 0 else SignalKind.PRICE_DROP, point.at, evidence)

    def _is_real(self, known: Reference, way: float, at: datetime) -> bool:
        """Whether the way leaves the band also after what the money lost since the middle of the reference's days."""
        if self.rates is None:
            return True
        then = self.rates.get((at - REFERENCE_WINDOW / 2).date())
        now = self.rates.get(at.date())
        real = way if then is None or now is None else way - (now - then)
        return real * way > 0 and abs(real) > math.log1p(known.band)

    def _came_back(self, point: Point, price: Decimal, at: datetime, more: dict[str, Any]) -> bool:
        """Close the price signals that are over. True when one was, and the price is what was usual before it."""
        usual = False
        for kind in (SignalKind.PRICE_SPIKE, SignalKind.PRICE_DROP):
            episode = self.open.get(kind)
            if episode is None or episode.evidence.get("currency") != point.currency:
                continue
            way = math.log(price / Decimal(episode.evidence["reference"]))
            band = episode.evidence["band_ratio"]
            # Within half of the band again, or on the other side of the reference.
            if (way if kind is SignalKind.PRICE_SPIKE else -way) <= math.log1p(band / 2):
                self._close(kind, at, _money(point) | more)
                usual = usual or abs(way) <= math.log1p(band)
        return usual

    def _last_paid_in(self, currency: str | None) -> Point | None:
        return next((p for p in reversed(self.history) if p.payable is not None and p.currency == currency), None)

    def _last_price(self) -> dict[str, Any]:
        return {f"{name}_before": value for name, value in _money(self.paid).items()} if self.paid else {}

    def _open(self, kind: SignalKind, at: datetime, evidence: dict[str, Any]) -> None:
        if kind not in self.open:
            self.open[kind] = Episode(kind, at, evidence)
            self.events.append(Event(EventKind.OPEN, kind, at, at, evidence))
            if kind is not SignalKind.STOCKOUT:
                self._set_next_end()

    def _close(self, kind: SignalKind, at: datetime, evidence: dict[str, Any], cause: Cause | None = None) -> None:
        if episode := self.open.pop(kind, None):
            lasted = {"lasted_seconds": round((at - episode.opened_at).total_seconds())}
            self.events.append(Event(EventKind.CLOSE, kind, episode.opened_at, at, evidence | lasted, cause))
            if kind is not SignalKind.STOCKOUT:
                self._set_next_end()

    def _set_next_end(self) -> None:
        ends = [episode.opened_at + LASTS[kind] for kind, episode in self.open.items() if kind in LASTS]
        self.next_end = min(ends, default=_NEVER)


def _observed(point: Point) -> datetime:
    return point.at


def _price_evidence(point: Point, price: Decimal, known: Reference, jump: float) -> dict[str, Any]:
    return {
        **_money(point),
        "reference": str(known.price),
        "reference_is": "usual before it was cut" if known.before_cut else f"median over {known.days} days",
        "known_days": known.days,
        "change_ratio": round(float(price / known.price) - 1, 4),
        "jump_ratio": round(math.expm1(jump), 4),
        "band_ratio": round(known.band, 4),
    }


def _money(point: Point) -> dict[str, Any]:
    return {"price": str(point.price), "currency": point.currency} if point.price is not None else {}
