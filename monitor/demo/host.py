"""Host the demo market in this process: decide whether there is one, replay its past, serve its shops."""

import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import structlog
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from sqlalchemy import Connection, text

from monitor.app import Database, Workshop
from monitor.clock import Clock, ReplayClock
from monitor.demo.market import DAYS, DemoMarket
from monitor.demo.rates import rates_csv
from monitor.demo.replay import replay
from monitor.storage import demo, rates
from scrapers import ecb

log = structlog.get_logger(__name__)

#: Two polls a day are enough for a past; live, somebody is watching.
_REPLAYED_EVERY: Final = timedelta(hours=12)
_LIVE_EVERY: Final = timedelta(minutes=1)
_RATES_AHEAD: Final = timedelta(days=365)
#: After a longer pause than this the scenario is moved so that it ends now.
_STALE: Final = timedelta(hours=12)
_LOCK: Final = 0x64656D6F  # "demo": one process at a time serves the shops


class DemoHost:
    """The demo market, if this process is to host it."""

    def __init__(self, database: Database, work: Workshop, is_stopping: Callable[[], bool]) -> None:
        self._database = database
        self._work = work
        self._is_stopping = is_stopping
        self._lock: Connection | None = None
        self._market: DemoMarket | None = None
        self._clock: Clock = work.clock

    def start(self) -> None:
        """Serve the shops, after replaying their past where that has not been done lately.

        Raises:
            Stopping: the process is being stopped; the replay begins anew the next time.
        """
        sessions = self._work.sessions
        with sessions() as session:
            wanted = demo.is_wanted(session)
        if not wanted or not self._become_host():
            return
        now = self._work.clock.now()
        with sessions() as session:
            anchor, read_at, port = demo.anchor(session), demo.last_read_at(session), demo.port(session)
        if anchor and read_at and now - read_at < _STALE and self._serve(anchor, port or 0):
            with sessions.begin() as session:
                demo.go_live(session, now, interval=_LIVE_EVERY)
            log.info("the demo market goes on", port=port)
        else:
            self._replay(now)

    def stop(self) -> None:
        """Serve no more."""
        if self._market:
            self._market.stop()
        if self._lock:
            self._lock.close()

    def _become_host(self) -> bool:
        """Take the place of the one process that serves the shops; the connection holds it while it lives."""
        self._lock = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return bool(self._lock.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": _LOCK}))

    def _now(self) -> datetime:
        return self._clock.now()

    def _serve(self, anchor: datetime, port: int) -> bool:
        try:
            self._market = DemoMarket(anchor=anchor, now=self._now, port=port)
            self._market.start()
        except OSError:
            # The port the history names is taken: a new history with another port it is.
            self._market = None
            return False
        return True

    def _publish_rates(self, anchor: datetime, now: datetime) -> None:
        """Store the exchange rates that the market's page shows, a year ahead: nobody fetches them while it is a demo.

        Rules look at the rates up to their day, never at later ones.
        """
        until = now + _RATES_AHEAD
        published = ecb.read(rates_csv(anchor - timedelta(days=DAYS), until), until.date())
        rates.store(self._work.sessions, published, now, source=rates.DEMO)

    def _replay(self, end: datetime) -> None:
        start = end - timedelta(days=DAYS)
        self._clock = clock = ReplayClock(start)
        market = DemoMarket(anchor=end, now=self._now)
        market.start()
        self._market = market
        sessions = self._work.sessions
        with sessions.begin() as session:
            demo.begin(session, market.retailers(), start, end, interval=_REPLAYED_EVERY)
        self._publish_rates(end, end)
        self._work.present.replayed = start
        with _bar() as show:

            def on_progress(moment: datetime) -> None:
                self._work.present.replayed = moment
                show(min((moment - start).days, DAYS))

            polls = replay(self._work.poller, clock, end, on_progress=on_progress, stopping=self._is_stopping)
        self._clock = self._work.clock
        now = self._work.clock.now()
        with sessions.begin() as session:
            demo.go_live(session, now, interval=_LIVE_EVERY)
        self._work.present.replayed = None
        log.info("demo market replayed", polls=polls, seconds=round((now - end).total_seconds(), 1))


class _bar:  # noqa: N801 - used as a function
    """A progress bar on a terminal; elsewhere a line every tenth."""

    def __enter__(self) -> Callable[[int], None]:
        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("Replaying {task.total} days of the demo market"),
            BarColumn(),
            TextColumn("day {task.completed}"),
            TimeRemainingColumn(),
            console=console,
            disable=not console.is_terminal,
        )
        self._task = self._progress.add_task("replay", total=DAYS)
        self._progress.start()
        return self._show

    def _show(self, day: int) -> None:
        self._progress.update(self._task, completed=day)
        if self._progress.disable and day % (DAYS // 10) == 0:
            sys.stderr.write(f"Replaying the demo market: day {day} of {DAYS}\n")

    def __exit__(self, *_: object) -> None:
        self._progress.stop()
