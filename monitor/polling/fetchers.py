"""One fetcher per retailer, kept while its file stays the same, and the budget they all wait for."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from types import MappingProxyType

from monitor.clock import Clock
from monitor.polling.fetcher_maker import FetcherMaker
from monitor.polling.reading import PageFetcher
from monitor.storage import polls
from monitor.storage.engine import Sessions
from scrapers.spec import RetailerSpec


@dataclass(frozen=True)
class SharedBudget:
    """A retailer's request budget, reserved in its row, so that it holds whoever asks on whatever machine."""

    sessions: Sessions
    clock: Clock
    retailer_id: int

    def wait(self, seconds_between: float) -> None:
        """Return when the next request may start.

        Raises:
            Stopping: the process is being stopped.
        """
        if seconds_between <= 0:
            return
        with self.sessions.begin() as session:
            slot = polls.reserve_request(session, self.retailer_id, self.clock.now(), seconds_between)
        self.clock.sleep_until(slot)


class OwnBudget:
    """The request budget of somebody whom no other process asks, such as a shop that nobody polls yet."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._next: datetime | None = None

    def wait(self, seconds_between: float) -> None:
        """Return when the next request may start; the first may at once."""
        now = self._clock.now()
        slot = max(self._next or now, now)
        self._next = slot + timedelta(seconds=seconds_between)
        self._clock.sleep_until(slot)


class Fetchers:
    """The process's fetchers, and the browser that some of them need. Safe to use from several threads."""

    def __init__(
        self,
        sessions: Sessions,
        clock: Clock,
        user_agent: str,
        keys: Mapping[str, str] = MappingProxyType({}),
        *,
        chromium: Path | None = None,
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self.user_agent = user_agent
        self._maker = FetcherMaker(user_agent, keys, chromium)
        self._lock = threading.Lock()
        self._fetchers: dict[int, tuple[RetailerSpec, PageFetcher]] = {}

    def of(self, retailer_id: int, spec: RetailerSpec) -> PageFetcher:
        """The retailer's fetcher; a new one when its file changed.

        Raises:
            PollError: it needs a browser, and there is none.
        """
        with self._lock:
            kept = self._fetchers.get(retailer_id)
            if kept and kept[0] == spec:
                return kept[1]
            if kept:
                kept[1].close()
                del self._fetchers[retailer_id]
            budget = SharedBudget(self._sessions, self._clock, retailer_id)
            fetcher = self._maker.new(spec, budget)
            self._fetchers[retailer_id] = (spec, fetcher)
            return fetcher

    def close(self) -> None:
        """Close all connections, and stop the browser; a poll that needs it is told that the process stops."""
        with self._lock:
            self._maker.close()
            for _, fetcher in self._fetchers.values():
                fetcher.close()
            self._fetchers.clear()
