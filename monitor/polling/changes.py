"""Compare what a poll read with what is known, in memory, and say what to write. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from monitor.catalog.plausible import Reference
from monitor.polling.believed import believe_prices
from monitor.polling.known import Identity, Key, Known, Polled, SoldBy, State
from monitor.polling.recognise import Recognised, recognise
from monitor.vocabulary import Doubt
from scrapers.offer import Offer, ReadWarning, SellerKind, Stock

#: A step by more than this factor, or another currency, is held until a later poll reads it again.
_HELD_FACTOR: Final = Decimal(3)
#: Two readings of a held price are the same within this ratio.
_SAME: Final = Decimal("0.02")
#: More than any card costs in any currency: a number like this is no price.
_ABSURD: Final = Decimal(10) ** 11
_CENT: Final = Decimal("0.0001")
#: Complete polls of its home that must miss an item before it counts as gone.
_MISSES: Final = 2


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
        sold_by: who is now known to sell it.
        held: why its price is held.
    """

    known: Known
    state: State | None = None
    raw: dict[str, str] = field(default_factory=dict)
    confidence: float = 1.0
    missed: int | None = None
    pending: tuple[dict[str, Any] | None] | None = None
    adopted: bool = False
    renamed: tuple[str, str, Identity] | None = None
    sold_by: SoldBy | None = None
    held: Doubt | None = None

    @property
    def is_needed(self) -> bool:
        """False when nothing about the listing is to be written."""
        counted = self.missed is not None or self.pending is not None
        return bool(self.state or counted or self.adopted or self.renamed or self.sold_by)


@dataclass(slots=True)
class Changes:
    """All that one poll changes.

    Attributes:
        warnings: prices that were read and are not believed, or not yet, or are in another currency than expected.
    """

    new: list[NewListing]
    changed: list[Change]
    warnings: list[ReadWarning] = field(default_factory=list)

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
    shows_all: bool = True,
    fewer_is_usual: bool = False,
    now: datetime,
    identify: Callable[[str], Identity],
    match_version: int,
    references: Mapping[int, Reference],
) -> Changes:
    """What a poll changes.

    Args:
        known: the listings whose home is the source, and those that an offer may be a reading of.
        offers: what was read, of all pages.
        source: the source that was polled.
        complete: every page was read, so that what is missing is missing.
        shows_all: what is not among the offers is not there; False for a sample of what the source has.
        fewer_is_usual: a much smaller source was just accepted as the usual: what is missing is no longer listed.
        now: when the pages were seen, aware UTC.
        identify: what a title is; asked only for new and changed titles.
        match_version: version of `identify`; listings identified by another are identified again.
        references: what each gpu's prices are judged against, by its id.
    """
    readings = list(recognise(known, offers, source=source, identify=identify, match_version=match_version))
    believed, warnings = believe_prices(readings, source=source, references=references, on=now.date())
    changes = Changes([], [], warnings)
    for reading, offer in zip(readings, believed, strict=True):
        if reading.listing is None and reading.identity is not None:
            state = read_state(offer, source.currency)
            changes.new.append(NewListing(reading.key, offer, reading.identity, state))
            changes.warnings += _warnings(offer, None, source)
        elif reading.listing is not None and reading.is_home:
            change = _reread(reading.listing, reading, offer, source, now, complete=complete)
            changes.warnings += _warnings(offer, change.held, source)
            if change.is_needed:
                changes.changed.append(change)
    if complete and shows_all:
        seen = {reading.listing.id for reading in readings if reading.listing}
        missing = (listing for listing in known if listing.id not in seen)
        changes.changed += _missing(missing, source, fewer_is_usual=fewer_is_usual)
    return changes


def read_state(offer: Offer, currency: str) -> State:
    """The state an offer describes, as the database can hold it; an absurd number is no price."""
    price = _amount(offer.price)
    if not price:
        return State(None, None, offer.stock, offer.offer_count)
    return State(price, offer.currency or currency, offer.stock, offer.offer_count, _amount(offer.shipping))


def _amount(read: Decimal | None) -> Decimal | None:
    return read.quantize(_CENT) if read is not None and 0 <= read < _ABSURD else None


def _reread(
    listing: Known, reading: Recognised, offer: Offer, source: Polled, now: datetime, *, complete: bool
) -> Change:
    """What an offer at its home changes about the listing it is a reading of."""
    change = Change(listing, raw=offer.raw, confidence=offer.confidence, adopted=reading.adopted)
    if reading.identity:
        change.renamed = (offer.title, offer.url, reading.identity)
    change.sold_by = _new_seller(listing.sold_by, offer)
    if listing.missed:
        change.missed = 0
    state = read_state(offer, source.currency)
    if not complete:
        state = _as_far_as_told(state, listing.state)
    if _is_step(listing, state):
        if _confirms(listing.pending, state, now, source.interval):
            change.pending = (None,)
        else:
            change.held = _why_held(listing, state)
            if not _same_pending(listing.pending, state):
                change.pending = (_pending(state, offer, now),)
            state = _held(listing, state)
    elif listing.pending:
        change.pending = (None,)
    if state != listing.state:
        change.state = state
    return change


def _new_seller(before: SoldBy, offer: Offer) -> SoldBy | None:
    """Who sells the listing, where this offer says more of it or something else."""
    kind = before.kind if offer.seller_kind is SellerKind.UNKNOWN else offer.seller_kind
    said = SoldBy(kind, offer.seller_group or before.group)
    return None if said == before else said


def _as_far_as_told(state: State, before: State) -> State:
    """What an incomplete reading shows counts; what it lacks may stand on the part that did not come."""
    money = state if state.price is not None else before
    stock, count = state.stock or before.stock, state.offer_count or before.offer_count
    return State(money.price, money.currency, stock, count, money.shipping)


def _is_step(listing: Known, new: State) -> bool:
    """Whether a price is too far from the last known one to be believed at once, also after a time of not knowing."""
    last = listing.last_price
    if last is None or new.price is None:
        return False
    return listing.last_currency != new.currency or not last / _HELD_FACTOR <= new.price <= last * _HELD_FACTOR


def _why_held(listing: Known, new: State) -> Doubt:
    return Doubt.PRICE_HELD if listing.last_currency == new.currency else Doubt.CURRENCY_HELD


def _warnings(offer: Offer, held: Doubt | None, source: Polled) -> list[ReadWarning]:
    """What is doubtful about a followed item's price: that it is held, or that it is not in the retailer's currency."""
    if offer.price is None:
        return []
    currency = offer.currency or source.currency
    doubt = held or (Doubt.OTHER_CURRENCY if currency != source.currency else None)
    return [ReadWarning(doubt, f"{offer.price:f} {currency} for {offer.title!r}")] if doubt else []


def _held(listing: Known, new: State) -> State:
    """The state while a price is held: the old price stands, but in another currency nothing is known."""
    if listing.last_currency != new.currency:
        return State(None, None, new.stock, new.offer_count)
    stands = listing.state
    return State(stands.price, stands.currency, new.stock, new.offer_count, stands.shipping)


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
