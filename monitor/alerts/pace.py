"""When something is sent: at once, after the quiet hours, or gathered once a day or week. Pure."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from monitor.alerts.rule import Pace, Rule

_DAY: Final = timedelta(days=1)
#: What is gathered for a week is sent on Mondays.
_MONDAY: Final = 0


def due_at(rule: Rule, now: datetime) -> datetime:
    """When something that a rule tells is to be sent, aware UTC: now or later.

    Args:
        rule: its pace, quiet hours and time zone count.
        now: aware UTC.
    """
    zone = ZoneInfo(rule.timezone)
    moment = now if rule.pace is Pace.AT_ONCE else _next(now, rule.at, zone, weekly=rule.pace is Pace.WEEKLY)
    return _after_quiet(moment, rule.quiet, zone) if rule.quiet else moment


def _next(now: datetime, at: time, zone: ZoneInfo, *, weekly: bool) -> datetime:
    """The next time that a clock in the zone shows `at`, on a Monday if weekly."""
    day = now.astimezone(zone).date()
    for ahead in range(9):
        moment = _clock(day + ahead * _DAY, at, zone)
        if moment > now and (not weekly or (day + ahead * _DAY).weekday() == _MONDAY):
            return moment
    raise AssertionError("a week has a Monday")


def _after_quiet(moment: datetime, quiet: tuple[time, time], zone: ZoneInfo) -> datetime:
    begin, end = quiet
    local = moment.astimezone(zone)
    clock = local.time()
    over_night = begin > end
    is_quiet = (clock >= begin or clock < end) if over_night else begin <= clock < end
    if not is_quiet:
        return moment
    ends_tomorrow = over_night and clock >= begin
    return _clock(local.date() + (_DAY if ends_tomorrow else timedelta()), end, zone)


def _clock(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A time of a day in the zone, as UTC. One that the change to summer time leaves out is the moment after it."""
    return datetime.combine(day, at, zone).astimezone(UTC)
