"""What happens to single shops of a simulated market, and to the monitor's sight of them."""

from dataclasses import dataclass, field

import numpy as np
from simulated.conditions import Span
from simulated.shops import Floats, Shop

from scrapers.spec import Tier


@dataclass
class Trouble:
    """Of one shop.

    Attributes:
        level: ratio of its availability to the usual one, by day.
        shift: what it puts on top of all its prices, log, by day.
        repriced: the days on which it changes all of them.
        outages: when the monitor could not read it, hours from the start.
        wordless: days from which to which its pages said nothing of stock.
    """

    level: Floats
    shift: Floats
    repriced: list[int] = field(default_factory=list)
    outages: list[tuple[float, float]] = field(default_factory=list)
    wordless: tuple[int, int] | None = None


def draw_troubles(
    rng: np.random.Generator, shops: list[Shop], days: int
) -> tuple[list[Trouble], list[Span], list[Span]]:
    """For each shop what befalls it; then the disturbances of the market, and the faults of the monitor's sight."""
    troubles = [Trouble(np.ones(days), np.zeros(days)) for _ in shops]
    seen = [i for i, shop in enumerate(shops) if not shop.hidden]
    sells = [i for i in seen if shops[i].tier is not Tier.AGGREGATOR]
    disturbances: list[Span] = []
    faults: list[Span] = []
    for i in seen:
        _opening(shops[i], troubles[i], disturbances, days)
        for _ in range(int(rng.poisson(1.6 * days / 365))):
            # From an hour to three weeks; half of them are over within a day.
            length = float(np.clip(np.exp(rng.normal(np.log(20), 1.5)), 1, 500))
            _outage(troubles[i], shops[i].name, float(rng.uniform(0, days * 24)), length, faults)
    if rng.random() < 0.4:
        _repriced(rng, shops, troubles, int(rng.choice(sells)), disturbances, days)
    if rng.random() < 0.3:
        i, first = int(rng.choice(sells)), int(rng.integers(20, days - 10))
        last = first + int(rng.integers(14, 40))
        troubles[i].level[first:last] *= 0.1
        disturbances.append(Span("shop_empty", shops[i].name, first, last))
    if rng.random() < 0.3:
        i, first = int(rng.choice(sells)), int(rng.integers(0, days - 12))
        last = first + int(rng.integers(2, 11))
        troubles[i].wordless = (first, last)
        faults.append(Span("no_stock_word", shops[i].name, first, last))
    if rng.random() < 0.15:  # the same challenge page on every second shop
        at, length = float(rng.uniform(0, days * 24)), float(rng.uniform(48, 300))
        for i in seen[::2]:
            _outage(troubles[i], shops[i].name, at, length, faults)
    return troubles, disturbances, faults


def _outage(trouble: Trouble, name: str, at: float, length: float, faults: list[Span]) -> None:
    trouble.outages.append((at, at + length))
    faults.append(Span("outage", name, int(at // 24), int((at + length) // 24) + 1))


def _opening(shop: Shop, trouble: Trouble, disturbances: list[Span], days: int) -> None:
    """A shop that opens is there from its day on; one that closes sells off for three weeks, and is gone."""
    if shop.opens is not None:
        disturbances.append(Span("shop_opened", shop.name, shop.opens, shop.opens + 1))
    if shop.closes is not None:
        first = shop.closes - 21
        trouble.level *= np.interp(np.arange(days), [first, shop.closes], [1, 0.1])
        disturbances.append(Span("shop_closed", shop.name, first, shop.closes))


def _repriced(
    rng: np.random.Generator, shops: list[Shop], troubles: list[Trouble], i: int, disturbances: list[Span], days: int
) -> None:
    """One shop puts all its prices up or down by 10-25 %, for weeks or for good."""
    first = int(rng.integers(40, days - 20))
    last = days if rng.random() < 0.3 else min(days, first + int(rng.integers(21, 100)))
    troubles[i].shift[first:last] += float(np.log1p(rng.choice([-1, 1]) * rng.uniform(0.10, 0.25)))
    troubles[i].repriced += [first, *([last] if last < days else [])]
    disturbances.append(Span("shop_repriced", shops[i].name, first, last))
