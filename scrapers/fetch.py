"""Ask a shop politely for a page, and name every way in which that can go.

One `Fetcher` serves one retailer: its client keeps connections, its robots.txt rules are remembered, its budget is waited
for before every single request, and its key is added as a request is sent and hidden as the answer comes.
"""

import contextlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from http.cookiejar import Cookie
from types import MappingProxyType, TracebackType
from typing import Final, Protocol, Self
from urllib.parse import urlsplit

import httpx

from scrapers import body, robots
from scrapers.address import Home, shown, without_user
from scrapers.auth import Credential
from scrapers.client import client
from scrapers.errors import TryLater
from scrapers.failures import errors_named
from scrapers.page import Page
from scrapers.spec import RetailerSpec
from scrapers.wire import Time, Wire

MAX_REDIRECTS: Final = 5
#: As much of an error page as is read to see what kind of page it is.
_GLIMPSE: Final = 262_144
_NO_KEY: Final = Credential(None, {}, Home.of([]))


class Budget(Protocol):
    """The retailer's request budget, shared by whoever asks that retailer."""

    def wait(self, seconds_between: float) -> None:
        """Return when the next request may start.

        Args:
            seconds_between: least seconds between two requests: the retailer's delay or its robots.txt's Crawl-delay,
                whichever is longer.
        """


@dataclass(frozen=True)
class Validators:
    """What an earlier answer to the same address said to recognise it by.

    Attributes:
        etag: its ETag header, as it stood.
        last_modified: its Last-Modified header, as it stood.
    """

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True)
class NotModified:
    """The shop says the page is still the one its validators came from.

    Attributes:
        url: the address that said so.
    """

    url: str


@dataclass(frozen=True)
class Leftover:
    """What a fetch leaves to whoever goes on from its page.

    Attributes:
        cookies: those the shop set on the way.
        seconds: what is left of the time that the retailer's file allows.
    """

    cookies: list[Cookie]
    seconds: float


class Fetcher:
    """Fetches one retailer's pages. Calls from several threads wait for each other.

    It follows at most five redirects, and only to hosts that are the retailer's own, never from https to http. Cookies
    live for one fetch. Proxies are taken from the environment, except for loopback; no password is taken from netrc.
    """

    def __init__(
        self,
        spec: RetailerSpec,
        *,
        budget: Budget,
        user_agent: str,
        keys: Mapping[str, str] = MappingProxyType({}),
        max_bytes: int = 20_000_000,
        on_request: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Set up without asking anything.

        Args:
            spec: the retailer; its politeness says how fast and how long.
            budget: waited for before every request, robots.txt and redirects included.
            user_agent: says honestly who asks, beginning with the product token that robots.txt may name us by.
            keys: keys of APIs by the name that retailers' files give them; it takes its own, and shows it nobody.
            max_bytes: largest page that is taken, compressed or not.
            on_request: told each address before it is asked for.

        Raises:
            ValueError: the User-Agent names no program, or names a browser.
        """
        self._spec = spec
        self._budget = budget
        self._max_bytes = max_bytes
        self._on_request = on_request
        self._robots = robots.Robots(robots.product_token(user_agent), self._robots_txt)
        self._wire = Wire()
        self._client = client(spec, user_agent, self._wire)
        self._home = Home.of([spec.url, *(source.url for source in spec.sources)])
        self._credential = Credential(spec.auth, keys, self._home)
        self._lock = threading.Lock()

    def fetch(self, url: str, validators: Validators | None = None) -> Page | NotModified:
        """Get a page.

        Args:
            url: its address.
            validators: from an earlier answer, to be told if nothing changed since.

        Returns:
            The page, with a status of 200 to 299 and a body that is not empty; or that it has not changed.

        Raises:
            PollError: anything else, by what to do next: TryLater, TryMuchLater, TimedOut, Blocked, KeyNeeded or
                RobotsDenied. What `budget.wait` raises passes through.
        """
        conditions = _conditions(validators)
        with self._lock:
            self._client.cookies.clear()
            page = self._signed(_checked(url), conditions)
        if page.status == 304:
            if not conditions:
                raise TryLater("unexpected_304", f"{shown(url)}: 304 Not Modified, but nothing was known of it")
            return NotModified(page.url)
        # Part of a page (206) was not asked for, so it is no page.
        if not 200 <= page.status < 300 or page.status == 206:
            raise self._credential.refusal(page)
        if not page.body:
            raise TryLater("empty_body", f"{shown(url)}: HTTP status {page.status} with an empty body")
        return page

    @property
    def leftover(self) -> Leftover:
        """What the last fetch left. Good until the next call."""
        return Leftover(list(self._client.cookies.jar), self._wire.current.left)

    def permit(self, url: str) -> None:
        """Return if robots.txt lets us ask for an address that a fetched page itself asks for.

        Raises:
            PollError: it does not, or that cannot be told now.
        """
        with self._lock:
            self._robots.permit(url)

    def owns(self, url: str) -> bool:
        """Tell whether an address that a page names, such as its next page, is on one of the retailer's own hosts."""
        return self._home.holds(url)

    def close(self) -> None:
        """Close the connections. The fetcher cannot be used afterwards."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _signed(self, url: str, conditions: dict[str, str]) -> Page:
        """Return the answer to a request with the retailer's key, if it wants one; with a new token if need be."""
        time = Time(self._spec.politeness.timeout)
        for _ in range(2):
            self._credential.prepare(partial(self._post, time))
            permit = self._robots.permit if self._credential.asks_robots else _no_delay
            page = self._follow(
                url, conditions, permit=permit, take=self._page_body, credential=self._credential, time=time
            )
            if not self._credential.renews(page):
                break
        return page

    def _post(self, time: Time, url: str, headers: Mapping[str, str], form: str) -> Page:
        """Send a form; return the answer, whatever its status. Nothing is followed, and robots.txt is not for this."""
        url = _checked(url)
        self._budget.wait(self._spec.politeness.delay)
        sent = {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded", **headers}
        request = self._client.build_request("POST", url, headers=sent, content=form)
        with (
            time.attempt(self._wire) as attempt,
            errors_named(url, attempt),
            contextlib.closing(self._client.send(request, stream=True)) as response,
        ):
            return Page(url, _glimpse(response), response.status_code, dict(response.headers))

    def _follow(
        self,
        url: str,
        headers: dict[str, str],
        *,
        permit: Callable[[str], float],
        take: Callable[[httpx.Response], bytes],
        credential: Credential,
        time: Time,
    ) -> Page:
        """Return the answer at the end of the redirects, whatever its status.

        Args:
            url: where to begin.
            headers: sent with every request.
            permit: called with each address before it is asked for; returns the delay its host wants, or raises.
            take: reads the body of an answer with a status of 200 to 299.
            credential: signs each request, and hides its key again.
            time: what all requests may take together.
        """
        home = Home.of([self._spec.url, url])
        seen = set()
        for _ in range(MAX_REDIRECTS + 1):
            self._budget.wait(max(self._spec.politeness.delay, permit(url)))
            # With a new cookie the same address may answer otherwise; without one it would go on for ever.
            seen.add((url, self._cookies()))
            with time.attempt(self._wire) as attempt, errors_named(url, attempt):
                page, target = self._ask(url, headers, take, credential)
            if target is None:
                return page
            _check_redirect(url, target, home)
            if (target, self._cookies()) in seen:
                raise TryLater("redirect_loop", f"{shown(url)} redirects in a circle to {shown(target)}")
            url = _checked(target)
        raise TryLater("too_many_redirects", f"more than {MAX_REDIRECTS} redirects, the last to {shown(url)}")

    def _ask(
        self, url: str, headers: dict[str, str], take: Callable[[httpx.Response], bytes], credential: Credential
    ) -> tuple[Page, str | None]:
        """Make one request; return the answer, and where it redirects to."""
        self._on_request(url)
        sent, key = credential.sign(url)
        request = self._client.build_request("GET", sent, headers=headers | key)
        with contextlib.closing(self._client.send(request, stream=True)) as response:
            taken = take(response) if response.is_success else _glimpse(response)
            target = credential.bare(str(response.next_request.url)) if response.next_request else None
            page = Page(without_user(url), taken, response.status_code, dict(response.headers))
            return credential.hide(page), target

    def _cookies(self) -> frozenset[tuple[str, str | None]]:
        return frozenset((cookie.name, cookie.value) for cookie in self._client.cookies.jar)

    def _page_body(self, response: httpx.Response) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced) > self._max_bytes:
            raise body.too_large(self._max_bytes)
        return body.whole(response.iter_raw(), _encoding(response), self._max_bytes)

    def _robots_txt(self, address: str) -> Page:
        time = Time(self._spec.politeness.timeout)
        return self._follow(address, {}, permit=_no_delay, take=_robots_body, credential=_NO_KEY, time=time)


def _no_delay(_: str) -> float:
    return 0.0


def _robots_body(response: httpx.Response) -> bytes:
    return body.beginning(response.iter_raw(), _encoding(response), robots.MAX_BYTES)


def _glimpse(response: httpx.Response) -> bytes:
    """Read the beginning of an answer whose status says it all already; a body that fails changes nothing."""
    with contextlib.suppress(body.Unreadable, httpx.HTTPError):
        return body.beginning(response.iter_raw(), _encoding(response), _GLIMPSE)
    return b""


def _encoding(response: httpx.Response) -> str:
    return str(response.headers.get("content-encoding", ""))


def _conditions(validators: Validators | None) -> dict[str, str]:
    if validators is None:
        return {}
    headers = {"If-None-Match": validators.etag, "If-Modified-Since": validators.last_modified}
    return {name: value for name, value in headers.items() if value and value.isascii() and value.isprintable()}


def _checked(url: str) -> str:
    """Return the address in the form it is sent; raise TryLater if it is none of the web."""
    try:
        normal = str(httpx.URL(url))
        parts = urlsplit(normal)
        # httpx quotes what no host name can hold, and takes any number for a port.
        usable = parts.scheme in {"http", "https"} and parts.hostname and "%" not in parts.hostname and parts.port != 0
    except (httpx.InvalidURL, ValueError):
        usable = False
    if not usable:
        raise TryLater("invalid_url", f"{shown(url)!r} is no address that can be asked")
    return normal


def _check_redirect(url: str, target: str, home: Home) -> None:
    if not home.holds(target):
        raise TryLater("redirect_elsewhere", f"{shown(url)} redirects to {shown(target)}, not the retailer's own host")
    if urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https":
        raise TryLater("redirect_insecure", f"{shown(url)} redirects from https to {shown(target)}")
