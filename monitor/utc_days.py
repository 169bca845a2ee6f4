"""UTC days: all figures of days are theirs, in every market, so that all days have 24 hours and markets compare."""

from datetime import UTC, date, datetime, time


def midnight(day: date) -> datetime:
    """The moment with which a UTC day begins."""
    return datetime.combine(day, time(), UTC)


def day_of(moment: datetime) -> date:
    """The UTC day of an aware moment, whatever its zone."""
    return moment.astimezone(UTC).date()
