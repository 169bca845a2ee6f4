"""At once, after the quiet hours, once a day or week; by the clock of who is told, also when it changes."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.alerts.pace import due_at
from monitor.alerts.rule import Pace, Rule, What

NIGHT = (time(22), time(7))


def due(moment: str, **more: object) -> str:
    rule = Rule(what=What.IN_STOCK, timezone="Europe/Berlin", **more)  # type: ignore[arg-type]  # each test's own
    return due_at(rule, datetime.fromisoformat(moment).replace(tzinfo=UTC)).isoformat(" ", "minutes")[:16]


@pytest.mark.parametrize(
    ("now", "then"),
    [
        ("2026-05-04 12:00", "2026-05-04 12:00"),
        ("2026-05-04 20:30", "2026-05-05 05:00"),  # 22:30 there
        ("2026-05-05 01:00", "2026-05-05 05:00"),
        ("2026-05-05 05:00", "2026-05-05 05:00"),
        ("2026-03-28 23:00", "2026-03-29 05:00"),  # the night on which clocks go forward
        ("2026-10-24 23:00", "2026-10-25 06:00"),  # and back
    ],
)
def test_nothing_is_sent_in_quiet_hours(now: str, then: str) -> None:
    assert due(now, quiet=NIGHT) == then


def test_quiet_hours_by_day() -> None:
    assert due("2026-05-04 08:00", quiet=(time(9), time(17))) == "2026-05-04 15:00"


@pytest.mark.parametrize(
    ("now", "pace", "then"),
    [
        ("2026-05-04 05:59", Pace.DAILY, "2026-05-04 06:00"),
        ("2026-05-04 06:00", Pace.DAILY, "2026-05-05 06:00"),
        ("2026-05-04 05:59", Pace.WEEKLY, "2026-05-04 06:00"),  # a Monday
        ("2026-05-04 06:01", Pace.WEEKLY, "2026-05-11 06:00"),
    ],
)
def test_what_is_gathered_is_sent_at_its_time(now: str, pace: Pace, then: str) -> None:
    assert due(now, pace=pace) == then


@given(
    now=st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis adds it
    zone=st.sampled_from(
        ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "Australia/Lord_Howe"]
    ),
    at=st.times(),
    quiet=st.none() | st.tuples(st.times(), st.times()).filter(lambda pair: pair[0] != pair[1]),
    pace=st.sampled_from(Pace),
)
def test_it_is_never_in_the_past_nor_late_nor_quiet(
    now: datetime, zone: str, at: time, quiet: tuple[time, time] | None, pace: Pace
) -> None:
    rule = Rule(what=What.IN_STOCK, timezone=zone, at=at, quiet=quiet, pace=pace)
    moment = due_at(rule, now)
    most = {Pace.AT_ONCE: timedelta(), Pace.DAILY: timedelta(days=1), Pace.WEEKLY: timedelta(days=7)}[pace]
    assert now <= moment <= now + most + timedelta(days=1, hours=3)
    if quiet:
        clock = moment.astimezone(ZoneInfo(zone)).time()
        begin, end = quiet
        inside = begin <= clock < end if begin < end else clock >= begin or clock < end
        # On the night of a change of clocks the end may not exist.
        assert not inside or moment.astimezone(ZoneInfo(zone)).utcoffset() != now.astimezone(ZoneInfo(zone)).utcoffset()
