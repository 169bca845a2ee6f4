"""How long stockouts last until the restock, and how long restocks last until the next stockout. Pure.

Many spells are not over yet, and the longest ones are so most often: a mean over those that are over would be too short.
The **Kaplan-Meier** estimate (Kaplan and Meier, "Nonparametric Estimation from Incomplete Observations", Journal of the
American Statistical Association 53, 1958) lets each spell count for as long as it was seen: the share that lasts longer
than t is the product, over all lengths d up to t at which spells ended, of 1 - (ended at d) / (seen for d or longer).
A quartile is the least length at which that share has fallen to 0.75, 0.5 or 0.25, and not known where it never does.

Spells that are cut off (still open, or the listing was taken off the page) are taken not to differ from the others in
how long they would have lasted.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final

#: A product of ratios may miss the quartile that it is by so much.
_ROUNDING: Final = 1e-9


class End(StrEnum):
    """How a spell ended.

    Attributes:
        TURNED: the stockout by a restock, the restock by a stockout.
        OPEN: it had not ended when it was last seen.
        GONE: the listing was taken off the page: of a stockout, a discontinuation.
    """

    TURNED = "turned"
    OPEN = "open"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of time that a listing was out of stock, or in stock again.

    Attributes:
        lasted: as far as it was seen.
    """

    lasted: timedelta
    end: End


@dataclass(frozen=True, slots=True)
class Durations:
    """How long spells last.

    Attributes:
        spells: how many there were; `turned`, `open` and `gone` are how they ended.
        lower, median, upper: quartiles of how long they last; None where more than that share was never seen to end.
    """

    spells: int
    turned: int
    open: int
    gone: int
    lower: timedelta | None
    median: timedelta | None
    upper: timedelta | None


@dataclass(frozen=True, slots=True)
class Turn:
    """A listing's change between in and out of stock, at `at` (aware UTC).

    Attributes:
        out: it went out of stock; otherwise it came back.
        left: until when it was seen to stay so, unless it turns, and why no longer; None is until now.
    """

    at: datetime
    out: bool
    left: tuple[datetime, End] | None = None


def durations(spells: Collection[Spell]) -> Durations:
    """Quartiles of how long spells last, those cut off counted for as long as they were seen."""
    ends = Counter(spell.end for spell in spells)
    curve = survival(spells)
    lower, median, upper = (
        next((length for length, share in curve if share <= quartile + _ROUNDING), None)
        for quartile in (0.75, 0.5, 0.25)
    )
    return Durations(len(spells), ends[End.TURNED], ends[End.OPEN], ends[End.GONE], lower, median, upper)


def survival(spells: Collection[Spell]) -> list[tuple[timedelta, float]]:
    """The share of spells that last longer than each of the lengths at which some ended, by Kaplan and Meier."""
    ended = Counter(spell.lasted for spell in spells if spell.end is End.TURNED)
    lengths = sorted(spell.lasted for spell in spells)
    share = 1.0
    curve = []
    for length in sorted(ended):
        # What was cut off at the same length was still there.
        seen = len(lengths) - bisect_left(lengths, length)
        share *= 1 - ended[length] / seen
        curve.append((length, share))
    return curve


def spells_of(turns: Sequence[Turn], first: datetime, until: datetime) -> tuple[list[Spell], list[Spell]]:
    """A listing's stockouts and restocks that began in [first, until), as they are known at `until`.

    Args:
        turns: in order, all that began before `until`. Of two in the same direction, the first one's spell ends with what
            is known of it, or with the second.
        first: aware UTC.
        until: aware UTC; what ended later is open.
    """
    found: tuple[list[Spell], list[Spell]] = ([], [])
    for turn, following in pairwise([*turns, None]):
        if turn is None or not first <= turn.at < until:
            continue
        ends, end = turn.left or (until, End.OPEN)
        if following is not None and following.out != turn.out:
            ends, end = following.at, End.TURNED
        elif following is not None:
            ends, end = min((ends, end), (following.at, End.OPEN))
        if ends > until:
            ends, end = until, End.OPEN
        found[not turn.out].append(Spell(ends - turn.at, end))
    return found
