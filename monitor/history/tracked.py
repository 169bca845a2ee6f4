"""What the walk through a retailer's readings keeps in mind of its rows, listings and sources. Pure."""

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple, Protocol

from monitor.history.stretches import Stretches
from monitor.polling.known import Identity, Known, Polled, State
from monitor.polling.verdict import LOOK_BACK, Earlier
from scrapers.errors import Outcome
from scrapers.offer import Offer


class StagedRow(NamedTuple):
    """A row of the file, in order of time, as far as its retailer and time are not said by where it stands."""

    line: int
    covered_to: datetime | None
    sku: str
    url: str
    title: str
    price: Decimal | None
    stock: str | None
    seller: str
    condition: str | None
    offer_count: int | None
    shipping: Decimal | None
    first_party: bool | None


@dataclass(slots=True)
class Tracked:
    """A listing on the walk.

    Attributes:
        known: as it stands at the present moment of the walk; its home is the source that is walked through.
        offer: of the listing's last title, where that is new.
        first_read_at, last_read_at: readings of the file; the last one None where something else was known later.
        changed_at: of its present state.
        stored_at: for a listing of the database, since when its state there holds; None for a new one.
        known_at: the last observation of the database that was passed.
        left_at: since when nobody watched the home that it has in the database; None where the import is its home.
        adopted_at: the first reading after that.
        homes: since when which source was its home, for a new one.
        is_touched: something about it is to be written.
    """

    known: Known
    identity: Identity | None = None
    offer: Offer | None = None
    first_read_at: datetime | None = None
    last_read_at: datetime | None = None
    first_seen_at: datetime | None = None
    changed_at: datetime | None = None
    last_seen_at: datetime | None = None
    stored_at: datetime | None = None
    known_at: datetime | None = None
    left_at: datetime | None = None
    adopted_at: datetime | None = None
    homes: list[tuple[datetime, int]] = field(default_factory=list)
    is_touched: bool = False

    @property
    def is_new(self) -> bool:
        """The database does not have it."""
        return self.stored_at is None


@dataclass(slots=True)
class WalkedSource:
    """One source of the retailer.

    Attributes:
        earlier: its polls, the latest first.
    """

    polled: Polled
    earlier: deque[Earlier] = field(default_factory=lambda: deque(maxlen=LOOK_BACK))
    stretches: Stretches = field(default_factory=Stretches)
    last_read_at: datetime | None = None
    last_complete_at: datetime | None = None
    last: tuple[Outcome, str | None, str | None] = (Outcome.OK, None, None)
    last_fields: dict[str, Any] | None = None


@dataclass(slots=True)
class Counts:
    """What came of the rows."""

    readings: int = 0
    suspect: int = 0
    observations: int = 0
    lapsed: int = 0
    repeated: int = 0
    known_already: int = 0
    not_believed: int = 0
    new: int = 0
    matched: int = 0


class Sink(Protocol):
    """Where what is found goes."""

    def observation(self, listing_id: int, at: datetime, state: State, confidence: float, raw: dict[str, str]) -> None:
        """Take an observation."""

    def poll(self, **columns: Any) -> None:
        """Take a poll's row."""

    def next_listing_id(self) -> int:
        """An id that no listing has."""
