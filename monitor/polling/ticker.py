"""The tick: in every process, every second, what is due is deferred. The only user of APScheduler.

Schedules are kept in memory only: what is due when stands on the source rows, so that any number of processes may
tick.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

import structlog
from apscheduler.events import EVENT_JOB_ERROR, EVENT_JOB_MAX_INSTANCES, EVENT_JOB_MISSED, JobEvent
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import OperationalError

from monitor import jobs
from monitor.clock import Clock
from monitor.delivering import Post
from monitor.storage import reader
from monitor.storage.engine import Sessions

log = structlog.get_logger(__name__)

_TICK: Final = timedelta(seconds=1)
_READERS_EVERY: Final = timedelta(seconds=5)
_FOLD_EVERY: Final = timedelta(seconds=30)
_THIN_FIRST: Final = timedelta(minutes=1)
_THIN_EVERY: Final = timedelta(hours=6)
# The job itself knows whether there is something to ask for.
_RATES_FIRST: Final = timedelta(minutes=2)
_RATES_EVERY: Final = timedelta(minutes=30)


class Ticker:
    """Defers what is due until stopped."""

    def __init__(self, sessions: Sessions, clock: Clock, post: Post) -> None:
        self._now = clock.now
        # A late run is still worth running, and several missed ones are worth one.
        self._scheduler = BackgroundScheduler(
            timezone="UTC", job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
        )
        self._scheduler.add_listener(_report, EVENT_JOB_ERROR | EVENT_JOB_MISSED | EVENT_JOB_MAX_INSTANCES)
        self._every(_TICK, "tick", lambda: jobs.defer_due(sessions, clock.now()))
        self._every(_READERS_EVERY, "readers", lambda: reader.end_overdue(sessions))
        self._every(_TICK, "deliver", lambda: jobs.defer_deliveries(sessions, post, clock.now()))
        self._every(_FOLD_EVERY, "fold", lambda: jobs.defer_once(sessions, jobs.advance_signals))
        self._soon_and_every(_THIN_FIRST, _THIN_EVERY, "thin", lambda: jobs.defer_once(sessions, jobs.thin_polls))
        self._soon_and_every(_RATES_FIRST, _RATES_EVERY, "rates", lambda: jobs.defer_once(sessions, jobs.fetch_rates))

    def _every(self, interval: timedelta, name: str, run: Callable[[], object]) -> None:
        self._scheduler.add_job(run, "interval", seconds=interval.total_seconds(), id=name)

    def _soon_and_every(self, first: timedelta, interval: timedelta, name: str, run: Callable[[], object]) -> None:
        """Not only one interval from now: who runs it for a few hours a day has old polls and new days, too."""
        self._scheduler.add_job(run, id=f"{name}_first", next_run_time=self._now() + first)
        self._every(interval, name, run)

    def start(self) -> None:
        """Begin to tick, in a thread of its own."""
        self._scheduler.start()

    def stop(self) -> None:
        """Tick no more."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


def _report(event: JobEvent) -> None:
    """APScheduler itself only logs; say in our log what did not run, in one line if the database is away."""
    error = getattr(event, "exception", None)
    if isinstance(error, OperationalError):
        log.warning("the database does not answer; trying again", job=event.job_id)
    elif error is not None:
        log.error("a scheduled job failed", job=event.job_id, exc_info=error)
    elif event.code == EVENT_JOB_MISSED:
        log.warning("a scheduled run was missed", job=event.job_id)
