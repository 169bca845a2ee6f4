"""Which past days are calm: what a price or a shelf is compared with holds no episode that is itself a signal."""

from collections.abc import Iterable
from operator import itemgetter
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
        self._disturbed.sort(key=itemgetter(1), reverse=True)
        #: As they were asked for.
        self._spans: dict[tuple[int, int], tuple[range, ...]] = {}

    def spans(self, before: int, count: int) -> tuple[range, ...]:
        """The last `count` calm days before a day as stretches of days, in order; fewer where there are not so many."""
        key = (before, count)
        if key not in self._spans:
            self._spans[key] = tuple(reversed(self._backwards(before, count)))
        return self._spans[key]

    def _backwards(self, before: int, count: int) -> list[range]:
        first = max(self._since, before - LOOK_BACK, 0)
        found: list[range] = []
        end = before
        # From the one that ended last: what lies between it and the earliest onset of those before is calm.
        for onset, over in self._disturbed:
            if over >= end:
                end = min(end, onset)
            else:
                count -= _take(found, max(over, first), end, count)
                if not count or over <= first:
                    return found
                end = onset
        _take(found, first, end, count)
        return found

    def days(self, before: int, count: int) -> range | list[int]:
        """Indices of the last `count` calm days before a day, in order; fewer where there are not so many."""
        spans = self.spans(before, count)
        return spans[0] if len(spans) == 1 else [day for span in spans for day in span]


def _take(found: list[range], first: int, end: int, count: int) -> int:
    """Append the last up to `count` days from `first` up to before `end`; answers how many these are."""
    span = range(max(first, end - count), end)
    if span:
        found.append(span)
    return len(span)
