"""Signals of gpus, segments, retailers and markets as rows: read as episodes, written as events."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from monitor.signals.episode import Episode, MarketEvent, Scope
from monitor.storage import episodes
from monitor.storage.models import GpuRow, Retailer
from monitor.storage.models_signals import Signal
from monitor.vocabulary import DATA_QUALITY, EventKind


def of_market(session: Session, market: str, since: datetime) -> list[Episode]:
    """A market's episodes that are open, or closed after `since` (aware UTC); those withdrawn are none."""
    rows = session.execute(
        select(Signal, GpuRow.name, Retailer.name)
        .outerjoin(GpuRow, GpuRow.id == Signal.gpu_id)
        .outerjoin(Retailer, Retailer.id == Signal.retailer_id)
        .where(
            Signal.market == market,
            Signal.listing_id.is_(None),
            Signal.kind.not_in(DATA_QUALITY),
            Signal.withdrawn_at.is_(None),
            or_(Signal.closed_at.is_(None), Signal.closed_at > since),
        )
        .order_by(Signal.opened_at, Signal.id)
    )
    return [
        Episode(
            kind=signal.kind,
            scope=Scope(market, gpu=gpu, segment=signal.segment, retailer=retailer),
            opened_at=signal.opened_at,
            onset=date.fromisoformat(signal.evidence["since"]).toordinal(),
            level=signal.level,
            cause=signal.cause,
            closed_at=signal.closed_at,
            closed_on=None if signal.closed_at is None else (signal.closed_at - timedelta(days=1)).toordinal(),
        )
        for signal, gpu, retailer in rows
    ]


def episode_key(event: MarketEvent) -> str:
    """What names an episode for ever."""
    scope = event.scope
    about = scope.gpu or scope.segment or scope.retailer or "all"
    part = "gpu" if scope.gpu else "segment" if scope.segment else "retailer" if scope.retailer else "market"
    return f"{scope.market}:{part}:{about}:{event.kind}:{event.opened_at.isoformat()}"


def write(
    session: Session,
    events: Iterable[MarketEvent],
    recorded_at: datetime,
    *,
    gpus: Mapping[str, int],
    retailers: Mapping[str, int],
) -> int:
    """Append what happened and bring the episodes' rows up to it; writing the same events again changes nothing.

    Args:
        session: an open session.
        events: in the order they happened.
        recorded_at: now, aware UTC.
        gpus: ids by name.
        retailers: ids by name.

    Returns:
        The number of events written.
    """
    return sum(
        episodes.record(
            session,
            episode_key(event),
            event.what,
            opened={
                "kind": event.kind,
                "level": event.level,
                "cause": event.cause,
                "market": event.scope.market,
                "gpu_id": gpus[event.scope.gpu] if event.scope.gpu else None,
                "retailer_id": retailers[event.scope.retailer] if event.scope.retailer else None,
                "segment": event.scope.segment,
                "opened_at": event.opened_at,
                "evidence": event.evidence,
            },
            changes=_changes(event),
            event=episodes.stamps(event.at, recorded_at, event.evidence, level=event.level, cause=event.cause),
        )
        for event in events
    )


def _changes(event: MarketEvent) -> dict[Any, Any]:
    """What a later event changes in the episode's row."""
    changes: dict[Any, Any] = {}
    if event.cause is not None:
        changes[Signal.cause] = event.cause
    if event.what is EventKind.CLOSE:
        changes[Signal.closed_at] = event.at
        changes[Signal.evidence] = episodes.noted("closing", event.evidence)
    else:
        changes[Signal.level] = event.level
        changes[Signal.evidence] = episodes.noted("now", event.evidence)
    return changes
