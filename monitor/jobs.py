"""The task queue: what any worker, in this process or on another machine, can run.

Only what is due now is deferred; the schedule itself stands on the source rows. Queue rows are deleted when done:
the poll's own row says what came of it.
"""

from datetime import datetime, timedelta
from typing import Any, Final, Protocol

import structlog
from procrastinate import App, JobContext, PsycopgConnector, SyncPsycopgConnector
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import JobDeferrer, Status
from procrastinate.manager import JobManager
from procrastinate.tasks import Task
from sqlalchemy.orm import Session

from monitor import delivering, fold
from monitor.alerts.words import Via
from monitor.clock import Clock
from monitor.delivering import Post
from monitor.market_fold import MarketMemory
from monitor.polling.poll import Poller
from monitor.polling.rates import RateFetcher
from monitor.storage import outbox, polls, retention
from monitor.storage.engine import Sessions

log = structlog.get_logger(__name__)

HEARTBEAT: Final = 2.0
#: A worker silent for this long is dead; its jobs are failed, and what they were to poll is still due.
STALLED_AFTER: Final = 10.0
#: Raw polls are kept this long; coverage says for ever what they proved.
_POLLS_KEPT: Final = timedelta(days=30)
#: What was sent is kept this long.
_DELIVERIES_KEPT: Final = timedelta(days=180)
_WORK: Final = "work"

# Never opened: workers take it with a connector of their own, and jobs are deferred on a session's connection.
_nowhere = SyncPsycopgConnector()
_app = App(connector=_nowhere)
_manager = JobManager(_nowhere)


class Work(Protocol):
    """What jobs need."""

    @property
    def sessions(self) -> Sessions:
        """Makes database sessions."""

    @property
    def clock(self) -> Clock:
        """Real time."""

    @property
    def poller(self) -> Poller:
        """The use case "poll one source"."""

    @property
    def memory(self) -> MarketMemory:
        """What the last advance of this process left."""

    @property
    def rates(self) -> RateFetcher:
        """The use case "fetch exchange rates"."""

    @property
    def post(self) -> Post:
        """Hands messages over."""


@_app.task(name="poll", pass_context=True)
def poll(context: JobContext, *, source_id: int, due_at: str) -> None:
    """Poll one source, if it is still due as it was when this was deferred."""
    work = _work(context)
    result = work.poller.poll(source_id, datetime.fromisoformat(due_at))
    if result and result.changed:
        # Who waits for a card wants to know now, not at the next tick.
        defer_once(work.sessions, advance_signals)


@_app.task(name="advance_signals", pass_context=True)
def advance_signals(context: JobContext) -> None:
    """Follow what was observed since the last time, and have sent what is to be told of it."""
    work = _work(context)
    fold.advance(work.sessions, work.clock.now(), memory=work.memory)
    defer_deliveries(work.sessions, work.post, work.clock.now())


@_app.task(name="deliver", pass_context=True)
def deliver(context: JobContext, *, recipient_id: int) -> None:
    """Hand over what waits for a recipient."""
    work = _work(context)
    delivering.deliver(work.sessions, work.post, work.clock, recipient_id)


@_app.task(name="thin_polls", pass_context=True)
def thin_polls(context: JobContext) -> None:
    """Delete old polls, and readings that a retailer's terms let us keep no longer."""
    work = _work(context)
    deleted = 1
    while deleted:
        with work.sessions.begin() as session:
            deleted = polls.thin_polls(session, work.clock.now() - _POLLS_KEPT)
        log.info("polls thinned", deleted=deleted)
    forget_readings(work.sessions, work.clock.now())
    with work.sessions.begin() as session:
        outbox.forget(session, work.clock.now() - _DELIVERIES_KEPT)


@_app.task(name="fetch_rates", pass_context=True)
def fetch_rates(context: JobContext) -> None:
    """Ask for exchange rates, if a day's are missing and a real retailer is enabled."""
    _work(context).rates.fetch_if_due()


def forget_readings(sessions: Sessions, now: datetime) -> None:
    """Delete readings that are older than their retailers' terms allow."""
    with sessions() as session:
        limits = list(retention.limits(session))
    for retailer_id, limit in limits:
        deleted = 1
        while deleted:
            with sessions.begin() as session:
                deleted = retention.forget(session, retailer_id, now - limit)
            log.info("readings forgotten", retailer_id=retailer_id, deleted=deleted)


def _work(context: JobContext) -> Work:
    work: Work = (context.additional_context or {})[_WORK]
    return work


def queue(conninfo: str) -> App:
    """The queue's application, not yet opened."""
    return _app.with_connector(PsycopgConnector(conninfo=conninfo, min_size=1, max_size=6, timeout=5))


async def run_worker(app: App, work: Work, concurrency: int) -> None:
    """Run jobs until cancelled. `app` must be open."""
    await app.run_worker_async(
        concurrency=concurrency,
        additional_context={_WORK: work},
        install_signal_handlers=False,
        shutdown_graceful_timeout=4,
        fetch_job_polling_interval=5,
        update_heartbeat_interval=HEARTBEAT,
        stalled_worker_timeout=STALLED_AFTER,
        delete_jobs="always",
    )


async def fail_jobs_of_dead_workers(app: App) -> int:
    """Free the retailers that dead workers held; answer how many jobs they had."""
    stalled = list(await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER))
    for job in stalled:
        log.warning("a worker died; its job is given up and the source stays due", job=job.call_string)
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=True)
    return len(stalled)


def defer_due(sessions: Sessions, now: datetime) -> int:
    """Defer a poll for every due source that has none yet; answer how many."""
    deferred = 0
    with sessions.begin() as session:
        for source_id, due_at, retailer in polls.sources_to_defer(session, now):
            deferred += _defer(
                session,
                poll,
                {"source_id": source_id, "due_at": due_at.isoformat()},
                lock=f"retailer:{retailer}",
                queueing_lock=f"source:{source_id}",
            )
    return deferred


def defer_deliveries(sessions: Sessions, post: Post, now: datetime) -> int:
    """Defer a job for every recipient with something due that can be sent from here; answer how many."""
    ways = [via for via in Via if post.is_ready(via)]
    if not ways:
        return 0
    with sessions.begin() as session:
        return sum(
            _defer(
                session,
                deliver,
                {"recipient_id": recipient_id},
                lock=f"recipient:{recipient_id}",
                queueing_lock=f"recipient:{recipient_id}",
            )
            for recipient_id in outbox.ready(session, now, ways)
        )


def defer_once(sessions: Sessions, task: Task[Any, Any, Any]) -> bool:
    """Defer a task that needs to wait in the queue once at most, and to run once at a time."""
    with sessions.begin() as session:
        return _defer(session, task, {}, lock=task.name, queueing_lock=task.name)


def _defer(
    session: Session, task: Task[Any, Any, Any], arguments: dict[str, Any], *, lock: str, queueing_lock: str
) -> bool:
    """Defer on the session's own connection, so that a rollback takes the job with it."""
    job = task.configure(lock=lock, queueing_lock=queueing_lock).job
    try:
        # A duplicate aborts the transaction: only the savepoint goes. It is set when the session is asked for its
        # connection inside the block.
        with session.begin_nested():
            connection = session.connection().connection.driver_connection
            JobDeferrer(job_manager=_manager, job=job, connection=connection).defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True
