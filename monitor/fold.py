"""The use case "advance the signals": follow what was observed since the last time, once, in one transaction."""

from datetime import datetime

from sqlalchemy.orm import Session

from monitor import alerting
from monitor.market_fold import MarketMemory, end_days, midnights, rates_by_day
from monitor.signals import listing, quality
from monitor.signals.usual import REFERENCE_WINDOW
from monitor.storage import market_days, signals
from monitor.storage import quality as quality_rows
from monitor.storage.engine import Sessions


def advance(sessions: Sessions, now: datetime, *, replaying: bool = False, memory: MarketMemory | None = None) -> int:
    """Turn observations and polls recorded up to `now` into signals.

    Calling it often or seldom, in one process or several, gives the same signals: they follow the observations' own
    times. The watermark's row is locked, which polls hold shared while they store: none is passed by.

    Args:
        sessions: makes database sessions.
        now: the present, aware UTC; the replay's, in a replay.
        replaying: the replay itself calls. While it runs, nobody else may advance: its time is not theirs.
        memory: what earlier calls of this process left, for who calls often.

    Returns:
        The number of signal events written.
    """
    memory = memory or MarketMemory()
    try:
        with sessions.begin() as session:
            return _advance(session, now, memory, replaying=replaying)
    except BaseException:
        # It may have come further than what is stored now.
        memory.forget()
        raise


def _advance(session: Session, now: datetime, memory: MarketMemory, *, replaying: bool) -> int:
    """The same in a transaction."""
    after = signals.lock_watermark(session)
    if after >= now or signals.is_replaying(session) is not replaying:
        return 0
    written = 0
    first = market_days.first_observed(session)
    rates: dict[str, listing.Rates | None] = {}
    for history in signals.to_fold(session, after, now):
        if history.market not in rates:
            since = max(after, first or now) - REFERENCE_WINDOW
            rates[history.market] = rates_by_day(session, history.market, since.date(), now.date())
        events = listing.fold(
            history.past,
            history.new,
            history.open,
            now,
            covered=history.covered,
            level_since=history.level_since,
            rates=rates[history.market],
        )
        signals.write_events(session, history, events, recorded_at=now)
        written += len(events)
    written += _advance_quality(session, after, now)
    ends = midnights(max(after, first), now) if first else []
    written += end_days(session, ends, after, now, memory)
    signals.set_watermark(session, now)
    if not replaying:
        session.flush()
        alerting.follow(session, after, now)
    return written


def _advance_quality(session: Session, after: datetime, now: datetime) -> int:
    """Turn polls, and the time since the last complete ones, into signals of what could not be seen."""
    written = quality_rows.end_of_those_not_asked(session, now)
    for history in quality_rows.to_follow(session, after, now):
        followed = quality.follow(history.past, history.new, history.open, history.lapses, now, source=history.source)
        written += quality_rows.write(session, history, followed, recorded_at=now)
    return written
