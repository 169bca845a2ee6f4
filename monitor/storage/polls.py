"""Queries of the use case "poll one source": what it needs to know, and how it writes what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, func, insert, or_, select, text, update
from sqlalchemy.orm import Session

from monitor.polling import fields
from monitor.polling.verdict import LOOK_BACK, Earlier, History
from monitor.storage.models import Coverage, Listing, PageValidator, Poll, Retailer, Source
from scrapers.errors import Outcome


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source with its retailer, as a poll needs them."""

    source: Source
    retailer: Retailer
    history: History
    #: What lets the requests be conditional, in page order; empty when the pages must come whole.
    validators: list[PageValidator]


def load_due(session: Session, source_id: int, due_at: datetime, *, fetched_after: datetime) -> DueSource | None:
    """The source, if it is still due as the job was told; None when somebody else polled it meanwhile.

    Args:
        session: an open session.
        source_id: the source.
        due_at: the due time the job was deferred for.
        fetched_after: validators of pages that last came whole before this are not used.
    """
    row = session.execute(
        select(Source, Retailer)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Source.id == source_id, Source.due_at == due_at, Source.active, Retailer.enabled)
    ).one_or_none()
    if row is None:
        return None
    source, retailer = row
    validators: list[PageValidator] = []
    if not _something_is_held(session, source_id):
        stored = session.scalars(
            select(PageValidator).where(PageValidator.source_id == source_id).order_by(PageValidator.position)
        ).all()
        if all(v.fetched_at >= fetched_after for v in stored):
            validators = list(stored)
    return DueSource(source, retailer, History(_earlier(session, source_id), source.interval), validators)


def _earlier(session: Session, source_id: int) -> list[Earlier]:
    """The latest polls whose offers say something of the source, the latest first."""
    telling = (Outcome.OK, Outcome.SUSPECT, Outcome.LAYOUT_CHANGED)
    rows = session.execute(
        select(Poll.outcome, Poll.reason, Poll.found, Poll.observed_at, Poll.fields)
        .where(Poll.source_id == source_id, Poll.outcome.in_(telling))
        .order_by(Poll.observed_at.desc())
        .limit(LOOK_BACK)
    )
    return [Earlier(outcome, reason, found, at, fields.restored(read)) for outcome, reason, found, at, read in rows]


def _something_is_held(session: Session, source_id: int) -> bool:
    """True while an item is missing once or a reading awaits confirmation: then the page must come whole."""
    held = or_(Listing.pending.is_not(None), Listing.missed == 1)
    return bool(session.scalar(select(exists().where(Listing.home_source_id == source_id, held))))


def lock_if_due(session: Session, source_id: int, due_at: datetime) -> Source | None:
    """The fence: the source's row, locked until the transaction ends, if it is still due as the job was told."""
    return session.scalar(
        select(Source)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Source.id == source_id, Source.due_at == due_at, Source.active, Retailer.enabled)
        .with_for_update(of=Source)
        .execution_options(populate_existing=True)
    )


def add_poll(session: Session, **columns: Any) -> int:
    """Write a poll's row and answer its id."""
    return session.execute(insert(Poll).values(**columns).returning(Poll.id)).scalar_one()


def extend_coverage(session: Session, source_id: int, now: datetime, *, bridged: timedelta) -> None:
    """Extend the source's coverage to `now`, or begin a new one if the last was held to an earlier moment."""
    last = (
        select(Coverage.id)
        .where(Coverage.source_id == source_id)
        .order_by(Coverage.valid_from.desc())
        .limit(1)
        .scalar_subquery()
    )
    extended = session.execute(
        update(Coverage)
        .where(Coverage.id == last, Coverage.held_to >= now)
        .values(valid_to=func.greatest(Coverage.valid_to, now), held_to=func.greatest(Coverage.held_to, now + bridged))
        .returning(Coverage.id)
    ).first()
    if extended is None:
        session.execute(
            insert(Coverage).values(source_id=source_id, valid_from=now, valid_to=now, held_to=now + bridged)
        )


def replace_validators(session: Session, source_id: int, validators: Sequence[dict[str, Any]]) -> None:
    """Keep what the next requests can be conditional on: all pages of the source, or nothing."""
    session.execute(delete(PageValidator).where(PageValidator.source_id == source_id))
    if validators:
        session.execute(
            insert(PageValidator), [{"source_id": source_id, "position": n, **v} for n, v in enumerate(validators)]
        )


def reserve_request(session: Session, retailer_id: int, now: datetime, seconds_between: float) -> datetime:
    """Reserve the retailer's next free moment for one request, whoever asks, and answer it."""
    slot = func.greatest(Retailer.next_request_at, now)
    return session.execute(
        update(Retailer)
        .where(Retailer.id == retailer_id)
        .values(next_request_at=slot + timedelta(seconds=seconds_between))
        .returning(Retailer.next_request_at - timedelta(seconds=seconds_between))
    ).scalar_one()


def thin_polls(session: Session, before: datetime, *, most: int = 5000) -> int:
    """Delete polls older than `before`, except each source's latest, `most` at once; answer how many. Coverage stays."""
    latest = select(func.max(Poll.id)).group_by(Poll.source_id)
    old = select(Poll.id).where(Poll.recorded_at < before, Poll.id.not_in(latest)).limit(most)
    return session.execute(delete(Poll).where(Poll.id.in_(old))).rowcount  # type: ignore[attr-defined, no-any-return]  # of a DELETE


def sources_to_defer(session: Session, now: datetime, limit: int = 500) -> list[tuple[int, datetime, str]]:
    """Due sources without a waiting or running job: (source id, due time, retailer's name), the longest due first."""
    idle = text(
        "NOT EXISTS (SELECT 1 FROM procrastinate_jobs AS job"
        " WHERE job.queueing_lock = 'source:' || source.id AND job.status IN ('todo', 'doing'))"
    )
    rows = session.execute(
        select(Source.id, Source.due_at, Retailer.name)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Source.active, Retailer.enabled, ~Retailer.replaying, Source.due_at <= now, idle)
        .order_by(Source.due_at)
        .limit(limit)
    )
    return [(source_id, due_at, name) for source_id, due_at, name in rows]


def enabled_sources(session: Session, retailer: str | None) -> list[tuple[int, datetime]]:
    """Id and due time of every active source of the enabled retailers, or of one of them."""
    query = (
        select(Source.id, Source.due_at)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Source.active, Retailer.enabled, ~Retailer.replaying)
        .order_by(Retailer.name, Source.id)
    )
    if retailer:
        query = query.where(Retailer.name == retailer)
    return [(source_id, due_at) for source_id, due_at in session.execute(query)]
