"""What a poll found out of listings, as Postgres keeps it."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from monitor.polling.changes import Changes, compare
from monitor.polling.known import Identity, Polled
from monitor.storage import listings, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Listing, Observation, Source
from scrapers.offer import Offer, SellerKind, Stock
from scrapers.spec import Follow, Kind, RetailerSpec, SourceSpec, Tier

START = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)


def spec() -> RetailerSpec:
    return RetailerSpec(
        name="shop",
        title="Shop",
        url="https://shop.example",
        market="us",
        platform="schema_org",
        sources=[SourceSpec(url="https://shop.example/all")],
    )


def offer(**more: Any) -> Offer:
    return Offer(
        title="Card",
        url="https://shop.example/1",
        sku="1",
        price=Decimal("899.00"),
        currency="USD",
        stock=Stock.IN_STOCK,
        **more,
    )


def store(sessions: Sessions, read: Offer, at: datetime) -> Changes:
    with sessions.begin() as session:
        source = session.scalars(select(Source)).one()
        changes = compare(
            listings.known(session, source, [read]),
            [read],
            source=Polled(source.id, Kind.LIST, Follow.GPUS, timedelta(hours=1), False, "USD", Tier.FIRST_PARTY),
            complete=True,
            now=at,
            identify=lambda _: Identity(None, None, 1),
            match_version=1,
            references={},
        )
        listings.add(session, source, changes.new, poll_id=1, at=at, recorded_at=at)
        listings.write(session, source, changes.changed, poll_id=1, at=at, recorded_at=at)
    return changes


def row(sessions: Sessions) -> Listing:
    with sessions() as session:
        return session.scalars(select(Listing)).one()


def test_seller_and_delivery_are_kept(sessions: Sessions) -> None:
    with sessions.begin() as session:
        retailers.sync(session, [spec()])
    first = offer(shipping=Decimal("9.90"), seller_kind=SellerKind.RETAILER, seller_group="shop")
    store(sessions, first, START)
    kept = row(sessions)
    assert (kept.shipping, kept.seller_kind, kept.seller_group) == (Decimal("9.9000"), SellerKind.RETAILER, "shop")
    assert store(sessions, first, START + timedelta(hours=1)).observations == 0
    store(sessions, offer(shipping=Decimal(0)), START + timedelta(hours=2))
    kept = row(sessions)
    assert (kept.shipping, kept.seller_kind, kept.seller_group) == (Decimal(0), SellerKind.RETAILER, "shop")
    with sessions() as session:
        said = session.scalars(select(Observation.shipping).order_by(Observation.observed_at)).all()
    assert said == [Decimal("9.9000"), 0]


def test_a_seller_that_is_named_later_is_written_without_an_observation(sessions: Sessions) -> None:
    with sessions.begin() as session:
        retailers.sync(session, [spec()])
    store(sessions, offer(), START)
    assert (row(sessions).seller_kind, row(sessions).seller_group) == (SellerKind.UNKNOWN, None)
    told = store(sessions, offer(seller_kind=SellerKind.KNOWN_SHOP, seller_group="bigshop"), START + timedelta(hours=1))
    assert told.observations == 0
    assert (row(sessions).seller_kind, row(sessions).seller_group) == (SellerKind.KNOWN_SHOP, "bigshop")


def test_delivery_without_a_price_is_refused_by_the_database(sessions: Sessions) -> None:
    with sessions.begin() as session:
        retailers.sync(session, [spec()])
    store(sessions, offer(shipping=Decimal(5)), START)
    with pytest.raises(IntegrityError, match="shipping_of_price"), sessions.begin() as session:
        session.execute(update(Listing).values(price=None, currency=None))
