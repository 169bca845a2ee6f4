"""Whole numbers by day that are added up over any stretch of days at once. Pure."""

from bisect import bisect_right
from collections.abc import Iterable


class Totals:
    """A count a day, none of them negative, as running totals; days without one count nothing."""

    __slots__ = ("_sums",)

    def __init__(self) -> None:
        self._sums = [0]

    def put(self, at: int, value: int) -> None:
        """Set the count of day `at`."""
        sums = self._sums
        if at + 1 == len(sums):
            sums.append(sums[-1] + value)
            return
        if at >= len(sums):
            sums.extend([sums[-1]] * (at + 2 - len(sums)))
        if change := value - sums[at + 1] + sums[at]:
            for n in range(at + 1, len(sums)):
                sums[n] += change

    def between(self, first: int, end: int) -> int:
        """The sum over the days from `first` up to before `end`; all lie before the end of the last that was set."""
        return self._sums[end] - self._sums[first]

    def over(self, spans: Iterable[range]) -> int:
        """The sum over stretches of days."""
        sums, total = self._sums, 0
        for span in spans:
            total += sums[span.stop] - sums[span.start]
        return total

    def first(self, start: int) -> int | None:
        """The first day from `start` on that counts something; None if none does."""
        found = bisect_right(self._sums, self._sums[start]) - 1
        return found if found + 1 < len(self._sums) else None
