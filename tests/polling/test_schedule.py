"""When a source is due again, on every way out of a poll."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.polling.schedule import next_due
from scrapers.errors import Blocked, LayoutChanged, PollError, RobotsDenied, TimedOut, TryLater, TryMuchLater

NOW = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
INTERVAL = timedelta(minutes=30)
ERRORS: list[PollError | None] = [
    None,
    TryLater("status_500"),
    TimedOut("total_timeout"),
    Blocked("captcha"),
    LayoutChanged("no_items"),
    RobotsDenied("disallowed"),
    TryMuchLater("status_429"),
    TryMuchLater("status_429", retry_after=7200.0),
]


def wait(error: PollError | None, failures: int = 1, interval: timedelta = INTERVAL) -> timedelta:
    return next_due(NOW, interval, error=error, failures=failures, rng=random.Random(1)) - NOW


@given(st.sampled_from(ERRORS), st.integers(1, 10_000), st.timedeltas(timedelta(seconds=10), timedelta(days=30)))
def test_every_way_out_waits_at_least_almost_the_interval(
    error: PollError | None, failures: int, interval: timedelta
) -> None:
    waited = wait(error, failures, interval)
    assert waited >= interval * 0.9
    assert waited <= max(interval, timedelta(days=1)) * 1.1


def test_the_longer_it_fails_the_longer_it_waits() -> None:
    waits = [wait(TryLater("status_500"), failures) for failures in range(1, 8)]
    assert waits == sorted(waits)
    assert waits[-1] > waits[0] * 10


def test_a_block_waits_an_hour_at_least() -> None:
    assert wait(Blocked("captcha"), interval=timedelta(minutes=1)) >= timedelta(minutes=54)


def test_robots_are_asked_again_after_a_day() -> None:
    assert wait(RobotsDenied("disallowed")) >= timedelta(hours=21)


@pytest.mark.parametrize("seed", range(20))
def test_what_the_shop_asked_for_is_never_shortened(seed: int) -> None:
    error = TryMuchLater("status_429", retry_after=7200.0)
    due = next_due(NOW, INTERVAL, error=error, failures=1, rng=random.Random(seed))
    assert due - NOW >= timedelta(hours=2)


def test_sources_do_not_all_come_due_at_one_moment() -> None:
    rng = random.Random(1)
    assert len({next_due(NOW, INTERVAL, error=None, failures=0, rng=rng) for _ in range(50)}) == 50
