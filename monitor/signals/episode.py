"""What a signal is about, and how its history is told: episodes, and the events that open, change and close them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from monitor.vocabulary import Cause, EventKind, Level, SignalKind


class Scope(NamedTuple):
    """What a signal of a market is about: a gpu, a part of the market, a retailer, or the market itself."""

    market: str
    gpu: str | None = None
    segment: str | None = None
    retailer: str | None = None


@dataclass(frozen=True, slots=True)
class Episode:
    """A signal as it stands.

    Attributes:
        opened_at: aware UTC.
        onset: ordinal of the first day that it is about: before it was confirmed, and so before it opened.
        closed_at: None while it is open.
        closed_on: ordinal of its last day; None while it is open.
    """

    kind: SignalKind
    scope: Scope
    opened_at: datetime
    onset: int
    level: Level | None = None
    cause: Cause | None = None
    closed_at: datetime | None = None
    closed_on: int | None = None

    @property
    def opened_on(self) -> int:
        """Ordinal of the day (UTC) at whose end it opened."""
        return (self.opened_at - timedelta(days=1)).toordinal()

    @property
    def is_open(self) -> bool:
        """It is not over."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class MarketEvent:
    """Something that happens to an episode of a market.

    Attributes:
        opened_at: when the episode opened, aware UTC; with kind and scope it names the episode.
        at: when this happened.
    """

    what: EventKind
    kind: SignalKind
    scope: Scope
    opened_at: datetime
    at: datetime
    level: Level | None
    cause: Cause | None
    evidence: dict[str, Any]
