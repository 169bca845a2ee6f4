"""What each item of a simulated market costs, hour by hour: sticky prices, promotions, and spikes."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from simulated.conditions import Conditions
from simulated.items import Item
from simulated.money import Money
from simulated.shops import Floats, Shop
from simulated.stock import Bools, late
from simulated.troubles import Trouble

Cents = npt.NDArray[np.int64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lift:
    """A spike as it was made: hours from the start, and its height over the usual level as a ratio."""

    start: int
    end: int
    jump: float


def target(item: Item, shop: Shop, trouble: Trouble, c: Conditions, money: Money) -> Floats:
    """The price its seller would ask if changing it cost nothing: log, by day."""
    days = c.base.shape[1]
    return np.asarray(
        c.base[item.card]
        + late(c.push[item.card], shop.price_lag)
        + late(money.rates(days), shop.fx_lag)
        + late(money.tax, shop.tax_lag)
        + trouble.shift
        + item.offset,
        np.float64,
    )


def _looks(rng: np.random.Generator, item: Item, shop: Shop, hot: Bools) -> Ints:
    """The hours in which the seller looks at the price: at random, three times as often while the market moves."""
    span = item.died - item.born
    hours = np.sort(rng.integers(item.born, item.died, size=rng.poisson(3 * span / (24 * shop.review_days))))
    kept = rng.random(len(hours)) < np.where(hot[np.minimum(hours // 24, len(hot) - 1)], 1.0, 1 / 3)
    return np.asarray(np.unique(hours[kept]), np.int64)


def sticky(
    rng: np.random.Generator,
    item: Item,
    shop: Shop,
    goal: Floats,
    hot: Bools,
    available: Bools,
    forced: list[int],
    money: Money,
) -> Cents:
    """The price without promotions and spikes, in hundredths, by hour.

    It moves only when its seller looks at it and finds it off by more than the shop's band, mostly part of the way, or
    now and then without a reason. In the hours `forced` all prices of the shop are set anew. While the market moves, an
    item that comes back after three days often comes back at the price of the day.
    """
    edges = np.flatnonzero(np.diff(available[item.born : item.died].astype(np.int8))) + 1 + item.born
    back = [b for a, b in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True) if b - a >= 72 and available[b]]
    anew = {h for h in forced if item.born < h < item.died}
    anew |= {h for h in back if hot[h // 24] and rng.random() < 0.7}
    looks = sorted({*_looks(rng, item, shop, hot).tolist(), *anew})
    chance = rng.random((len(looks), 2)).tolist()
    noise = rng.normal(0, item.restless, len(looks)).tolist()
    ends = shop.rounds
    log = float(goal[item.born // 24])
    changes = [(item.born, money.country.rounded(float(np.exp(log)), ends=ends))]
    for hour, (some, part), shock in zip(looks, chance, noise, strict=True):
        off = goal[hour // 24] - log
        if hour in anew:
            log += off + shock / 2
        elif abs(off) > shop.band:
            log += float(np.clip(off * (0.5 + part / 2), -0.12, 0.15))
        elif some < 0.25:
            log += off / 2 + shock
        else:
            continue
        changes.append((hour, money.country.rounded(float(np.exp(log)), ends=ends)))
    return _steps(changes, len(available))


def _steps(changes: list[tuple[int, int]], hours: int) -> Cents:
    """Held values by hour; before the first change, the first."""
    at = np.array([0, *[h for h, _ in changes[1:]], hours])
    return np.repeat(np.array([p for _, p in changes], np.int64), np.diff(at))


def usual(price: Cents, available: Bools, hour: int) -> int | None:
    """The median of what the item could be bought for in the two months before; None where that was under ten days."""
    first = max(0, hour - 60 * 24)
    bought = price[first:hour][available[first:hour]]
    return int(np.median(bought)) if len(bought) >= 240 else None


def _free(taken: Bools, start: int, end: int, margin: int) -> bool:
    return not bool(taken[max(0, start - margin) : end + margin].any())


def promote(
    rng: np.random.Generator,
    item: Item,
    shop: Shop,
    price: Cents,
    hot: Bools,
    sales: list[tuple[int, int]],
    money: Money,
    taken: Bools,
) -> list[int]:
    """Lower `price` in promotions of 5-25 % for days to two weeks, mark them as `taken`, and tell the hours they end.

    None begins in an item's first 20 days: nobody could tell it from the usual price.
    """
    ends: list[int] = []
    days = len(hot)
    plans = [
        (int(rng.integers(item.born, item.died)), int(rng.integers(48, 14 * 24)), float(rng.uniform(0.05, 0.25)))
        for _ in range(rng.poisson(1.3 * (item.died - item.born) / (365 * 24)))
    ]
    plans += [
        (first * 24 + int(rng.integers(0, 24)), (last - first) * 24, float(rng.uniform(0.05, 0.2)))
        for first, last in sales
        if rng.random() < 0.35
    ]
    for start, length, cut in plans:
        end = min(start + length, item.died)
        if (
            start < item.born + 20 * 24
            or not _free(taken, start, end, 48)
            or hot[start // 24 : min(end // 24 + 1, days)].any()
        ):
            continue
        price[start:end] = money.country.rounded(float(price[start]) / 100 * (1 - cut), ends=shop.rounds)
        taken[max(0, start - 24) : end + 24] = True
        ends.append(end)
    return ends


def wobble(
    rng: np.random.Generator, item: Item, shop: Shop, price: Cents, available: Bools, money: Money, taken: Bools
) -> None:
    """Raise `price` by 4-9 % for some days, never to more than 10 % above the usual: ordinary, and no spike."""
    for _ in range(rng.poisson(0.8 * (item.died - item.born) / (365 * 24))):
        start = int(rng.integers(item.born, item.died))
        end = min(item.died, start + int(rng.integers(24, 240)))
        level = usual(price, available, start)
        if level is None or start <= item.born or not _free(taken, start, end, 48):
            continue
        raised = money.country.rounded(float(price[start]) / 100 * float(rng.uniform(1.04, 1.09)), ends=shop.rounds)
        if raised < 1.1 * level:
            price[start:end] = raised
            taken[start:end] = True


def lift(
    rng: np.random.Generator,
    item: Item,
    shop: Shop,
    price: Cents,
    available: Bools,
    quiet: Bools,
    money: Money,
    taken: Bools,
) -> list[Lift]:
    """Raise `price` in spikes of 12-60 % over the usual level for two days to four weeks; `quiet` are the days they may touch."""
    made: list[Lift] = []
    for _ in range(rng.poisson(0.25 * (item.died - item.born) / (365 * 24))):
        start = int(rng.integers(item.born, item.died))
        end = start + int(np.exp(rng.uniform(np.log(48), np.log(28 * 24))))
        level = usual(price, available, start)
        if level is None or end >= item.died or not available[start]:
            continue
        if not _free(taken, start, end, 21 * 24) or not quiet[max(0, start // 24 - 60) : end // 24 + 2].all():
            continue
        jump = float(np.exp(rng.uniform(np.log(0.12), np.log(0.60))))
        floor = max(level, int(price[start - 1]))
        raised = money.country.rounded(floor / 100 * (1 + jump), ends=shop.rounds)
        if raised < 1.12 * floor:
            raised += money.country.step if shop.rounds else 100
        price[start:end] = raised
        taken[start:end] = True
        made.append(Lift(start, end, raised / level - 1))
    return made
