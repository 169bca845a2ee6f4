"""What a page asks for by itself while its scripts build it: scripts, style sheets, data.

Chromium has no network; here is all that it gets. Only the retailer's own hosts and those its file names are asked, and
nothing that robots.txt forbids. There are limits to number and size, and cookies live as long as the page.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit

import httpx

from scrapers import body
from scrapers.address import Home, shown
from scrapers.client import DIRECT, tls
from scrapers.errors import Blocked, PollError, RobotsDenied, TryLater, TryMuchLater
from scrapers.fetch import MAX_REDIRECTS
from scrapers.page import Page
from scrapers.refusal import refusal

#: Most parts of one page.
MOST: Final = 300
_AT_ONCE: Final = 6
_METHODS: Final = frozenset({"GET", "HEAD", "POST"})
# Headers of one connection, or that are ours to say.
_OURS: Final = frozenset(
    {"host", "connection", "content-length", "transfer-encoding", "accept-encoding", "accept-language", "cookie"}
    | {"user-agent", "proxy-connection", "keep-alive", "upgrade"}
)
_OF_THE_WIRE: Final = frozenset({"connection", "content-encoding", "content-length", "keep-alive", "transfer-encoding"})


class NotLoaded(Exception):
    """The page does not get a part.

    Attributes:
        failed: it may have it, but it did not come.
    """

    def __init__(self, sentence: str, *, failed: bool = False) -> None:
        super().__init__(sentence)
        self.failed = failed


@dataclass(frozen=True)
class Wanted:
    """A request of a page."""

    method: str
    url: str
    headers: Mapping[str, str]
    content: bytes | None


@dataclass(frozen=True)
class Part:
    """An answer for a page: several Set-Cookie headers stand in one, on lines of their own."""

    status: int
    headers: dict[str, str]
    content: bytes


class Parts:
    """Loads the parts of one page. Use it as an asynchronous context.

    Attributes:
        elsewhere: hosts that the page wanted something of and that nobody named.
        denied: the first part that robots.txt forbids.
    """

    def __init__(
        self,
        page: Page,
        *,
        own: Home,
        named: Home,
        permit: Callable[[str], object],
        headers: Mapping[str, str],
        max_bytes: int,
    ) -> None:
        """Set up without asking anything.

        Args:
            page: the page as it was fetched.
            own: the retailer's own hosts.
            named: further hosts that its file names.
            permit: called in a thread with each address before it is asked for; raises PollError.
            headers: sent with every request: who asks, and in which language.
            max_bytes: of all parts and the page together.
        """
        self.elsewhere: set[str] = set()
        self.denied: RobotsDenied | None = None
        self._secure = urlsplit(page.url).scheme == "https"
        self._own = own
        self._named = named
        self._permit = permit
        self._headers = {**headers, "Accept-Encoding": body.ACCEPT_ENCODING}
        self._bytes_left = max_bytes - len(page.body)
        self._max_bytes = max_bytes
        self._number = 0
        # Reading a robots.txt may wait for the budget: then one thread waits, not one for every part.
        self._permitting = asyncio.Lock()
        self._client = httpx.AsyncClient(
            # The page's cookies are Chromium's.
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            verify=tls(),
            timeout=None,  # noqa: S113 - the whole page has a deadline
            limits=httpx.Limits(max_connections=_AT_ONCE),
            mounts=dict.fromkeys(DIRECT),
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def load(self, wanted: Wanted, cookies: Callable[[str], Awaitable[str]]) -> Part:
        """Load one part.

        Args:
            wanted: what the page asks for.
            cookies: the Cookie header for an address; asked for the retailer's own hosts only.

        Raises:
            NotLoaded: the page does not get it; the page goes on.
            PollError: the page is too large or asks too much, or the shop puts up a wall or asks us to slow down: stop.
        """
        self._number += 1
        if self._number > MOST:
            raise TryLater("too_many_parts", f"a page that asks for more than {MOST} parts")
        if wanted.method not in _METHODS:
            raise NotLoaded(f"method {wanted.method}")
        url = wanted.url
        for _ in range(MAX_REDIRECTS + 1):
            await self._check(url)
            try:
                answer, target = await self._ask(wanted, url, cookies)
            except body.Unreadable as error:
                if error.reason == "too_large":
                    raise TryLater("too_large", f"more than {self._max_bytes:,} bytes with all its parts") from error
                raise NotLoaded(str(error), failed=True) from error
            except (httpx.HTTPError, httpx.InvalidURL) as error:
                raise NotLoaded(f"{shown(url)}: {error}", failed=True) from error
            if target is None:
                self._stop_at_a_wall(url, answer)
                return answer
            if wanted.method == "POST":
                raise NotLoaded(f"{shown(url)} redirects what is sent to it")
            url = target
        raise NotLoaded(f"more than {MAX_REDIRECTS} redirects, the last to {shown(url)}")

    async def _check(self, url: str) -> None:
        """Return if the address may be asked."""
        if not (self._own.holds(url) or self._named.holds(url)):
            self.elsewhere.add(urlsplit(url).netloc.rpartition("@")[2])
            raise NotLoaded(f"{shown(url)} is on no host of the retailer's")
        if self._secure and urlsplit(url).scheme != "https":
            raise NotLoaded(f"{shown(url)} is not encrypted, but the page is")
        try:
            async with self._permitting:
                await asyncio.to_thread(self._permit, url)
        except RobotsDenied as error:
            self.denied = self.denied or error
            raise NotLoaded(error.detail) from error
        except TryMuchLater:
            raise
        except PollError as error:
            raise NotLoaded(error.detail, failed=True) from error

    async def _ask(self, wanted: Wanted, url: str, cookies: Callable[[str], Awaitable[str]]) -> tuple[Part, str | None]:
        """Make one request; return the answer, and where it redirects to."""
        headers = {name: value for name, value in wanted.headers.items() if name.lower() not in _OURS} | self._headers
        if self._own.holds(url) and (cookie := await cookies(url)):
            headers["Cookie"] = cookie
        async with self._client.stream(wanted.method, url, headers=headers, content=wanted.content) as response:
            content = await self._content(response)
            target = str(response.next_request.url) if response.next_request else None
            return Part(response.status_code, _headers(response), content), target

    async def _content(self, response: httpx.Response) -> bytes:
        taken = bytearray()
        async for chunk in response.aiter_raw():
            taken += chunk
            if len(taken) > self._bytes_left:
                raise body.too_large(self._max_bytes)
        content = body.whole([bytes(taken)], response.headers.get("content-encoding", ""), self._bytes_left)
        self._bytes_left -= len(content)
        return content

    def _stop_at_a_wall(self, url: str, answer: Part) -> None:
        """Raise what an answer of the shop's asks us to do; that it does not let strangers in everywhere is no wall."""
        if self._own.holds(url) and answer.status >= 400:
            error = refusal(Page(url, answer.content, answer.status, answer.headers))
            if isinstance(error, TryMuchLater) or (isinstance(error, Blocked) and error.reason != "access_denied"):
                raise error


def _headers(response: httpx.Response) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        if name not in _OF_THE_WIRE:
            between = "\n" if name == "set-cookie" else ", "
            headers[name] = f"{headers[name]}{between}{value}" if name in headers else value
    return headers
