"""Times during which a source was watched without a gap, as polls write them, for many readings at once. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """A time without a gap: watched from the first to the last reading, what that said holds until `held_to`."""

    valid_from: datetime
    valid_to: datetime
    held_to: datetime


class Stretches:
    """Stretches that readings make, given in order of time."""

    def __init__(self) -> None:
        self.found: list[Stretch] = []

    def read(self, at: datetime, held_to: datetime) -> None:
        """A reading extends the last stretch, if that was held to it, or begins another."""
        last = self.found[-1] if self.found else None
        if last is not None and last.held_to >= at:
            self.found[-1] = Stretch(last.valid_from, max(last.valid_to, at), max(last.held_to, held_to))
        else:
            self.found.append(Stretch(at, at, held_to))


def merged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same times with those joined that touch or overlap, in order."""
    joined: list[Stretch] = []
    for stretch in sorted(stretches):
        last = joined[-1] if joined else None
        if last is not None and last.held_to >= stretch.valid_from:
            joined[-1] = Stretch(
                last.valid_from, max(last.valid_to, stretch.valid_to), max(last.held_to, stretch.held_to)
            )
        else:
            joined.append(stretch)
    return joined


def lapse(last: datetime, readings: Sequence[float], interval: timedelta, holds: timedelta) -> datetime | None:
    """Since when a listing is not known, of which a sample says nothing more while it says something of others.

    It depends on nothing that comes later than that moment.

    Args:
        last: the listing's last reading.
        readings: of its retailer, in seconds of the epoch, in order.
        interval: usual between two readings of one listing; the reading of others half of it later is another round.
        holds: how long a reading holds.

    Returns:
        The moment; None where nothing else was read after `last`.
    """
    others = bisect_left(readings, (last + interval / 2).timestamp())
    if others == len(readings):
        return None
    return max(last + holds, datetime.fromtimestamp(readings[others], UTC))
