"""The browser's process: one for all retailers, started when first needed, in a thread of its own."""

import asyncio
import concurrent.futures
import contextlib
import logging
import os
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Final, TypeVar

from playwright.async_api import Browser, Error, Playwright, async_playwright

from scrapers.browser.installed import chromium, no_browser

T = TypeVar("T")
log = logging.getLogger(__name__)

# Everything a page gets is fetched by this program: Chromium itself finds no host, has only a proxy where nobody
# listens, and sends nothing past it.
_NO_NETWORK: Final = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--proxy-server=socks5://127.0.0.1:1",
    "--proxy-bypass-list=<-loopback>",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
)
_QUIET: Final = (
    "--block-new-web-contents",
    "--deny-permission-prompts",
    "--disable-gpu",
    "--disable-sync",
    "--js-flags=--max-old-space-size=512",
)
# What it may know of our environment: no settings, no secrets.
_ENVIRONMENT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "XDG_RUNTIME_DIR")
_STARTING: Final = 30.0
_STOPPING: Final = 5.0
#: Without work for so long it is stopped; starting it takes a second.
_IDLE: Final = 60.0


class Closed(Exception):
    """The browser was closed while it was needed."""


class Chromium:
    """A Chromium that is there when it is needed. Safe to use from several threads.

    Attributes:
        user_agent: who it says it is.
    """

    def __init__(
        self, user_agent: str, *, program: Path | None = None, closed: Callable[[], Exception] = Closed
    ) -> None:
        """Set up without starting anything.

        Args:
            user_agent: who it says it is, to shops and to the scripts of their pages.
            program: the Chromium to start; None looks for one.
            closed: makes the error that work gets when the browser is closed meanwhile.
        """
        self.user_agent = user_agent
        self._program = program
        self._closed = closed
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._is_closed = False
        # Only used in the thread:
        self._starting = asyncio.Lock()
        self._running: tuple[Playwright, Browser] | None = None
        self._tasks: set[asyncio.Task[object]] = set()
        self._idle: asyncio.TimerHandle | None = None

    def run(self, work: Callable[[Browser], Awaitable[T]]) -> T:
        """Return what comes of some work with the browser, which is started first if need be.

        Raises:
            TryLater: there is no browser, or it cannot be started.
            What `closed` makes: it was closed meanwhile. What the work raises passes through.
        """
        with self._lock:
            if self._is_closed:
                raise self._closed()
            loop = self._started()
            future = asyncio.run_coroutine_threadsafe(self._work(work), loop)
        try:
            return future.result()
        except concurrent.futures.CancelledError:
            raise self._closed() from None

    def close(self) -> None:
        """Stop the browser and whatever is being done with it. It cannot be used afterwards."""
        with self._lock:
            self._is_closed = True
            loop, thread = self._loop, self._thread
        if loop is None or thread is None or not thread.is_alive():
            return
        asyncio.run_coroutine_threadsafe(self._shut_down(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            self._thread = threading.Thread(target=_run, args=(self._loop,), name="browser", daemon=True)
            self._thread.start()
        return self._loop

    async def _work(self, work: Callable[[Browser], Awaitable[T]]) -> T:
        task = asyncio.current_task()
        if task is None or self._is_closed:
            raise self._closed()
        self._tasks.add(task)
        if self._idle:
            self._idle.cancel()
        try:
            return await work(await self._browser())
        finally:
            self._tasks.discard(task)
            if not self._tasks:
                self._idle = asyncio.get_running_loop().call_later(_IDLE, self._rest)

    async def _browser(self) -> Browser:
        async with self._starting:
            if self._running and not await _is_alive(self._running[1]):
                await self._stop()
            if self._running is None:
                self._running = await self._start()
            return self._running[1]

    async def _start(self) -> tuple[Playwright, Browser]:
        program = chromium(self._program)
        driver = await async_playwright().start()
        try:
            browser = await driver.chromium.launch(
                executable_path=program,
                args=[*_NO_NETWORK, *_QUIET, f"--user-agent={self.user_agent}"],
                # Chromium's own sandbox does not work for root.
                chromium_sandbox=os.geteuid() != 0,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
                timeout=_STARTING * 1000,
                # Stopping is asked for by `close`, not by whoever signals the process.
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except BaseException as error:
            await driver.stop()
            if isinstance(error, Error):
                raise no_browser(f"{program} cannot be started: {_first_line(error)}") from error
            raise
        return driver, browser

    def _rest(self) -> None:
        if not self._tasks:
            task = asyncio.ensure_future(self._stop())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _stop(self) -> None:
        """Stop the browser and its driver; what does not stop in time ends with the driver's pipe."""
        running, self._running = self._running, None
        if running:
            driver, browser = running
            for stop in (browser.close, driver.stop):
                with contextlib.suppress(Error, TimeoutError):
                    await asyncio.wait_for(stop(), _STOPPING)

    async def _shut_down(self) -> None:
        if self._idle:
            self._idle.cancel()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        async with self._starting:
            await self._stop()


async def _is_alive(browser: Browser) -> bool:
    """Whether the browser answers; it says that it is connected also when its driver died."""
    try:
        session = await asyncio.wait_for(browser.new_browser_cdp_session(), _STOPPING)
        await session.detach()
    except (Error, TimeoutError):
        return False
    return True


def _run(loop: asyncio.AbstractEventLoop) -> None:
    asyncio.set_event_loop(loop)
    # What fails here beside the work, such as answers to a tab that is gone, concerns nobody.
    loop.set_exception_handler(lambda _, context: log.debug("%s", context.get("message")))
    try:
        loop.run_forever()
    finally:
        loop.close()


def _first_line(error: Error) -> str:
    return error.message.strip().splitlines()[0][:200]
