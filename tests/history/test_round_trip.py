"""What is exported and imported again is the same history."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest
from histories import idealo_rows, needs_histories
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from imported import BEGIN, DAY, Histories, row
from market import HOUR, Card, Market, list_page, spec
from shopserver import ShopServer
from sqlalchemy import text

from monitor.history.files import HistoryFileError
from monitor.storage.engine import Sessions

STATES = st.tuples(
    st.integers(0, 12),
    st.sampled_from(("A", "B", "C")),
    st.sampled_from(("", 1999, 2099, "2150.5", 9000)),
    st.sampled_from(("", "in_stock", "out_of_stock", "limited")),
    st.sampled_from(("", "new", "used")),
)


def emptied(sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.execute(text("TRUNCATE retailer, import_batch RESTART IDENTITY CASCADE"))


def rows_of(path: Path) -> list[str]:
    return sorted(path.read_text(encoding="utf-8").splitlines())


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    states=st.lists(STATES, min_size=1, max_size=40, unique_by=lambda one: (one[0], one[1], one[4])),
    whole=st.booleans(),
)
def test_any_history_comes_back(
    history: Histories, states: list[tuple[int, str, object, str, str]], *, whole: bool
) -> None:
    emptied(history.sessions)
    history.take(
        [row(day, item, price, stock, condition=condition) for day, item, price, stock, condition in states],
        snapshots=whole,
    )
    first = history.give("first.csv")
    before = (history.observed(), history.covered_and_held())
    emptied(history.sessions)
    history.take(first)
    assert (history.observed(), history.covered_and_held()) == before
    assert rows_of(history.give("second.csv")) == rows_of(first)


@pytest.mark.parametrize("name", ["out.csv.gz", "out.jsonl", "out.jsonl.xz", "out.parquet"])
def test_every_format_carries_the_same(history: Histories, name: str) -> None:
    history.take([
        row(0, price="1999.99", seller='Köln "GPU", Inc.', shipping="4.9", offer_count=3, condition="open_box"),
        row(1, "", price="", stock="", url="https://shop.example/a?b=1"),
        row(4, price=2100, first_party="true"),
    ])  # fmt: skip
    expected = history.give("out.csv").read_text()
    path = history.give(name)
    emptied(history.sessions)
    history.take(path)
    assert history.give("again.csv").read_text() == expected


def test_parquet_has_types(history: Histories) -> None:
    history.take([row(0)])
    with duckdb.connect() as connection:
        file = connection.read_parquet(str(history.give("out.parquet")))
        found = file.project("typeof(observed_at), typeof(price), covered_to").fetchall()
    assert found[0][:2] == ("TIMESTAMP WITH TIME ZONE", "DECIMAL(18,4)")
    assert found[0][2] == BEGIN + 3.3 * DAY


def test_a_part_is_exported_with_the_state_that_it_begins_with(history: Histories) -> None:
    history.take(
        [row(day, item, 2000 + day // 4) for day in range(9) for item in "AB"] + [row(0, "Z", retailer="other")]
    )
    path = history.give(
        since=BEGIN + 2 * DAY, until=BEGIN + 6 * DAY, retailer="shop", gpu="GeForce RTX 5090", market="us"
    )
    emptied(history.sessions)
    history.take(path)
    assert history.observed() == [(item, day, 2000 + day // 4, "in_stock") for item in "AB" for day in (2, 4)]
    assert [(start, end) for start, _, end in history.covered()] == [(2, 6)]


def test_an_export_is_no_snapshots(history: Histories) -> None:
    history.take([row(0)])
    path = history.give()
    emptied(history.sessions)
    with pytest.raises(HistoryFileError, match="leave out --snapshots"):
        history.take(path, snapshots=True)


def test_polled_history_comes_back_with_its_gaps_and_sources(
    market: Market, shop: ShopServer, history: Histories
) -> None:
    market.open(spec(shop, "/gpus", "/more"))
    for hour, more in enumerate(polls()):
        cards = [Card(number, f"${900 + number + hour}.00") for number in range(5) if number != 1 or hour < 3]
        shop.page("/gpus", list_page(cards[:3], following=None))
        shop.page("/more", list_page(cards[3:]), status=503 if hour in {2, 3, 4, 5, 6, 7} else 200)
        market.poll_all(more)
    first = history.give("first.csv")
    before = (history.observed(), history.covered_and_held())
    assert len(before[1]) > 2, "a source had a gap"
    emptied(history.sessions)
    history.take(first)
    assert (history.observed(), history.covered_and_held()) == before
    assert rows_of(history.give("second.csv")) == rows_of(first)


def polls() -> Iterator[timedelta]:
    yield from [HOUR] * 8
    yield 9 * HOUR
    yield from [HOUR] * 3


@needs_histories
def test_a_real_history_is_imported_and_comes_back(history: Histories) -> None:
    result = history.take(idealo_rows())
    assert (result.rows, result.skipped, result.counts.repeated, result.listings) == (3098, 0, 185, 17)
    assert result.counts.not_believed == 0
    first = history.give("first.csv")
    before = (history.observed(), history.covered_and_held())
    emptied(history.sessions)
    history.take(first)
    assert (history.observed(), history.covered_and_held()) == before
