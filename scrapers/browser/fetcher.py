"""Ask a shop for a page that scripts build: politely as ever, then let Chromium build it."""

import asyncio
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from playwright.async_api import Browser

from scrapers.address import Home, shown
from scrapers.blocked import why_blocked
from scrapers.browser.chromium import Chromium
from scrapers.browser.parts import Parts
from scrapers.browser.rendering import render
from scrapers.client import accept_language
from scrapers.errors import Blocked, TimedOut
from scrapers.fetch import Budget, Fetcher, Leftover, Validators
from scrapers.page import Page
from scrapers.spec import RetailerSpec


class BrowserFetcher:
    """Fetches one retailer's pages as their visitors see them. Calls from several threads wait for each other.

    The page itself is fetched by a `Fetcher`: once, after the budget, if robots.txt allows it, and every error is the
    same. A wall is returned as it came: no script of it runs. Only then Chromium builds the page, in what is left of the
    time. What the page asks for meanwhile is the page's and not counted against the budget.
    """

    def __init__(
        self,
        spec: RetailerSpec,
        *,
        budget: Budget,
        chromium: Chromium,
        max_bytes: int = 20_000_000,
        on_request: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Set up without asking or starting anything.

        Args:
            spec: the retailer; `browser_hosts` may give its pages more than its own hosts do.
            budget: waited for before every page, robots.txt and redirects included.
            chromium: builds the pages and says who asks; somebody else's to close.
            max_bytes: largest page that is taken, before and after it is built, and largest sum of its parts.
            on_request: told each address before it is asked for, parts aside.
        """
        self._spec = spec
        self._chromium = chromium
        self._max_bytes = max_bytes
        self._fetcher = Fetcher(
            spec, budget=budget, user_agent=chromium.user_agent, max_bytes=max_bytes, on_request=on_request
        )
        self._named = Home.of(f"https://{host}" for host in spec.browser_hosts)
        self._lock = threading.Lock()

    def fetch(self, url: str, _: Validators | None = None, /) -> Page:
        """Get a page, built.

        Args:
            url: its address.

        Returns:
            The page. It never is "not modified": that would be said of the empty frame. For the same reason it has no
            validators.

        Raises:
            PollError: as `Fetcher.fetch`; besides, TryLater where there is no browser (``no_browser``), the browser or
                the page crashed, or its scripts lead elsewhere; RobotsDenied or Blocked where it stays empty because
                its parts are forbidden or on hosts that nobody named.
        """
        with self._lock:
            page = self._fetcher.fetch(url)
            if not isinstance(page, Page):
                raise TypeError("a request without validators was answered with not modified")
            if not _is_html(page) or why_blocked(page) not in {None, "needs_javascript"}:
                return page
            leftover = self._fetcher.leftover
            return self._chromium.run(lambda browser: self._built(browser, page, leftover))

    def owns(self, url: str) -> bool:
        """Tell whether an address that a page names, such as its next page, is on one of the retailer's own hosts."""
        return self._fetcher.owns(url)

    def close(self) -> None:
        """Close the connections. The fetcher cannot be used afterwards."""
        self._fetcher.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    async def _built(self, browser: Browser, page: Page, leftover: Leftover) -> Page:
        place = self._spec.place
        parts = Parts(
            page,
            own=Home.of([self._spec.url, page.url, *(source.url for source in self._spec.sources)]),
            named=self._named,
            permit=self._fetcher.permit,
            headers={"User-Agent": self._chromium.user_agent, "Accept-Language": accept_language(place)},
            max_bytes=self._max_bytes,
        )
        try:
            async with asyncio.timeout(leftover.seconds), parts:
                built = await render(
                    browser,
                    page,
                    parts,
                    cookies=leftover.cookies,
                    locale=f"{place.language}-{place.country}",
                    max_bytes=self._max_bytes,
                )
        except TimeoutError as error:
            raise TimedOut("total_timeout", f"{shown(page.url)}: its scripts did not come to an end in time") from error
        if why_blocked(built) == "needs_javascript":
            _explain(built, parts)
        return built


def _is_html(page: Page) -> bool:
    if not page.text.lstrip().startswith("<"):
        return False
    kind = page.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
    return kind in {"text/html", "application/xhtml+xml"}


def _explain(page: Page, parts: Parts) -> None:
    """Raise why a page stayed empty, where that is because of what it did not get."""
    if parts.elsewhere:
        hosts = ", ".join(sorted(parts.elsewhere)[:5])
        sentence = f"the page stays empty; it asks for more of {hosts}, which browser_hosts does not name"
        raise Blocked("needs_javascript", f"{shown(page.url)}: {sentence}")
    if parts.denied:
        raise parts.denied
