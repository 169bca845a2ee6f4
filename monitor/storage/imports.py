"""What an import of history finds in the database, and what it leaves there beside its observations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import Row, delete, exists, func, insert, lateral, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.orm import Session

from monitor.history.stretches import Stretch, merged
from monitor.history.tracked import Tracked, WalkedSource
from monitor.polling import fields
from monitor.polling.known import Identity, State
from monitor.polling.verdict import LOOK_BACK, Earlier
from monitor.storage import retailers, signals
from monitor.storage.listings import KNOWN, as_known
from monitor.storage.models import Coverage, Listing, ListingHome, Observation, Poll, Retailer, Source
from monitor.storage.models_history import ImportBatch
from scrapers.offer import Stock
from scrapers.spec import Follow, Kind, RetailerSpec

#: What addresses of imported sources begin with; what follows is what a file calls the source.
SOURCE: Final = "import:"
_CHUNK: Final = 5000
_Item = TypeVar("_Item")


def earlier_import(session: Session, sha256: str) -> ImportBatch | None:
    """The import of a file with the same bytes, if there was one."""
    return session.scalar(select(ImportBatch).where(ImportBatch.sha256 == sha256))


def known_retailers(session: Session) -> dict[str, Retailer]:
    """The retailers of the database by name, without the demo market's: an import removes those."""
    return {retailer.name: retailer for retailer in session.scalars(select(Retailer).where(~Retailer.demo))}


def source_id(session: Session, retailer_id: int, name: str) -> int | None:
    """The id of an imported source, if there is one of that name."""
    return session.scalar(select(Source.id).where(Source.retailer_id == retailer_id, Source.url == f"{SOURCE}{name}"))


def earlier_polls(session: Session, source_id: int, before: datetime) -> list[Earlier]:
    """The latest polls of a source before a moment, the latest first."""
    rows = session.execute(
        select(Poll.outcome, Poll.reason, Poll.found, Poll.observed_at, Poll.fields)
        .where(Poll.source_id == source_id, Poll.observed_at < before)
        .order_by(Poll.observed_at.desc())
        .limit(LOOK_BACK)
    )
    return [Earlier(outcome, reason, found, at, fields.restored(read)) for outcome, reason, found, at, read in rows]


def listings(session: Session, retailer_id: int, first: datetime, homes: Sequence[int]) -> Iterator[Tracked]:
    """The listings of a retailer as they stood when the file begins.

    Args:
        session: an open session.
        retailer_id: the retailer.
        first: the first reading of the file.
        homes: the imported sources; on the walk the first is the home of what has its home elsewhere.
    """
    held = select(func.max(Coverage.held_to)).where(Coverage.source_id == Listing.home_source_id).scalar_subquery()
    read = (
        select(func.max(Coverage.valid_to))
        .where(Coverage.source_id == Listing.home_source_id, Coverage.valid_to < first)
        .scalar_subquery()
    )
    before = lateral(
        select(Observation)
        .where(Observation.listing_id == Listing.id, Observation.observed_at < first)
        .order_by(Observation.observed_at.desc())
        .limit(1)
    )
    columns = (before.c.price, before.c.currency, before.c.stock, before.c.offer_count, before.c.shipping)
    stands = [column.label(f"before_{column.name}") for column in columns]
    rows = session.execute(
        select(
            *KNOWN,
            Listing.changed_at,
            Listing.first_seen_at,
            Listing.last_seen_at,
            Source.url.label("home_url"),
            held.label("held"),
            read.label("read"),
            *stands,
        )
        .join(Source, Source.id == Listing.home_source_id)
        .outerjoin(before, true())
        .where(Listing.retailer_id == retailer_id)
        .order_by(Listing.id)
    )
    for row in rows:
        yield _tracked(row, first, homes)


def _tracked(row: Row[*tuple[Any, ...]], first: datetime, homes: Sequence[int]) -> Tracked:
    known = as_known(row)
    is_imported = row.home_url.startswith(SOURCE)
    if row.changed_at < first:
        # What an import leaves counts as missed once, so that any source may take it over.
        missed = 0 if known.missed == 1 and row.last_seen_at is None else known.missed
        last_read_at = row.read if is_imported else None
    else:
        stock = None if row.before_stock is None else Stock(row.before_stock)
        state = State(row.before_price, row.before_currency, stock, row.before_offer_count, row.before_shipping)
        known = replace(known, state=state, last_price=state.price, last_currency=state.currency, pending=None)
        missed, last_read_at = 0, None
    home = known.home_source_id if known.home_source_id in homes else homes[0]
    return Tracked(
        known=replace(known, home_source_id=home, missed=missed),
        changed_at=row.changed_at,
        first_seen_at=row.first_seen_at,
        last_seen_at=row.last_seen_at,
        last_read_at=last_read_at,
        stored_at=row.changed_at,
        left_at=None if is_imported else row.held,
    )


def add_retailer(session: Session, retailer_id: int, spec: RetailerSpec) -> None:
    """Write a retailer that only a file names. It counts as enabled, and nothing polls it."""
    session.execute(
        insert(Retailer).values(
            id=retailer_id,
            name=spec.name,
            title=spec.title,
            market=spec.market,
            tier=spec.tier,
            enabled=True,
            spec=msgspec.to_builtins(spec),
        )
    )


def write_source(session: Session, retailer_id: int, name: str, walked: WalkedSource, *, interval: timedelta) -> None:
    """Write an imported source and when it was watched. It is not active: nothing polls it."""
    source, last = walked.polled.id, walked.last_read_at
    outcome, reason, detail = walked.last
    latest = {
        "last_poll_at": last,
        "last_outcome": outcome,
        "last_reason": reason,
        "last_detail": detail,
        "last_fields": walked.last_fields,
    }
    statement = upsert(Source).values(
        id=source,
        retailer_id=retailer_id,
        url=f"{SOURCE}{name}",
        kind=Kind.LIST,
        follow=Follow.GPUS,
        interval=interval,
        active=False,
        last_complete_at=walked.last_complete_at,
        **latest,
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={
                **{name: statement.excluded[name] for name in ("interval", *latest)},
                "last_complete_at": func.greatest(Source.last_complete_at, statement.excluded["last_complete_at"]),
            },
            where=(Source.last_poll_at.is_(None)) | (Source.last_poll_at < last),
        )
    )
    had = [Stretch(*row) for row in session.execute(
        select(Coverage.valid_from, Coverage.valid_to, Coverage.held_to).where(Coverage.source_id == source)
    )]  # fmt: skip
    session.execute(delete(Coverage).where(Coverage.source_id == source))
    for part in _chunks(merged([*had, *walked.stretches.found])):
        session.execute(insert(Coverage), [{"source_id": source, **stretch._asdict()} for stretch in part])


def write_listings(session: Session, retailer_id: int, walked: Iterable[Tracked]) -> None:
    """Write what became of the listings, and which source was their home."""
    touched = [listing for listing in walked if listing.is_touched or listing.first_read_at]
    new = [listing for listing in touched if listing.is_new]
    for part in _chunks(new):
        session.execute(insert(Listing), [{"retailer_id": retailer_id, **_new(listing)} for listing in part])
        session.execute(insert(ListingHome), [home for listing in part for home in _homes(listing)])
    # One statement for all rows that change the same columns, not one a row.
    changes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for listing in touched:
        if not listing.is_new and listing.first_read_at:
            changed = _changed(listing)
            changes.setdefault(tuple(changed), []).append(changed)
    for columns, alike in changes.items():
        if columns == ("id",):
            continue
        session.execute(update(Listing), alike)
    _write_homes(session, [listing for listing in touched if not listing.is_new and listing.first_read_at])


def _state(listing: Tracked) -> dict[str, Any]:
    known = listing.known
    return {
        "price": known.state.price,
        "currency": known.state.currency,
        "shipping": known.state.shipping,
        "stock": known.state.stock,
        "offer_count": known.state.offer_count,
        "changed_at": listing.changed_at,
        "last_price": known.last_price,
        "last_currency": known.last_currency,
        # Nothing polls an imported source: the next source that shows the listing is to become its home.
        "missed": max(known.missed, 1),
        "last_seen_at": listing.last_seen_at,
        "pending": known.pending,
    }


def _described(listing: Tracked) -> dict[str, Any]:
    """Title, address and seller, where a row said them."""
    if listing.offer is None or listing.identity is None:
        return {}
    identity: Identity = listing.identity
    return {
        "title": listing.offer.title,
        "url": listing.offer.url,
        "url_key": listing.known.url_key,
        "gpu_id": identity.gpu_id,
        "refused": identity.refused,
        "unknown": identity.unknown,
        "named": identity.named,
        "match_version": identity.match_version,
    }


def _new(listing: Tracked) -> dict[str, Any]:
    known, offer = listing.known, listing.offer
    return {
        "id": known.id,
        "item_key": known.key[0],
        "seller": known.key[1],
        "condition": known.key[2],
        "first_party": offer.first_party if offer else None,
        "seller_kind": known.sold_by.kind,
        "seller_group": known.sold_by.group,
        "home_source_id": listing.homes[-1][1],
        "first_seen_at": listing.homes[0][0],
        **_described(listing),
        **_state(listing),
    }


def _changed(listing: Tracked) -> dict[str, Any]:
    """What changes about a listing of the database: its present state only where the walk ends with a later one."""
    columns: dict[str, Any] = {"id": listing.known.id}
    if listing.first_read_at and listing.first_seen_at and listing.first_read_at < listing.first_seen_at:
        columns["first_seen_at"] = listing.first_read_at
    if listing.stored_at and listing.changed_at and listing.changed_at > listing.stored_at:
        columns |= _state(listing) | _described(listing)
    if listing.adopted_at:
        columns |= {"home_source_id": listing.known.home_source_id, "missed": 1}
    return columns


def _homes(listing: Tracked) -> Iterator[dict[str, Any]]:
    ends = [since for since, _ in listing.homes[1:]] + [None]
    for (since, source), until in zip(listing.homes, ends, strict=True):
        yield {"listing_id": listing.known.id, "source_id": source, "valid_from": since, "valid_to": until}


def _write_homes(session: Session, walked: list[Tracked]) -> None:
    """The imported source is the home before the first one that the database has, and after that was left."""
    first: Mapping[int, datetime] = {}
    if walked:
        ids = [listing.known.id for listing in walked]
        rows = session.execute(
            select(ListingHome.listing_id, func.min(ListingHome.valid_from))
            .where(ListingHome.listing_id == func.any(ids))
            .group_by(ListingHome.listing_id)
        )
        first = dict(iter(rows))
    earlier, later = [], []
    for listing in walked:
        home: dict[str, Any] = {"listing_id": listing.known.id, "source_id": listing.known.home_source_id}
        begins = first[listing.known.id]
        if listing.first_read_at and listing.first_read_at < begins:
            earlier.append({**home, "valid_from": listing.first_read_at, "valid_to": begins})
        if listing.adopted_at:
            later.append({**home, "valid_from": listing.adopted_at})
    for part in _chunks(earlier):
        session.execute(insert(ListingHome), part)
    for left in later:
        session.execute(
            update(ListingHome)
            .where(ListingHome.listing_id == left["listing_id"], ListingHome.valid_to.is_(None))
            .values(valid_to=left["valid_from"])
        )
    for part in _chunks(later):
        session.execute(insert(ListingHome), part)


def begin_batch(session: Session, **columns: Any) -> int:
    """Write the import's row, and answer its id."""
    return session.execute(insert(ImportBatch).values(**columns).returning(ImportBatch.id)).scalar_one()


def remove_demo(session: Session) -> int:
    """Delete the demo market: real history and a simulated one are not mixed."""
    return retailers.remove_demo(session)


def rewind_fold(session: Session, first: datetime) -> datetime | None:
    """Let the fold follow what is to be imported, if it has followed nothing yet. Call it before that is stored.

    Returns:
        None if it will; how far it has come already, if signals were made of other observations: what happened before
        that makes no new ones.
    """
    at = signals.lock_watermark(session)
    if at < first:
        return None
    if session.scalar(select(exists().where(Observation.recorded_at <= at))):
        return at
    signals.set_watermark(session, first - timedelta(microseconds=1))
    return None


def _chunks(items: list[_Item]) -> Iterator[list[_Item]]:
    for begin in range(0, len(items), _CHUNK):
        yield items[begin : begin + _CHUNK]
