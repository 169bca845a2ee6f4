"""Whether each item of a simulated market can be had, hour by hour, and what its page says of it."""

from typing import Final

import numpy as np
import numpy.typing as npt
from simulated.conditions import Conditions
from simulated.items import Item
from simulated.models import Model
from simulated.shops import Floats, Shop
from simulated.troubles import Trouble

from scrapers.offer import Stock

Bools = npt.NDArray[np.bool_]
Codes = npt.NDArray[np.int8]

#: What a page says, by code; the last is nothing.
WORDS: Final = (
    Stock.IN_STOCK,
    Stock.LIMITED,
    Stock.OUT_OF_STOCK,
    Stock.BACKORDER,
    Stock.PREORDER,
    Stock.UNLISTED,
    None,
)
IN, LIMITED, OUT, BACKORDER, PREORDER, UNLISTED, SILENT = range(len(WORDS))


def late(values: Floats, days: int) -> Floats:
    """The same by day, reached so many days later."""
    return values if days == 0 else np.concatenate([np.repeat(values[:1], days), values[:-days]])


def shelves(
    rng: np.random.Generator, items: list[Item], shops: list[Shop], troubles: list[Trouble], c: Conditions
) -> Bools:
    """Whether each item (rows) can be had in each hour (columns).

    Each is sold out and restocked at random, at hazards that give the availability of the day: the usual one times the
    card's supply times the shop's. The scarcer a card is, the longer it stays sold out: ten days at the extreme.
    """
    days = c.level.shape[1]
    level = np.array([late(c.level[i.card], shops[i.shop].stock_lag) * troubles[i.shop].level for i in items])
    usual = np.array([i.availability for i in items])[:, None]
    share = np.clip(usual * level, 0.004, 0.985)
    out_days = np.array([i.out_days for i in items])[:, None] + 8 * np.clip(1 - share / usual - 0.1, 0, 1)
    restocked = 1 - np.exp(-1 / (24 * out_days))
    sold = 1 - np.exp(-np.minimum(1, (1 - share) / (24 * share * out_days)))
    state = rng.random(len(items)) < share[:, 0]
    found = np.empty((days * 24, len(items)), np.bool_)
    for day in range(days):
        up, down = restocked[:, day], 1 - sold[:, day]
        for hour, chance in enumerate(rng.random((24, len(items)), np.float32)):
            state = chance < np.where(state, down, up)
            found[day * 24 + hour] = state
    return np.ascontiguousarray(found.T)


def words(available: Bools, item: Item, shop: Shop, model: Model, trouble: Trouble, *, backorder: bool) -> Codes:
    """What the page says in each hour: codes of WORDS."""
    codes = np.where(available, IN, BACKORDER if backorder else OUT).astype(np.int8)
    if shop.says_limited:  # the last 12 hours before it is sold out
        codes[:-12][available[:-12] & ~available[12:]] = LIMITED
    if shop.delists:  # what is gone for two weeks is taken off until it is back
        edges = np.flatnonzero(np.diff(np.concatenate([[True], available, [True]])))
        for gone, back in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
            codes[gone + 14 * 24 : back] = UNLISTED
    if model.launched >= 0:
        codes[: max(0, model.launched * 24 + 9)] = PREORDER
    if trouble.wordless is not None:
        first, last = trouble.wordless
        codes[first * 24 : last * 24][codes[first * 24 : last * 24] != UNLISTED] = SILENT
    codes[: item.born] = UNLISTED
    codes[item.died :] = UNLISTED
    return codes
