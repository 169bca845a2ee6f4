"""Daily figures on Postgres: in steps as at once, with late readings, corrections, imports and changed homes."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from market import HOUR
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from monitor.signals.point import known_by
from monitor.storage import history, rollups
from monitor.storage.engine import Sessions
from monitor.storage.models import Coverage, GpuRow, Listing, ListingHome, Observation, Retailer, Source
from monitor.storage.models_history import Correction, ImportBatch, ListingDay
from scrapers.offer import Stock
from scrapers.spec import Follow, Kind, Tier

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
IN, OUT = Stock.IN_STOCK, Stock.OUT_OF_STOCK


class Shelf:
    """One shop with two sources and three listings of a card."""

    def __init__(self, session: Session) -> None:
        self.session = session
        gpu = {"model": "G", "vendor": "NVIDIA", "family": "F", "segment": "mid", "memory_gb": Decimal(8)}
        gpu_id = session.scalars(insert(GpuRow).values(name="G", **gpu).returning(GpuRow.id)).one()
        shop = {"title": "Shop", "market": "de", "tier": Tier.FIRST_PARTY, "spec": {}}
        self.shop = session.scalars(
            insert(Retailer).values(name="shop", enabled=True, **shop).returning(Retailer.id)
        ).one()
        self.sources = [self._source(kind) for kind in (Kind.LIST, Kind.API)]
        self.listings = [self._listing(n, gpu_id) for n in range(3)]

    def _source(self, kind: Kind) -> int:
        columns = {"url": kind, "kind": kind, "follow": Follow.GPUS, "interval": HOUR}
        return self.session.scalars(insert(Source).values(retailer_id=self.shop, **columns).returning(Source.id)).one()

    def _listing(self, n: int, gpu_id: int) -> int:
        columns = {"title": "t", "url": "u", "url_key": "u", "match_version": 1, "condition": None}
        id_ = self.session.scalars(
            insert(Listing)
            .values(
                retailer_id=self.shop,
                item_key=str(n),
                gpu_id=gpu_id,
                home_source_id=self.sources[0],
                first_seen_at=START,
                changed_at=START,
                **columns,
            )
            .returning(Listing.id)
        ).one()
        self.home(id_, 0, 0)
        return id_

    def home(self, listing: int, source: int, begins: float, ends: float | None = None) -> None:
        """In days."""
        self.session.execute(
            insert(ListingHome).values(
                listing_id=listing,
                source_id=self.sources[source],
                valid_from=START + begins * DAY,
                valid_to=None if ends is None else START + ends * DAY,
            )
        )

    def watched(self, source: int, begins: float, ends: float, held: float | None = None) -> None:
        """In days."""
        self.session.execute(
            insert(Coverage).values(
                source_id=self.sources[source],
                valid_from=START + begins * DAY,
                valid_to=START + ends * DAY,
                held_to=START + (ends if held is None else held) * DAY,
            )
        )

    def reads(self, n: int, at: float, price: str | None, stock: Stock | None = IN, *, late: float = 0) -> None:
        """A reading of a listing, recorded some days late."""
        self.session.execute(
            insert(Observation).values(
                listing_id=self.listings[n],
                observed_at=START + at * DAY,
                recorded_at=START + (at + late) * DAY,
                price=price and Decimal(price),
                currency="EUR" if price else None,
                stock=stock,
                confidence=1,
                raw={},
            )
        )

    def corrects(self, n: int, at: float, field: str, value: str | None, made: float) -> None:
        self.session.execute(
            insert(Correction).values(
                listing_id=self.listings[n],
                observed_at=START + at * DAY,
                recorded_at=START + made * DAY,
                field=field,
                value=value,
                reason="misread",
                by="me",
            )
        )

    def roll_up(self, number: int, after: float | None = None, until: float | None = None) -> int:
        """The day of that number, and what was recorded since the midnight before it."""
        since = EPOCH if after is None else START + after * DAY
        now = START + (number + 1 if until is None else until) * DAY
        return rollups.roll_up(self.session, (START + number * DAY).date(), after=since, until=now)

    def rows(self) -> list[Any]:
        columns = list(ListingDay.__table__.columns)
        return list(self.session.execute(select(*columns).order_by(ListingDay.listing_id, ListingDay.day)))

    def from_scratch(self, number: int, until: float | None = None) -> list[Any]:
        self.session.execute(delete(ListingDay))
        self.roll_up(number, until=until)
        return self.rows()


@pytest.fixture
def shelf(sessions: Sessions) -> Iterator[Shelf]:
    with sessions() as session:
        yield Shelf(session)


def story(shelf: Shelf, day: int) -> None:
    """What is recorded on each of five days."""
    if day == 0:
        for source in (0, 1):
            shelf.watched(source, 0, 6)
        shelf.reads(0, 0.25, "1000")
        shelf.reads(1, 0.5, "800", OUT)
        shelf.reads(2, 0.75, None, None)
    elif day == 1:
        shelf.reads(1, 1.5, "810")
    elif day == 2:
        # A poll of yesterday is stored late, and the source of a listing changes without a change of its state.
        shelf.reads(0, 1.75, "1100", late=0.5)
        ends = shelf.session.scalars(select(ListingHome).where(ListingHome.listing_id == shelf.listings[1])).one()
        ends.valid_to = START + 2.5 * DAY
        shelf.session.flush()
        shelf.home(shelf.listings[1], 1, 2.5)
    elif day == 3:
        # What was read on the first day was wrong: that listing was never seen in stock, nor with a price.
        shelf.corrects(0, 0.25, "price", None, made=3.1)
        shelf.corrects(0, 0.25, "stock", "unlisted", made=3.2)
    elif day == 4:
        shelf.reads(2, 4.5, "500")


def test_in_steps_as_at_once(shelf: Shelf) -> None:
    for day in range(5):
        story(shelf, day)
        shelf.roll_up(day, after=day)
        stepwise = shelf.rows()
        assert shelf.roll_up(day, after=day) == 0
        assert shelf.rows() == stepwise == shelf.from_scratch(day), day
    rows = {(row.listing_id, (row.day - START.date()).days): row for row in stepwise}
    first, second, third = shelf.listings
    # The corrected days lost their rows, but for what was read in the evening of the second day.
    assert [day for listing, day in rows if listing == first] == [1, 2, 3, 4]
    assert (rows[first, 1].covered_s, rows[first, 1].known_s) == (86400, 21600)
    assert rows[first, 2].price_close == Decimal(1100)
    assert [rows[second, day].in_stock_s for day in range(5)] == [0, 43200, 86400, 86400, 86400]
    assert (rows[third, 0].covered_s, rows[third, 0].known_s) == (21600, 0)
    assert rows[third, 4].offer_s == 43200


def test_an_import_of_the_past_is_rolled_up_with_all_that_its_time_may_have_changed(shelf: Shelf) -> None:
    shelf.watched(0, 0, 1)
    for n in range(3):
        shelf.reads(n, 0.5, "1000")
    shelf.roll_up(5, after=5)
    assert {row.day for row in shelf.rows()} == {START.date()}
    # It says that only one listing changed, but that all were watched two days longer.
    shelf.watched(0, 1, 3)
    shelf.reads(1, 2, "1100")
    batch = {"sha256": "0", "file": "f", "snapshots": True, "rows": 3, "skipped": 0}
    shelf.session.execute(
        insert(ImportBatch).values(
            first_at=START + 1 * DAY, last_at=START + 3 * DAY, recorded_at=START + 6.5 * DAY, **batch
        )
    )
    shelf.roll_up(6, after=6)
    assert len(shelf.rows()) == 9
    assert shelf.rows() == shelf.from_scratch(6)


def test_a_card_that_is_recognised_late_gets_its_past(shelf: Shelf) -> None:
    shelf.watched(0, 0, 9)
    shelf.reads(0, 0, "1000")
    listing = shelf.session.get_one(Listing, shelf.listings[0])
    gpu_id, listing.gpu_id = listing.gpu_id, None
    shelf.session.flush()
    shelf.roll_up(2)
    assert shelf.rows() == []
    listing.gpu_id = gpu_id
    shelf.session.flush()
    shelf.roll_up(3, after=3)
    assert len(shelf.rows()) == 4


def test_two_interleavings_of_the_same_polls_give_the_same_rows(shelf: Shelf) -> None:
    shelf.watched(0, 0, 6)
    polls = [(n, at, str(1000 + 10 * at), IN if at % 2 else OUT) for at in range(4) for n in range(3)]
    seen = []
    for order in (polls, sorted(polls), polls[::-1]):
        shelf.session.execute(delete(Observation))
        for n, at, price, stock in order:
            shelf.reads(n, at + 0.3, price, stock)
        seen.append(shelf.from_scratch(5))
    assert len(seen[0]) == 18
    assert seen[0] == seen[1] == seen[2]


def test_a_day_is_rolled_up_when_it_is_over(shelf: Shelf) -> None:
    with pytest.raises(ValueError, match="when it is over"):
        shelf.roll_up(0, until=0.5)


def of(shelf: Shelf, n: int, **more: Any) -> history.ListingHistory:
    times = {"first": START + DAY, "until": START + 9 * DAY} | more
    (found,) = history.stream(shelf.session, listing_ids=[shelf.listings[n]], **times)
    return found


def test_history_of_a_listing(shelf: Shelf) -> None:
    # The first stretch holds until the next begins, the second beyond its last poll.
    shelf.watched(0, 0, 2, held=2.5)
    shelf.watched(0, 2.25, 3, held=3.5)
    shelf.watched(1, 0, 20)
    shelf.watched(0, 5, 6)
    home = shelf.session.scalars(select(ListingHome).where(ListingHome.listing_id == shelf.listings[0])).one()
    home.valid_to = START + 5.5 * DAY
    shelf.session.flush()
    shelf.home(shelf.listings[0], 1, 5.5)
    for at, late in [(0.1, 0), (0.2, 0), (0.3, 5), (2, 0), (8, 3)]:
        shelf.reads(0, at, str(1000 + at), late=late)
    found = of(shelf, 0)
    assert [(a, b) for a, b in found.covered] == [
        (START, START + 3.5 * DAY),
        (START + 5 * DAY, START + 9 * DAY),
    ]
    # What held at first was known then; what was recorded after the end is not.
    assert [(p.at - START) / DAY for p in found.points] == pytest.approx([0.2, 0.3, 2])
    assert [(p.known_at - START) / DAY for p in found.points] == pytest.approx([0.2, 5.3, 2])
    assert (found.info.market, found.info.seller_group, found.info.tier) == ("de", "shop", Tier.FIRST_PARTY)
    assert history.source_coverage(shelf.session, START + DAY, START + 4 * DAY) == {
        shelf.shop: [(START + DAY, START + 4 * DAY)]
    }
    assert list(history.stream(shelf.session, first=START, until=START + DAY, markets=["us"])) == []


def test_a_corrected_reading_is_known_as_such_only_from_then_on(shelf: Shelf) -> None:
    shelf.reads(0, 1, "10")
    shelf.corrects(0, 1, "price", "999", made=3)
    shelf.corrects(0, 1, "price", "1000", made=4)
    shelf.corrects(0, 1, "stock", None, made=5)
    shelf.corrects(0, 1, "stock", "out_of_stock", made=20)
    points = of(shelf, 0).points
    told = [(p.price, p.stock) for at in (2, 3, 4, 9) for p in known_by(points, START + at * DAY)]
    assert told == [(Decimal(10), IN), (Decimal(999), IN), (Decimal(1000), IN), (Decimal(1000), None)]
    (throughout,) = of(shelf, 0, corrected=True).points
    assert (throughout.price, throughout.stock, throughout.known_at) == (Decimal(1000), OUT, START + DAY)
