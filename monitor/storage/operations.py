"""What an operator wants to know of the database: how much work waits, how far signals are told, how large it is."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from monitor.storage import signals
from monitor.storage.models import Retailer, Source
from monitor.storage.models_signals import Signal
from monitor.vocabulary import DATA_QUALITY, SignalKind

#: The watermark before the first signal is told, and the due time of a source that was never polled.
_NEVER: Final = datetime.fromtimestamp(0, UTC)

_JOBS: Final = text("""
    SELECT job.task_name, job.status::text, count(*),
        min(coalesce(job.scheduled_at, (SELECT max(e.at) FROM procrastinate_events e WHERE e.job_id = job.id AND e.type = 'deferred')))
    FROM procrastinate_jobs job WHERE job.status IN ('todo', 'doing') GROUP BY job.task_name, job.status
""")
_TABLES: Final = text("""
    SELECT c.relname, pg_total_relation_size(c.oid) AS size FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = current_schema()
""")


@dataclass(frozen=True, slots=True)
class Operations:
    """How the work goes.

    Attributes:
        jobs: how many there are, by task and status (todo, doing).
        waiting_since: by task, since when its oldest waiting job waits, aware UTC.
        signals_told_until: the moment up to which signals were told, aware UTC; None before the first.
        database_bytes: size on disk.
        table_bytes: size on disk by table.
    """

    jobs: dict[tuple[str, str], int]
    waiting_since: dict[str, datetime]
    signals_told_until: datetime | None
    database_bytes: int
    table_bytes: dict[str, int]


def operations(session: Session) -> Operations:
    """How the work goes now."""
    jobs = session.execute(_JOBS).all()
    told = signals.watermark(session)
    return Operations(
        jobs={(task, status): count for task, status, count, _ in jobs},
        waiting_since={task: since for task, status, _, since in jobs if status == "todo" and since is not None},
        signals_told_until=told if told > _NEVER else None,
        database_bytes=session.scalar(select(func.pg_database_size(func.current_database()))) or 0,
        table_bytes={row.relname: row.size for row in session.execute(_TABLES)},
    )


def first_due(session: Session) -> dict[str, datetime]:
    """By enabled retailer, when its source that waits longest became or becomes due, aware UTC; new sources aside."""
    rows = session.execute(
        select(Retailer.name, func.min(Source.due_at).label("due_at"))
        .join(Source, Source.retailer_id == Retailer.id)
        .where(Source.active, Retailer.enabled, ~Retailer.replaying, Source.due_at > _NEVER)
        .group_by(Retailer.name)
    )
    return {row.name: row.due_at for row in rows}


def open_quality(session: Session) -> dict[tuple[str, SignalKind], int]:
    """By retailer and kind, how many signals about what could not be seen are open."""
    rows = session.execute(
        select(Retailer.name, Signal.kind, func.count())
        .join(Retailer, Retailer.id == Signal.retailer_id)
        .where(Signal.closed_at.is_(None), Signal.kind.in_(DATA_QUALITY))
        .group_by(Retailer.name, Signal.kind)
    )
    return {(name, kind): count for name, kind, count in rows}
