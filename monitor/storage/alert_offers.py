"""Offers as alerts look at them: what is on sale now, and what it cost before."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy.orm import Session

from monitor.alerts.notice import PriceDay
from monitor.alerts.offers import Offer
from monitor.storage.measures import launch_price
from monitor.storage.models import GpuRow, Listing, Observation, Poll, Retailer, Source
from monitor.storage.models_history import ListingDay
from scrapers.offer import Condition, SellerKind
from scrapers.spec import Tier

_MOST_READINGS: Final = 10


def changed(session: Session, after: datetime, until: datetime) -> list[tuple[str, int]]:
    """Market and gpu of the listings that were observed anew, recorded in (after, until] (aware UTC)."""
    rows = session.execute(
        select(Retailer.market, Listing.gpu_id)
        .distinct()
        .join(Listing, Listing.retailer_id == Retailer.id)
        .join(Observation, Observation.listing_id == Listing.id)
        .where(Observation.recorded_at > after, Observation.recorded_at <= until, Listing.gpu_id.is_not(None))
    )
    return [(market, gpu_id) for market, gpu_id in rows if gpu_id is not None]


def offers(session: Session, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], list[Offer]]:
    """All offers of some gpus in some markets, at enabled retailers, as they last were known.

    Args:
        session: an open session.
        wanted: pairs of market and gpu id.
    """
    found: dict[tuple[str, int], list[Offer]] = {each: [] for each in wanted}
    if not wanted:
        return found
    last_stock = (
        select(Observation.stock)
        .where(Observation.listing_id == Listing.id, Observation.stock.is_not(None))
        .order_by(Observation.observed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Listing.id.label("listing_id"),
            Retailer.market,
            Listing.gpu_id,
            GpuRow.name.label("gpu"),
            Retailer.name.label("retailer"),
            Retailer.title.label("shop"),
            Retailer.demo,
            Retailer.tier,
            Listing.title,
            Listing.url,
            Listing.seller,
            Listing.seller_kind,
            Listing.first_party,
            Listing.condition,
            Listing.price,
            Listing.currency,
            Listing.shipping,
            func.coalesce(Listing.stock, last_stock).label("stock"),
            Listing.stock.is_not(None).label("stock_known"),
            launch_price(Listing.currency).label("launch_price"),
            Listing.home_source_id.label("source_id"),
            func.coalesce(Source.last_complete_at, Listing.changed_at).label("seen_at"),
            Listing.changed_at,
        )
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .join(GpuRow, GpuRow.id == Listing.gpu_id)
        .join(Source, Source.id == Listing.home_source_id)
        .where(Retailer.enabled, tuple_(Retailer.market, Listing.gpu_id).in_(list(wanted)))
        .order_by(Listing.id)
    )
    for row in rows.mappings():
        offer = Offer(**row)
        found[offer.market, offer.gpu_id].append(offer)
    return found


def history(session: Session, listing_ids: Collection[int], since: datetime) -> list[Observation]:
    """The readings of some listings since then (aware UTC) and each one's last before, in order of time."""
    before = (
        select(Observation.listing_id, func.max(Observation.observed_at))
        .where(Observation.listing_id.in_(listing_ids), Observation.observed_at < since)
        .group_by(Observation.listing_id)
    )
    rows = session.scalars(
        select(Observation)
        .where(
            Observation.listing_id.in_(listing_ids),
            or_(Observation.observed_at >= since, tuple_(Observation.listing_id, Observation.observed_at).in_(before)),
        )
        .order_by(Observation.observed_at, Observation.listing_id)
    )
    return list(rows)


def readings(session: Session, of: Collection[Offer]) -> dict[int, int]:
    """By listing, in how many complete polls it was seen as it is now; at most ten are counted."""
    return {offer.listing_id: _readings(session, offer) for offer in of}


def _readings(session: Session, offer: Offer) -> int:
    seen = (
        select(Poll.id)
        .where(Poll.source_id == offer.source_id, Poll.observed_at >= offer.changed_at, Poll.complete)
        .limit(_MOST_READINGS)
        .subquery()
    )
    return max(session.scalar(select(func.count()).select_from(seen)) or 0, 1)


def past_prices(
    session: Session,
    market: str,
    gpu_id: int,
    currency: str,
    first: date,
    until: date,
    *,
    retailers: Collection[str] = (),
) -> list[PriceDay]:
    """By whole day (UTC), the lowest price at which a card could be had new from a shop, delivery aside.

    Args:
        session: an open session.
        market: code.
        gpu_id: the card.
        currency: prices in others are left out.
        first: the first day.
        until: the day after the last.
        retailers: only these; all of the market if empty.
    """
    query = (
        select(ListingDay.day, func.min(ListingDay.price_min).filter(ListingDay.currency == currency).label("price"))
        .join(Listing, Listing.id == ListingDay.listing_id)
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .where(*_of_shops(market, gpu_id), ListingDay.day >= first, ListingDay.day < until, ListingDay.known_s > 0)
        .group_by(ListingDay.day)
    )
    if retailers:
        query = query.where(Retailer.name.in_(retailers))
    by_day = {row.day: row.price for row in session.execute(query)}
    span = [first + timedelta(days=n) for n in range((until - first).days)]
    return [PriceDay(day, by_day.get(day), day in by_day) for day in span]


def last_day_at(session: Session, market: str, gpu_id: int, currency: str, price: Decimal, before: date) -> date | None:
    """The last day (UTC) before a day on which it cost as little or less; None where it never did."""
    return session.scalar(
        select(func.max(ListingDay.day))
        .join(Listing, Listing.id == ListingDay.listing_id)
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .where(
            *_of_shops(market, gpu_id),
            ListingDay.day < before,
            ListingDay.currency == currency,
            ListingDay.price_min <= price,
        )
    )


def _of_shops(market: str, gpu_id: int) -> tuple[ColumnElement[Any], ...]:
    """New cards, from the shop that lists them or one known by name."""
    of_shop = or_(
        Listing.seller_kind.in_((SellerKind.RETAILER, SellerKind.KNOWN_SHOP)),
        and_(Retailer.tier == Tier.FIRST_PARTY, Listing.first_party.is_distinct_from(False)),
    )
    is_new = or_(Listing.condition.is_(None), Listing.condition == Condition.NEW)
    return (Retailer.market == market, Listing.gpu_id == gpu_id, of_shop, is_new)
