"""What every demo shop has at which price at which time: a pure function of shop, item and time.

Times are minutes since day 0 of the scenario, which lasts `DAYS` days; before them it is calm, after them the market
lives on in smaller and more frequent changes, so that somebody who watches sees something happen. Chance is a seeded
hash, so that every process and every order of asking sees the same market.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import lru_cache
from hashlib import blake2b
from math import floor
from typing import Final

from monitor.demo.goods import Card
from scrapers.offer import Stock

DAYS: Final = 120
HOUR: Final = 60
DAY: Final = 24 * HOUR
END: Final = DAYS * DAY
BULK_PURCHASE: Final = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Trade:
    """How one shop trades.

    Attributes:
        shop: the retailer's name.
        local_per_usd: price in the shop's currency of what launched at one dollar, tax included.
        creep: growth of that rate per day; it reaches the labels in steps of weeks.
        step: prices stand on a multiple of this, less `below`.
        sold_out_share: share of the cards with much memory that sell out after the bulk purchase.
        lag: minutes that the wave reaches this shop after the first one.
    """

    shop: str
    local_per_usd: float
    step: int
    below: Decimal
    sold_out_share: float
    lag: int
    creep: float = 0.0


@dataclass(frozen=True, slots=True)
class Item:
    """What a shop lists: `usd` is its calm price before rate and tax, `card` is None for what is no graphics card."""

    sku: str
    title: str
    slug: str
    usd: float
    card: Card | None

    @property
    def much_memory(self) -> bool:
        """Whether this is what the bulk purchase is after."""
        return self.card is not None and self.card.chip.memory_gb >= 16


@dataclass(frozen=True, slots=True)
class Shelf:
    """An item at a shop at one time.

    Attributes:
        price: of one unit, in the shop's currency, tax as customary there.
        was: the struck old price, where the shop shows one.
        stock: in stock, limited or out of stock.
        left: how many are left, when that is few.
    """

    price: Decimal
    was: Decimal | None
    stock: Stock
    left: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes from `start` up to, not including, `end`."""

    start: int
    end: int

    def __contains__(self, minute: int) -> bool:
        return self.start <= minute < self.end


def shelf(trade: Trade, item: Item, minute: int) -> Shelf:
    """Price and stock of an item at a shop."""
    gone = _out_of_stock(trade, item, minute)
    # Nobody changes the label of what is sold out: it keeps the price of the last one sold.
    price, was = _prices(trade, item, gone.start if gone else minute)
    if gone:
        return Shelf(price, was, Stock.OUT_OF_STOCK)
    notice = 9 * HOUR if minute < END else HOUR
    soon = _out_of_stock(trade, item, minute + notice)
    if soon and _chance(trade.shop, item.sku, "counted", soon.start) < 0.5:
        return Shelf(price, was, Stock.LIMITED, left=1 + 4 * (soon.start - minute) // notice)
    return Shelf(price, was, Stock.IN_STOCK)


# --- stock ---------------------------------------------------------------------------------------------------------


def _out_of_stock(trade: Trade, item: Item, minute: int) -> Span | None:
    """The time without stock that the minute lies in."""
    wave = _wave(trade, item)
    if wave and wave[0].start - DAY <= minute < wave[-1].end:
        return next((span for span in wave if minute in span), None)
    alone = _single_stockout(trade.shop, item.sku, minute)
    return None if alone is None or (wave and wave[0].start <= alone.start < wave[-1].end) else alone


def _single_stockout(shop: str, sku: str, minute: int) -> Span | None:
    """Sold out for a while, as happens in any week: some days, and in the live market some hours."""
    live = minute >= END
    length, share, longest = (12 * HOUR, 0.2, 5 * HOUR) if live else (10 * DAY, 0.3, 4 * DAY)
    # Every item has blocks of its own, or all would be sold out in the middle of the same ones.
    shift = int(length * _chance(shop, sku, "stockout shift", length))
    block = (minute + shift) // length
    if _chance(shop, sku, "stockout", length, block) >= share:
        return None
    lasts = longest // 8 + int((longest - longest // 8) * _chance(shop, sku, "lasts", length, block))
    start = block * length - shift + int((length - lasts) * _chance(shop, sku, "starts", length, block))
    span = Span(max(start, END), start + lasts) if live else Span(start, start + lasts)
    return span if minute in span else None


@lru_cache(maxsize=4096)
def _wave(trade: Trade, item: Item) -> tuple[Span, ...]:
    """When the item is sold out after the bulk purchase, brief restocks left out; empty if it stays on sale."""
    key = (trade.shop, item.sku)
    if not item.much_memory or _chance(*key, "wave") >= trade.sold_out_share:
        return ()
    start = 62 * DAY + trade.lag + int(18 * DAY * _chance(*key, "wave starts"))
    end = 95 * DAY + trade.lag + int(20 * DAY * _chance(*key, "wave ends"))
    if _chance(*key, "stays out") < 0.2:
        # Out at the end of the history; the live market brings it back within some days.
        end = END + 2 * HOUR + int(4 * DAY * _chance(*key, "wave ends"))
    spans = []
    for block in range(start + 5 * DAY, end - 6 * DAY, 6 * DAY):
        if _chance(*key, "brief", block) < 0.25:
            restock = block + int(5 * DAY * _chance(*key, "brief starts", block))
            spans.append(Span(start, restock))
            start = restock + 8 * HOUR + int(10 * HOUR * _chance(*key, "brief lasts", block))
    return (*spans, Span(start, end))


# --- prices --------------------------------------------------------------------------------------------------------


def _prices(trade: Trade, item: Item, minute: int) -> tuple[Decimal, Decimal | None]:
    """Today's price, and the shop's usual one where today's is visibly lower."""
    usual = item.usd * trade.local_per_usd * _rate(trade, item, minute)
    level = _calm_level(trade.shop, item.sku, minute) * _climb(trade, item, minute)
    price = _label(trade, usual * level)
    return price, _label(trade, usual * 1.04) if level < 0.996 else None


def _label(trade: Trade, amount: float) -> Decimal:
    """Round the way the shop prints its labels."""
    return trade.step * Decimal(max(1, floor(amount / trade.step + 0.5))) - trade.below


def _rate(trade: Trade, item: Item, minute: int) -> float:
    """Growth of the shop's rate since day 0; each label follows on its own weekday."""
    if not trade.creep:
        return 1.0
    week = (minute + int(7 * DAY * _chance(trade.shop, item.sku, "weekday"))) // (7 * DAY)
    return float((1 + trade.creep) ** (7 * week))


def _calm_level(shop: str, sku: str, minute: int) -> float:
    """Small moves of an everyday market: every few days, in the live market every few hours."""
    shift = int(3 * DAY * _chance(shop, sku, "shift"))
    block = (min(minute, END) + shift) // (3 * DAY)
    if minute > END:
        block += (minute - END + shift % (5 * HOUR)) // (5 * HOUR)
    while block % 4 and _chance(shop, sku, "holds", block) < 0.45:
        block -= 1
    return 1 + 0.011 * (_chance(shop, sku, "level", block) - 0.5)


def _climb(trade: Trade, item: Item, minute: int) -> float:
    """What the bulk purchase does to the price."""
    steps = _climb_steps(trade, item)
    reached = bisect_right(steps, minute, key=lambda step: step[0])
    return steps[reached - 1][1] if reached else 1.0


@lru_cache(maxsize=4096)
def _climb_steps(trade: Trade, item: Item) -> tuple[tuple[int, float], ...]:
    """Minutes and the level reached then: up between days 63 and 85, part of the way down between days 95 and 110."""
    if item.card is None:
        return ()
    key = (trade.shop, item.sku)
    top = 1.2 + 0.25 * _chance(*key, "top") if item.much_memory else 1.01 + 0.04 * _chance(*key, "top")
    rest = 1 + (top - 1) * (0.25 + 0.25 * _chance(*key, "rest"))
    ups, downs = (2 + int(3 * _chance(*key, "ups")), 2) if item.much_memory else (1, 1)
    return (
        *_stairs((*key, "up"), Span(63 * DAY, 85 * DAY), ups, 1.0, top),
        *_stairs((*key, "down"), Span(95 * DAY, 110 * DAY), downs, top, rest),
    )


def _stairs(key: tuple[str, ...], span: Span, count: int, low: float, high: float) -> list[tuple[int, float]]:
    """`count` equal steps from one level to another, each at some minute of its part of the span."""
    part = (span.end - span.start) // count
    return [
        (span.start + part * n + int(part * _chance(*key, n)), low * (high / low) ** ((n + 1) / count))
        for n in range(count)
    ]


def _chance(*key: object) -> float:
    """A number in [0, 1) that depends on the key alone (Python's own hash differs from process to process)."""
    digest = blake2b("/".join(map(str, key)).encode(), digest_size=7).digest()
    return int.from_bytes(digest) / (1 << 56)
