"""Whether a demo shop lists an item, and when it is sold out."""

from functools import lru_cache
from typing import Final

from monitor.demo.chance import DAY, END, HOUR, Span, chance
from monitor.demo.story import (
    BACK_LIVE,
    DELISTED_AFTER,
    FADE,
    FADING,
    LAUNCH,
    LAUNCHED,
    SELL_OUT,
)
from monitor.demo.trade import Item, Trade

_FOREVER: Final = 1 << 40
_LAUNCH_SOLD_OUT_SHARE: Final = 0.97
#: What is left of a wave at a shop that rations.
_RATIONED_SHARE: Final = 0.3


def is_listed(trade: Trade, item: Item, minute: int) -> bool:
    """Whether the shop lists the item: a new model from its launch on, a faded one until it is taken off."""
    match item.model:
        case str() as model if model == LAUNCHED:
            return minute >= listed_from(trade, item)
        case str() as model if model == FADING:
            return minute < sold_out_for_good(trade, item) + DELISTED_AFTER
        case _:
            return True


def listed_from(trade: Trade, item: Item) -> int:
    """The minute that a new model appears in the shop: within half a day of its launch."""
    return LAUNCH.start + int(12 * HOUR * chance(trade.shop, item.key, "listed"))


def sold_out_for_good(trade: Trade, item: Item) -> int:
    """The minute that the shop sells the last one of a model that fades."""
    return FADE.start + int(FADE.length * chance(trade.shop, item.key, "for good"))


def out_of_stock(trade: Trade, item: Item, minute: int) -> Span | None:
    """The time without stock that the minute lies in."""
    told = _told(trade, item)
    if told and told[0].start - DAY <= minute < told[-1].end:
        return next((span for span in told if minute in span), None)
    if trade.compares:
        return None  # some shop always has it
    alone = _single_stockout(trade.shop, item.key, minute)
    return None if alone is None or (told and told[0].start <= alone.start < told[-1].end) else alone


@lru_cache(maxsize=4096)
def _told(trade: Trade, item: Item) -> tuple[Span, ...]:
    """When the story has the item sold out, brief restocks left out."""
    if item.model == FADING:
        return (Span(sold_out_for_good(trade, item), _FOREVER),)
    if item.seller or trade.compares:
        return ()
    if item.model == LAUNCHED:
        return _launch(trade, item)
    return _wave(trade, item) if item.much_memory else ()


def _launch(trade: Trade, item: Item) -> tuple[Span, ...]:
    """A new model that everybody wants: out of stock but for some hours now and then."""
    key = (trade.shop, item.key)
    if chance(*key, "launch") >= _LAUNCH_SOLD_OUT_SHARE:
        return ()
    end = LAUNCH.end + int(2 * DAY * chance(*key, "launch ends"))
    return _with_restocks(key, Span(listed_from(trade, item), end), first=4 * DAY)


def _wave(trade: Trade, item: Item) -> tuple[Span, ...]:
    """When the item is sold out after the bulk purchase; empty if it stays on sale."""
    key, economy = (trade.shop, item.key), trade.economy
    share = economy.sold_out_share * (_RATIONED_SHARE if trade.rations else 1)
    if chance(*key, "wave") >= share:
        return ()
    start = SELL_OUT.start + trade.lag + int(SELL_OUT.length * chance(*key, "wave starts"))
    back = BACK_LIVE if chance(*key, "stays out") < economy.stays_out else economy.returns
    return _with_restocks(key, Span(start, back.start + int(back.length * chance(*key, "wave ends"))), first=5 * DAY)


def _with_restocks(key: tuple[str, ...], out: Span, *, first: int) -> tuple[Span, ...]:
    """The time without stock, cut by brief restocks: from `first` minutes on, about once in three weeks."""
    spans, start = [], out.start
    for block in range(out.start + first, out.end - 6 * DAY, 6 * DAY):
        if chance(*key, "brief", block) < 0.25:
            restock = block + int(5 * DAY * chance(*key, "brief starts", block))
            spans.append(Span(start, restock))
            start = restock + 8 * HOUR + int(10 * HOUR * chance(*key, "brief lasts", block))
    return (*spans, Span(start, out.end))


def _single_stockout(shop: str, key: str, minute: int) -> Span | None:
    """Sold out for a while, as happens in any week: some days, and in the live market some hours."""
    live = minute >= END
    length, share, longest = (12 * HOUR, 0.2, 5 * HOUR) if live else (10 * DAY, 0.15, 4 * DAY)
    # Every item has blocks of its own, or all would be sold out in the middle of the same ones.
    shift = int(length * chance(shop, key, "stockout shift", length))
    block = (minute + shift) // length
    if chance(shop, key, "stockout", length, block) >= share:
        return None
    lasts = longest // 8 + int((longest - longest // 8) * chance(shop, key, "lasts", length, block))
    start = block * length - shift + int((length - lasts) * chance(shop, key, "starts", length, block))
    span = Span(max(start, END), start + lasts) if live else Span(start, start + lasts)
    return span if minute in span else None


def offer_count(trade: Trade, item: Item, minute: int) -> int:
    """How many shops' offers a price comparison shows for the item."""
    key = (trade.shop, item.key)
    usual = 6 + int(9 * chance(*key, "offers"))
    count = usual + round(2 * chance(*key, "more", minute // (6 * DAY))) - 1
    if item.model == LAUNCHED:
        since = minute - LAUNCH.end
        return 1 if since < 0 else min(count, 2 + since // (2 * DAY))
    if item.model == FADING:
        left = (sold_out_for_good(trade, item) - minute) / (sold_out_for_good(trade, item) - FADE.start + 1)
        return max(1, round(count * min(left, 1.0)))
    wave = Span(SELL_OUT.end, trade.economy.returns.end)
    if item.much_memory and minute in wave:
        return max(1, round(count * (1 - 2 * trade.economy.heat)))
    return count
