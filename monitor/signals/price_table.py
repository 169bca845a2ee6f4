"""What listings cost at the ends of days, as the price index takes it: a row for each day, a column for each listing. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from monitor.signals.carried import LONGEST_DAYS, carry

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Closes:
    """Closing prices of some days, one after the other; days of listings without one are left out.

    Attributes:
        listings: which listing.
        rows: which day, 0 being the first that was asked for.
        prices: the price with which the day ends, in one currency; not a number where the listing was taken off that
            day.
    """

    listings: IntArray
    rows: IntArray
    prices: FloatArray


@dataclass(slots=True)
class PriceTable:
    """Prices from `first` on, with short gaps filled (`carried.carry`); more days are added at the end.

    Attributes:
        first: the first day.
        columns: the column of each listing.
        filled: prices, not a number where none is known.
        imputed: which of them were carried.
    """

    first: date
    columns: dict[int, int] = field(default_factory=dict)
    filled: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    imputed: BoolArray = field(default_factory=lambda: np.zeros((0, 0), np.bool_))
    #: As they were seen, and which listings were taken off; of the days that later ones may carry prices from.
    _seen: FloatArray = field(default_factory=lambda: np.zeros((0, 0)))
    _ended: BoolArray = field(default_factory=lambda: np.zeros((0, 0), np.bool_))

    @property
    def last(self) -> date:
        """The last day; the one before `first` in an empty table."""
        return self.first + timedelta(days=len(self.filled) - 1)

    def days(self, start: date) -> list[date]:
        """The days from one on."""
        return [start + timedelta(days=n) for n in range((self.last - start).days + 1)]

    def add(self, closes: Closes, count: int) -> None:
        """Append `count` days, to which the rows of `closes` belong."""
        columns = self._columns_of(closes.listings)
        width = len(self.columns)
        seen, ended = np.full((count, width), np.nan), np.zeros((count, width), np.bool_)
        seen[closes.rows, columns] = closes.prices
        ended[closes.rows, columns] = np.isnan(closes.prices)
        self._seen = np.vstack([_wider(self._seen, width, np.nan), seen])
        self._ended = np.vstack([_wider(self._ended, width, fill=False), ended])
        days = [self.last + timedelta(days=1 + n - len(self._seen) + count) for n in range(len(self._seen))]
        filled, imputed = carry(days, self._seen, ended=self._ended)
        self.filled = np.vstack([_wider(self.filled, width, np.nan), filled[-count:]])
        self.imputed = np.vstack([_wider(self.imputed, width, fill=False), imputed[-count:]])
        self._seen, self._ended = self._seen[-LONGEST_DAYS:], self._ended[-LONGEST_DAYS:]

    def forget(self, before: date) -> None:
        """Drop the days before one."""
        rows = min(max((before - self.first).days, 0), len(self.filled))
        self.first += timedelta(days=rows)
        self.filled, self.imputed = self.filled[rows:], self.imputed[rows:]

    def of(self, listings: Iterable[int]) -> list[int]:
        """The columns of those listings that have a price or ended here."""
        return [self.columns[number] for number in listings if number in self.columns]

    def observed(self, columns: Sequence[int]) -> list[date]:
        """The days on which a price in one of the columns was seen."""
        there = (~np.isnan(self.filled[:, columns]) & ~self.imputed[:, columns]).any(axis=1)
        return [self.first + timedelta(days=int(row)) for row in np.flatnonzero(there)]

    def _columns_of(self, listings: IntArray) -> IntArray:
        """The column of each of them; listings without one get one."""
        numbers, which = np.unique(listings, return_inverse=True)
        for number in numbers.tolist():
            self.columns.setdefault(number, len(self.columns))
        columns: IntArray = np.array([self.columns[number] for number in numbers.tolist()], np.int64)[which]
        return columns


def _wider(array: npt.NDArray[np.generic], width: int, fill: float) -> npt.NDArray[np.generic]:
    """With more columns, which hold `fill`."""
    more = np.full((len(array), width - array.shape[1]), fill, array.dtype)
    return np.hstack([array, more])
