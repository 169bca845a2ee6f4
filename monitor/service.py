"""Run everything in one process: the tick, the worker, the web page, the demo market and the embedded Postgres.

`gpumarket up` runs all of it, `gpumarket worker` the tick and the worker only. Stopping is asked for by a signal, which
is only noted; every step of starting looks at the note, and everything that was started is stopped in reverse order.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import structlog
from procrastinate import App

from monitor import charts, jobs
from monitor.alerts.words import Via
from monitor.app import Database, Workshop, open_database, sync_retailers, sync_rules, workshop
from monitor.clock import Stopping, SystemClock
from monitor.commands.problems import PortInUseError
from monitor.config import Settings
from monitor.demo.host import DemoHost
from monitor.polling.ticker import Ticker
from monitor.storage.engine import conninfo
from monitor.web.server import PATIENCE, serve

log = structlog.get_logger(__name__)
T = TypeVar("T")

_SUPERVISE_EVERY: Final = 1.0
_RESCUE_EVERY: Final = 5.0
#: A graceful stop may take this long; then the process ends anyway. What was not stored is still due.
_GRACE: Final = 8.0
_RESTART_AFTER: Final = (0.5, 1, 1, 2, 2, 5)


class Service:
    """One process at work."""

    def __init__(self, settings: Settings, *, with_web: bool) -> None:
        self._settings = settings
        self._with_web = with_web
        self._stopping = threading.Event()
        self._stop = asyncio.Event()
        self._database: Database | None = None

    def is_stopping(self) -> bool:
        """True once somebody asked the process to stop."""
        return self._stopping.is_set()

    async def run(self) -> None:
        """Run until a signal asks to stop.

        Raises:
            PortInUseError, DatabaseUrlError, EmbeddedError, SchemaError, SpecError: it cannot start.
            OperationalError: the database does not answer.
        """
        self._listen_to_signals()
        # The default executor has 6 threads on 2 cores; jobs wait for shops most of the time.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(self._settings.concurrency + 12))
        with contextlib.suppress(Stopping):
            async with contextlib.AsyncExitStack() as stack:
                listener = stack.enter_context(_listen(self._settings)) if self._with_web else None
                database = await stack.enter_async_context(_in_thread(open_database(self._settings)))
                self._database = database
                self._check()
                clock = SystemClock(self._stopping)
                work = await stack.enter_async_context(_in_thread(workshop(self._settings, database.sessions, clock)))
                self._check()
                stack.callback(self._stopping.set)
                await stack.enter_async_context(_task(_supervise(database), "database"))
                if listener:
                    await stack.enter_async_context(self._web(listener, work, database))
                await self._work(stack, work, database)
                await self._stop.wait()
        log.info("stopped")

    async def _work(self, stack: contextlib.AsyncExitStack, work: Workshop, database: Database) -> None:
        """Tick and run jobs, until the stack is unwound."""
        if self._with_web or work.post.is_ready(Via.MAIL):
            # The first chart of a process stops all of it for a second or two: not when somebody waits for a mail.
            await asyncio.to_thread(charts.warm_up)
        await stack.enter_async_context(_task(self._keep_working(work, database), "worker"))
        ticker = Ticker(work.sessions, work.clock, work.post)
        ticker.start()
        stack.callback(ticker.stop)

    @contextlib.asynccontextmanager
    async def _web(self, listener: socket.socket, work: Workshop, database: Database) -> AsyncIterator[None]:
        """The page, and the demo market beside it while no real retailer is enabled."""
        await asyncio.to_thread(sync_retailers, self._settings, work.sessions)
        await asyncio.to_thread(sync_rules, self._settings, work)
        demo = DemoHost(database, work, self.is_stopping)
        async with serve(listener, work, database.engine, patience=PATIENCE):
            sys.stderr.write(f"gpumarket is at http://{_address(listener)}/  (Ctrl-C stops it)\n")
            try:
                await asyncio.to_thread(demo.start)
                yield
            finally:
                await asyncio.to_thread(demo.stop)

    async def _keep_working(self, work: Workshop, database: Database) -> None:
        """Run the worker. Any database error ends it, so begin anew, later each time it fails again."""
        for attempt in _attempts():
            app = jobs.queue(conninfo(database.url))
            try:
                async with app.open_async(), _task(_rescue(app), "rescue"):
                    await jobs.run_worker(app, work, self._settings.concurrency)
            except asyncio.CancelledError:
                raise
            except Exception as error:  # noqa: BLE001 - whatever ended it, the work must go on
                log.warning("the worker stopped; starting it again", error=f"{type(error).__name__}: {error}")
            await asyncio.sleep(attempt)

    def _listen_to_signals(self) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._ask_to_stop)

    def _ask_to_stop(self) -> None:
        if self._stopping.is_set():
            self._end_now()
        log.info("stopping")
        self._stopping.set()
        self._stop.set()
        watchdog = threading.Timer(_GRACE, self._end_now)
        watchdog.daemon = True
        watchdog.start()

    def _end_now(self) -> None:
        """End without waiting for running jobs: what they would have stored is still due."""
        try:
            if self._database and self._database.embedded:
                self._database.embedded.stop()
        finally:
            os._exit(0)

    def _check(self) -> None:
        if self._stopping.is_set():
            raise Stopping


async def _supervise(database: Database) -> None:
    """Start the embedded server again if somebody killed it."""
    while database.embedded:
        await asyncio.sleep(_SUPERVISE_EVERY)
        try:
            if await asyncio.to_thread(database.embedded.ensure):
                log.warning("the embedded PostgreSQL had died and was started again")
                database.engine.dispose()
        except Exception as error:  # noqa: BLE001 - the next second tries again
            log.warning("the embedded PostgreSQL cannot be started again yet", error=str(error))


async def _rescue(app: App) -> None:
    while True:
        try:
            await jobs.fail_jobs_of_dead_workers(app)
        except Exception as error:  # noqa: BLE001 - the next time tries again; nobody else frees what the dead held
            log.warning("looking for dead workers failed", error=f"{type(error).__name__}: {error}")
        await asyncio.sleep(_RESCUE_EVERY)


def _attempts() -> Iterator[float]:
    yield from _RESTART_AFTER
    while True:
        yield _RESTART_AFTER[-1]


@contextlib.contextmanager
def _listen(settings: Settings) -> Iterator[socket.socket]:
    """The web page's port, taken before anything else is started."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        socket.getaddrinfo(settings.host, settings.port)
        listener = socket.create_server((settings.host, settings.port), family=family)
    except socket.gaierror as error:
        raise PortInUseError(f"GPUMARKET_HOST={settings.host!r} is no address: write one such as 127.0.0.1") from error
    except OSError as error:
        raise PortInUseError(
            f"{settings.host}:{settings.port} cannot be listened on ({os.strerror(error.errno) if error.errno else error}). "
            f"Another gpumarket or another program may be using it: stop that, or choose another address or port, "
            f"for example GPUMARKET_PORT={settings.port + 1 if settings.port < 65535 else 8080}."
        ) from error
    with listener:
        yield listener


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


@contextlib.asynccontextmanager
async def _in_thread(context: contextlib.AbstractContextManager[T]) -> AsyncIterator[T]:
    """A blocking context entered and left in a thread, so that signals are noticed meanwhile."""
    value = await asyncio.to_thread(context.__enter__)
    try:
        yield value
    finally:
        await asyncio.to_thread(context.__exit__, None, None, None)


@contextlib.asynccontextmanager
async def _task(coroutine: Coroutine[object, object, None], name: str) -> AsyncIterator[None]:
    """A task that runs while the context lasts."""
    task = asyncio.create_task(coroutine, name=name)
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await task
