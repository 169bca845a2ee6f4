"""How often somebody is told: once when it begins, once when it is over, and once that it flaps. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from monitor.alerts.notice import NoticeKind
from monitor.alerts.rule import Rule
from monitor.signals.pressure import RANKS
from monitor.vocabulary import Level

#: So many changes within the rule's `rearm` are flapping: on, off and on again.
_FLAPS: Final = 3
#: An end is told when it has lasted for this share of `rearm`: an hour of a day.
_END_HOLDS: Final = 1 / 24
#: What flaps is told again when it has rested for this share of `rearm`.
_RESTED: Final = 1 / 2


class Told(StrEnum):
    """What somebody was last told of an episode.

    Attributes:
        NOTHING: it has begun, but was not seen often enough.
        OPENED: that it has begun.
        CLOSED: that it is over; or nothing is to be told of it any more.
        FLAPPING: that it goes back and forth.
    """

    NOTHING = "nothing"
    OPENED = "opened"
    CLOSED = "closed"
    FLAPPING = "flapping"


@dataclass(frozen=True, slots=True)
class State:
    """What a rule waits for, about one thing. Times are aware UTC.

    Attributes:
        is_on: it holds.
        told: what was last told.
        opened_at: since when it is on, or last was.
        changes: when it went on and off, as far back as the rule's `rearm`.
        told_at: when the last notice was made.
        level: the highest level told since it began.
    """

    is_on: bool = False
    told: Told = Told.CLOSED
    opened_at: datetime | None = None
    changes: tuple[datetime, ...] = ()
    told_at: datetime | None = None
    level: Level | None = None


NEW: Final = State()


def turn(
    state: State, rule: Rule, at: datetime, *, is_on: bool, level: Level | None = None
) -> tuple[State, NoticeKind | None]:
    """Follow what a rule waits for: it holds, or no longer holds, from a moment on.

    Args:
        state: as it stood before.
        rule: whose state it is.
        at: when, aware UTC.
        is_on: it holds.
        level: of the signal it is about.

    Returns:
        The new state, and what is to be told at once.
    """
    if is_on == state.is_on:
        return _rise(state, at, level) if is_on else (state, None)
    changes = (*(each for each in state.changes if each > at - rule.rearm), at)
    state = replace(state, is_on=is_on, changes=changes)
    if is_on:
        return _begin(state, rule, at, level)
    # The end is told when it holds (`check`); what was never told needs no end.
    return (replace(state, told=Told.CLOSED) if state.told is Told.NOTHING else state), None


def check(state: State, rule: Rule, now: datetime, *, readings: int = 1) -> tuple[State, NoticeKind | None]:
    """Look at a state without anything happening: an end that holds, a rest, a reminder, enough readings.

    Args:
        state: as it stands.
        rule: whose state it is.
        now: aware UTC.
        readings: in how many complete polls it was seen so.

    Returns:
        The new state, and what is to be told.
    """
    due = next_check(state, rule)
    if due is None or now < due:
        return state, None
    if not state.is_on:
        return _tell(state, Told.CLOSED, now), NoticeKind.CLOSED if rule.closing else None
    if state.told is Told.FLAPPING:
        # It rests where the note said it was.
        return _tell(state, Told.OPENED, now), None
    if state.told is Told.OPENED:
        return _tell(state, Told.OPENED, now), NoticeKind.REMINDER
    if readings < rule.confirm:
        return state, None
    return _tell(state, Told.OPENED, now), NoticeKind.OPENED


def next_check(state: State, rule: Rule) -> datetime | None:
    """When to look at a state again without anything happening; the distant past is "whenever you can"."""
    if state.told is Told.FLAPPING:
        return state.changes[-1] + rule.rearm * _RESTED
    if state.told is Told.NOTHING and state.is_on:
        return state.opened_at
    if state.told is Told.OPENED and not state.is_on:
        return state.changes[-1] + rule.rearm * _END_HOLDS
    if state.told is Told.OPENED and rule.remind and state.told_at:
        return state.told_at + rule.remind
    return None


def _begin(state: State, rule: Rule, at: datetime, level: Level | None) -> tuple[State, NoticeKind | None]:
    """It holds again, or for the first time."""
    if state.told is Told.FLAPPING:
        return state, None
    if len(state.changes) >= _FLAPS:
        return _tell(replace(state, opened_at=at, level=level), Told.FLAPPING, at), NoticeKind.FLAPPING
    if state.told is Told.OPENED:
        # It was away too short for its end to be told.
        return state, None
    state = replace(state, opened_at=at, level=level)
    if rule.confirm > 1 and rule.by_offers:
        return replace(state, told=Told.NOTHING), None
    return _tell(state, Told.OPENED, at), NoticeKind.OPENED


def _rise(state: State, at: datetime, level: Level | None) -> tuple[State, NoticeKind | None]:
    """A level above the highest one told is told."""
    if level is None or state.level is None or RANKS[level] <= RANKS[state.level]:
        return state, None
    risen = replace(state, level=level)
    return (_tell(risen, Told.OPENED, at), NoticeKind.OPENED) if state.told is Told.OPENED else (risen, None)


def _tell(state: State, told: Told, at: datetime) -> State:
    return replace(state, told=told, told_at=at)


def hush(state: State) -> State:
    """The same with its end told: nobody is told of it any more."""
    return state if state.is_on else replace(state, told=Told.CLOSED)
