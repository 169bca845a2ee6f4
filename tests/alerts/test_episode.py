"""Told once when it begins, once when it is over, once that it flaps."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitor.alerts.episode import NEW, State, Told, check, hush, next_check, turn
from monitor.alerts.notice import NoticeKind
from monitor.alerts.rule import Rule, What
from monitor.rehearsal import Turn, play
from monitor.vocabulary import Level

BEGIN = datetime(2026, 5, 1, 12, tzinfo=UTC)
RULE = Rule(what=What.IN_STOCK, gpus=("GeForce RTX 5070 Ti",))
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def told(
    turns: list[tuple[timedelta, bool]], rule: Rule = RULE, *, until: timedelta = 30 * DAY
) -> list[tuple[timedelta, str]]:
    played = play(rule, [Turn(BEGIN + after, "card", on) for after, on in turns], BEGIN + until)
    return [(at - BEGIN, str(kind)) for at, kind in played.notices]


def test_an_episode_is_told_twice() -> None:
    assert told([(HOUR, True), (50 * HOUR, False)]) == [(HOUR, "opened"), (51 * HOUR, "closed")]


def test_an_end_that_does_not_hold_is_none() -> None:
    assert told([(0 * DAY, True), (2 * DAY, False), (2 * DAY + HOUR / 2, True)]) == [(0 * DAY, "opened")]


@pytest.mark.parametrize("every", [timedelta(minutes=minutes) for minutes in (1, 5, 15, 30, 45, 59)])
def test_what_flips_at_every_poll_for_a_day_is_told_three_times_at_most(every: timedelta) -> None:
    flips = [(n * every, n % 2 == 0) for n in range(DAY // every)]
    counts = Counter(kind for _, kind in told(flips))
    assert counts["flapping"] == 1
    assert max(counts.values()) == 1
    assert counts["opened"] == 1


@example(gaps=[1, 1379, 61, 1, 61], closing=True)
@given(
    gaps=st.lists(st.integers(1, 3 * 24 * 60), min_size=1, max_size=60),
    closing=st.booleans(),
)
def test_whatever_happens_it_is_told_in_order_and_seldom(gaps: list[int], *, closing: bool) -> None:
    rule = Rule(what=What.IN_STOCK, gpus=RULE.gpus, closing=closing)
    at = timedelta()
    turns = []
    for n, gap in enumerate(gaps):
        at += timedelta(minutes=gap)
        turns.append((at, n % 2 == 0))
    found = told(turns, rule, until=at + 40 * DAY)
    kinds = [kind for _, kind in found]
    assert kinds[0] == "opened"
    assert [moment for moment, _ in found] == sorted(moment for moment, _ in found)
    # An end follows an opening or a note, and never another end; it is not told where nobody asked for it. What rested
    # may flap again.
    for before, after in pairwise(found):
        assert (
            before[1] != after[1] or not closing or (before[1] == "flapping" and after[0] - before[0] > rule.rearm / 2)
        )
    assert closing or "closed" not in kinds
    # What is over at last has been said to be over.
    if closing and len(gaps) % 2 == 0:
        assert kinds[-1] == "closed"
    # Openings lie a whole `rearm` apart, notes half of one.
    for kind, apart in (("opened", rule.rearm), ("flapping", rule.rearm / 2)):
        moments = [moment for moment, each in found if each == kind]
        assert all(after - before >= apart for before, after in pairwise(moments)), kind


def test_the_end_of_what_was_never_told_is_not_told() -> None:
    rule = Rule(what=What.IN_STOCK, gpus=RULE.gpus, confirm=3)
    state, kind = turn(NEW, rule, BEGIN, is_on=True)
    assert (kind, state.told) == (None, Told.NOTHING)
    assert check(state, rule, BEGIN + HOUR, readings=2) == (state, None)
    state, kind = turn(state, rule, BEGIN + 2 * HOUR, is_on=False)
    assert (kind, state.told, next_check(state, rule)) == (None, Told.CLOSED, None)


def test_what_was_seen_often_enough_is_told() -> None:
    rule = Rule(what=What.IN_STOCK, gpus=RULE.gpus, confirm=3)
    state, _ = turn(NEW, rule, BEGIN, is_on=True)
    state, kind = check(state, rule, BEGIN + HOUR, readings=3)
    assert (kind, state.told, state.told_at) == (NoticeKind.OPENED, Told.OPENED, BEGIN + HOUR)


def test_reminders_come_while_it_lasts_if_asked_for() -> None:
    rule = Rule(what=What.IN_STOCK, gpus=RULE.gpus, remind=7 * DAY)
    found = told([(0 * DAY, True), (16 * DAY, False)], rule)
    assert found == [(0 * DAY, "opened"), (7 * DAY, "reminder"), (14 * DAY, "reminder"), (16 * DAY + HOUR, "closed")]


def test_a_level_above_the_highest_told_is_told() -> None:
    rule = Rule(what=What.SIGNAL)
    state, kinds = NEW, []
    for n, level in enumerate([Level.TIGHT, Level.SHORTAGE, Level.TIGHT, Level.SHORTAGE, Level.SEVERE]):
        state, kind = turn(state, rule, BEGIN + n * DAY, is_on=True, level=level)
        kinds.append(kind)
    assert kinds == [NoticeKind.OPENED, NoticeKind.OPENED, None, None, NoticeKind.OPENED]


def test_nobody_hears_of_an_end_that_lies_outside_the_market() -> None:
    state, _ = turn(NEW, RULE, BEGIN, is_on=True)
    state = hush(turn(state, RULE, BEGIN + DAY, is_on=False)[0])
    assert next_check(state, RULE) is None
    assert state == State(False, Told.CLOSED, BEGIN, state.changes, BEGIN)
