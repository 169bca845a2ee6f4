"""History from files, as it stands in the database afterwards."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from imported import BEGIN, DAY, Histories, row
from market import HOUR, Card, Market, list_page, spec
from shopserver import ShopServer
from sqlalchemy import func, select

from monitor.history.files import HistoryFileError
from monitor.storage import demo, retailers, signals
from monitor.storage.models import Coverage, Listing, ListingHome, Observation, Poll, Retailer, Source
from monitor.storage.models_history import ImportBatch
from scrapers.errors import Outcome
from scrapers.offer import Stock
from scrapers.spec import Tier

IN, OUT = Stock.IN_STOCK, Stock.OUT_OF_STOCK


def test_a_file_becomes_what_polls_would_have_left(history: Histories) -> None:
    rows = [row(day, item, 2000 + (day > 4), tier="aggregator") for item in "BA" for day in (5, 0, 1, 2, 3, 4)]
    rows += [row(0, "L", title="ASUS ROG Strix gaming laptop with RTX 5090", tier="aggregator")]
    result = history.take(rows)
    assert (result.rows, result.skipped, result.listings, result.counts.new, result.counts.matched) == (13, 0, 2, 2, 2)
    assert (result.counts.readings, result.counts.observations) == (6, 4)
    assert history.observed() == [(item, day, 2000 + day // 5, IN) for item in "AB" for day in (0, 5)]
    assert history.covered() == [(0, 5, 8.3)]
    with history.sessions() as session:
        retailer = session.scalars(select(Retailer)).one()
        source = session.scalars(select(Source)).one()
        stored = session.scalars(select(Observation)).all()
        listings = session.scalars(select(Listing)).all()
        homes = session.scalars(select(ListingHome)).all()
        assert session.scalar(select(func.count()).where(Poll.outcome == Outcome.OK)) == 6
    assert (retailer.name, retailer.market, retailer.tier, retailer.enabled) == ("shop", "us", Tier.AGGREGATOR, True)
    assert (source.url, source.active, source.interval) == ("import:shop", False, DAY)
    assert all(one.recorded_at == one.observed_at and one.import_id and one.poll_id is None for one in stored)
    assert {one.raw["import"] for one in stored} == {"1.csv:3", "1.csv:2", "1.csv:9", "1.csv:8"}
    assert {(one.price, one.changed_at, one.first_seen_at) for one in listings} == {
        (Decimal(2001), BEGIN + 5 * DAY, BEGIN)
    }
    assert {(one.valid_from, one.valid_to, one.source_id) for one in homes} == {(BEGIN, None, source.id)}


def test_the_same_twice_changes_nothing(history: Histories) -> None:
    rows = [row(day, item, 2000 + day // 3) for day in (0, 1, 2, 3, 6, 7, 12) for item in "AB"[: 1 + day % 2]]
    first = history.take(history.folder / history.file(rows))
    before = (history.observed(), history.covered())
    assert first.counts.lapsed > 0
    again = history.take(history.folder / "1.csv")
    assert again.earlier is not None
    assert again.counts.observations == 0
    other_bytes = history.take([*rows, rows[-1]])
    assert other_bytes.earlier is None
    assert (other_bytes.counts.repeated, other_bytes.counts.new, other_bytes.counts.observations) == (1, 0, 0)
    assert (history.observed(), history.covered()) == before


def test_of_rows_that_repeat_an_item_the_last_stands(history: Histories) -> None:
    assert history.take([row(0, price=1800), row(0, price=1900), row(0, price=1850)]).counts.repeated == 2
    assert history.observed() == [("A", 0, 1850, IN)]


def test_bad_rows_are_told_and_skipped_or_refuse_the_file(history: Histories) -> None:
    told: list[tuple[int, str]] = []
    rows = [
        row(0, price="1.999,00"),
        row(0),
        row(0, "B", country="DE", currency="EUR"),
        row(0, "C", currency="EUR"),
        row(1),
    ]
    path = history.file(rows)
    with pytest.raises(HistoryFileError, match=r"3 of 5 rows.*--strict.*nothing was imported"):
        history.take(path, strict=True)
    with pytest.raises(HistoryFileError, match="no row that can be used"):
        history.take(rows[:1])
    with history.sessions() as session:
        for table in (Retailer, ImportBatch, Listing):
            assert session.scalar(select(func.count()).select_from(table)) == 0
    result = history.take(path, on_bad=lambda line, why: told.append((line, why)))
    assert (result.rows, result.skipped, result.counts.observations) == (5, 3, 1)
    assert [line for line, _ in told] == [2, 4, 5]
    assert "shop-de" in told[1][1]


def test_a_sample_that_says_nothing_of_a_listing_leaves_it_not_known(history: Histories) -> None:
    # B is missing on days 3 and 4; on day 7 nothing was read at all; nothing is ever unlisted.
    days = [0, 1, 2, 3, 4, 5, 6, 8, 9]
    history.take([row(day) for day in days] + [row(day, "B") for day in days if day not in {3, 4}])
    assert history.observed() == [("A", 0, 1999, IN), ("B", 0, 1999, IN), ("B", 3.1, None, None), ("B", 5, 1999, IN)]
    assert history.covered() == [(0, 9, 12.3)]


def test_rows_with_times_of_their_own_hold_as_long_as_their_listings_are_usually_read(history: Histories) -> None:
    rows = [row(day + number / 50, item) for day in range(9) for number, item in enumerate("ABCDE")]
    history.take(
        [one for one in rows if not (one["sku"] == "C" and one["observed_at"] > (BEGIN + 4 * DAY).isoformat())]
    )
    assert history.observed() == sorted([
        *[(item, number / 50, 1999, IN) for number, item in enumerate("ABCDE")],
        ("C", round(3.04 + 1.1, 3), None, None),
    ])  # fmt: skip
    assert history.covered() == [(0, 8.08, 11.38)]


def test_readings_far_apart_leave_a_gap(history: Histories) -> None:
    history.take([row(day) for day in (0, 1, 2, 10, 11)])
    assert history.covered() == [(0, 2, 5.3), (10, 11, 14.3)]


def test_what_is_missing_from_two_snapshots_is_unlisted_unless_the_snapshot_is_cut_off(history: Histories) -> None:
    items = "ABCDEFGH"
    shown = dict.fromkeys(range(12), items) | {3: "AB", 4: "AB", 6: items[1:], 7: items[1:], 8: items[1:]}
    result = history.take([row(day, item) for day in shown for item in shown[day]], snapshots=True)
    assert result.counts.suspect == 2
    gone = [one for one in history.observed() if one[1] > 0]
    assert gone == [("A", 7, None, Stock.UNLISTED), ("A", 9, 1999, IN)]
    with history.sessions() as session:
        suspect = session.scalars(select(Poll).where(Poll.outcome == Outcome.SUSPECT)).all()
        assert [(one.found, one.expected, one.reason) for one in suspect] == [(2, 8, "yield_fell")] * 2


def test_a_price_far_off_waits_for_the_next_reading_and_an_impossible_one_is_not_believed(history: Histories) -> None:
    prices = {0: 1999, 1: 7999, 2: 1999, 3: 7999, 4: 7999, 5: 199_900, 6: 7999}
    result = history.take([row(day, price=price) for day, price in prices.items()])
    assert result.counts.not_believed == 1
    assert history.observed() == [("A", 0, 1999, IN), ("A", 4, 7999, IN), ("A", 5, None, IN), ("A", 6, 7999, IN)]


def test_earlier_rows_join_later_ones(history: Histories) -> None:
    history.take([row(day, price=2000 + day) for day in (10, 11, 12)])
    history.take([row(day, price=1900 + day) for day in (0, 1, 2, 8, 9)] + [row(11, price=1)])
    days = [0, 1, 2, 8, 9]
    assert history.observed() == [*[("A", day, 1900 + day, IN) for day in days], *[("A", day, 2000 + day, IN) for day in (10, 11, 12)]]  # fmt: skip
    assert history.covered() == [(0, 2, 5.3), (8, 12, 15.3)]
    with history.sessions() as session:
        listing = session.scalars(select(Listing)).one()
        homes = session.scalars(select(ListingHome).order_by(ListingHome.valid_from)).all()
    assert (listing.price, listing.changed_at, listing.first_seen_at) == (Decimal(2012), BEGIN + 12 * DAY, BEGIN)
    assert [(one.valid_from, one.valid_to) for one in homes] == [(BEGIN, BEGIN + 10 * DAY), (BEGIN + 10 * DAY, None)]


def test_a_following_file_goes_on_where_the_last_ended(history: Histories) -> None:
    rows = [row(day, item) for day in range(8) for item in "ABCD" if item != "D" or day < 3]
    history.take([one for one in rows if one["observed_at"] < (BEGIN + 3.5 * DAY).isoformat()], snapshots=True)
    history.take([one for one in rows if one["observed_at"] > (BEGIN + 3.5 * DAY).isoformat()], snapshots=True)
    assert history.observed("D") == [("D", 0, 1999, IN), ("D", 4, None, Stock.UNLISTED)]
    history.take([row(day, "A") for day in range(8, 12)])
    assert history.observed("A") == [("A", 0, 1999, IN)]
    assert history.observed("B") == [("B", 0, 1999, IN), ("B", 8.1, None, None)]


def test_earlier_snapshots_say_nothing_of_what_was_first_seen_later(history: Histories) -> None:
    history.take([row(day, "X") for day in (10, 11)])
    rows = [row(day, item) for day in range(6) for item in "ABCD" if item != "D" or day < 2]
    history.take(rows, snapshots=True)
    assert history.observed("X") == [("X", 10, 1999, IN)]
    before = (history.observed(), history.covered())
    assert ("D", 3, None, Stock.UNLISTED) in before[0]
    assert history.take([*rows, rows[0]], snapshots=True).counts.observations == 0
    assert (history.observed(), history.covered()) == before


def test_the_fold_follows_history_that_is_older_than_it_has_come(history: Histories) -> None:
    with history.sessions.begin() as session:
        signals.set_watermark(session, BEGIN + 90 * DAY)
    assert history.take([row(0)]).behind is None
    history.take([row(-9, retailer="other")])
    with history.sessions.begin() as session:
        assert signals.lock_watermark(session) == BEGIN - 9 * DAY - timedelta(microseconds=1)
        signals.set_watermark(session, BEGIN + 90 * DAY)
    assert history.take([row(-5)]).behind == BEGIN + 90 * DAY


def test_imported_snapshots_are_what_polls_of_the_same_pages_are(
    market: Market, shop: ShopServer, history: Histories
) -> None:
    def cards(hour: int) -> list[Card]:
        shown = [Card(number, f"${900 + number + 40 * (hour // 5)}.00") for number in range(8)]
        if hour == 7:
            return shown[:3]
        return [card for card in shown if card.number != 2 or hour not in {3, 4, 5}]

    market.open(spec(shop))
    rows = []
    for hour in range(12):
        shop.page("/gpus", list_page(cards(hour)))
        market.poll(HOUR)
        at = market.clock.now().isoformat()
        rows += [
            row(0, "", card.price[1:], observed_at=at, retailer="copy", title=card.title, url=shop.url(f"/item/{card.number}"))
            for card in cards(hour)
        ]  # fmt: skip
    history.take(rows, snapshots=True)

    def stored(name: str) -> list[tuple[object, ...]]:
        with history.sessions() as session:
            of = select(Retailer.id).where(Retailer.name == name).scalar_subquery()
            seen = session.execute(
                select(Listing.title, Observation.observed_at, Observation.price, Observation.stock)
                .join(Listing, Listing.id == Observation.listing_id)
                .where(Listing.retailer_id == of)
                .order_by(Listing.title, Observation.observed_at)
            ).all()
            watched = session.execute(
                select(Coverage.valid_from, Coverage.valid_to, Coverage.held_to)
                .join(Source, Source.id == Coverage.source_id)
                .where(Source.retailer_id == of)
            ).all()
            polled = session.execute(
                select(Poll.observed_at, Poll.outcome, Poll.reason, Poll.found, Poll.expected, Poll.changed)
                .join(Source, Source.id == Poll.source_id)
                .where(Source.retailer_id == of)
                .order_by(Poll.observed_at)
            ).all()
        return [*map(tuple, seen), *map(tuple, watched), *map(tuple, polled)]

    assert len(stored("shop")) > 30
    assert stored("copy") == stored("shop")


def test_a_shop_that_is_polled_later_goes_on_with_its_imported_listings(
    market: Market, shop: ShopServer, history: Histories
) -> None:
    history.take([row(-9, "", 900, title=Card(0).title, url=shop.url("/item/0")), row(-8, "B")])
    with market.sessions.begin() as session:
        assert not demo.is_wanted(session)
        retailers.sync(session, [spec(shop)])
        # Nobody has allowed to contact it: only its past was read from a file.
        assert session.scalars(select(Retailer.enabled)).one() is False
    market.open(spec(shop))
    shop.page("/gpus", list_page([Card(0, "$950.00")]))
    market.poll(HOUR)
    with market.sessions() as session:
        listing = session.scalars(select(Listing).where(Listing.title == Card(0).title)).one()
        home = session.scalars(select(Source).where(Source.id == listing.home_source_id)).one()
        homes = session.scalars(select(ListingHome).where(ListingHome.listing_id == listing.id)).all()
    assert (listing.price, home.url, len(homes)) == (Decimal(950), shop.url("/gpus"), 2)


def test_history_takes_the_place_of_the_demo(market: Market, shop: ShopServer, history: Histories) -> None:
    with market.sessions.begin() as session:
        at = datetime(2026, 1, 1, tzinfo=UTC)
        demo.begin(session, [spec(shop, demo=True)], at, at + DAY, interval=HOUR)
    assert history.take([row(0)]).demo_removed
    with market.sessions() as session:
        assert [one.demo for one in session.scalars(select(Retailer))] == [False]
