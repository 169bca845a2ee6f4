"""The price index of a market or a part of it: matched-model GEKS-Jevons over listings, mean splice, rolling window.

Pure: a matrix of prices in, one row a day and one column a listing, not a number where no price is known; points out.
All prices are in one currency, and only ratios of them matter. docs/method.md has the formulas in words.

* Two days are compared by the **Jevons** index of the listings priced on both: the geometric mean of their price
  ratios. A listing is compared with itself alone, so a new or vanished one moves nothing by its own price level.
* The days of a window are brought to one level each by **GEKS** (Ivancic, Diewert and Fox, "Scanner data, time
  aggregation and the construction of price indexes", Journal of Econometrics 161, 2011; ILO, IMF and others, Consumer
  Price Index Manual: Concepts and Methods, 2020, chapter 10): every comparison of two days goes over each day of the
  window as a detour, and the detours are averaged. It is computed as the least squares fit of levels to all
  comparisons, which is the same where every two days can be compared, and still transitive where some cannot.
* A new day is added by the **mean splice** (Diewert and Fox, "Substitution bias in multilateral methods for CPI
  construction", Journal of Business & Economic Statistics 40, 2022; `mean` in the R packages IndexNumR and
  PriceIndices): over each day that the new window shares with the one before, the last value is carried to the new
  day, and these links are averaged geometrically. Until the window is full it grows, and each new day is compared with
  the first (Chessa, "A new methodology for processing scanner data in the Dutch CPI", EURONA 1/2016).

A value is made of its own and earlier days alone and never changes afterwards. The R packages compute the first window
in one go, its early days by later ones too; from the last day of that window on the formulas are the same.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

#: Changes whenever the same prices would give another value.
METHOD: Final = 1
#: The window: half a year in whole weeks. Days on which nothing was observed take no room in it. In the cases of
#: sale and stockout tried, 91 days left several times the drift (docs/method.md); the cost of a new day grows with
#: the square of the window.
WINDOW: Final = 182
BASE: Final = 100.0


@dataclass(frozen=True, slots=True)
class IndexPoint:
    """The index on one day.

    Attributes:
        value: 100 on the first day on which anything was observed. None is not known: nothing was observed that day, or
            nothing that links it to a day with a value.
        imputed_ratio: share of `n_listings` whose price was not observed that day but imputed; None without listings.
        n_listings: listings with a price, observed or imputed.
    """

    day: date
    value: float | None
    imputed_ratio: float | None
    n_listings: int


def price_index(
    days: Sequence[date], prices: FloatArray, *, window: int = WINDOW, imputed: BoolArray | None = None
) -> list[IndexPoint]:
    """The index on each day, or on each month if the days are months.

    Args:
        days: in rising order.
        prices: a row for each day, a column for each listing, in one currency; nan where not known.
        window: how many days (those on which anything was observed) are compared with each other, the new one included.
        imputed: which prices were not observed but put in, such as `carried.carry` does. They are compared like
            others, but a day with no other prices counts as not known. None: none of them.

    Returns:
        A point for each day. More days change none of the earlier ones.

    Raises:
        ValueError: shapes do not fit, days do not rise, the window has less than two days, a price is not positive.
    """
    return extend([], days, prices, window=window, imputed=imputed)


def extend(
    values: Sequence[float | None],
    days: Sequence[date],
    prices: FloatArray,
    *,
    window: int = WINDOW,
    imputed: BoolArray | None = None,
) -> list[IndexPoint]:
    """More days, at the cost of a window and theirs: what `price_index` gives over the whole history, but for rounding.

    Args:
        values: of the days before, in order: all, or at least the last `window` on which anything was observed. None
            for days without a value; no values at all make the first new day the first of all.
        days: the new days.
        prices: rows for the days of `values` and then for the new ones; columns as in `price_index`.
        window: as in `price_index`.
        imputed: as in `price_index`.

    Returns:
        A point for each new day.

    Raises:
        ValueError: as `price_index`.
    """
    if any(later <= earlier for earlier, later in pairwise(days)):
        raise ValueError("the days of a price index must rise; sort them, and give each one row")
    logs, carried = _checked(len(values) + len(days), prices, imputed, window)
    observed: BoolArray = np.any(~np.isnan(logs) & ~carried, axis=1)
    before = np.flatnonzero(observed[: len(values)])[-window:]
    rolling = _Rolling(window, logs[before], [values[row] for row in before])
    points = []
    for row, day in enumerate(days, len(values)):
        value = None
        if observed[row]:
            rolling.add(logs[row])
            value = rolling.value()
            rolling.values.append(value)
        points.append(_point(day, value, logs[row], carried[row]))
    return points


def jevons(base: npt.ArrayLike, current: npt.ArrayLike) -> float | None:
    """The geometric mean of the price ratios of what is priced on both days; None where nothing is.

    CPI Manual 2020, chapter 8. Of the elementary indices it alone passes time reversal, transitivity and change of
    units over the same items.
    """
    (log,) = _links(np.log(np.asarray(base, np.float64))[np.newaxis], np.log(np.asarray(current, np.float64)))
    return None if math.isnan(log) else math.exp(log)


def geks(prices: FloatArray) -> FloatArray:
    """Each day's level over the first day's, from all comparisons of two days; nan where nothing links them.

    Args:
        prices: a row for each day, a column for each listing; nan where not known.
    """
    levels: FloatArray = np.exp(_levels(_all_links(np.log(prices)), 0))
    return levels


def splice(value: float, old: npt.ArrayLike, new: npt.ArrayLike) -> float | None:
    """The mean splice: the new day's value, from the last one's.

    Args:
        value: of the last day that has one.
        old: logarithms of the levels that the days shared by both windows have in the old one, that day's being 0.
        new: the same in the new window, the new day's being 0; nan where nothing links them.

    Returns:
        The geometric mean of what each shared day makes of it; None where none is linked to both.
    """
    steps = np.asarray(old, np.float64) - np.asarray(new, np.float64)
    linked = steps[~np.isnan(steps)]
    return value * math.exp(linked.mean()) if linked.size else None


class _Rolling:
    """The days of a window and the one before it: log prices, comparisons, and the values of all but the last."""

    def __init__(self, window: int, logs: FloatArray, values: list[float | None]) -> None:
        self.window = window
        self.logs: list[FloatArray] = list(logs)
        #: From the row's day to the column's: mean difference of log prices; nan where nothing is priced on both.
        self.links: FloatArray = _all_links(logs)
        self.values = values

    def add(self, log: FloatArray) -> None:
        """One more day; the oldest goes if there is no room."""
        self.logs = self.logs[-self.window :]
        self.values = self.values[-self.window :]
        old = self.links[-self.window :, -self.window :]
        new = _links(np.stack(self.logs), log) if self.logs else np.zeros(0)
        self.links = np.block([[old, new[:, np.newaxis]], [-new, np.zeros((1, 1))]])
        self.logs.append(log)

    def value(self) -> float | None:
        """Of the last day."""
        if not self.values:
            return BASE
        if len(self.values) < self.window:
            # The window grows: its first day is all that the old one shares with it.
            last, old, new = 0, np.zeros(1), _levels(self.links, -1)[:1]
        else:
            last = max((day for day, value in enumerate(self.values) if value is not None), default=0)
            old = _levels(self.links[:-1, :-1], last)[1:]
            new = _levels(self.links[1:, 1:], -1)[:-1]
        value = self.values[last]
        return None if value is None else splice(value, old, new)


def _links(earlier: FloatArray, log: FloatArray) -> FloatArray:
    """From each earlier day to this one: the logarithm of the Jevons index of what is priced on both, or nan."""
    priced = ~np.isnan(log)
    # Differences first: where no price moved, each of them, and so the sum, is exactly 0.
    steps = log[priced] - np.compress(priced, earlier, axis=1)
    matched = ~np.isnan(steps)
    counts = matched.sum(axis=1)
    steps[~matched] = 0
    means: FloatArray = np.full(len(earlier), np.nan)
    np.divide(steps.sum(axis=1), counts, out=means, where=counts > 0)
    return means


def _all_links(logs: FloatArray) -> FloatArray:
    """The same between every two days, at once."""
    priced = ~np.isnan(logs)
    # Over each listing's first price: one that never moves is 0 throughout, and so is all that is made of it.
    first = logs[np.argmax(priced, axis=0), np.arange(logs.shape[1])] if len(logs) else np.zeros(logs.shape[1])
    weights, steps = priced.astype(np.float64), np.where(priced, logs - first, 0)
    sums, counts = weights @ steps.T, weights @ weights.T
    means: FloatArray = np.full(counts.shape, np.nan)
    np.divide(sums - sums.T, counts, out=means, where=counts > 0)
    np.fill_diagonal(means, 0)
    return means


def _levels(links: FloatArray, at: int) -> FloatArray:
    """Logarithms of the days' levels, day `at` having 0; nan for days that no chain of comparisons links to it.

    The levels whose differences come closest to all comparisons, in least squares. Where all exist, that is the mean
    over all detours (Rao and Hajargasht, "Stochastic approach to computation of purchasing power parities in the
    International Comparison Program", Journal of Econometrics 191, 2016).
    """
    compared = ~np.isnan(links)
    if compared.all():
        means = links.mean(axis=0)
        complete: FloatArray = means - means[at]
        return complete
    reached = compared[at]
    while (further := compared[reached].any(axis=0)).sum() > reached.sum():
        reached = further
    rows = np.flatnonzero(reached)
    among = np.ix_(rows, rows)
    weights = compared[among].astype(np.float64)
    # The normal equations fix the levels but for a constant: the last row's is 0 here, and day `at` takes it up below.
    normal = np.diag(weights.sum(axis=0)) - weights
    steps = np.where(compared[among], links[among], 0).sum(axis=0)
    levels = np.full(len(links), np.nan)
    levels[rows[-1]] = 0
    levels[rows[:-1]] = np.linalg.solve(normal[:-1, :-1], steps[:-1])
    told: FloatArray = levels - levels[at]
    return told


def _point(day: date, value: float | None, log: FloatArray, is_carried: BoolArray) -> IndexPoint:
    priced = ~np.isnan(log)
    count = int(priced.sum())
    return IndexPoint(day, value, int((priced & is_carried).sum()) / count if count else None, count)


def _checked(n_days: int, prices: FloatArray, imputed: BoolArray | None, window: int) -> tuple[FloatArray, BoolArray]:
    """Log prices, and which of them are imputed."""
    if window < 2:
        raise ValueError(f"a window of {window} days compares nothing; it needs two at least")
    if prices.ndim != 2 or len(prices) != n_days:
        raise ValueError(f"prices must have a row for each of the {n_days} days, not the shape {prices.shape}")
    if imputed is not None and imputed.shape != prices.shape:
        raise ValueError(f"imputed has the shape {imputed.shape}, prices {prices.shape}; give one mark a price")
    if (wrong := np.argwhere((prices <= 0) | np.isinf(prices))).size:
        row, column = wrong[0]
        raise ValueError(
            f"row {row}, column {column}: a price of {prices[row, column]} has no logarithm; "
            "leave out what is not positive, and put nan where a price is not known"
        )
    return np.log(prices), np.zeros(prices.shape, np.bool_) if imputed is None else imputed
