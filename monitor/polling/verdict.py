"""What a reading is worth: which outcome it is, and what of it is believed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from statistics import median
from typing import Final

from monitor.polling.reading import SourceReading
from scrapers.errors import Outcome, PollError

#: The reason of a poll that found far fewer offers than usual, and of the one that takes this for the new usual.
YIELD_FELL: Final = "yield_fell"
NEW_YIELD: Final = "new_yield"
#: As many polls as are worth looking back at: a day of them at most intervals.
LOOK_BACK: Final = 110

_JUDGED: Final = 9
#: Below this many usual offers, half of them missing says nothing.
_SMALLEST: Final = 4
#: So many suspect polls in a row, over at least this time and all alike, are the source's new usual.
_BELIEVED_AFTER: Final = 5
_SUSPECTED_FOR: Final = timedelta(days=1)
_ALIKE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Yield:
    """What an earlier poll of the source found, where that says something: its outcome was ok or suspect."""

    outcome: Outcome
    reason: str | None
    found: int
    observed_at: datetime


@dataclass(frozen=True, slots=True)
class Yields:
    """Earlier polls of a source, the latest first.

    Attributes:
        interval: the source's usual interval.
    """

    polls: Sequence[Yield]
    interval: timedelta

    @property
    def usual(self) -> int | None:
        """The median of the last good polls, since a smaller number was accepted at most; None before there is one."""
        good: list[int] = []
        for poll in self.polls:
            if poll.outcome is Outcome.OK:
                good.append(poll.found)
            if len(good) == _JUDGED or poll.reason == NEW_YIELD:
                break
        return round(median(good)) if good else None

    @property
    def believed(self) -> int | None:
        """The smaller number that all suspect polls of a day or more agree on; None where there is none."""
        suspect = list(takewhile(lambda poll: poll.reason == YIELD_FELL, self.polls))
        if len(suspect) < _BELIEVED_AFTER:
            return None
        if min(poll.found for poll in suspect) < _ALIKE * max(poll.found for poll in suspect):
            return None
        lasted = suspect[0].observed_at - suspect[-1].observed_at + self.interval
        # At very short intervals a day of polls is more than is looked back at: then so many alike are enough.
        return suspect[0].found if lasted >= _SUSPECTED_FOR or len(suspect) >= LOOK_BACK else None

    @property
    def last_found(self) -> int:
        """What the last good poll found: what stands on a page that did not change since."""
        return next((poll.found for poll in self.polls if poll.outcome is Outcome.OK), 0)


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a reading is to be taken.

    Attributes:
        complete: every page was read, so that what is missing is missing.
        apply: what was read is believed.
        error: what to back off for.
    """

    outcome: Outcome
    reason: str | None = None
    detail: str | None = None
    complete: bool = False
    apply: bool = False
    error: PollError | None = None


def judge(reading: SourceReading, yields: Yields) -> Verdict:
    """What a reading is worth, beside what the source usually yields."""
    error = reading.error
    if reading.unchanged:
        return Verdict(Outcome.NOT_MODIFIED, complete=True)
    if error and not reading.offers:
        return Verdict(error.outcome, error.reason, error.detail, error=error)
    if error:
        # What the pages before the error said holds; what they did not show may stand on those that are missing.
        return Verdict(Outcome.PARTIAL, error.reason, error.detail, apply=True, error=error)
    usual, found = yields.usual, len(reading.offers)
    if usual is not None and usual >= _SMALLEST and found * 2 < usual:
        return _fallen(reading, yields, f"{found} offers where {usual} are usual")
    if not reading.complete:
        return Verdict(Outcome.PARTIAL, "cut_off", "the page was cut off, or the list goes on", apply=True)
    return Verdict(Outcome.OK, complete=True, apply=True)


def _fallen(reading: SourceReading, yields: Yields, detail: str) -> Verdict:
    """A page that shows far less than usual is believed only after a day of saying the same."""
    if not reading.complete:
        return Verdict(Outcome.SUSPECT, "cut_off", detail)
    believed = yields.believed
    if believed is None or len(reading.offers) < _ALIKE * believed:
        return Verdict(Outcome.SUSPECT, YIELD_FELL, detail)
    return Verdict(Outcome.OK, NEW_YIELD, f"{detail}; for a day now, so it is believed", complete=True, apply=True)
