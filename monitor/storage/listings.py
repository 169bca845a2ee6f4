"""Listings as a poll finds them and leaves them, with their observations and homes."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Row, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from monitor.polling.changes import Change, NewListing
from monitor.polling.item_key import item_key, url_key
from monitor.polling.known import Identity, Known, SoldBy, State
from monitor.storage.models import Listing, ListingHome, Observation, Source
from scrapers.offer import Offer

#: The columns of what a poll must know of a listing.
KNOWN: Final = (
    Listing.id,
    Listing.item_key,
    Listing.seller,
    Listing.condition,
    Listing.url_key,
    Listing.title,
    Listing.gpu_id,
    Listing.match_version,
    Listing.home_source_id,
    Source.kind,
    Listing.seller_kind,
    Listing.seller_group,
    Listing.price,
    Listing.currency,
    Listing.shipping,
    Listing.stock,
    Listing.offer_count,
    Listing.last_price,
    Listing.last_currency,
    Listing.missed,
    Listing.pending,
)


def known(session: Session, source: Source, offers: Sequence[Offer]) -> list[Known]:
    """The listings whose home is the source, and those of the retailer that an offer may be a reading of."""
    query = select(*KNOWN).join(Source, Source.id == Listing.home_source_id).order_by(Listing.id)
    found = [as_known(row) for row in session.execute(query.where(Listing.home_source_id == source.id))]
    at_home = {listing.key[0] for listing in found}
    # Most polls show what they showed before: only what is not at home here is looked for elsewhere.
    others = [offer for offer in offers if item_key(offer) not in at_home]
    if others:
        elsewhere = or_(
            Listing.item_key == func.any([item_key(offer) for offer in others]),
            Listing.url_key == func.any([url_key(offer.url) for offer in others]),
        )
        mine = and_(Listing.retailer_id == source.retailer_id, Listing.home_source_id != source.id)
        found += [as_known(row) for row in session.execute(query.where(mine, elsewhere))]
    return found


def as_known(row: Row[*tuple[Any, ...]]) -> Known:
    """A listing as polls know it, from a row with at least the columns of `KNOWN`."""
    return Known(
        id=row.id,
        key=(row.item_key, row.seller, row.condition),
        url_key=row.url_key,
        title=row.title,
        gpu_id=row.gpu_id,
        match_version=row.match_version,
        home_source_id=row.home_source_id,
        home_kind=row.kind,
        sold_by=SoldBy(row.seller_kind, row.seller_group),
        state=State(row.price, row.currency, row.stock, row.offer_count, row.shipping),
        last_price=row.last_price,
        last_currency=row.last_currency,
        missed=row.missed,
        pending=row.pending,
    )


def add(
    session: Session, source: Source, new: Sequence[NewListing], *, poll_id: int, at: datetime, recorded_at: datetime
) -> None:
    """Write items never seen before, each with its first observation and its home."""
    if not new:
        return
    rows = [
        {
            "retailer_id": source.retailer_id,
            "item_key": item.key[0],
            "seller": item.key[1],
            "condition": item.key[2],
            "first_party": item.offer.first_party,
            "seller_kind": item.offer.seller_kind,
            "seller_group": item.offer.seller_group,
            "title": item.offer.title,
            "url": item.offer.url,
            "url_key": url_key(item.offer.url),
            **_identity(item.identity),
            "home_source_id": source.id,
            "first_seen_at": at,
            "changed_at": at,
            "last_price": item.state.price,
            "last_currency": item.state.currency,
            **_columns(item.state),
        }
        for item in new
    ]
    ids = session.scalars(insert(Listing).returning(Listing.id, sort_by_parameter_order=True), rows).all()
    session.execute(
        insert(ListingHome),
        [{"listing_id": i, "source_id": source.id, "valid_from": at} for i in ids],
    )
    stamps = {"poll_id": poll_id, "observed_at": at, "recorded_at": recorded_at}
    session.execute(
        insert(Observation),
        [
            {
                "listing_id": i,
                **stamps,
                **_columns(item.state),
                "confidence": item.offer.confidence,
                "raw": item.offer.raw,
            }
            for i, item in zip(ids, new, strict=True)
        ],
    )


def write(
    session: Session, source: Source, changes: Sequence[Change], *, poll_id: int, at: datetime, recorded_at: datetime
) -> None:
    """Write what became of known listings: one observation for each new state, and the listings themselves."""
    stamps = {"poll_id": poll_id, "observed_at": at, "recorded_at": recorded_at}
    observations = [
        {"listing_id": c.known.id, **stamps, **_columns(c.state), "confidence": c.confidence, "raw": c.raw}
        for c in changes
        if c.state
    ]
    if observations:
        session.execute(insert(Observation), observations)
    rows = [{"id": change.known.id, **_new_columns(change, source, at)} for change in changes]
    # One statement for all rows that change the same columns, not one a row.
    for _, alike in groupby(sorted(rows, key=list), key=list):
        session.execute(update(Listing), list(alike))
    adopted = [change.known.id for change in changes if change.adopted]
    if adopted:
        session.execute(
            update(ListingHome)
            .where(ListingHome.listing_id.in_(adopted), ListingHome.valid_to.is_(None))
            .values(valid_to=at)
        )
        session.execute(
            insert(ListingHome),
            [{"listing_id": i, "source_id": source.id, "valid_from": at} for i in adopted],
        )


def _columns(state: State) -> dict[str, Any]:
    return {
        "price": state.price,
        "currency": state.currency,
        "shipping": state.shipping,
        "stock": state.stock,
        "offer_count": state.offer_count,
    }


def _identity(identity: Identity) -> dict[str, Any]:
    return {
        "gpu_id": identity.gpu_id,
        "refused": identity.refused,
        "unknown": identity.unknown,
        "named": identity.named,
        "match_version": identity.match_version,
    }


def _new_columns(change: Change, source: Source, at: datetime) -> dict[str, Any]:
    columns: dict[str, Any] = {}
    if change.state:
        columns |= _columns(change.state) | {"changed_at": at}
        if change.state.price is not None:
            columns |= {"last_price": change.state.price, "last_currency": change.state.currency}
    if change.missed is not None:
        columns["missed"] = change.missed
        if not (change.missed and change.known.missed):
            # Missed for the first time: the reading before this one showed it. Or back again.
            columns["last_seen_at"] = source.last_complete_at if change.missed else None
    if change.pending is not None:
        columns["pending"] = change.pending[0]
    if change.adopted:
        columns |= {"home_source_id": source.id, "missed": 0, "last_seen_at": None}
    if change.sold_by:
        columns |= {"seller_kind": change.sold_by.kind, "seller_group": change.sold_by.group}
    if change.renamed:
        title, url, identity = change.renamed
        columns |= {
            "title": title,
            "url": url,
            "url_key": url_key(url),
            **_identity(identity),
        }
    return columns
