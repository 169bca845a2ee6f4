"""Which past days are calm: what a price or a shelf is compared with holds no episode that is itself a signal."""

from collections.abc import Iterable
from typing import Final

from monitor.signals.episode import Episode
from monitor.vocabulary import Cause, SignalKind

#: An episode is left out of what is usual for at most so many days; then it is the new level.
LONGEST_EPISODE: Final = 180
#: How far back a calm day may lie.
LOOK_BACK: Final = 270
#: Kinds whose days are not what is usual.
_DISTURBING: Final = frozenset(
    {
        SignalKind.PRICE_SPIKE,
        SignalKind.PRICE_CREEP,
        SignalKind.PRICE_DROP,
        SignalKind.SHORTAGE,
        SignalKind.STOCKOUT,
    }
)


class Calm:
    """The calm days of one scope.

    Args:
        episodes: its episodes, open and over.
        origin: ordinal of the day with index 0.
    """

    def __init__(self, episodes: Iterable[Episode], origin: int) -> None:
        self._since = 0
        self._disturbed: list[tuple[int, int]] = []
        for episode in episodes:
            if episode.kind not in _DISTURBING:
                continue
            onset = episode.onset - origin
            if episode.cause is Cause.NEW_LEVEL and not episode.is_open:
                self._since = max(self._since, onset)
            else:
                end = onset + LONGEST_EPISODE if episode.closed_on is None else episode.closed_on - origin
                self._disturbed.append((onset, end))

    def days(self, before: int, count: int) -> range | list[int]:
        """Indices of the last `count` calm days before a day, in order; fewer where there are not so many."""
        first = max(self._since, before - LOOK_BACK, 0)
        recent = max(first, before - count)
        if not any(start < before and end > recent for start, end in self._disturbed):
            return range(recent, before)
        found: list[int] = []
        for day in range(before - 1, first - 1, -1):
            if not any(start <= day < end for start, end in self._disturbed):
                found.append(day)
                if len(found) == count:
                    break
        return found[::-1]
