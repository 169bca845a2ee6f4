"""Compare what a poll read with what is known, in memory, and say what to write. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from monitor.polling.item_key import item_key, url_key
from scrapers.offer import Condition, Offer, Stock
from scrapers.spec import Follow, Kind

#: A step by more than this factor, or another currency, is held until a later poll reads it again.
_HELD_FACTOR: Final = Decimal(3)
#: Two readings of a held price are the same within this ratio.
_SAME: Final = Decimal("0.02")
#: More than any card costs in any currency: a number like this is no price.
_ABSURD: Final = Decimal(10) ** 11
_CENT: Final = Decimal("0.0001")
#: Complete polls of its home that must miss an item before it counts as gone.
_MISSES: Final = 2

Key = tuple[str, str, Condition | None]


@dataclass(frozen=True, slots=True)
class State:
    """A listing's price and stock. `price` and `currency` are None together; not known is None."""

    price: Decimal | None
    currency: str | None
    stock: Stock | None
    offer_count: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """A listing as it stands in the database."""

    id: int
    key: Key
    url_key: str
    title: str
    match_version: int
    home_source_id: int
    home_kind: Kind
    state: State
    #: The last price that was known, also if it is not now.
    last_price: Decimal | None
    last_currency: str | None
    missed: int
    pending: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a title turned out to be: a gpu of the catalogue, refused with a reason, or neither (unknown model)."""

    gpu_id: int | None
    refused: str | None
    match_version: int


@dataclass(frozen=True, slots=True)
class Polled:
    """The source that was polled."""

    id: int
    kind: Kind
    follow: Follow
    interval: timedelta
    lists_only_in_stock: bool
    currency: str


@dataclass(slots=True)
class NewListing:
    """An item never seen before."""

    key: Key
    offer: Offer
    identity: Identity
    state: State


@dataclass(slots=True)
class Change:
    """What becomes of a known listing. None leaves a field as it is.

    Attributes:
        state: its new state: one observation.
        raw, confidence: the evidence of the new state.
        missed: new count of polls that missed it.
        pending: (value,) to set what is held, `(None,)` to drop it.
        adopted: this source becomes its home.
        renamed: its new title and what that turned out to be.
    """

    known: Known
    state: State | None = None
    raw: dict[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    missed: int | None = None
    pending: tuple[dict[str, Any] | None] | None = None
    adopted: bool = False
    renamed: tuple[str, str, Identity] | None = None

    @property
    def is_needed(self) -> bool:
        """False when nothing about the listing is to be written."""
        return bool(self.state or self.missed is not None or self.pending is not None or self.adopted or self.renamed)


@dataclass(slots=True)
class Changes:
    """All that one poll changes."""

    new: list[NewListing]
    changed: list[Change]

    @property
    def observations(self) -> int:
        """How many observations will be written."""
        return len(self.new) + sum(change.state is not None for change in self.changed)


def compare(
    known: Sequence[Known],
    offers: Iterable[Offer],
    *,
    source: Polled,
    complete: bool,
    fewer_is_usual: bool = False,
    now: datetime,
    identify: Callable[[str], Identity],
    match_version: int,
) -> Changes:
    """What a poll changes.

    Args:
        known: the listings whose home is the source, and those that an offer may be a reading of.
        offers: what was read, of all pages.
        source: the source that was polled.
        complete: every page was read, so that what is missing is missing.
        fewer_is_usual: a much smaller source was just accepted as the usual: what is missing is no longer listed.
        now: when the pages were seen, aware UTC.
        identify: what a title is; asked only for new and changed titles.
        match_version: version of `identify`; listings identified by another are identified again.
    """
    index = _Index(known)
    changes = Changes([], [])
    seen: set[int] = set()
    new_keys: set[Key] = set()
    for offer in offers:
        key = (item_key(offer), "" if offer.first_party else (offer.seller or ""), offer.condition)
        listing = index.find(key, offer)
        if listing is None:
            if key not in new_keys:
                identity = identify(offer.title)
                if identity.refused is None or source.follow is Follow.ALL:
                    new_keys.add(key)
                    changes.new.append(NewListing(key, offer, identity, read_state(offer, source.currency)))
        elif listing.id not in seen:
            # A list may show an item twice (cumulative pages, a promoted copy): the first stands.
            seen.add(listing.id)
            change = _reread(listing, offer, source, now, complete=complete)
            is_home = listing.home_source_id == source.id or change.adopted
            if is_home and (listing.match_version != match_version or _is_renamed(listing, offer)):
                change.renamed = (offer.title, offer.url, identify(offer.title))
            if change.is_needed:
                changes.changed.append(change)
    if complete:
        missing = (listing for listing in known if listing.id not in seen)
        changes.changed += _missing(missing, source, fewer_is_usual=fewer_is_usual)
    return changes


class _Index:
    """Known listings by key, and by address for pages that do not say the item number."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._by_key = {listing.key: listing for listing in known}
        self._by_url: dict[tuple[str, str, Condition | None], Known | None] = {}
        for listing in known:
            key = (listing.url_key, *listing.key[1:])
            # Variants share an address: then it identifies none of them.
            self._by_url[key] = None if key in self._by_url else listing

    def find(self, key: Key, offer: Offer) -> Known | None:
        if found := self._by_key.get(key):
            return found
        address = url_key(offer.url)
        by_url = self._by_url.get((address, *key[1:]))
        # With a number of its own, the offer is another item than a listing with another number.
        return by_url if by_url and (offer.sku is None or offer.sku_is_found or by_url.key[0] == address) else None


def read_state(offer: Offer, currency: str) -> State:
    """The state an offer describes, as the database can hold it; an absurd number is no price."""
    price = offer.price
    if price is not None:
        price = price.quantize(_CENT) if price < _ABSURD else None
    if not price:
        return State(None, None, offer.stock, offer.offer_count)
    return State(price, offer.currency or currency, offer.stock, offer.offer_count)


def _reread(listing: Known, offer: Offer, source: Polled, now: datetime, *, complete: bool) -> Change:
    """What an offer changes about the listing it is a reading of."""
    change = Change(listing, raw=offer.raw, confidence=offer.confidence)
    if listing.home_source_id != source.id:
        # Only the home changes the state: a better source takes over, or any, once the home has lost the item.
        change.adopted = listing.missed > 0 or _rank(source.kind) < _rank(listing.home_kind)
        if not change.adopted:
            return change
    if listing.missed:
        change.missed = 0
    state = read_state(offer, source.currency)
    if not complete:
        state = _as_far_as_told(state, listing.state)
    if _is_step(listing, state):
        if _confirms(listing.pending, state, now, source.interval):
            change.pending = (None,)
        else:
            if not _same_pending(listing.pending, state):
                change.pending = (_pending(state, offer, now),)
            state = _held(listing, state)
    elif listing.pending:
        change.pending = (None,)
    if state != listing.state:
        change.state = state
    return change


def _as_far_as_told(state: State, before: State) -> State:
    """What an incomplete reading shows counts; what it lacks may stand on the part that did not come."""
    money = state if state.price is not None else before
    return State(money.price, money.currency, state.stock or before.stock, state.offer_count or before.offer_count)


def _rank(kind: Kind) -> int:
    return list(Kind).index(kind)


def _is_renamed(listing: Known, offer: Offer) -> bool:
    return listing.title != offer.title or listing.url_key != url_key(offer.url)


def _is_step(listing: Known, new: State) -> bool:
    """Whether a price is too far from the last known one to be believed at once, also after a time of not knowing."""
    last = listing.last_price
    if last is None or new.price is None:
        return False
    return listing.last_currency != new.currency or not last / _HELD_FACTOR <= new.price <= last * _HELD_FACTOR


def _held(listing: Known, new: State) -> State:
    """The state while a price is held: the old price stands, but in another currency nothing is known."""
    if listing.last_currency != new.currency:
        return State(None, None, new.stock, new.offer_count)
    return State(listing.state.price, listing.state.currency, new.stock, new.offer_count)


def _pending(state: State, offer: Offer, now: datetime) -> dict[str, Any]:
    return {"price": str(state.price), "currency": state.currency, "since": now.isoformat(), "raw": offer.raw}


def _same_pending(pending: dict[str, Any] | None, state: State) -> bool:
    if pending is None or state.price is None or pending["currency"] != state.currency:
        return False
    held = Decimal(pending["price"])
    return abs(held - state.price) <= held * _SAME


def _confirms(pending: dict[str, Any] | None, state: State, now: datetime, interval: timedelta) -> bool:
    """A held reading is confirmed by the same reading a full interval later (less the schedule's jitter)."""
    if pending is None or not _same_pending(pending, state):
        return False
    return now - datetime.fromisoformat(pending["since"]) >= interval * 0.85


def _missing(listings: Iterable[Known], source: Polled, *, fewer_is_usual: bool) -> list[Change]:
    """Items of this home that a complete poll did not show: gone after the second time."""
    gone = Stock.OUT_OF_STOCK if source.lists_only_in_stock and not fewer_is_usual else Stock.UNLISTED
    changes = []
    for listing in listings:
        if listing.home_source_id != source.id or listing.missed >= _MISSES:
            continue
        change = Change(listing, missed=_MISSES if fewer_is_usual else listing.missed + 1)
        if change.missed == _MISSES:
            change.pending = (None,) if listing.pending else None
            if listing.state.stock is not gone:
                change.state = State(None, None, gone, None)
                change.raw = {"stock": f"missing from {_MISSES} complete polls"}
        changes.append(change)
    return changes
