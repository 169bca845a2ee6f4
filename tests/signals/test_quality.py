"""What one source did not show, poll by poll."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.listing import Episode, Event
from monitor.signals.quality import SeenPoll, SeenSource, follow
from monitor.vocabulary import Cause, EventKind, SignalKind
from scrapers.errors import Outcome

START = datetime(2026, 5, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
SOURCE = SeenSource("https://shop.example/gpus")

GOOD: dict[str, Any] = {"outcome": Outcome.OK, "complete": True, "found": 40, "expected": 40}
BLOCKED: dict[str, Any] = {"outcome": Outcome.BLOCKED, "reason": "captcha"}
DOWN: dict[str, Any] = {"outcome": Outcome.HTTP_ERROR, "reason": "status_503"}
CHANGED: dict[str, Any] = {"outcome": Outcome.LAYOUT_CHANGED, "reason": "nothing_read"}
NO_STOCK: dict[str, Any] = {"outcome": Outcome.SUSPECT, "reason": "fields_fell", "found": 40, "expected": 40}
FEW: dict[str, Any] = {"outcome": Outcome.SUSPECT, "reason": "yield_fell", "found": 10, "expected": 40}
NOT_STORED: dict[str, Any] = {"outcome": Outcome.SUSPECT, "reason": "store_failed", "found": 0, "expected": 40}
CUT: dict[str, Any] = {"outcome": Outcome.PARTIAL, "reason": "cut_off", "found": 30, "expected": 40}
HALF = GOOD | {"found": 20}
SAME: dict[str, Any] = {"outcome": Outcome.NOT_MODIFIED, "complete": True, "found": 40, "expected": 40}
FORMAT = GOOD | {"warning_kinds": {"implausible_price": 30, "price_missing": 4}}
EUROS = GOOD | {"warning_kinds": {"currency_held": 39}}
ODD = GOOD | {"warning_kinds": {"implausible_price": 2}}
ONE_HELD: dict[str, Any] = GOOD | {"found": 1, "expected": 1, "warning_kinds": {"price_held": 1}}


def polls(*rows: tuple[float, dict[str, Any]]) -> list[SeenPoll]:
    return [SeenPoll(at=START + hours * HOUR, **row) for hours, row in rows]


def told(
    seen: Sequence[SeenPoll], *lapses: float, until: float = 2000, source: SeenSource = SOURCE
) -> list[tuple[EventKind, SignalKind, float]]:
    """Events with the hours at which they are."""
    events = follow([], seen, [], [START + h * HOUR for h in lapses], START + until * HOUR, source=source).events
    assert {event.cause for event in events} <= {Cause.DATA_QUALITY}
    return [(event.what, event.kind, (event.at - START) / HOUR) for event in events]


OPEN, CLOSE = EventKind.OPEN, EventKind.CLOSE


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # One captcha is a hiccup, two are a block; it ends when the shop is read.
        ([(0, GOOD), (1, BLOCKED), (5, GOOD)], []),
        ([(0, GOOD), (1, BLOCKED), (5, BLOCKED), (21, GOOD)], [("blocked", 5, 21)]),
        ([(0, GOOD), (1, BLOCKED), (5, BLOCKED), (9, DOWN), (21, SAME)], [("blocked", 5, 21)]),
        # What a slow source was not asked for since is not seen either.
        ([(0, GOOD), (24, BLOCKED), (48, GOOD)], [("blocked", 30, 48)]),
        ([(0, GOOD), (1, BLOCKED), (2, DOWN), (20, GOOD)], []),
        ([(0, GOOD), (1, {"outcome": Outcome.RATE_LIMITED}), (2, BLOCKED), (3, GOOD)], [("blocked", 2, 3)]),
        ([(0, GOOD), (1, {"outcome": Outcome.ROBOTS_DENIED})], [("blocked", 7, None)]),
        # Read, though never to its end.
        ([(0, BLOCKED), (1, BLOCKED), (2, CUT), (3, GOOD)], [("blocked", 1, 2)]),
        ([(0, GOOD), (1, CHANGED), (2, NO_STOCK), (30, GOOD)], [("layout_change", 2, 30)]),
        ([(0, GOOD), (1, CHANGED), (2, GOOD), (3, CHANGED), (4, GOOD)], []),
        ([(0, GOOD), (1, FEW), (2, FEW), (3, GOOD)], [("yield_fall", 2, 3)]),
        ([(0, GOOD), (1, NOT_STORED), (2, NOT_STORED), (20, GOOD)], []),
        # After a day of it, it is the usual.
        ([(0, FEW), (1, FEW), (25, FEW | {"outcome": Outcome.OK, "reason": "new_yield", "complete": True})], [("yield_fall", 1, 25)]),
        ([(0, GOOD), (1, HALF), (2, HALF), (3, HALF | {"expected": 20})], [("yield_fall", 2, 3)]),
        ([(0, GOOD), (1, GOOD | {"found": 5, "expected": 8}), (2, GOOD | {"found": 5, "expected": 8})], []),
        # A part for a day.
        ([(0, GOOD), (1, CUT), (13, CUT), (26, GOOD)], [("yield_fall", 25, 26)]),
        ([(0, GOOD), (1, CUT), (13, CUT), (24, GOOD)], []),
        ([(0, GOOD), (1, CUT), (13, DOWN), (37, CUT), (50, GOOD)], [("yield_fall", 37, 50)]),
        # Many doubted prices at once, a few twice, and what is usual never.
        ([(0, GOOD), (1, FORMAT), (2, SAME), (3, GOOD)], [("price_gate", 1, 3)]),
        ([(0, GOOD), (1, ODD), (2, ODD), (3, ODD)], []),
        ([(0, ONE_HELD), (1, GOOD | {"found": 1, "expected": 1})], []),
        ([(0, ONE_HELD), (1, ONE_HELD), (2, GOOD | {"found": 1, "expected": 1})], [("price_gate", 1, 2)]),
        ([(0, FORMAT), (1, GOOD | {"warning_kinds": {"price_held": 5}}), (2, GOOD)], [("price_gate", 0, 2)]),
        ([(0, GOOD), (1, EUROS), (2, GOOD | {"warning_kinds": {"other_currency": 40}}), (3, GOOD)], [("currency_change", 1, 3)]),
        ([(0, GOOD), (1, DOWN), (2, DOWN)], []),
    ],
)  # fmt: skip
def test_rules(rows: list[tuple[float, dict[str, Any]]], expected: list[tuple[str, float, float | None]]) -> None:
    events = told(polls(*rows))
    opened = [(str(kind), at) for what, kind, at in events if what is OPEN]
    closed = [(str(kind), at) for what, kind, at in events if what is CLOSE]
    assert opened == [(kind, at) for kind, at, _ in expected]
    assert closed == [(kind, at) for kind, _, at in expected if at is not None]


def test_stale_is_decided_by_time_alone() -> None:
    seen = polls((0, GOOD))
    assert told(seen, until=3) == []
    assert told(seen, 3.3, until=4) == [(OPEN, SignalKind.STALE, 3.3)]
    assert told(polls((0, GOOD), (1, DOWN), (9, DOWN), (170, GOOD)), 3.3) == [
        (OPEN, SignalKind.STALE, 3.3),
        (CLOSE, SignalKind.STALE, 170),
    ]


def test_a_list_of_what_is_in_stock_may_shrink() -> None:
    seen = polls((0, GOOD), (1, HALF), (2, HALF))
    assert told(seen, source=SeenSource(SOURCE.url, lists_only_in_stock=True)) == []


def test_evidence_names_the_source_and_counts_its_polls() -> None:
    seen = polls((0, GOOD), (1, BLOCKED), (5, BLOCKED), (21, BLOCKED), (22, GOOD))
    before, after = (follow([], part, [], [], part[-1].at, source=SOURCE) for part in (seen[:4], seen))
    (episode,) = before.open.values()
    assert episode.evidence == {
        "source": SOURCE.url,
        "outcome": "blocked",
        "reason": "captcha",
        "detail": None,
        "polls": 3,
        "first_poll_at": seen[1].at.isoformat(),
        "last_poll_at": seen[3].at.isoformat(),
        "last_complete_at": seen[0].at.isoformat(),
    }
    opened, closed = after.events
    assert (opened.evidence["polls"], closed.evidence["polls"], closed.evidence["lasted_seconds"]) == (2, 3, 17 * 3600)
    assert after.open == {}


KINDS_OF_POLLS = (GOOD, BLOCKED, DOWN, CHANGED, NO_STOCK, FEW, CUT, HALF, SAME, FORMAT, EUROS, ODD, ONE_HELD)
stories = st.lists(st.tuples(st.integers(1, 30), st.sampled_from(KINDS_OF_POLLS)), min_size=1, max_size=14)


def _lapses(seen: Sequence[SeenPoll], until: datetime) -> list[datetime]:
    """Ten hours after each complete poll that has none within them; and after the first, if it is none."""
    complete = [poll.at for poll in seen if poll.complete]
    starts = complete if complete[:1] == [seen[0].at] else [seen[0].at, *complete]
    ends = [at + 10 * HOUR for at in starts]
    nexts = [*starts[1:], None] if starts is complete else [*complete, None]
    return [end for end, after in zip(ends, nexts, strict=True) if end <= until and (after is None or after > end)]


@given(stories, st.lists(st.integers(0, 400), max_size=6))
def test_cut_anywhere_it_says_the_same(story: list[tuple[int, dict[str, Any]]], cuts: list[int]) -> None:
    at, rows = 0, []
    for wait, row in story:
        at += wait
        rows.append((at, row))
    seen, until = polls(*rows), START + 500 * HOUR
    lapses = _lapses(seen, until)
    whole = follow([], seen, [], lapses, until, source=SOURCE)
    events: list[Event] = []
    came = START - HOUR
    open_episodes: dict[SignalKind, Episode] = {}
    for cut in [*(START + hours * HOUR for hours in sorted(cuts)), until]:
        before = [poll for poll in seen if poll.at <= came]
        good = max((n for n, poll in enumerate(before) if poll.outcome is Outcome.OK), default=0)
        new = [poll for poll in seen if came < poll.at <= cut]
        passed = [lapse for lapse in lapses if came < lapse <= cut]
        part = follow(before[good:], new, open_episodes.values(), passed, cut, source=SOURCE)
        events += part.events
        came, open_episodes = cut, part.open
    assert events == whole.events
    assert open_episodes == whole.open
