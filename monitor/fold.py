"""The use case "advance the signals": follow what was observed since the last time, once, in one transaction."""

from datetime import datetime, timedelta
from typing import Final

from monitor.signals import listing
from monitor.storage import signals
from monitor.storage.engine import Sessions

_WATERMARK: Final = "listing_signals"
#: Transactions that commit late must not be passed: nothing younger than this is followed yet.
LAG: Final = timedelta(minutes=2)


def advance(sessions: Sessions, now: datetime, *, lag: timedelta = LAG) -> int:
    """Turn observations recorded up to `now - lag` into signals.

    Calling it often or seldom, in one process or several, gives the same signals: they follow the observations' own
    times, and the watermark's row is locked.

    Args:
        sessions: makes database sessions.
        now: the present, aware UTC.
        lag: how far behind `now` to stay.

    Returns:
        The number of signal events written.
    """
    until = now - lag
    with sessions.begin() as session:
        after = signals.lock_watermark(session, _WATERMARK)
        if after >= until:
            return 0
        written = 0
        for history in signals.to_fold(session, after, until):
            events = listing.fold(history.past, history.new, history.open, until)
            signals.write_events(session, history, events, recorded_at=now)
            written += len(events)
        signals.set_watermark(session, _WATERMARK, until)
    return written
