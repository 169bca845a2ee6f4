"""Signals as rows: what the fold needs to go on, what it writes, and what people read."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, exists, func, or_, select, union, update
from sqlalchemy.orm import Session

from monitor.signals.listing import LASTS, Episode, Event
from monitor.signals.point import Point, known_by
from monitor.signals.usual import HISTORY_WINDOW
from monitor.storage import episodes, listing_points
from monitor.storage.models import Coverage, Listing, Observation, Retailer, Watermark
from monitor.storage.models_history import Correction
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import Cause, EventKind

#: The watermark's name; the first migration makes its row.
_FOLD = "listing_signals"


def lock_watermark(session: Session) -> datetime:
    """How far the fold has come, locked until the transaction ends."""
    return session.scalars(select(Watermark.at).where(Watermark.name == _FOLD).with_for_update()).one()


def watermark(session: Session) -> datetime:
    """How far the fold has come, as long as it does not go on."""
    return session.scalars(select(Watermark.at).where(Watermark.name == _FOLD)).one()


def set_watermark(session: Session, at: datetime) -> None:
    """Note how far the fold has come."""
    session.execute(update(Watermark).where(Watermark.name == _FOLD).values(at=at))


def time_of_record(session: Session, now: datetime) -> datetime:
    """When a poll stored now counts as recorded: after all that the fold has followed, whatever this machine's clock says.

    The fold waits until the transaction ends, so that it passes no observation by.
    """
    at = session.scalars(select(Watermark.at).where(Watermark.name == _FOLD).with_for_update(read=True)).one()
    return max(now, at + timedelta(microseconds=1))


def is_replaying(session: Session) -> bool:
    """True while the demo market's past is being replayed."""
    return bool(session.scalar(select(exists().where(Retailer.replaying))))


@dataclass(frozen=True, slots=True)
class ListingHistory:
    """A listing with what the fold must look at."""

    id: int
    market: str
    retailer_id: int
    gpu_id: int | None
    past: list[Point]
    new: list[Point]
    open: list[Episode]
    #: When its home source was watched.
    covered: list[tuple[datetime, datetime]]
    #: Since when its present price level holds, where a price signal closed as the new level.
    level_since: datetime | None


def to_fold(session: Session, after: datetime, until: datetime) -> list[ListingHistory]:
    """Listings with readings or corrections recorded in (after, until], and those whose open signals may end by age."""
    recorded = [
        select(table.listing_id).where(table.recorded_at > after, table.recorded_at <= until)
        for table in (Observation, Correction)
    ]
    too_old = [and_(Signal.kind == kind, Signal.opened_at <= until - lasts) for kind, lasts in LASTS.items()]
    ageing = select(Signal.listing_id).where(Signal.closed_at.is_(None), Signal.listing_id.is_not(None), or_(*too_old))
    ids = [number for number in session.scalars(union(*recorded, ageing)) if number is not None]
    if not ids:
        return []
    points = listing_points.points_of(session, ids, after, until)
    episodes = _open_episodes(session, ids)
    covered = _coverage(session, ids, after - HISTORY_WINDOW)
    levels = _new_levels(session, ids)
    rows = session.execute(
        select(Listing.id, Listing.home_source_id, Retailer.market, Listing.retailer_id, Listing.gpu_id)
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .where(Listing.id == func.any(list(ids)))
        .order_by(Listing.id)
    )
    return [
        ListingHistory(
            id=row.id,
            market=row.market,
            retailer_id=row.retailer_id,
            gpu_id=row.gpu_id,
            past=known_by(points[row.id], after),
            new=[p for p in points[row.id] if p.known_at > after],
            open=episodes[row.id],
            covered=covered[row.home_source_id],
            level_since=levels.get(row.id),
        )
        for row in rows
    ]


def _open_episodes(session: Session, ids: Sequence[int]) -> dict[int, list[Episode]]:
    # One that was withdrawn is over.
    episodes: dict[int, list[Episode]] = defaultdict(list)
    for row in session.execute(
        select(Signal.listing_id, Signal.kind, Signal.opened_at, Signal.evidence).where(
            Signal.closed_at.is_(None), Signal.listing_id == func.any(list(ids))
        )
    ):
        episodes[row.listing_id].append(Episode(row.kind, row.opened_at, row.evidence))
    return episodes


def _coverage(session: Session, ids: Sequence[int], since: datetime) -> dict[int, list[tuple[datetime, datetime]]]:
    """When the homes of these listings were watched, by source, in order, not overlapping.

    Up to when the last complete poll holds: up to a moment, it is then the same whatever was polled later.
    """
    homes = select(Listing.home_source_id).where(Listing.id == func.any(list(ids)))
    covered: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    following = func.lead(Coverage.valid_from).over(partition_by=Coverage.source_id, order_by=Coverage.valid_from)
    for source_id, start, end in session.execute(
        select(Coverage.source_id, Coverage.valid_from, func.least(Coverage.held_to, following))
        .where(Coverage.source_id.in_(homes), Coverage.held_to >= since)
        .order_by(Coverage.valid_from)
    ):
        covered[source_id].append((start, end))
    return covered


def _new_levels(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """When the price signals opened that last closed as the new level, by listing."""
    rows = session.execute(
        select(Signal.listing_id, func.max(Signal.opened_at))
        .where(Signal.listing_id == func.any(list(ids)), Signal.cause == Cause.NEW_LEVEL, Signal.withdrawn_at.is_(None))
        .group_by(Signal.listing_id)
    )
    return {listing_id: opened_at for listing_id, opened_at in rows if listing_id is not None}


def end_episodes_of(session: Session, retailer_id: int, now: datetime, ended: str) -> None:
    """Close a retailer's open signals for a reason that lies outside the market; nobody is alerted."""
    for signal in session.scalars(select(Signal).where(Signal.retailer_id == retailer_id, Signal.closed_at.is_(None))):
        end(session, signal, now, ended)


def end(session: Session, signal: Signal, now: datetime, ended: str) -> None:
    """Close an open signal for a reason that lies outside the market."""
    closing = {"ended": ended, "lasted_seconds": round((now - signal.opened_at).total_seconds())}
    signal.closed_at = now
    signal.evidence = signal.evidence | {"closing": closing}
    session.add(SignalEvent(signal_id=signal.id, kind=EventKind.CLOSE, at=now, recorded_at=now, evidence=closing))


def write_events(session: Session, history: ListingHistory, events: Iterable[Event], recorded_at: datetime) -> None:
    """Append what happened and bring the episodes' rows up to it. Writing the same events again changes nothing."""
    for event in events:
        episodes.record(
            session,
            f"listing:{history.id}:{event.kind}:{event.opened_at.isoformat()}",
            event.what,
            opened={
                "kind": event.kind,
                "market": history.market,
                "gpu_id": history.gpu_id,
                "retailer_id": history.retailer_id,
                "listing_id": history.id,
                "opened_at": event.opened_at,
                "evidence": event.evidence,
            },
            changes={
                Signal.closed_at: event.at,
                Signal.evidence: episodes.noted("closing", event.evidence),
                Signal.cause: event.cause,
            },
            event=episodes.stamps(event.at, recorded_at, event.evidence),
        )
