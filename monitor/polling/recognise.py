"""Which known listing each offer is a reading of, and which are new. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitor.polling.item_key import item_key, url_key
from monitor.polling.known import Identity, Key, Known, Polled
from scrapers.offer import Condition, Offer
from scrapers.spec import Follow, Kind


@dataclass(frozen=True, slots=True)
class Recognised:
    """An offer, and what it is a reading of.

    Attributes:
        listing: the known listing; None for an item never seen before.
        is_home: the listing's state is what this source says.
        adopted: it is so from now on.
        identity: what its title is, where that had to be found out; what the listing knows stands where it is None.
    """

    offer: Offer
    key: Key
    listing: Known | None
    is_home: bool
    adopted: bool
    identity: Identity | None

    @property
    def gpu_id(self) -> int | None:
        """The gpu that it is."""
        if self.identity:
            return self.identity.gpu_id
        return self.listing.gpu_id if self.listing else None


def recognise(
    known: Sequence[Known],
    offers: Iterable[Offer],
    *,
    source: Polled,
    identify: Callable[[str], Identity],
    match_version: int,
) -> Iterator[Recognised]:
    """Each item of a reading once, in its order; refused titles only where the source follows all.

    Args:
        known: the listings whose home is the source, and those that an offer may be a reading of.
        offers: what was read, of all pages.
        source: the source that was polled.
        identify: what a title is; asked only for new and changed titles.
        match_version: version of `identify`; listings identified by another are identified again.
    """
    index = _Index(known)
    # A list may show an item twice (cumulative pages, a promoted copy): the first stands.
    seen: set[int | Key] = set()
    for offer in offers:
        key = (item_key(offer), "" if offer.first_party else (offer.seller or ""), offer.condition)
        listing = index.find(key, offer)
        item = key if listing is None else listing.id
        if item in seen:
            continue
        if listing is None:
            identity = identify(offer.title)
            if identity.refused is None or source.follow is Follow.ALL:
                seen.add(item)
                yield Recognised(offer, key, None, is_home=True, adopted=False, identity=identity)
            continue
        seen.add(item)
        adopted = _adopts(listing, source)
        is_home = adopted or listing.home_source_id == source.id
        is_stale = is_home and (listing.match_version != match_version or _is_renamed(listing, offer))
        renamed = identify(offer.title) if is_stale else None
        yield Recognised(offer, key, listing, is_home=is_home, adopted=adopted, identity=renamed)


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


def _adopts(listing: Known, source: Polled) -> bool:
    """Only the home changes the state: a better source takes over, or any, once the home has lost the item."""
    elsewhere = listing.home_source_id != source.id
    return elsewhere and (listing.missed > 0 or _rank(source.kind) < _rank(listing.home_kind))


def _rank(kind: Kind) -> int:
    return list(Kind).index(kind)


def _is_renamed(listing: Known, offer: Offer) -> bool:
    return listing.title != offer.title or listing.url_key != url_key(offer.url)
