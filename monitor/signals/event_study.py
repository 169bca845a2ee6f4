"""Did an event matter? Means before and after it, beside the same difference at every other day. Pure.

An event study (A. C. MacKinlay, "Event Studies in Economics and Finance", Journal of Economic Literature 35(1), 1997)
compares a window after an event with one before. Whether the difference is unusual is judged by placebos, as Abadie,
Diamond and Hainmueller do ("Synthetic Control Methods for Comparative Case Studies", JASA 105(490), 2010): the same
difference is taken at days on which nothing is known to have happened. p is the share of differences, the event's own
counted in, that are at least as large; it is never 0 (B. Phipson and G. K. Smyth, "Permutation P-values Should Never Be
Zero", 2010).

A measure may have several members, such as each card at each shop. A difference is taken over those alone that were
known on enough days of both windows: a shop that joins or is lost, or a card that is new, is no move of the market.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

#: Share of a window's days that must be known.
LEAST_KNOWN: Final = 0.6
#: Days to compare with, at least.
LEAST_PLACEBOS: Final = 20
#: Placebo windows that share no day, at least, before the answer may be yes: neighbouring placebo days say nearly the
#: same, so that in a short history even the largest of many differences is soon the event's by chance.
LEAST_WINDOWS: Final = 5
_YES: Final = 0.05
_PERHAPS: Final = 0.1
#: Differences closer than this are equal; sums of floats are not exact.
_TIE: Final = 1e-9


class Scale(StrEnum):
    """How a measure is compared.

    Attributes:
        LOG: by the difference of its logarithm: an index or a price, above 0.
        POINTS: by its own difference: a ratio.
    """

    LOG = "log"
    POINTS = "points"


class Answer(StrEnum):
    """Whether a measure moved with the event more than it does on other days."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"
    UNKNOWN = "unknown"


class Reading(NamedTuple):
    """A member on one day.

    Attributes:
        value: None where it is not known; a day that is left out is not known.
        weight: how much it counts beside its other days, and beside other members.
    """

    day: date
    value: float | None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Series:
    """A daily series of one measure.

    Attributes:
        name: what it is called in a sentence: "the price index", "availability".
        scale: how it is compared.
        members: what it is the mean of, each compared with itself: of an index, itself alone.
    """

    name: str
    scale: Scale
    members: Sequence[Sequence[Reading]]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that are compared: `days` before and as many after, without the event's day and `gap` days beside it.

    Raises:
        ValueError: fewer than one day, or a negative gap.
    """

    days: int = 28
    gap: int = 0

    def __post_init__(self) -> None:
        if self.days < 1 or self.gap < 0:
            raise ValueError("a window has at least one day, and a gap of 0 or more")

    @property
    def reach(self) -> int:
        """How many days it reaches to either side."""
        return self.days + self.gap


@dataclass(frozen=True, slots=True)
class Study:
    """What came of comparing one series.

    Attributes:
        answer: in a word.
        sentence: the same for people, with its figures.
        before, after: means of the two windows in the measure's own unit (of the logarithm: the geometric mean).
        moved: after minus before; of the logarithm: the relative change.
        known_before, known_after: days of each window on which any member is known.
        p: share of differences, the event's included, at least as large as the event's.
        placebos: days compared with.
        larger: those of them with a difference at least as large.
        windows: how many of these days' windows share no day: the history's effective length.
    """

    answer: Answer
    sentence: str
    known_before: int
    known_after: int
    before: float | None = None
    after: float | None = None
    moved: float | None = None
    p: float | None = None
    placebos: int = 0
    larger: int = 0
    windows: int = 0


def study(series: Series, event: date, *, window: Window = Window(), others: Iterable[date] = ()) -> Study:
    """Compare a series before and after an event with what it does on other days.

    Args:
        series: the measure.
        event: the event's day.
        window: the days that are compared.
        others: days of other known events; days near them are not compared with.
    """
    grid = _Grid.of(series, event, window)
    at = grid.position(event)
    counts = int(grid.known_before[at]), int(grid.known_after[at])
    if (missing := _missing(counts, window, grid.members[at])) is not None:
        return Study(Answer.UNKNOWN, missing, *counts)
    placebos = grid.placebos([event, *others])
    moved, differences = grid.differences[at], grid.differences[placebos]
    larger = int((np.abs(differences) >= abs(moved) - _TIE).sum())
    found = Study(
        Answer.UNKNOWN,
        "",
        *counts,
        before=_shown(series.scale, grid.before[at]),
        after=_shown(series.scale, grid.after[at]),
        moved=math.expm1(moved) if series.scale is Scale.LOG else float(moved),
        p=(1 + larger) / (1 + len(placebos)) if len(placebos) >= LEAST_PLACEBOS else None,
        placebos=len(placebos),
        larger=larger,
        windows=_apart(placebos, 2 * window.reach + 1),
    )
    return _answered(found, series, window)


def together(studies: Iterable[Study]) -> Answer:
    """The answer of several measures of one market. The more are asked, the smaller must be the smallest p (Bonferroni)."""
    judged = [found for found in studies if found.p is not None]
    answers = {found.answer for found in judged}
    if not answers:
        return Answer.UNKNOWN
    if any(found.answer is Answer.YES and (found.p or 0) * len(judged) <= _YES for found in judged):
        return Answer.YES
    return Answer.PERHAPS if answers & {Answer.YES, Answer.PERHAPS} else Answer.NO


def _missing(known: tuple[int, int], window: Window, members: int) -> str | None:
    """Why the two windows cannot be compared."""
    for count, side in zip(known, ("before", "after"), strict=True):
        if count < LEAST_KNOWN * window.days:
            return f"Not enough known days {side}: {count} of {window.days}, where {_needed(window)} are needed."
    return None if members else "Nothing was known on enough days of both windows."


def _needed(window: Window) -> int:
    return math.ceil(LEAST_KNOWN * window.days)


def _shown(scale: Scale, mean: float) -> float:
    return math.exp(mean) if scale is Scale.LOG else float(mean)


def _answered(found: Study, series: Series, window: Window) -> Study:
    """The same with its answer and sentence."""
    said = f"{series.name} {_moved(found, series.scale)} ({window.days} days after against {window.days} before)"
    if found.p is None:
        why = f"not enough history to judge that: {found.placebos} other days to compare with, {LEAST_PLACEBOS} are needed"
        return replace(found, sentence=f"Unknown: {said}; {why}.")
    compared = f"{_larger(found)}: p = {found.p:.2g}"
    if found.p > _PERHAPS:
        return replace(found, answer=Answer.NO, sentence=f"No: {said}; {_larger(found)}.")
    if found.p > _YES:
        return replace(found, answer=Answer.PERHAPS, sentence=f"Perhaps: {said}; {compared}.")
    if found.windows < LEAST_WINDOWS:
        short = f"the history is short: only {found.windows} windows of it share no day, {LEAST_WINDOWS} are needed for a yes"
        return replace(found, answer=Answer.PERHAPS, sentence=f"Perhaps: {said}; {compared}, but {short}.")
    return replace(found, answer=Answer.YES, sentence=f"Yes: {said}; {compared}.")


def _moved(found: Study, scale: Scale) -> str:
    """How far it moved, for people."""
    moved = f"{(found.moved or 0.0) * 100:+.1f}".replace("-0.0", "+0.0")
    if scale is Scale.LOG:
        return f"moved by {moved} %"
    return f"moved by {moved} points, from {(found.before or 0) * 100:.1f} % to {(found.after or 0) * 100:.1f} %"


def _larger(found: Study) -> str:
    count = "none" if not found.larger else str(found.larger)
    return f"{count} of {found.placebos} other days moved as much or more"


def _apart(days: NDArray[np.intp], distance: int) -> int:
    """How many of the days, taken from the first on, lie at least so far apart."""
    count, last = 0, -distance
    for day in days:
        if day - last >= distance:
            count, last = count + 1, int(day)
    return count


@dataclass(frozen=True)
class _Grid:
    """A series on consecutive days, with both windows' known days and means at each of them.

    The grid reaches one window further than the series to both sides, and holds the event.

    Attributes:
        members: how many were known on enough days of both windows; the means are theirs.
    """

    first: date
    window: Window
    known_before: NDArray[np.intp]
    known_after: NDArray[np.intp]
    members: NDArray[np.intp]
    before: NDArray[np.float64]
    after: NDArray[np.float64]
    differences: NDArray[np.float64] = field(repr=False)

    @classmethod
    def of(cls, series: Series, event: date, window: Window) -> "_Grid":
        known = [[(r.day, r.value, r.weight) for r in member if r.value is not None] for member in series.members]
        days = [event, *(day for member in known for day, *_ in member)]
        first = min(days)
        shape = len(known), (max(days) - first).days + 1 + 2 * window.reach
        values, weights = np.zeros(shape), np.zeros(shape)
        for row, member in enumerate(known):
            for day, value, counts_for in member:
                at = (day - first).days + window.reach
                values[row, at] = counts_for * (math.log(value) if series.scale is Scale.LOG else value)
                weights[row, at] = counts_for
        seen: NDArray[np.bool_] = weights > 0
        days_before, days_after = _windows(seen, window)
        known_before, known_after = _windows(np.logical_or.reduce(seen, axis=0, keepdims=True), window)
        both = (days_before >= _needed(window)) & (days_after >= _needed(window))
        totals, own = _windows(values, window), _windows(weights, window)
        # Each counts in both windows by its weight in both together, so that its share is the same.
        share = np.where(both, own[0] + own[1], 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            before, after = (
                np.where(both, share * total / weight, 0.0).sum(axis=0) / share.sum(axis=0)
                for total, weight in zip(totals, own, strict=True)
            )
        counts = known_before[0].astype(np.intp), known_after[0].astype(np.intp), both.sum(axis=0)
        return cls(first, window, *counts, before, after, after - before)

    def position(self, day: date) -> int:
        return (day - self.first).days

    def placebos(self, events: Iterable[date]) -> NDArray[np.intp]:
        """Days on both sides of which a member is known on enough days, in whose windows no event lies."""
        usable = self.members > 0
        days = np.arange(len(usable))
        for event in events:
            usable &= np.abs(days - self.position(event)) > self.window.reach
        return np.flatnonzero(usable)


def _windows(rows: NDArray[Any], window: Window) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sums over the windows before and after each day; the rows reach one window further to both sides."""
    sums = np.pad(np.cumsum(rows, axis=1, dtype=np.float64), ((0, 0), (1, 0)))
    at = np.arange(rows.shape[1] - 2 * window.reach) + window.reach
    spans = ((at - window.reach, at - window.gap), (at + window.gap + 1, at + window.reach + 1))
    before, after = (sums[:, end] - sums[:, start] for start, end in spans)
    return before, after
