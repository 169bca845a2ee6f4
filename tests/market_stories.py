"""Market histories in memory: shops, cards, prices and shelves, walked day by day to the signals they make.

A story begins calm: every shop lists every card at its usual price, full shelves. What happens is written over it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from monitor.signals.episode import MarketEvent, Scope
from monitor.signals.market import Market
from monitor.signals.panel import GpuInfo
from monitor.signals.point import Point
from monitor.signals.shelves import Listed
from monitor.signals.walk import Walk, covered_shares
from monitor.vocabulary import DATA_QUALITY, EventKind, SignalKind
from scrapers.offer import Stock
from scrapers.spec import Tier

FIRST: Final = date(2024, 1, 1)
START: Final = datetime(2024, 1, 1, tzinfo=UTC)
#: Readings of a shelf a day.
PER_DAY: Final = 4
_STEP: Final = timedelta(days=1) / PER_DAY
DAY: Final = timedelta(days=1)

#: Places, memory and usual prices of the cards that stories are told of: ten of 16 GB, ten of less.
_KINDS: Final = (("mid", "16_to_23gb", 480.0), ("high", "16_to_23gb", 760.0), ("entry", "under_10gb", 260.0))
_LARGE: Final = [*[_KINDS[0]] * 5, *[_KINDS[1]] * 5]
_SMALL: Final = [*[_KINDS[2]] * 5, *[("mid", "10_to_15gb", 420.0)] * 3, *[("high", "10_to_15gb", 640.0)] * 2]
LAUNCHED: Final = date(2023, 1, 1)


def _card(number: int, place: str, memory: str, price: float) -> tuple[GpuInfo, float]:
    name = f"{place} {memory} {number}"
    return GpuInfo(name, (place, memory), LAUNCHED, Decimal(str(price))), price


ALL_CARDS: Final = [_card(n, *kind) for n, kind in enumerate(_LARGE + _SMALL)]
LARGE: Final = [info.name for info, _ in ALL_CARDS[:10]]
SMALL: Final = [info.name for info, _ in ALL_CARDS[10:]]
CARD: Final = LARGE[0]
MIXED: Final = [*LARGE[:3], *SMALL[:3]]

Floats = npt.NDArray[np.float64]


@dataclass
class Shelf:
    """One shop's listing of one card.

    Attributes:
        price: by day.
        in_stock: by reading, `PER_DAY` a day.
        listed: from this day up to before that one.
        untold: days on which its page does not say whether it can be had, from and up to before.
    """

    price: Floats
    in_stock: npt.NDArray[np.bool_]
    listed: tuple[int, int]
    untold: tuple[int, int] = (0, 0)


@dataclass
class Story:
    """A market's history.

    Attributes:
        days: its length.
        cards: names of the cards that are there.
        shops: names of the shops.
        market: code of the market.
        rates: units of the market's currency for one of its anchor's, by day.
        blind: by shop, the days on which it was not watched, from and up to before.
        tiers: of shops that are no shops of their own.
        launched, successors: what the catalogue says of cards.
    """

    days: int
    cards: Sequence[str] = (CARD,)
    shops: Sequence[str] = ("a", "b", "c", "d", "e")
    market: str = "us"
    rates: Floats | None = None
    blind: dict[str, list[tuple[float, float]]] = field(default_factory=dict)
    tiers: dict[str, Tier] = field(default_factory=dict)
    launched: dict[str, date] = field(default_factory=dict)
    successors: dict[str, set[str]] = field(default_factory=dict)
    shelves: dict[tuple[str, str], Shelf] = field(init=False)

    def __post_init__(self) -> None:
        """Full shelves at usual prices."""
        usual = {info.name: price for info, price in ALL_CARDS}
        self.shelves = {}
        for number, shop in enumerate(self.shops):
            for card in self.cards:
                price = np.full(self.days, usual[card] * (1 + 0.01 * number))
                self.shelves[shop, card] = Shelf(price, np.ones(self.days * PER_DAY, np.bool_), (0, self.days))

    def of(self, shops: Iterable[str] | None = None, cards: Iterable[str] | None = None) -> list[Shelf]:
        """The shelves of some shops and cards; all without a word."""
        some, which = set(shops or self.shops), set(cards or self.cards)
        return [shelf for (shop, card), shelf in self.shelves.items() if shop in some and card in which]

    def times(self, factor: float | Floats, since: int = 0, until: int | None = None, **which: Any) -> None:
        """Multiply prices, by one factor or by one for every day from `since` on."""
        for shelf in self.of(**which):
            span = shelf.price[since:until]
            span *= factor if isinstance(factor, float) else factor[: len(span)]

    def climb(self, total: float, since: int, over: int, until: int | None = None, **which: Any) -> None:
        """Multiply prices by a factor that grows from 1 to `total` over some days and then stays."""
        days = np.arange(self.days - since)
        self.times(np.exp(np.log(total) * np.clip((days + 1) / over, 0, 1)), since, until, **which)

    def stock(self, share: float, since: int = 0, until: int | None = None, seed: int = 1, **which: Any) -> None:
        """Shelves that are full for a share of the time: they sell out and are filled again every few days."""
        chance = np.random.default_rng(seed)
        end = (self.days if until is None else until) * PER_DAY
        for shelf in self.of(**which):
            at = since * PER_DAY
            full = bool(chance.random() < share)
            while at < end:
                # Out for two days on average, and in for as long as makes the share.
                mean = 2 * PER_DAY * (share / (1 - share) if full and share < 1 else 1)
                length = end - at if share in {0, 1} else 1 + int(chance.exponential(mean))
                shelf.in_stock[at : min(at + length, end)] = full if share not in {0, 1} else bool(share)
                at, full = at + length, not full

    def restless(self, seed: int, size: float = 0.015) -> None:
        """Each shop moves each price a little every week or two, around what it usually is."""
        chance = np.random.default_rng(seed)
        for shelf in self.of():
            at = 0
            while at < self.days:
                length = 1 + int(chance.exponential(10))
                shelf.price[at : at + length] *= float(np.exp(chance.normal(0, size)))
                at += length

    def listed(self, since: int, until: int | None = None, **which: Any) -> None:
        """List something for some days only."""
        for shelf in self.of(**which):
            shelf.listed = (since, self.days if until is None else until)

    def watched(self, shop: str) -> list[tuple[datetime, datetime]]:
        """When a shop could be read."""
        edges = [0.0, *(edge for stretch in self.blind.get(shop, []) for edge in stretch), float(self.days)]
        pairs = zip(edges[::2], edges[1::2], strict=True)
        return [(START + a * DAY, START + b * DAY) for a, b in pairs if a < b]

    def points(self, shop: str, card: str) -> list[Point]:
        """A listing's changes, as they could be seen."""
        shelf, watched = self.shelves[shop, card], self.watched(shop)
        currency = "TRY" if self.market == "tr" else "USD"
        prices = [Decimal(str(round(float(price), 2))) for price in shelf.price]
        found: list[Point] = []
        before: tuple[Decimal | None, Stock | None] | None = None
        first, last = shelf.listed
        for n in range(first * PER_DAY, min(last * PER_DAY + 1, self.days * PER_DAY)):
            at = START + n * _STEP
            if not any(a <= at < b for a, b in watched):
                continue
            if n == last * PER_DAY:
                state: tuple[Decimal | None, Stock | None] = (None, Stock.UNLISTED)
            elif shelf.untold[0] <= n // PER_DAY < shelf.untold[1]:
                state = (prices[n // PER_DAY], None)
            else:
                in_stock = bool(shelf.in_stock[n])
                state = (prices[n // PER_DAY], Stock.IN_STOCK if in_stock else Stock.OUT_OF_STOCK)
            if state != before:
                found.append(Point(at, state[0], currency, state[1]))
                before = state
        return found

    def infos(self) -> dict[str, GpuInfo]:
        """What the catalogue says."""
        return {
            info.name: GpuInfo(
                info.name,
                info.segments,
                self.launched.get(info.name, info.launched),
                info.launch_price if self.market == "us" else None,
                frozenset(self.successors.get(info.name, set())),
            )
            for info, _ in ALL_CARDS
            if info.name in self.cards
        }

    def daily(self, days: int | None = None) -> list[list[MarketEvent]]:
        """What happens on each day; of a story that ends after some days, or of the whole."""
        days = self.days if days is None else days
        last = FIRST + timedelta(days=days - 1)
        market = Market(self.market, FIRST.toordinal(), self.infos(), leans=self.rates is not None)
        walk = Walk(market, FIRST, last)
        end = START + days * DAY
        covered = {shop: [(a, min(b, end)) for a, b in self.watched(shop) if a < end] for shop in self.shops}
        for number, (shop, card) in enumerate(self.shelves):
            points = [point for point in self.points(shop, card) if point.at < end]
            tier = self.tiers.get(shop, Tier.FIRST_PARTY)
            if points:
                walk.add(number, Listed(card, shop, None, tier, None, None), points, covered[shop])
        shares = {shop: covered_shares(covered[shop], FIRST, last) for shop in self.shops}
        rates = None if self.rates is None else [float(rate) for rate in np.log(self.rates[:days])]
        return list(walk.steps(shares, rates))

    def events(self) -> list[MarketEvent]:
        """All that happens."""
        return [event for day in self.daily() for event in day]


def on(event: MarketEvent) -> int:
    """The day that an event ends; the story's first is 0."""
    return (event.at - START).days - 1


def opened(events: Iterable[MarketEvent], *kinds: SignalKind, scope: str | None = None) -> list[MarketEvent]:
    """The openings of some kinds (all without a word) and one kind of scope: gpu, segment, retailer or market."""
    return [
        event
        for event in events
        if event.what is EventKind.OPEN
        and (event.kind in kinds if kinds else event.kind not in DATA_QUALITY)
        and (scope is None or scope == part(event.scope))
    ]


def closed(events: Iterable[MarketEvent], of: MarketEvent) -> MarketEvent | None:
    """The end of an episode."""
    ends = [
        e
        for e in events
        if (e.what, e.kind, e.scope, e.opened_at) == (EventKind.CLOSE, of.kind, of.scope, of.opened_at)
    ]
    return ends[0] if ends else None


def part(scope: Scope) -> str:
    """What a scope is: gpu, segment, retailer or market."""
    return "gpu" if scope.gpu else "segment" if scope.segment else "retailer" if scope.retailer else "market"


def line(event: MarketEvent) -> str:
    """An event for a message."""
    about = event.scope.gpu or event.scope.segment or event.scope.retailer or "market"
    return f"day {on(event)}: {event.what} {event.kind} of {about}, level {event.level}, cause {event.cause}"


def lines(events: Iterable[MarketEvent]) -> list[str]:
    """Events for a message."""
    return [line(event) for event in events]
