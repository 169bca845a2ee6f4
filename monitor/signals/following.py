"""Follow one shortage through a day, of a gpu, a segment or a market: when it begins, changes its level and ends. Pure.

A level is reached when two days running ask for it, and given up when four days running ask for less; after 180 days it
is the new level. A day that cannot be told leaves it as it is.
"""

from collections.abc import Callable
from typing import Any, Final

from monitor.signals.calm import LONGEST_EPISODE
from monitor.signals.day import Day
from monitor.signals.episode import Scope
from monitor.signals.pressure import RANKS
from monitor.vocabulary import Cause, Level, SignalKind

_RAISED_AFTER: Final = 2
_LOWERED_AFTER: Final = 4


def follow(
    day: Day,
    scope: Scope,
    asked: Callable[[int, Level], Level],
    evidence: Callable[[], dict[str, Any]],
    cause: Callable[[], Cause | None],
) -> None:
    """Open, change or close the shortage of a scope.

    Args:
        day: the day.
        scope: what is short.
        asked: the level that a day (its index) asks for, given the one before; unknown where it cannot be told.
        evidence: figures, for those who are told.
        cause: why it is so now; None leaves the cause that it has.
    """
    episode, before = day.book.open(SignalKind.SHORTAGE, scope), day.book.level(scope)
    if episode and day.book.origin + day.at - episode.onset >= LONGEST_EPISODE:
        day.book.close(episode, day.at, evidence(), Cause.NEW_LEVEL)
        return
    level = settled(before, lambda ago: asked(day.at - ago, before))
    if RANKS[level] == RANKS[before]:
        return
    if episode is None:
        onset = day.at - _RAISED_AFTER + 1
        day.book.start(SignalKind.SHORTAGE, scope, day.at, onset, evidence(), level=level, cause=cause())
    elif RANKS[level]:
        day.book.change(episode, day.at, level, cause() or episode.cause, evidence())
    else:
        day.book.close(episode, day.at, evidence())


def settled(before: Level, asked: Callable[[int], Level]) -> Level:
    """The level after a day.

    Args:
        before: the level that it had.
        asked: the level that the day so many days ago asks for; 0 is today.
    """
    today = asked(0)
    if today is Level.UNKNOWN:
        return before
    if RANKS[today] > RANKS[before]:
        least = min([today, *(asked(ago) for ago in range(1, _RAISED_AFTER))], key=RANKS.__getitem__)
        return max(before, least, key=RANKS.__getitem__)
    if RANKS[today] < RANKS[before]:
        others = [level for ago in range(1, _LOWERED_AFTER) if (level := asked(ago)) is not Level.UNKNOWN]
        return min(before, max([today, *others], key=RANKS.__getitem__), key=RANKS.__getitem__)
    return before
