"""What a demo shop asks for an item."""

from bisect import bisect_right
from decimal import Decimal
from functools import lru_cache
from math import floor
from typing import Final

from monitor.demo.chance import DAY, END, HOUR, Span, chance
from monitor.demo.stock import listed_from
from monitor.demo.story import CLIMB, FADING, LAUNCH, LAUNCHED
from monitor.demo.trade import Item, Trade

Steps = tuple[tuple[int, float], ...]
#: How long labels stand: some days, and in the live market some hours.
_LABELS: Final = 5 * DAY
_LIVE_LABELS: Final = 5 * HOUR


def prices(trade: Trade, item: Item, minute: int) -> tuple[Decimal, Decimal | None]:
    """Today's price, and the shop's usual one where today's is visibly lower; in its currency, tax as customary there."""
    usual = item.usd * trade.economy.local_per_usd * trade.dearer * _rate(trade, minute)
    level = _calm_level(trade.shop, item.key, minute) * _level(trade, item, minute)
    price = _label(trade, usual * level)
    return price, _label(trade, usual * 1.04) if level < 0.996 else None


def _label(trade: Trade, amount: float) -> Decimal:
    """Round the way the shop prints its labels."""
    return trade.step * Decimal(max(1, floor(amount / trade.step + 0.5))) - trade.below


def _rate(trade: Trade, minute: int) -> float:
    """Growth of the shop's rate since day 0; each shop's labels follow on a weekday of its own."""
    creep = trade.economy.creep
    if not creep:
        return 1.0
    week = (minute + int(7 * DAY * chance(trade.shop, "weekday"))) // (7 * DAY)
    return float((1 + creep) ** (7 * week))


def _calm_level(shop: str, key: str, minute: int) -> float:
    """Small moves of an everyday market.

    A shop goes over its labels every few days; in the live market over some of them every hour.
    """
    block = (min(minute, END) + int(_LABELS * chance(shop, "labels"))) // _LABELS
    if minute > END:
        block += (minute - END + int(_LIVE_LABELS * chance(shop, key, "labels"))) // _LIVE_LABELS
    while block % 4 and chance(shop, key, "holds", block) < 0.45:
        block -= 1
    return 1 + 0.011 * (chance(shop, key, "level", block) - 0.5)


def _level(trade: Trade, item: Item, minute: int) -> float:
    """What the story does to the price."""
    steps = _steps(trade, item)
    reached = bisect_right(steps, minute, key=lambda step: step[0])
    return steps[reached - 1][1] if reached else 1.0


@lru_cache(maxsize=4096)
def _steps(trade: Trade, item: Item) -> Steps:
    """Minutes, and the level reached then."""
    if item.card is None or item.model == FADING:
        return ()
    if item.model == LAUNCHED:
        return _launch(trade, item)
    key, economy = (trade.shop, item.key), trade.economy
    if not item.much_memory:
        rise, remains = 0.01 + 0.03 * chance(*key, "top"), 0.5
    elif item.seller:
        # Who bought to sell again asks what is asked when nobody else has any.
        rise, remains = economy.heat * (0.4 + 0.6 * chance(*key, "top")), economy.remains
    else:
        rise, remains = economy.heat * (0.2 + 0.25 * chance(*key, "top")), economy.remains
    ups, downs = (2 + int(3 * chance(*key, "ups")), 2) if item.much_memory else (1, 1)
    top, rest = 1 + rise, 1 + rise * remains
    return (
        *_stairs((*key, "up"), CLIMB, ups, 1.0, top),
        *_stairs((*key, "down"), economy.relief, downs, top, rest),
    )


def _launch(trade: Trade, item: Item) -> Steps:
    """Dear while hardly anybody has it."""
    key = (trade.shop, item.key)
    top = 1.25 + 0.15 * chance(*key, "top")
    return (
        (listed_from(trade, item), top),
        *_stairs((*key, "down"), Span(LAUNCH.end - DAY, LAUNCH.end + 3 * DAY), 2, top, 1.0),
    )


def _stairs(key: tuple[str, ...], span: Span, count: int, low: float, high: float) -> list[tuple[int, float]]:
    """`count` equal steps from one level to another, each at some minute of its part of the span."""
    part = span.length // count
    return [
        (span.start + part * n + int(part * chance(*key, n)), low * (high / low) ** ((n + 1) / count))
        for n in range(count)
    ]
