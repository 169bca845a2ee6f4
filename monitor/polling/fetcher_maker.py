"""Which fetcher a retailer needs: a plain one, or one whose pages an installed Chromium builds."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitor.clock import Stopping
from scrapers.browser import installed
from scrapers.fetch import Budget, Fetcher
from scrapers.spec import RetailerSpec

if TYPE_CHECKING:
    from scrapers.browser.chromium import Chromium
    from scrapers.browser.fetcher import BrowserFetcher


class FetcherMaker:
    """Makes fetchers, and keeps the one browser that some of them share. Not safe for threads."""

    def __init__(
        self, user_agent: str, keys: Mapping[str, str] = MappingProxyType({}), chromium: Path | None = None
    ) -> None:
        """Set up without starting anything.

        Args:
            user_agent: who we say we are.
            keys: keys of APIs, by the name that retailers' files give them.
            chromium: the Chromium to start; None looks for one.
        """
        self.user_agent = user_agent
        self._keys = keys
        self._program = chromium
        self._chromium: Chromium | None = None

    def new(
        self, spec: RetailerSpec, budget: Budget, on_request: Callable[[str], None] = lambda _: None
    ) -> "Fetcher | BrowserFetcher":
        """A fetcher for a retailer; the caller closes it.

        Args:
            spec: the retailer.
            budget: waited for before every request.
            on_request: told each address before it is asked for; of a page that a browser builds, not its parts.

        Raises:
            TryLater: it needs a browser, and there is none.
        """
        if not spec.browser:
            return Fetcher(spec, budget=budget, user_agent=self.user_agent, keys=self._keys, on_request=on_request)
        installed.chromium(self._program)
        # Nobody else pays for these imports.
        from scrapers.browser.chromium import Chromium  # noqa: PLC0415 - needs playwright
        from scrapers.browser.fetcher import BrowserFetcher  # noqa: PLC0415 - needs playwright

        if self._chromium is None:
            self._chromium = Chromium(self.user_agent, program=self._program, closed=Stopping)
        return BrowserFetcher(spec, budget=budget, chromium=self._chromium, on_request=on_request)

    def close(self) -> None:
        """Stop the browser; whoever is waiting for it is told that the process stops."""
        if self._chromium:
            self._chromium.close()
