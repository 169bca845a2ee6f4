"""One fetcher per retailer, kept while its file stays the same, and the budget they all wait for."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from monitor.clock import Clock
from monitor.storage import polls
from monitor.storage.engine import Sessions
from scrapers.fetch import Fetcher
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


class Fetchers:
    """The process's fetchers. Safe to use from several threads."""

    def __init__(
        self, sessions: Sessions, clock: Clock, user_agent: str, keys: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        self._sessions = sessions
        self._keys = keys
        self._clock = clock
        self.user_agent = user_agent
        self._lock = threading.Lock()
        self._fetchers: dict[int, tuple[RetailerSpec, Fetcher]] = {}

    def of(self, retailer_id: int, spec: RetailerSpec) -> Fetcher:
        """The retailer's fetcher; a new one when its file changed."""
        with self._lock:
            kept = self._fetchers.get(retailer_id)
            if kept and kept[0] == spec:
                return kept[1]
            if kept:
                kept[1].close()
            budget = SharedBudget(self._sessions, self._clock, retailer_id)
            fetcher = Fetcher(spec, budget=budget, user_agent=self.user_agent, keys=self._keys)
            self._fetchers[retailer_id] = (spec, fetcher)
            return fetcher

    def close(self) -> None:
        """Close all connections."""
        with self._lock:
            for _, fetcher in self._fetchers.values():
                fetcher.close()
            self._fetchers.clear()
