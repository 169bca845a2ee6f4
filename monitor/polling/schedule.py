"""When a source is due again. The only schedule there is stands on the source's row."""

import random
from datetime import datetime, timedelta
from typing import Final

from scrapers.errors import Blocked, PollError, RobotsDenied, TryMuchLater

#: Complete polls further apart than this many usual intervals leave a gap in the coverage.
BRIDGED_INTERVALS: Final = 3

#: And a complete poll may be late by this factor: jitter, and waiting for the budget.
LATENESS: Final = 1.1

_JITTER: Final = 0.1
_LONGEST: Final = timedelta(days=1)
_AFTER_BLOCK: Final = timedelta(hours=1)


def next_due(
    now: datetime, interval: timedelta, *, error: PollError | None, failures: int, rng: random.Random
) -> datetime:
    """When to poll next: after one interval, or later the longer it fails. Never all sources at one moment.

    Args:
        now: end of the poll, aware UTC.
        interval: the source's usual interval.
        error: what went wrong, None for a poll that brought a reading.
        failures: failed polls in a row, this one included.
        rng: source of the jitter of +/- 10 %.
    """
    wait = _wait(interval, error, failures)
    jittered = wait * (1 + rng.uniform(-_JITTER, _JITTER))
    # What the shop asked for is a least wait: jitter may only lengthen it.
    return now + (max(jittered, wait) if isinstance(error, TryMuchLater) else jittered)


def _wait(interval: timedelta, error: PollError | None, failures: int) -> timedelta:
    if error is None:
        return interval
    longest = max(_LONGEST, interval)
    backed_off = min(interval * (1 << min(max(failures - 1, 0), 16)), longest)
    match error:
        case RobotsDenied():
            return longest
        case Blocked():
            return min(max(backed_off * 4, _AFTER_BLOCK), longest)
        case TryMuchLater(retry_after=float() as seconds):
            return max(backed_off, min(timedelta(seconds=seconds), longest))
        case _:
            return backed_off
