"""What a reading is worth: which outcome it is, and what of it is believed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from statistics import median
from typing import Final

from monitor.polling.fields import FieldCounts, count_fields
from monitor.polling.reading import SourceReading
from monitor.vocabulary import CUT_OFF, Fell
from scrapers.errors import Outcome, PollError

#: As many polls as are worth looking back at: a day of them at most intervals.
LOOK_BACK: Final = 110

_JUDGED: Final = 9
#: Below this many offers, half of them missing, or without a field, says nothing.
_SMALLEST: Final = 4
#: Fields whose fall is judged. Seller and condition are part of what makes a listing.
_FIELDS: Final = ("price", "currency", "stock", "seller", "condition")
#: All that a source of few offers is judged by: that neither price nor stock is there any more.
_FIELDS_OF_FEW: Final = ("told",)
#: Without these, nothing was read: the layout changed.
_ESSENTIAL: Final = frozenset({"price", "told"})
#: A field that usually stands on this share of the offers has fallen below half of its usual share.
_USUALLY: Final = 0.8
#: So many fallen polls in a row, over at least this time and all alike, are the source's new usual.
_BELIEVED_AFTER: Final = 5
_SUSPECTED_FOR: Final = timedelta(days=1)
_ALIKE: Final = 0.9


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier poll of the source found, where that says something of the source.

    Attributes:
        fields: how much of the offers was read; None where that was not kept.
    """

    outcome: Outcome
    reason: str | None
    found: int
    observed_at: datetime
    fields: FieldCounts | None = None


@dataclass(frozen=True, slots=True)
class History:
    """Earlier polls of a source, the latest first.

    Attributes:
        interval: the source's usual interval.
    """

    polls: Sequence[Earlier]
    interval: timedelta

    @property
    def usual(self) -> int | None:
        """The usual number of offers; None before there is one."""
        good = self._good()
        return round(median(poll.found for poll in good)) if good else None

    def usual_share(self, field: str) -> float | None:
        """The usual share of the offers for sale on which a field was read; None before there is one."""
        shares = [_share(poll.fields, field) for poll in self._good()]
        known = [share for share in shares if share is not None]
        return median(known) if known else None

    def _good(self) -> list[Earlier]:
        """The last good polls; since a fall was accepted at most."""
        good: list[Earlier] = []
        for poll in self.polls:
            if poll.outcome is Outcome.OK:
                good.append(poll)
            if len(good) == _JUDGED or poll.reason in {Fell.NEW_YIELD, Fell.NEW_FIELDS}:
                break
        return good

    def agree(self, found: int, fields: FieldCounts, fallen: Sequence[str]) -> bool:
        """Whether all polls of a day or more had fallen already, to what this one reads too."""

        def is_alike(poll: Earlier) -> bool:
            if poll.reason not in {Fell.YIELD_FELL, Fell.FIELDS_FELL}:
                return False
            if min(poll.found, found) < _ALIKE * max(poll.found, found):
                return False
            shares = [(_share(poll.fields, field), _share(fields, field)) for field in fallen]
            return all(a is not None and b is not None and abs(a - b) <= 1 - _ALIKE for a, b in shares)

        alike = list(takewhile(is_alike, self.polls))
        if len(alike) < _BELIEVED_AFTER:
            return False
        lasted = alike[0].observed_at - alike[-1].observed_at + self.interval
        # At very short intervals a day of polls is more than is looked back at: then so many alike are enough.
        return lasted >= _SUSPECTED_FOR or len(alike) >= LOOK_BACK

    @property
    def last_found(self) -> int:
        """What the last good poll found: what stands on a page that did not change since."""
        return next((poll.found for poll in self.polls if poll.outcome is Outcome.OK), 0)


def _share(fields: FieldCounts | None, field: str) -> float | None:
    """The share of the offers for sale with a field, where there are enough of them."""
    if fields is None or (field not in _FIELDS_OF_FEW and fields.for_sale.of(field) < _SMALLEST):
        return None
    return fields.for_sale.share(field)


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


def judge(reading: SourceReading, history: History) -> Verdict:
    """What a reading is worth, beside what the source usually shows."""
    error = reading.error
    if reading.unchanged:
        return Verdict(Outcome.NOT_MODIFIED, complete=True)
    if error and not reading.offers:
        return Verdict(error.outcome, error.reason, error.detail, error=error)
    fields = count_fields(reading.offers)
    fallen = _fallen_fields(fields, history)
    # A reading that an error ended shows fewer offers, but those it shows are as good as ever.
    usual, found = history.usual, len(reading.offers)
    is_few = error is None and usual is not None and usual >= _SMALLEST and found * 2 < usual
    if is_few or fallen:
        return _fallen(reading, history, fields, fallen, is_few=is_few)
    if error:
        # What the pages before the error said holds; what they did not show may stand on those that are missing.
        return Verdict(Outcome.PARTIAL, error.reason, error.detail, apply=True, error=error)
    if not reading.complete:
        return Verdict(Outcome.PARTIAL, CUT_OFF, "the page was cut off, or the list goes on", apply=True)
    return Verdict(Outcome.OK, complete=True, apply=True)


def _fallen_fields(fields: FieldCounts, history: History) -> list[str]:
    """The fields that usually stand on most offers and now on less than half as many."""
    names = _FIELDS if fields.all.offers >= _SMALLEST else _FIELDS_OF_FEW
    pairs = ((name, _share(fields, name), history.usual_share(name)) for name in names)
    return [
        name
        for name, share, usual in pairs
        if share is not None and usual is not None and usual >= _USUALLY and share * 2 < usual
    ]


def _fallen(
    reading: SourceReading, history: History, fields: FieldCounts, fallen: Sequence[str], *, is_few: bool
) -> Verdict:
    """A page that shows far less than usual is believed only after a day of saying the same, and until then in nothing.

    Where prices vanish, what is left cannot be trusted either; and with the seller or the condition gone, every listing
    would be a new one.
    """
    said = [f"{len(reading.offers)} offers where {history.usual} are usual"] if is_few else []
    said += [_said(field, fields, history) for field in fallen]
    detail = "; ".join(said)
    outcome = Outcome.LAYOUT_CHANGED if _ESSENTIAL & set(fallen) else Outcome.SUSPECT
    if reading.error:
        return Verdict(outcome, reading.error.reason, f"{detail}; {reading.error.detail}", error=reading.error)
    if not reading.complete:
        return Verdict(outcome, CUT_OFF, detail)
    if not history.agree(len(reading.offers), fields, fallen):
        return Verdict(outcome, Fell.YIELD_FELL if is_few else Fell.FIELDS_FELL, detail)
    reason = Fell.NEW_YIELD if is_few else Fell.NEW_FIELDS
    return Verdict(Outcome.OK, reason, f"{detail}; for a day now, so it is believed", complete=True, apply=True)


def _said(field: str, fields: FieldCounts, history: History) -> str:
    """``price on 3 of 40 offers, usually 39 of 40``."""
    of = fields.for_sale.of(field)
    return f"{fields.said(field)}, usually {round((history.usual_share(field) or 0) * of)} of {of}"
