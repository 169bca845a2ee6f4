"""Walk through the readings of one retailer in order of time, as its polls would have: what they change. Pure.

What a reading changes is decided by what decides it for polls: `recognise`, `compare`, `judge`.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from monitor.catalog.plausible import Reference
from monitor.history.offers import Offers
from monitor.history.stretches import lapse
from monitor.history.tracked import Counts, Sink, StagedRow, Tracked, WalkedSource
from monitor.polling.changes import Change, Changes, NewListing, compare, read_state
from monitor.polling.fields import count_fields, stored
from monitor.polling.item_key import url_key
from monitor.polling.known import Identity, Key, Known, SoldBy, State
from monitor.polling.reading import SourceReading
from monitor.polling.schedule import BRIDGED_INTERVALS, LATENESS
from monitor.polling.verdict import Earlier, History, judge
from monitor.vocabulary import HELD, Fell
from scrapers.errors import Outcome
from scrapers.offer import Offer, Stock
from scrapers.spec import RetailerSpec

_NOTHING: Final = State(None, None, None, None)
#: Snapshots in a row that miss a listing before it is gone.
_MISSES: Final = 2


class Walk:
    """The walk through one retailer's readings.

    Args:
        spec: the retailer.
        sources: its sources in the file, by number.
        listings: those that the database has of it.
        interval: the usual time between two readings of one listing.
        snapshots: a reading is all that the source listed then.
        file: what people call the file.
    """

    def __init__(
        self,
        spec: RetailerSpec,
        sources: Mapping[int, WalkedSource],
        listings: Iterable[Tracked],
        *,
        interval: timedelta,
        snapshots: bool,
        file: str,
        identify: Callable[[str], Identity],
        match_version: int,
        references: Mapping[int, Reference],
        sink: Sink,
    ) -> None:
        self.counts = Counts()
        self.sources = sources
        self.by_id: dict[int, Tracked] = {}
        self._interval = interval
        self._holds = interval * LATENESS
        self._bridged = interval * BRIDGED_INTERVALS * LATENESS
        self._snapshots = snapshots
        self._file = file
        self._identify = identify
        self._references = references
        self._match_version = match_version
        self._sink = sink
        self._by_key: dict[Key, Tracked] = {}
        self._by_url: dict[str, list[Tracked]] = defaultdict(list)
        #: Listings that a snapshot may miss.
        self._present: dict[int, Tracked] = {}
        self._before: datetime | None = None
        #: When the retailer was read, in seconds of the epoch.
        self._times = array("d")
        self._offers = Offers(spec, file)
        for listing in listings:
            self._track(listing)

    def _track(self, listing: Tracked) -> None:
        self.by_id[listing.known.id] = self._by_key[listing.known.key] = listing
        self._by_url[listing.known.url_key].append(listing)
        # What another source shows, or was first seen later, is not missing here before it was read here.
        stands = listing.left_at is None and listing.known.state != _NOTHING
        if listing.is_new or (stands and listing.known.missed < _MISSES):
            self._present[listing.known.id] = listing

    def passed(self, listing_id: int, at: datetime, state: State) -> None:
        """The walk comes past an observation that the database has: it stands."""
        listing = self.by_id[listing_id]
        last = (
            (state.price, state.currency)
            if state.price is not None
            else (listing.known.last_price, listing.known.last_currency)
        )
        listing.known = replace(listing.known, state=state, last_price=last[0], last_currency=last[1], pending=None)
        listing.changed_at = listing.known_at = at
        listing.last_read_at = None
        if state.stock is Stock.UNLISTED:
            listing.known = replace(listing.known, missed=_MISSES)
            self._present.pop(listing_id, None)

    def reading(self, source_no: int, at: datetime, rows: Sequence[StagedRow]) -> None:
        """All rows of one source and one time."""
        source = self.sources[source_no]
        offers, repeated = self._offers.of(rows)
        self.counts.repeated += repeated
        self.counts.readings += 1
        known: dict[int, Known] = {}
        read: list[Tracked] = []
        fresh: list[Offer] = []
        for key, offer in offers.items():
            found = self._found(key, offer, at, known)
            if found is not None:
                read.append(found)
                if found.known_at == at:
                    self.counts.known_already += 1
                    continue
                known[found.known.id] = found.known
            fresh.append(offer)
        if self._snapshots:
            known |= {i: listing.known for i, listing in self._present.items() if listing.known_at != at}
        changes = self._judged(source, at, fresh, list(offers.values()), known)
        read += [self._add(new, source, at) for new in changes.new]
        for change in changes.changed:
            self._change(change, source, at)
        if source.last_complete_at == at or not self._snapshots:
            for listing in read:
                self._read(listing, at)
        self._times.append(at.timestamp())
        source.last_read_at = at

    def _found(self, key: Key, offer: Offer, at: datetime, known: dict[int, Known]) -> Tracked | None:
        """The listing that an offer is a reading of; those that its address may mean are put to the known ones."""
        found = self._by_key.get(key)
        if found is None:
            nearby = self._by_url.get(url_key(offer.url), ()) if offer.url else ()
            for listing in nearby:
                self._lapse(listing, at)
                known[listing.known.id] = listing.known
            alike = [one for one in nearby if one.known.key[1:] == key[1:]]
            if len(alike) == 1 and (offer.sku is None or alike[0].known.key[0] == alike[0].known.url_key):
                found = alike[0]
        if found is not None:
            self._lapse(found, at)
        return found

    def _judged(
        self, source: WalkedSource, at: datetime, fresh: list[Offer], offers: list[Offer], known: dict[int, Known]
    ) -> Changes:
        """What a reading changes, if it is believed, and the poll's row."""
        history = History(source.earlier, self._interval)
        outcome, reason, detail, fields, apply = Outcome.OK, None, None, None, True
        if self._snapshots:
            verdict = judge(SourceReading(offers=offers, complete=True), history)
            outcome, reason, detail, apply = verdict.outcome, verdict.reason, verdict.detail, verdict.apply
            fields = count_fields(offers)
            usual = history.usual
            source.earlier.appendleft(Earlier(outcome, reason, len(offers), at, fields))
            source.last_fields = stored(fields)
        else:
            usual = None
        changes = Changes([], [])
        if apply:
            changes = compare(
                list(known.values()),
                fresh,
                source=source.polled,
                complete=True,
                shows_all=self._snapshots,
                fewer_is_usual=reason == Fell.NEW_YIELD,
                now=at,
                identify=self._identify,
                match_version=self._match_version,
                references=self._references,
            )
            source.stretches.read(at, at + self._bridged)
        else:
            self.counts.suspect += 1
        self.counts.not_believed += sum(warning.kind not in HELD for warning in changes.warnings)
        source.last = (outcome, reason, detail)
        self._sink.poll(
            source_id=source.polled.id,
            observed_at=at,
            outcome=outcome,
            reason=reason,
            detail=detail,
            complete=self._snapshots and apply,
            expected=usual,
            found=len(offers),
            changed=changes.observations,
            fields=source.last_fields if self._snapshots else None,
            warnings=len(changes.warnings),
            warning_kinds=dict(Counter(warning.kind for warning in changes.warnings)) or None,
        )
        if apply:
            self._before = source.last_complete_at
            source.last_complete_at = at
        return changes

    def spans(self, source_no: int, at: datetime, rows: Sequence[StagedRow]) -> None:
        """Rows of an export: what somebody's monitor believed already, and until when it watched it."""
        source = self.sources[source_no]
        until = max((row.covered_to for row in rows if row.covered_to), default=at)
        if until > at:
            source.stretches.read(at, until)
        offers, repeated = self._offers.of(rows)
        self.counts.repeated += repeated
        for key, offer in offers.items():
            state = read_state(offer, source.polled.currency)
            listing = self._by_key.get(key)
            if listing is None:
                identity = self._identify(offer.title)
                if identity.refused is None:
                    self._read(self._add(NewListing(key, offer, identity, state), source, at), at)
                continue
            self._read(listing, at)
            if listing.is_new and listing.homes[-1][1] != source.polled.id:
                listing.homes.append((at, source.polled.id))
            if listing.known_at == at:
                self.counts.known_already += 1
            elif state != listing.known.state:
                self._change(Change(listing.known, state=state, raw=offer.raw), source, at)
        self.counts.readings += 1
        source.last_read_at = source.last_complete_at = at

    def close(self) -> None:
        """The file ends: what was not read any more by then is not known."""
        if self._times:
            end = datetime.fromtimestamp(self._times[-1], UTC) + timedelta(microseconds=1)
            for listing in self.by_id.values():
                self._lapse(listing, end)

    def _lapse(self, listing: Tracked, at: datetime) -> None:
        """A listing of which a sample has said nothing for too long is not known from then on."""
        last = listing.last_read_at
        if self._snapshots or last is None or at - last <= self._holds or listing.known.state.stock is Stock.UNLISTED:
            return
        if listing.known.state.price is None and listing.known.state.stock is None:
            return
        moment = lapse(last, self._times, self._interval, self._holds)
        if moment is not None and moment < at:
            self.counts.lapsed += 1
            raw = {"import": f"{self._file}: not read again within {self._holds}"}
            self._observe(listing, moment, _NOTHING, 1.0, raw)

    def _read(self, listing: Tracked, at: datetime) -> None:
        listing.first_read_at = listing.first_read_at or at
        listing.last_read_at = at
        if listing.known.missed < _MISSES:
            self._present[listing.known.id] = listing
        if listing.left_at and listing.adopted_at is None and at > listing.left_at:
            listing.adopted_at = at

    def _observe(self, listing: Tracked, at: datetime, state: State, confidence: float, raw: dict[str, str]) -> None:
        known = listing.known
        price, currency = (
            (known.last_price, known.last_currency) if state.price is None else (state.price, state.currency)
        )
        listing.known = replace(known, state=state, last_price=price, last_currency=currency)
        listing.changed_at = at
        listing.is_touched = True
        self.counts.observations += 1
        self._sink.observation(known.id, at, state, confidence, raw)

    def _add(self, new: NewListing, source: WalkedSource, at: datetime) -> Tracked:
        offer, identity = new.offer, new.identity
        known = Known(
            id=self._sink.next_listing_id(),
            key=new.key,
            url_key=url_key(offer.url),
            title=offer.title,
            gpu_id=identity.gpu_id,
            match_version=identity.match_version,
            home_source_id=source.polled.id,
            home_kind=source.polled.kind,
            sold_by=SoldBy(offer.seller_kind, offer.seller_group),
            state=_NOTHING,
            last_price=None,
            last_currency=None,
            missed=0,
            pending=None,
        )
        listing = Tracked(known, identity, offer, homes=[(at, source.polled.id)])
        self._track(listing)
        self.counts.new += 1
        self.counts.matched += identity.gpu_id is not None
        self._observe(listing, at, new.state, offer.confidence, offer.raw)
        return listing

    def _change(self, change: Change, source: WalkedSource, at: datetime) -> None:
        listing = self.by_id[change.known.id]
        listing.is_touched = True
        if change.missed is not None:
            if not (change.missed and change.known.missed):
                listing.last_seen_at = self._before if change.missed else None
            listing.known = replace(listing.known, missed=change.missed)
            if change.missed < _MISSES:
                self._present[listing.known.id] = listing
            else:
                self._present.pop(listing.known.id, None)
        if change.pending is not None:
            listing.known = replace(listing.known, pending=change.pending[0])
        if change.adopted:
            listing.known = replace(listing.known, home_source_id=source.polled.id)
            if listing.is_new:
                listing.homes.append((at, source.polled.id))
        if change.sold_by:
            listing.known = replace(listing.known, sold_by=change.sold_by)
        if change.renamed:
            self._rename(listing, *change.renamed)
        if change.state:
            self._observe(listing, at, change.state, change.confidence, change.raw)

    def _rename(self, listing: Tracked, title: str, url: str, identity: Identity) -> None:
        before, known = listing.known.url_key, listing.known
        listing.known = replace(
            known, title=title, url_key=url_key(url), gpu_id=identity.gpu_id, match_version=identity.match_version
        )
        listing.identity = identity
        listing.offer = msgspec.structs.replace(listing.offer or Offer(title=title, url=url), title=title, url=url)
        if listing.known.url_key != before:
            self._by_url[before].remove(listing)
            self._by_url[listing.known.url_key].append(listing)
