"""The market's part of the fold, told so that two of its runs can be compared."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import cycle

from sqlalchemy import delete, select

from monitor import fold
from monitor.market_fold import MarketMemory
from monitor.signals.market import Market
from monitor.signals.walk import Walk, covered_shares
from monitor.storage import history, market_days, signals
from monitor.storage.engine import Sessions
from monitor.storage.market_signals import episode_key
from monitor.storage.models import GpuRow
from monitor.storage.models_history import GpuDay, GpuStanding, ListingDay
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.utc_days import midnight
from monitor.vocabulary import DATA_QUALITY
from scrapers.market import MARKETS

DAY = timedelta(days=1)
Told = list[tuple[object, ...]]


def told(sessions: Sessions) -> Told:
    """The signal events of gpus, segments, retailers and markets, without when they were recorded."""
    query = (
        select(Signal.episode_key, SignalEvent)
        .join(Signal, Signal.id == SignalEvent.signal_id)
        .where(Signal.listing_id.is_(None), Signal.kind.not_in(DATA_QUALITY))
        .order_by(SignalEvent.at, Signal.episode_key, SignalEvent.kind)
    )
    with sessions() as session:
        return [(key, e.kind, e.at, e.level, e.cause, e.evidence) for key, e in session.execute(query)]


def gpu_days(sessions: Sessions) -> Told:
    query = select(GpuDay, GpuRow.name).join(GpuRow).order_by(GpuDay.day, GpuRow.name, GpuDay.tier)
    columns = [column.key for column in GpuDay.__table__.columns if column.key != "gpu_id"]
    with sessions() as session:
        return [(name, *(getattr(row, key) for key in columns)) for row, name in session.execute(query)]


def standings(sessions: Sessions) -> Told:
    """How every gpu stood on every day that was judged."""
    query = select(GpuStanding, GpuRow.name).join(GpuRow).order_by(GpuStanding.day, GpuRow.name)
    columns = [column.key for column in GpuStanding.__table__.columns if column.key != "gpu_id"]
    with sessions() as session:
        return [(name, *(getattr(row, key) for key in columns)) for row, name in session.execute(query)]


def fold_again(
    sessions: Sessions, begin: datetime, *ends: datetime, memories: Sequence[MarketMemory | None] = (None,)
) -> None:
    """Forget all signals and figures, and fold the same history anew, up to each of some moments.

    Each process has a memory; they take turns.
    """
    with sessions.begin() as session:
        for table in (SignalEvent, Signal, GpuDay, GpuStanding, ListingDay):
            session.execute(delete(table))
        signals.set_watermark(session, begin)
    for end, memory in zip(ends, cycle(memories)):
        fold.advance(sessions, end, memory=memory)


def walked(sessions: Sessions, end: datetime) -> Told:
    """The same events, from one walk over the stored history."""
    with sessions() as session:
        infos, _ = market_days.gpus(session, MARKETS["us"].currency)
        gpu_names, names = market_days.names(session)
        begin = market_days.first_day(session, "us")
        assert begin
        last = end.date() - DAY
        walk = Walk(Market("us", begin.toordinal(), infos), begin, last)
        first = midnight(begin)
        for found in history.stream(session, first=first, until=end, markets=["us"]):
            walk.add(found.info.id, market_days.listed(found.info, gpu_names, names), found.points, found.covered)
        spans = history.source_coverage(session, first, end)
        shares = {names[number]: covered_shares(covered, begin, last) for number, covered in spans.items()}
    events = [event for day in walk.steps(shares, None) for event in day]
    made = [(episode_key(e), e.what, e.at, e.level, e.cause, e.evidence) for e in events]
    return sorted(made, key=lambda event: (event[2], event[0], event[1]))
