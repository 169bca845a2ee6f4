"""robots.txt, by RFC 9309: what a host allows us to ask for, and how often."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from protego import Protego

from scrapers.address import shown
from scrapers.errors import PollError, RobotsDenied, TryLater, TryMuchLater
from scrapers.page import Page
from scrapers.refusal import refusal

#: Most bytes of a robots.txt that count; RFC 9309 wants at least 500 KiB.
MAX_BYTES: Final = 512_000
#: Longest Crawl-delay, in seconds, that a poll can keep to.
LONGEST_DELAY: Final = 120.0
_FRESH: Final = 86_400.0
_STALE: Final = 300.0
# RFC 9309 2.3.1.2: too many redirects may count as no robots.txt.
_AS_IF_ABSENT = frozenset({"redirect_loop", "too_many_redirects"})


def product_token(user_agent: str) -> str:
    """Return the name by which robots.txt addresses us: the word before the version.

    Raises:
        ValueError: the User-Agent does not begin with a product token, or poses as a browser.
    """
    match = re.match(r"[A-Za-z_-]+(?=[/ ]|$)", user_agent)
    if not match or match[0].lower() == "mozilla" or not (user_agent.isascii() and user_agent.isprintable()):
        raise ValueError(f"User-Agent {user_agent!r} must name the program, for example gpumarket/1.0 (+https://...)")
    return match[0]


@dataclass(frozen=True)
class _Copy:
    """A host's rules as last read; None if it has none."""

    rules: Protego | None
    until: float


class Robots:
    """The robots.txt files of a retailer's hosts.

    A file is read when it is first needed and kept for a day. While it cannot be read again an older copy stands in for
    it, as the RFC has it; without one nothing is asked for: the failure is raised, and not remembered, since the poll's
    own back-off already spaces the attempts.
    """

    def __init__(self, token: str, ask: Callable[[str], Page], clock: Callable[[], float] = time.monotonic) -> None:
        """Set up without asking anything.

        Args:
            token: our product token.
            ask: gets the answer to an address, whatever its status; raises PollErrors.
            clock: monotonic seconds.
        """
        self._token = token
        self._ask = ask
        self._clock = clock
        self._copies: dict[str, _Copy] = {}

    def permit(self, url: str) -> float:
        """Return the least seconds between two requests that the address's host asks of us; 0 if it names none.

        Raises:
            RobotsDenied: we may not ask for the address, or only more slowly than a poll can.
            PollError: it cannot be told now; the shop or the way to it failed.
        """
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}/robots.txt"
        rules = self._rules(address)
        if rules is None:
            return 0.0
        if not rules.can_fetch(url, self._token):
            raise RobotsDenied("disallowed", f"{address} forbids {shown(url)} to {self._token}")
        delay = rules.crawl_delay(self._token) or 0.0
        if delay > LONGEST_DELAY:
            # Neither asking faster than we are bidden nor holding a worker for that long would do.
            sentence = (
                f"{address} asks for {delay:.0f} s between requests, more than the {LONGEST_DELAY:.0f} s possible"
            )
            raise RobotsDenied("crawl_delay_too_long", sentence)
        return delay

    def _rules(self, address: str) -> Protego | None:
        copy = self._copies.get(address)
        if copy is None or self._clock() >= copy.until:
            copy = self._copies[address] = self._renewed(address, copy)
        return copy.rules

    def _renewed(self, address: str, old: _Copy | None) -> _Copy:
        try:
            return _Copy(self._read(address), self._clock() + _FRESH)
        except TryMuchLater:
            raise
        except PollError:
            if old is None:
                raise
            return _Copy(old.rules, self._clock() + _STALE)

    def _read(self, address: str) -> Protego | None:
        try:
            page = self._ask(address)
        except TryLater as error:
            if error.reason in _AS_IF_ABSENT:
                return None
            raise
        if 200 <= page.status < 300:
            return Protego.parse(page.body.decode("utf-8-sig", "replace"))
        if 400 <= page.status < 500 and page.status != 429:
            return None
        refused = refusal(page)
        if isinstance(refused, TryMuchLater):
            raise refused
        raise TryLater("robots_unreachable", refused.detail)
