"""Time as the program sees it: the real one, or the replay's. Everything else is handed a `now`."""

import threading
from datetime import UTC, datetime
from typing import Protocol


class Stopping(Exception):
    """The process is being stopped: what waits gives up, and its work stays due."""


class Clock(Protocol):
    """Where `now` comes from."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...

    def sleep_until(self, moment: datetime) -> None:
        """Return at or after `moment`.

        Raises:
            Stopping: the process is being stopped.
        """
        ...


class SystemClock:
    """Real time. Setting `stopping` wakes every sleeper."""

    def __init__(self, stopping: threading.Event | None = None) -> None:
        self._stopping = stopping or threading.Event()

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return datetime.now(UTC)

    def sleep_until(self, moment: datetime) -> None:
        """Wait for `moment`.

        Raises:
            Stopping: the process is being stopped.
        """
        seconds = (moment - self.now()).total_seconds()
        if self._stopping.wait(max(seconds, 0)):
            raise Stopping


class ReplayClock:
    """Simulated time: it moves only when told to, or when somebody sleeps."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        """The simulated moment, aware, UTC."""
        return self._now

    def sleep_until(self, moment: datetime) -> None:
        """Be at `moment` at once; never goes back."""
        self._now = max(self._now, moment)


class Present:
    """What people are shown as now: the real time, or the replay's while a past is being replayed."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        #: The simulated moment the replay has come to; None when nothing is replayed.
        self.replayed: datetime | None = None

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        return self.replayed or self._clock.now()
