"""What the shops of a simulated market meet from day to day: supply and price level of each card, and sales."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from simulated.episodes import Episode
from simulated.models import Model
from simulated.money import Money
from simulated.shops import Floats


@dataclass(frozen=True)
class Span:
    """A happening in days from the start; the end is the first day after it."""

    kind: str
    where: str
    start: int
    end: int


@dataclass
class Conditions:
    """By card (rows) and day (columns); each shop reads them with its own lags.

    Attributes:
        level: ratio of availability to the usual one.
        push: what shortages add to prices, log.
        base: price level without push, rate and tax: log US dollars.
        moved: whether something larger than one listing moves the card's prices.
        sales: weeks in which many shops cut prices.
        spans: what happened that is no shortage.
    """

    level: Floats
    push: Floats
    base: Floats
    moved: npt.NDArray[np.bool_]
    sales: list[tuple[int, int]] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def draw_conditions(
    rng: np.random.Generator, models: list[Model], episodes: list[Episode], money: Money, days: int
) -> Conditions:
    """Lay the shortages, the lives of the cards and what else happens over calm days."""
    day = np.arange(days)
    monthly = rng.uniform(-0.008, 0.002, len(models))
    start = np.log([m.usd * m.street for m in models])
    c = Conditions(
        level=_chance(rng, len(models), days),
        push=np.zeros((len(models), days)),
        base=start[:, None] + monthly[:, None] * day / 30,
        moved=np.zeros((len(models), days), np.bool_),
    )
    for episode in episodes:
        _shortage(rng, c, episode, models, days)
    for i, model in enumerate(models):
        _life(rng, c, i, model, days)
    _others(rng, c, models, money, days)
    return c


def _chance(rng: np.random.Generator, cards: int, days: int) -> Floats:
    """Calm supply: it wanders about its usual level and is back within two weeks."""
    noise = rng.normal(0, 1, (cards, days))
    wander = np.zeros((cards, days))
    for d in range(1, days):
        wander[:, d] = 0.92 * wander[:, d - 1] + 0.02 * noise[:, d]
    return np.clip(1 + wander, 0.8, 1.08)


def _shortage(rng: np.random.Generator, c: Conditions, e: Episode, models: list[Model], days: int) -> None:
    """Lower supply and raise prices of its members; buyers who go without turn to their neighbours a little."""
    supply, push = e.supply(days), e.push(days)
    for i in range(len(models)):
        if i in e.members:
            own = float(rng.uniform(0.85, 1.15))
            c.level[i] *= supply
            c.push[i] += push * own
            c.moved[i] |= push > 0.01
            c.moved[i, e.onset : e.end + 30] = True
        else:
            spill = min(0.03, e.rise * 0.1) * float(rng.uniform(0, 1)) if len(e.members) > 2 else 0.0
            c.push[i] += push / e.rise * spill


def _life(rng: np.random.Generator, c: Conditions, i: int, model: Model, days: int) -> None:
    """First weeks with nearly empty shelves and mark-ups; last weeks in which it sells out and is not restocked."""
    day = np.arange(days)
    if model.launch_days:
        opened = model.launched + model.launch_days
        c.level[i] *= np.interp(day, [opened, opened + 14], [float(rng.uniform(0.06, 0.2)), 1])
        c.base[i] += np.interp(day, [model.launched, opened, opened + 30], [1, 0.8, 0]) * float(rng.uniform(0.05, 0.3))
        c.moved[i, max(0, model.launched) : opened + 60] = True
    if model.fades is not None:
        first, last = model.fades
        c.level[i] *= np.interp(day, [first, last], [1, 0.01])
        c.base[i] += np.interp(day, [first, last], [0, 1]) * float(rng.uniform(-0.08, 0.05))
        c.moved[i, max(0, first) :] = True


def _others(rng: np.random.Generator, c: Conditions, models: list[Model], money: Money, days: int) -> None:
    """Happenings that look a little like a shortage, and are none."""
    day = np.arange(days)
    if rng.random() < 0.5:  # a delivery gap: half of them touch the whole market, prices stay
        first, length = int(rng.integers(30, days - 10)), int(rng.integers(4, 10))
        hit = rng.random() < 0.5
        vendor = models[int(rng.integers(len(models)))].name.split()[0]
        rows = [i for i, m in enumerate(models) if hit or m.name.startswith(vendor)]
        c.level[np.ix_(rows, range(first, min(days, first + length)))] *= float(rng.uniform(0.45, 0.7))
        c.spans.append(Span("delivery_gap", "market" if hit else vendor, first, first + length))
    if rng.random() < 0.25:  # memory gets dearer
        first, length = int(rng.integers(30, max(31, days - 60))), int(rng.integers(60, 110))
        rise = float(rng.uniform(0.06, 0.14))
        for i, model in enumerate(models):
            if model.memory_gb >= 16:
                c.base[i] += np.interp(day, [first, first + length], [0, rise])
        c.spans.append(Span("cost_push", ">= 16 GB", first, first + length))
    for first in money.devaluations:  # shops hold goods back for some days
        c.level[:, first : first + int(rng.integers(3, 9))] *= float(rng.uniform(0.75, 0.95))
        c.moved[:, max(0, first - 5) : first + 60] = True
        c.spans.append(Span("devaluation", money.country.currency, first, first + 30))
    if money.country.weak:
        c.spans.append(Span("weak_currency", money.country.currency, 0, days))
        first = int(rng.integers(0, min(days, 365)))
        c.base += np.where(day >= first, float(rng.uniform(0.02, 0.05)), 0.0)
        c.spans.append(Span("january", "market", first, first + 14))
    if money.tax_day is not None:
        c.spans.append(Span("vat_change", "market", money.tax_day, money.tax_day + 5))
    for _ in range(int(rng.integers(1, 4))):
        first = int(rng.integers(10, days - 8))
        c.sales.append((first, first + int(rng.integers(5, 10))))
        c.spans.append(Span("sale", "market", *c.sales[-1]))
