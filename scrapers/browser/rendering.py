"""One page, from its HTML as it came to the HTML that its visitor sees."""

import asyncio
import contextlib
from http.cookiejar import Cookie
from importlib.resources import files
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import Browser, BrowserContext, CDPSession, Error, Request, Route
from playwright.async_api import Page as Tab

from scrapers.address import shown
from scrapers.blocked import why_blocked
from scrapers.body import too_large
from scrapers.browser.parts import NotLoaded, Parts, Wanted
from scrapers.errors import Blocked, PollError, TryLater
from scrapers.late import late
from scrapers.page import Page
from scrapers.whole import stops_early

#: Kinds of parts that build a page. Pictures, fonts and streams do not; frames hold other pages.
_BUILDING: Final = frozenset({"script", "stylesheet", "xhr", "fetch"})
_FILLING: Final = _BUILDING - {"stylesheet"}
#: A page is done once nothing has been loaded or changed for so long,
_QUIET: Final = 1.0
# or nothing loaded, whatever goes on changing: clocks, carousels.
_RESTLESS: Final = 3.0
#: An empty frame may start that late after it was loaded.
_PATIENCE: Final = 10.0
_LOOK_EVERY: Final = 0.2
_CLOSING: Final = 5.0
# Tall, so that a list that fills only what is in view fills itself.
_WINDOW: Final = (1280, 6000)
# Of the frame, not of what was built from it.
_OF_THE_FRAME: Final = frozenset({"etag", "last-modified", "content-length", "content-encoding", "content-type"})
_POLICIES: Final = frozenset({"content-language", "content-security-policy", "referrer-policy"})
_END: Final = late(r"(?:</(?:body|html)>\s*)+\Z")
_AS_SEEN: Final = files("scrapers.browser").joinpath("as_seen.js").read_text(encoding="utf-8")
_WATCH: Final = """(() => {
    let changes = 0;
    const everything = {subtree: true, childList: true, characterData: true, attributes: true};
    new MutationObserver((records) => { changes += records.length; }).observe(document, everything);
    globalThis.look = () => ({changes, length: document.documentElement.textContent.length});
})()"""


async def render(
    browser: Browser,
    page: Page,
    parts: Parts,
    *,
    cookies: list[Cookie],
    locale: str,
    max_bytes: int,
) -> Page:
    """Let a page's scripts build it, in a context of its own, and return what they built.

    Args:
        browser: a Chromium without network.
        page: the page as it was fetched.
        parts: loads what it asks for.
        cookies: set when it was fetched.
        locale: for the page's scripts, e.g. ``de-DE``.
        max_bytes: largest page that is taken.

    Returns:
        The page in UTF-8. Where the original stopped before its end, or a part failed that might have filled it, it has
        no end either: readers take it for cut off.

    Raises:
        PollError: the page goes elsewhere, reloads itself, crashes, is too large, or its parts say that we should stop.
    """
    context: BrowserContext | None = None
    rendering = Rendering(page, parts, max_bytes)
    try:
        context = await browser.new_context(
            locale=locale,
            viewport={"width": _WINDOW[0], "height": _WINDOW[1]},
            accept_downloads=False,
            service_workers="block",
            offline=True,
        )
        for cookie in cookies:
            await _add_cookie(context, cookie)
        return await rendering.run(context)
    except Error as error:
        raise TryLater("browser_failed", f"{shown(page.url)}: {error.message.splitlines()[0]}"[:300]) from error
    finally:
        rendering.stop()
        await _close(browser, context)


async def _add_cookie(context: BrowserContext, cookie: Cookie) -> None:
    with contextlib.suppress(Error):  # one that Chromium does not take
        await context.add_cookies(
            [
                {
                    "name": cookie.name,
                    "value": cookie.value or "",
                    "domain": cookie.domain,
                    "path": cookie.path,
                    "secure": cookie.secure,
                    "httpOnly": cookie.has_nonstandard_attr("HttpOnly"),
                }
            ]
        )


async def _close(browser: Browser, context: BrowserContext | None) -> None:
    """Close a context. One that does not let itself be closed takes its browser along; the next fetch starts another."""
    for closing in (context, browser):
        try:
            if closing is not None:
                await asyncio.wait_for(closing.close(), _CLOSING)
        except (Error, TimeoutError):
            continue
        return


class Rendering:
    """A page that is being built."""

    def __init__(self, page: Page, parts: Parts, max_bytes: int) -> None:
        self._page = page
        self._parts = parts
        self._max_bytes = max_bytes
        self._given = False
        self._failed = False
        self._loading: set[asyncio.Task[Any]] = set()
        self._last_loaded = 0.0
        self._error: PollError | None = None
        self._building: asyncio.Future[Page] | None = None

    async def run(self, context: BrowserContext) -> Page:
        """Return the page once it is done.

        Raises:
            PollError, Error: as `render`.
        """
        await context.route("**/*", self._answer)
        tab = await context.new_page()
        tab.on("crash", lambda _: self._end(TryLater("page_crashed", f"{shown(self._page.url)}: it crashed")))
        self._building = asyncio.ensure_future(self._build(context, tab))
        try:
            return await self._building
        except (asyncio.CancelledError, Error):
            if self._error:
                raise self._error from None
            raise

    def stop(self) -> None:
        """Give up what is still being loaded."""
        for task in list(self._loading):
            task.cancel()

    async def _build(self, context: BrowserContext, tab: Tab) -> Page:
        await tab.goto(self._page.url, wait_until="load", timeout=0)
        world = await _World.of(context, tab)
        await world.call(_WATCH)
        now = asyncio.get_running_loop().time
        loaded = changed = now()
        changes = 0
        while True:
            await asyncio.sleep(_LOOK_EVERY)
            look = await world.call("look()")
            if look["length"] > self._max_bytes:
                raise self._too_large()
            if changes != look["changes"]:
                changes, changed = look["changes"], now()
            unloaded = 0.0 if self._loading else now() - max(self._last_loaded, loaded)
            if unloaded < _QUIET or (now() - changed < _QUIET and unloaded < _RESTLESS):
                continue
            built = await self._as_seen(world)
            if now() - loaded > _PATIENCE or why_blocked(built) != "needs_javascript":
                return built

    async def _as_seen(self, world: "_World") -> Page:
        seen = await world.call(f"({_AS_SEEN})({self._max_bytes})")
        body = (seen["html"] or "").encode("utf-8", "replace")
        if not body or len(body) > self._max_bytes:
            raise self._too_large()
        if self._failed or stops_early(self._page):
            body = _END.sub("", body.decode()).encode()
        headers = {name: value for name, value in self._page.headers.items() if name not in _OF_THE_FRAME}
        # Scripts may name the page anew, but only within its host.
        return Page(seen["url"], body, self._page.status, headers | {"content-type": "text/html; charset=utf-8"})

    def _too_large(self) -> PollError:
        return TryLater("too_large", f"{shown(self._page.url)}: {too_large(self._max_bytes)}")

    def _end(self, error: PollError) -> None:
        if self._error is None and self._building:
            self._error = error
            self._building.cancel()

    async def _answer(self, route: Route) -> None:
        """Answer a request of the page; each comes in a task of its own."""
        request = route.request
        with contextlib.suppress(Error):  # the tab is gone, and nobody waits for the answer
            if request.is_navigation_request():
                await self._navigate(route, request)
            elif request.resource_type in _BUILDING and self._error is None:
                await self._load(route, request)
            else:
                await route.abort()

    async def _navigate(self, route: Route, request: Request) -> None:
        """Give the tab its page, once. Where a page then sends its visitor is noted, and nobody goes there."""
        if not self._given:
            self._given = True
            await route.fulfill(status=self._page.status, headers=_frame_headers(self._page), body=self._page.body)
            return
        is_frame = request.frame.parent_frame is not None
        await route.abort()
        if not is_frame:
            self._end(_left(self._page.url, request.url))

    async def _load(self, route: Route, request: Request) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._loading.add(task)
        try:
            wanted = Wanted(request.method, request.url, request.headers, request.post_data_buffer)
            part = await self._parts.load(wanted, lambda url: _cookies(request, url))
            self._failed |= part.status >= 500 and request.resource_type in _FILLING
            await route.fulfill(status=part.status, headers=part.headers, body=part.content)
        except NotLoaded as error:
            self._failed |= error.failed and request.resource_type in _FILLING
            await route.abort()
        except PollError as error:
            self._end(error)
            await route.abort()
        finally:
            self._loading.discard(task)
            self._last_loaded = asyncio.get_running_loop().time()


async def _cookies(request: Request, url: str) -> str:
    cookies = await request.frame.page.context.cookies(url)
    return "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in cookies if "name" in cookie)


def _left(url: str, target: str) -> PollError:
    """What it means that a page sends its visitor away."""
    here, there = urlsplit(url), urlsplit(target)
    if (here.netloc, here.path) == (there.netloc, there.path):
        return Blocked("challenge", f"{shown(url)}: its scripts load it again, as challenges do")
    where = f"{shown(url)}: its scripts go on to {shown(target)}"
    return TryLater("redirect_by_script", f"{where}; if that is the page to read, name it in the retailer's file")


def _frame_headers(page: Page) -> dict[str, str]:
    """What the tab is told of its page: the encoding that readers would use, and the shop's policies."""
    headers = {name: value for name, value in page.headers.items() if name in _POLICIES}
    return headers | {"content-type": f"text/html; charset={page.encoding}"}


class _World:
    """Where our own scripts run: they share the tab's document, and nothing that the page's scripts have changed."""

    def __init__(self, session: CDPSession, number: int) -> None:
        self._session = session
        self._number = number

    @classmethod
    async def of(cls, context: BrowserContext, tab: Tab) -> "_World":
        session = await context.new_cdp_session(tab)
        tree = await session.send("Page.getFrameTree")
        made = await session.send("Page.createIsolatedWorld", {"frameId": tree["frameTree"]["frame"]["id"]})
        return cls(session, made["executionContextId"])

    async def call(self, script: str) -> Any:
        """Return what a script evaluates to."""
        asked = {"expression": script, "contextId": self._number, "returnByValue": True}
        answer = await self._session.send("Runtime.evaluate", asked)
        if "exceptionDetails" in answer:
            raise Error(f"the page could not be looked at: {answer['exceptionDetails'].get('text', '')}")
        return answer["result"].get("value")
