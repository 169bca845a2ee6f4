"""Signals about the monitor's own sight: what one source did not show, or showed so that it is not believed. Pure.

Each kind opens only after what it is about lasted, and closes at the first poll that shows it is over. "In a row" means
without a complete reading between.

| kind | opens at | closes at the first poll that |
| --- | --- | --- |
| blocked | the 2nd poll in a row that is blocked, rate limited or denied; or 6 hours after one, with no poll since | is read |
| layout_change | the same for polls without what usually stands on the page | is read |
| yield_fall | the same for polls with far fewer offers than usual; or a day after the first of polls that were cut off | is complete, with as many as usual |
| stale | the moment until which the last complete poll held: three missed intervals | is complete |
| price_gate | a poll with 3 doubted prices, the 2nd with fewer, if they are a fifth of its offers | is ok, with less than a tenth |
| currency_change | the same for prices in another currency | is ok, with less than a tenth |

Two polls, because one captcha is a hiccup; six hours, because a slow source is asked again only after a day, and was not
seen all that time. A fall is one below three quarters of the usual number and by more than two standard deviations of a
Poisson count: lists of few offers breathe.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec

from monitor.signals.listing import Episode, Event
from monitor.vocabulary import CUT_OFF, Cause, Doubt, EventKind, Fell, SignalKind
from scrapers.errors import Outcome

#: Longest time after a poll at which an episode can open without another one.
LONGEST_WAIT: Final = timedelta(days=1)
_HICCUP: Final = timedelta(hours=6)
_BLOCKS: Final = frozenset({Outcome.BLOCKED, Outcome.RATE_LIMITED, Outcome.ROBOTS_DENIED})
_USUAL_YIELD: Final = 0.75
_DEVIATIONS: Final = 2.0
_DOUBTED: Final = 0.2
_FEW_DOUBTS: Final = 3
_PRICE_DOUBTS: Final = (Doubt.IMPLAUSIBLE_PRICE, Doubt.PLACEHOLDER_PRICE, Doubt.PRICE_HELD)
_CURRENCY_DOUBTS: Final = (Doubt.CURRENCY_HELD, Doubt.OTHER_CURRENCY)
_DOUBTS_OF: Final = {SignalKind.PRICE_GATE: _PRICE_DOUBTS, SignalKind.CURRENCY_CHANGE: _CURRENCY_DOUBTS}


class SeenPoll(msgspec.Struct, frozen=True, kw_only=True):
    """One poll of a source, as its row has it.

    Attributes:
        at: when it was recorded, aware UTC.
        complete: every page was read, or the shop says that none changed.
        found, expected: number of offers, and the usual one where there is one.
        warning_kinds: how many warnings there were of each kind.
    """

    at: datetime
    outcome: Outcome
    reason: str | None = None
    detail: str | None = None
    complete: bool = False
    found: int = 0
    expected: int | None = None
    warning_kinds: Mapping[str, int] = {}

    def doubts(self, kind: SignalKind) -> dict[str, int]:
        """How many of its prices are doubted for the reasons that `kind` is about."""
        return {str(doubt): n for doubt in _DOUBTS_OF[kind] if (n := self.warning_kinds.get(doubt, 0))}


class SeenSource(msgspec.Struct, frozen=True):
    """The source whose polls are followed.

    Attributes:
        url: its address: what the evidence names.
        lists_only_in_stock: its list shrinks as cards sell out.
    """

    url: str
    lists_only_in_stock: bool = False


@dataclass(frozen=True, slots=True)
class Followed:
    """What came of following a source.

    Attributes:
        events: in the order they happen.
        open: episodes that are open at the end, their evidence with the polls counted so far.
    """

    events: list[Event]
    open: dict[SignalKind, Episode]


def follow(
    past: Sequence[SeenPoll],
    new: Sequence[SeenPoll],
    open_episodes: Iterable[Episode],
    lapses: Iterable[datetime],
    until: datetime,
    *,
    source: SeenSource,
) -> Followed:
    """Follow one source through its new polls.

    Args:
        past: its polls before, oldest first: from the last one that was `ok` on.
        new: the polls to follow now, oldest first.
        open_episodes: its open episodes before `new`.
        lapses: moments after `past` and up to `until` at which what was known of it held no longer.
        until: how far time has come, at or after the last new poll.
        source: what it is.

    Returns:
        The same events however the same polls are cut into calls.
    """
    walk = _Walk(source, {episode.kind: episode for episode in open_episodes}, sorted(lapses))
    for poll in past:
        walk.remember(poll)
    for poll in new:
        walk.pass_time(poll.at)
        walk.see(poll)
    walk.pass_time(until)
    return Followed(walk.events, walk.open)


@dataclass(frozen=True, slots=True)
class _Rule:
    """An episode of `kind` opens at the `polls`-th bad poll in a row, or so long `after` the first while the last is bad."""

    kind: SignalKind
    is_bad: Callable[[SeenPoll, SeenSource], bool]
    polls: int | None = None
    after: timedelta | None = None

    def opens_at(self, spell: "_Spell") -> datetime | None:
        if self.polls and spell.polls >= self.polls:
            return spell.last.at
        return max(spell.first.at + self.after, spell.last.at) if self.after else None


def _is_blocked(poll: SeenPoll, _: SeenSource) -> bool:
    return poll.outcome in _BLOCKS


def _is_changed(poll: SeenPoll, _: SeenSource) -> bool:
    return poll.outcome is Outcome.LAYOUT_CHANGED or (
        poll.outcome is Outcome.SUSPECT and poll.reason == Fell.FIELDS_FELL
    )


def _has_fallen(poll: SeenPoll, source: SeenSource) -> bool:
    if poll.outcome is Outcome.SUSPECT:
        # Whatever ended the reading: few offers came. None at all came where it could not be stored.
        return poll.found > 0 and (poll.reason == Fell.YIELD_FELL or _is_far_below(poll))
    # Believed, as half or more are there; but what is missing may stand on a page that nobody linked to any more.
    is_news = poll.outcome is Outcome.OK and poll.reason != Fell.NEW_YIELD and not source.lists_only_in_stock
    return is_news and _is_far_below(poll)


def _is_far_below(poll: SeenPoll) -> bool:
    usual = poll.expected or 0
    return poll.found < _USUAL_YIELD * usual and usual - poll.found > _DEVIATIONS * math.sqrt(usual)


def _is_cut(poll: SeenPoll, _: SeenSource) -> bool:
    return poll.outcome is Outcome.PARTIAL


def _doubted(kind: SignalKind, least: int) -> Callable[[SeenPoll, SeenSource], bool]:
    def is_bad(poll: SeenPoll, _: SeenSource) -> bool:
        count = sum(poll.doubts(kind).values())
        return count >= max(least, _DOUBTED * poll.found)

    return is_bad


_RULES: Final = (
    _Rule(SignalKind.BLOCKED, _is_blocked, 2, _HICCUP),
    _Rule(SignalKind.LAYOUT_CHANGE, _is_changed, 2, _HICCUP),
    _Rule(SignalKind.YIELD_FALL, _has_fallen, 2, _HICCUP),
    _Rule(SignalKind.YIELD_FALL, _is_cut, after=LONGEST_WAIT),
    *(_Rule(kind, _doubted(kind, _FEW_DOUBTS), 1) for kind in _DOUBTS_OF),
    *(_Rule(kind, _doubted(kind, 1), 2) for kind in _DOUBTS_OF),
)


def _ends(kind: SignalKind, poll: SeenPoll) -> bool:
    """Whether a poll that is not bad itself shows that an episode is over."""
    if kind in _DOUBTS_OF:
        return poll.outcome is Outcome.OK and sum(poll.doubts(kind).values()) < _DOUBTED / 2 * max(poll.found, 1)
    if kind in {SignalKind.BLOCKED, SignalKind.LAYOUT_CHANGE}:
        # A list that always goes on beyond what is read is never complete; what came of it was read.
        return poll.complete or (poll.outcome is Outcome.PARTIAL and poll.reason == CUT_OFF)
    return poll.complete


@dataclass(frozen=True, slots=True)
class _Spell:
    """Bad polls in a row."""

    first: SeenPoll
    last: SeenPoll
    polls: int = 1


@dataclass(slots=True)
class _Walk:
    source: SeenSource
    open: dict[SignalKind, Episode]
    lapses: list[datetime]
    spells: dict[_Rule, _Spell] = field(default_factory=dict)
    failed: _Spell | None = None
    last: SeenPoll | None = None
    last_complete: SeenPoll | None = None
    events: list[Event] = field(default_factory=list)

    def see(self, poll: SeenPoll) -> None:
        """Close what the poll shows to be over, and count it for what it shows to last."""
        for kind in list(self.open):
            is_bad = any(rule.kind is kind and rule.is_bad(poll, self.source) for rule in _RULES)
            if is_bad or (kind is SignalKind.STALE and not poll.complete):
                self._count(kind, poll)
            elif _ends(kind, poll):
                self._close(kind, poll)
        self.remember(poll)

    def remember(self, poll: SeenPoll) -> None:
        """Bring the spells of bad polls up to a poll."""
        for rule in _RULES:
            if rule.is_bad(poll, self.source):
                spell = self.spells.get(rule)
                self.spells[rule] = replace(spell, last=poll, polls=spell.polls + 1) if spell else _Spell(poll, poll)
            elif poll.outcome is Outcome.OK or _ends(rule.kind, poll):
                self.spells.pop(rule, None)
        self.last = poll
        if poll.complete:
            self.last_complete, self.failed = poll, None
        else:
            self.failed = (
                replace(self.failed, last=poll, polls=self.failed.polls + 1) if self.failed else _Spell(poll, poll)
            )

    def pass_time(self, now: datetime) -> None:
        """Open what has lasted long enough by `now`, in the order of time."""
        due: list[tuple[datetime, SignalKind, _Spell | None]] = [
            (at, rule.kind, spell)
            for rule, spell in self.spells.items()
            if spell.last is self.last and (at := rule.opens_at(spell)) and at <= now
        ]
        while self.lapses and self.lapses[0] <= now:
            due.append((self.lapses.pop(0), SignalKind.STALE, self.failed))
        for at, kind, spell in sorted(due, key=lambda opening: opening[:2]):
            if kind not in self.open:
                evidence = self._evidence(kind, spell)
                self.open[kind] = Episode(kind, at, evidence)
                self.events.append(Event(EventKind.OPEN, kind, at, at, evidence, Cause.DATA_QUALITY))

    def _evidence(self, kind: SignalKind, spell: "_Spell | None") -> dict[str, Any]:
        evidence: dict[str, Any] = {"source": self.source.url, "polls": spell.polls if spell else 0}
        if spell:
            poll = spell.last
            evidence |= {"first_poll_at": spell.first.at.isoformat(), "last_poll_at": poll.at.isoformat()}
            evidence |= {"outcome": poll.outcome, "reason": poll.reason, "detail": poll.detail}
            if kind is SignalKind.YIELD_FALL or kind in _DOUBTS_OF:
                evidence |= {"found": poll.found, "expected": poll.expected}
            if kind in _DOUBTS_OF:
                evidence["doubts"] = poll.doubts(kind)
        if self.last_complete:
            evidence["last_complete_at"] = self.last_complete.at.isoformat()
        return evidence

    def _count(self, kind: SignalKind, poll: SeenPoll) -> None:
        episode = self.open[kind]
        counted = {"polls": episode.evidence["polls"] + 1, "last_poll_at": poll.at.isoformat()}
        if kind is SignalKind.STALE and "first_poll_at" not in episode.evidence:
            counted |= {"first_poll_at": poll.at.isoformat()}
        if kind is SignalKind.STALE:
            counted |= {"outcome": poll.outcome, "reason": poll.reason, "detail": poll.detail}
        self.open[kind] = msgspec.structs.replace(episode, evidence=episode.evidence | counted)

    def _close(self, kind: SignalKind, poll: SeenPoll) -> None:
        episode = self.open.pop(kind)
        evidence = {
            "outcome": poll.outcome,
            "reason": poll.reason,
            "found": poll.found,
            "polls": episode.evidence["polls"],
            "last_poll_at": episode.evidence.get("last_poll_at"),
            "lasted_seconds": round((poll.at - episode.opened_at).total_seconds()),
        }
        self.events.append(Event(EventKind.CLOSE, kind, episode.opened_at, poll.at, evidence, Cause.DATA_QUALITY))
