"""Storing a poll of 2,000 listings of which 5 % changed, against what one would write first."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from compare import Case, Comparison
from sqlalchemy import insert, select, update

from monitor.polling.changes import compare
from monitor.polling.known import Identity, Polled
from monitor.storage import engine, listings, migrate, polls, retailers
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions
from monitor.storage.models import Listing, Observation, Source
from scrapers.errors import Outcome
from scrapers.offer import Offer, Stock
from scrapers.spec import Follow, Kind, Politeness, RetailerSpec, SourceSpec, Tier

LISTINGS = 2000
CHANGED_EVERY = 20
_rounds = itertools.count(1)
START = datetime(2026, 1, 1, tzinfo=UTC)


def offers(number: int) -> list[Offer]:
    """The page at the given round: every twentieth price is another than the round before."""
    return [
        Offer(
            title=f"Card {i}",
            url=f"https://shop.example/{i}",
            sku=str(i),
            price=Decimal(500 + i + (number if (i + number) % CHANGED_EVERY == 0 else 0)),
            currency="USD",
            stock=Stock.IN_STOCK,
        )
        for i in range(LISTINGS)
    ]


@contextmanager
def storing(folder: Path) -> Iterator[Comparison]:
    """A scratch database with one retailer."""
    with EmbeddedPostgres(folder / "store", durable=False) as server:
        connected = engine.connect(engine.read_url(server.url))
        migrate.upgrade(connected)
        sessions = engine.sessions(connected)
        with sessions.begin() as session:
            retailers.sync(session, [_spec()])
        compared(sessions)
        yield Comparison(
            f"Storing a poll of {LISTINGS:,} listings, one in {CHANGED_EVERY} changed",
            [
                Case("compare in memory, write what changed in bulk", lambda: compared(sessions)),
                Case("ORM objects, changed and flushed", lambda: flushed(sessions)),
                Case("every listing and an observation each, row by row", lambda: rewritten(sessions)),
            ],
        )
        connected.dispose()


def _spec() -> RetailerSpec:
    return RetailerSpec(
        name="shop",
        title="Shop",
        url="https://shop.example",
        market="us",
        platform="schema_org",
        politeness=Politeness(delay=0),
        sources=[SourceSpec(url="https://shop.example/all")],
    )


def compared(sessions: Sessions) -> None:
    """As the program does it."""
    number = next(_rounds)
    now = START + timedelta(hours=number)
    read = offers(number)
    with sessions.begin() as session:
        source = session.scalars(select(Source)).one()
        polled = Polled(source.id, Kind.LIST, Follow.GPUS, timedelta(hours=1), False, "USD", Tier.FIRST_PARTY)
        known = listings.known(session, source, read)
        changes = compare(
            known,
            read,
            source=polled,
            complete=True,
            now=now,
            identify=lambda _: Identity(None, None, 1),
            match_version=1,
            references={},
        )
        poll_id = polls.add_poll(
            session,
            source_id=source.id,
            observed_at=now,
            recorded_at=now,
            outcome=Outcome.OK,
            complete=True,
            pages=1,
            found=LISTINGS,
            changed=changes.observations,
            warnings=0,
            duration_s=0.0,
        )
        listings.add(session, source, changes.new, poll_id=poll_id, at=now, recorded_at=now)
        listings.write(session, source, changes.changed, poll_id=poll_id, at=now, recorded_at=now)


def flushed(sessions: Sessions) -> None:
    """Load every listing as an object, set its price, let the session find out what changed."""
    number = next(_rounds)
    now = START + timedelta(hours=number)
    with sessions.begin() as session:
        by_key = {listing.item_key: listing for listing in session.scalars(select(Listing))}
        for offer in offers(number):
            listing = by_key[str(offer.sku)]
            if listing.price != offer.price:
                listing.price = offer.price
                listing.changed_at = now
                session.add(_observation(listing.id, now, offer))


def rewritten(sessions: Sessions) -> None:
    """Write everything every time, a statement a row."""
    number = next(_rounds)
    now = START + timedelta(hours=number)
    with sessions.begin() as session:
        ids = dict(iter(session.execute(select(Listing.item_key, Listing.id))))
        for offer in offers(number):
            session.execute(update(Listing).where(Listing.id == ids[str(offer.sku)]).values(price=offer.price))
            row = {
                "listing_id": ids[str(offer.sku)],
                "observed_at": now,
                "recorded_at": now,
                "confidence": 1.0,
                "raw": {},
            }
            session.execute(insert(Observation).values(**row, price=offer.price, currency="USD", stock=offer.stock))


def _observation(listing_id: int, now: datetime, offer: Offer) -> Observation:
    return Observation(
        listing_id=listing_id,
        observed_at=now,
        recorded_at=now,
        price=offer.price,
        currency="USD",
        stock=offer.stock,
        confidence=1.0,
        raw={},
    )
