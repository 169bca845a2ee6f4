"""Signals about the monitor's own sight as rows: what following a source's polls needs, and what comes of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Interval, Select, case, func, literal, or_, select, union, union_all, update
from sqlalchemy.orm import Session

from monitor.polling.schedule import BRIDGED_INTERVALS, LATENESS
from monitor.signals.listing import Episode, Event
from monitor.signals.quality import LONGEST_WAIT, Followed, SeenPoll, SeenSource
from monitor.storage import episodes, signals
from monitor.storage.models import Coverage, Poll, Retailer, Source
from monitor.storage.models_signals import Signal
from monitor.vocabulary import DATA_QUALITY, SignalKind
from scrapers.errors import Outcome

#: How long a source's last complete poll holds, and a source that was never read completely is given.
_HELD: Final = Source.interval.op("*", return_type=Interval())(literal(BRIDGED_INTERVALS * LATENESS))


@dataclass(frozen=True, slots=True)
class SourceHistory:
    """A source with what must be looked at; the arguments of `monitor.signals.quality.follow`."""

    id: int
    market: str
    retailer_id: int
    source: SeenSource
    past: list[SeenPoll]
    new: list[SeenPoll]
    open: list[Episode]
    lapses: list[datetime]


def to_follow(session: Session, after: datetime, until: datetime) -> list[SourceHistory]:
    """Sources polled in (after, until], those that time alone may say something of, in the order they were made.

    Only what is asked for now: active sources of enabled retailers, from when they were last enabled on.
    """
    lapses = _lapses(session, after, until)
    polled = select(Poll.source_id).where(Poll.recorded_at > after, Poll.recorded_at <= until)
    waiting = select(Poll.source_id).where(
        ~Poll.complete, Poll.recorded_at > after - LONGEST_WAIT, Poll.recorded_at <= after
    )
    ids = {*session.scalars(union(polled, waiting)), *lapses}
    if not ids:
        return []
    polls = _polls(session, sorted(ids), after, until)
    episodes = _open_episodes(session, sorted(ids))
    rows = session.execute(
        select(Source.id, Retailer.market, Source.retailer_id, Source.url, Source.lists_only_in_stock)
        .join(Retailer)
        .where(Source.id == func.any(sorted(ids)), Source.active, Retailer.enabled)
        .order_by(Source.id)
    )
    return [
        SourceHistory(
            id=row.id,
            market=row.market,
            retailer_id=row.retailer_id,
            source=SeenSource(row.url, row.lists_only_in_stock),
            past=[poll for poll in polls[row.id] if poll.at <= after],
            new=[poll for poll in polls[row.id] if poll.at > after],
            open=episodes[row.id],
            lapses=lapses[row.id],
        )
        for row in rows
    ]


def _lapses(session: Session, after: datetime, until: datetime) -> dict[int, list[datetime]]:
    """Moments in (after, until] at which what was known of a source held no longer, by source.

    That is the end of each stretch of coverage, or later where the source was not asked for then; and for a source that
    was asked for and not read from the beginning, as long after it.
    """
    first_poll = (
        select(Poll.recorded_at)
        .where(Poll.source_id == Source.id)
        .order_by(Poll.observed_at)
        .limit(1)
        .scalar_subquery()
    )
    stretches = select(
        Coverage.source_id,
        Coverage.held_to,
        func.lead(Coverage.valid_from)
        .over(partition_by=Coverage.source_id, order_by=Coverage.valid_from)
        .label("seen_again"),
    ).subquery()
    ended = (
        select(
            Source.id.label("source_id"),
            case(
                (Source.asked_since > stretches.c.held_to, Source.asked_since + _HELD), else_=stretches.c.held_to
            ).label("at"),
            stretches.c.seen_again,
        )
        .join(stretches, stretches.c.source_id == Source.id)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Source.active, Retailer.enabled)
    )
    first_seen = select(func.min(Coverage.valid_from)).where(Coverage.source_id == Source.id).scalar_subquery()
    never = (
        select(
            Source.id.label("source_id"),
            (func.coalesce(Source.asked_since, first_poll) + _HELD).label("at"),
            first_seen.label("seen_again"),
        )
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Source.active, Retailer.enabled)
    )
    lost = union_all(ended, never).subquery()
    found: dict[int, list[datetime]] = defaultdict(list)
    for source_id, at in session.execute(
        select(lost.c.source_id, lost.c.at).where(
            lost.c.at > after, lost.c.at <= until, or_(lost.c.seen_again.is_(None), lost.c.at < lost.c.seen_again)
        )
    ):
        found[source_id].append(at)
    return found


def _polls(session: Session, ids: Sequence[int], after: datetime, until: datetime) -> dict[int, list[SeenPoll]]:
    """Polls up to `until` by source, oldest first: from the last `ok` one before `after` on."""
    last_ok = (
        select(Poll.recorded_at)
        .where(Poll.source_id == Source.id, Poll.outcome == Outcome.OK, Poll.recorded_at <= after)
        .order_by(Poll.observed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    since = (
        select(Source.id, func.greatest(last_ok, Source.asked_since).label("at"))
        .where(Source.id == func.any(list(ids)))
        .subquery()
    )
    rows = session.execute(
        select(
            Poll.source_id,
            Poll.recorded_at,
            Poll.outcome,
            Poll.reason,
            Poll.detail,
            Poll.complete,
            Poll.found,
            Poll.expected,
            Poll.warning_kinds,
        )
        .join(since, since.c.id == Poll.source_id)
        .where(Poll.recorded_at <= until, or_(since.c.at.is_(None), Poll.recorded_at >= since.c.at))
        .order_by(Poll.source_id, Poll.recorded_at)
    )
    polls: dict[int, list[SeenPoll]] = defaultdict(list)
    for row in rows:
        polls[row.source_id].append(
            SeenPoll(
                at=row.recorded_at,
                outcome=row.outcome,
                reason=row.reason,
                detail=row.detail,
                complete=row.complete,
                found=row.found,
                expected=row.expected,
                warning_kinds=row.warning_kinds or {},
            )
        )
    return polls


def _of_source() -> Select[Signal, Source, bool]:
    """Open episodes with their sources: a source's address is part of the evidence, and its retailer has it once."""
    return (
        select(Signal, Source, Retailer.enabled)
        .join(Retailer, Retailer.id == Signal.retailer_id)
        .join(Source, Source.retailer_id == Retailer.id)
        .where(
            Signal.closed_at.is_(None), Signal.kind.in_(DATA_QUALITY), Source.url == Signal.evidence["source"].astext
        )
    )


def _open_episodes(session: Session, ids: Sequence[int]) -> dict[int, list[Episode]]:
    episodes: dict[int, list[Episode]] = defaultdict(list)
    for signal, source, _ in session.execute(_of_source().where(Source.id == func.any(list(ids)))):
        episodes[source.id].append(Episode(signal.kind, signal.opened_at, signal.evidence))
    return episodes


def write(session: Session, history: SourceHistory, followed: Followed, recorded_at: datetime) -> int:
    """Append what happened, bring the episodes' rows up to it, and answer how many events were written.

    Writing the same again changes nothing. How many polls an open episode lasted stands in its row alone.
    """
    written = sum(_write_event(session, history, event, recorded_at) for event in followed.events)
    before = {episode.kind: episode for episode in history.open}
    for kind, episode in followed.open.items():
        if episode != before.get(kind):
            session.execute(
                update(Signal)
                .where(Signal.episode_key == _key(history, kind, episode.opened_at), Signal.closed_at.is_(None))
                .values(evidence=episode.evidence)
            )
    return written


def _write_event(session: Session, history: SourceHistory, event: Event, recorded_at: datetime) -> bool:
    counted = {name: event.evidence[name] for name in ("polls", "last_poll_at") if name in event.evidence}
    return episodes.record(
        session,
        _key(history, event.kind, event.opened_at),
        event.what,
        opened={
            "kind": event.kind,
            "cause": event.cause,
            "market": history.market,
            "retailer_id": history.retailer_id,
            "opened_at": event.opened_at,
            "evidence": event.evidence,
        },
        changes={
            Signal.closed_at: event.at,
            Signal.evidence: episodes.noted("closing", event.evidence, **counted),
        },
        event=episodes.stamps(event.at, recorded_at, event.evidence, cause=event.cause),
    )


def _key(history: SourceHistory, kind: SignalKind, opened_at: datetime) -> str:
    return f"source:{history.id}:{kind}:{opened_at.isoformat()}"


def end_of_those_not_asked(session: Session, now: datetime) -> int:
    """Close episodes of sources that are no longer asked for, and answer how many; nobody is alerted."""
    rows = session.execute(_of_source().where(or_(~Source.active, ~Retailer.enabled))).all()
    for signal, source, enabled in rows:
        signals.end(session, signal, now, "source_dropped" if enabled and not source.active else "retailer_disabled")
    return len(rows)
