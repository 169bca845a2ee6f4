"""The money of a simulated market: its tax, its exchange rate, and how its prices end."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from simulated.shops import Floats


@dataclass(frozen=True)
class Country:
    """A market's money.

    Attributes:
        rate: units of the currency per US dollar on the first day.
        tax: included in prices, as a ratio.
        step, below: prices end this far below a multiple of the step, in hundredths of the currency.
        weak: whether the currency loses and prices follow the dollar.
    """

    code: str
    currency: str
    rate: float
    tax: float
    step: int
    below: int
    weak: bool = False

    def rounded(self, price: float, *, ends: bool = True) -> int:
        """A price in hundredths; with `ends` as a shop would print it (229.99; 54,999), else as it is."""
        if not ends:
            return max(1, round(price * 100))
        return max(self.step, round((price * 100 + self.below) / self.step) * self.step) - self.below


COUNTRIES: Final = (
    Country("us", "USD", 1.0, 0.0, 500, 1),
    Country("de", "EUR", 0.92, 0.19, 100, 10),
    Country("gb", "GBP", 0.79, 0.20, 100, 1),
    Country("tr", "TRY", 32.0, 0.20, 5000, 100, weak=True),
)


@dataclass(frozen=True)
class Money:
    """A market's money over time.

    Attributes:
        rate: log units of the currency per US dollar, by day from `first` (negative: before the start).
        tax: log of one plus the tax, by day from the start.
        devaluations: days on which the currency fell at once.
        tax_day: the day of a change of the tax, if there is one.
    """

    country: Country
    first: int
    rate: Floats
    tax: Floats
    devaluations: tuple[int, ...]
    tax_day: int | None

    def rates(self, days: int) -> Floats:
        """Log rate by day from the start."""
        return self.rate[-self.first : days - self.first]


def draw_money(rng: np.random.Generator, days: int, first: int) -> Money:
    """A market's money; about one in three is weak: it loses 1-4 % a month, or falls by 10-20 % within a day, or both."""
    country = COUNTRIES[int(rng.choice(len(COUNTRIES), p=[0.25, 0.25, 0.15, 0.35]))]
    steps = np.zeros(days - first)
    falls: tuple[int, ...] = ()
    if country.weak:
        # Losing 1-4 % a month within the simulation, about 2 % before it.
        monthly = float(rng.uniform(0.01, 0.04))
        steps = np.log1p(np.where(np.arange(first, days) < 0, 0.02, monthly)) / 30 + rng.normal(0, 0.002, len(steps))
        if rng.random() < 0.5 and days > 120:
            falls = (int(rng.integers(90, days - 20)),)
            steps[falls[0] - first] += float(-np.log1p(-rng.uniform(0.10, 0.20)))
    rate = np.cumsum(steps)
    rate += np.log(country.rate) - rate[-first]
    tax = np.full(days, np.log1p(country.tax))
    tax_day = None
    if country.tax and rng.random() < 0.2:
        tax_day = int(rng.integers(60, max(61, days - 10)))
        tax[tax_day:] = np.log1p(country.tax + float(rng.choice([-0.03, -0.01, 0.01, 0.02, 0.03])))
    return Money(country, first, rate, tax, falls, tax_day)
