"""The price index in the database: day by day as at once, published once, with nothing in it that does not belong."""

import math
from collections.abc import Iterator
from datetime import UTC, date, datetime
from random import Random
from typing import Any

import numpy as np
import pytest
from listing_days import AGGREGATOR, FIRST, FIRST_PARTY, HALO, MID, WORK, Listings, Row, on
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from monitor.index_fold import Ended, IndexMemory, extend_index
from monitor.signals.carried import carry
from monitor.signals.index import METHOD, WINDOW, price_index
from monitor.storage import market_days
from monitor.storage.engine import Sessions
from monitor.storage.models_history import IndexDay, ListingDay
from monitor.storage.series import Measure, daily_series
from scrapers.offer import Condition, Stock
from scrapers.spec import Tier

#: Longer than the window.
DAYS = WINDOW + 6


class Stored(Listings):
    """Listings whose index is extended."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.infos, _ = market_days.gpus(session, "EUR")

    def extend(self, first: int, last: int, since: int | None = None, memory: IndexMemory | None = None) -> int:
        ended = Ended(on(first), on(last), on(first if since is None else since), datetime(2027, 1, 1, tzinfo=UTC))
        return extend_index(self.session, "de", self.infos, ended, memory or IndexMemory())

    def rows(self) -> dict[tuple[str, Tier, date], Any]:
        columns = (IndexDay.value, IndexDay.imputed_ratio, IndexDay.n_listings)
        found = self.session.execute(select(IndexDay.segment, IndexDay.tier, IndexDay.day, *columns))
        return {(segment, tier, day): tuple(rest) for segment, tier, day, *rest in found}


@pytest.fixture
def stored(sessions: Sessions) -> Iterator[Stored]:
    with sessions() as session:
        yield Stored(session)


def history(stored: Stored) -> tuple[list[Row], dict[str, list[int]]]:
    """Half a year and more of prices that come and go, and which listings are in which part."""
    halo = [stored.listing(HALO, condition=Condition.NEW if n else None) for n in range(4)]
    mid = [stored.listing(MID) for _ in range(4)]
    rng = Random(5)
    rows = []
    for listing in halo + mid:
        price, gone = rng.uniform(500, 2000), 0
        for number in range(DAYS):
            price *= math.exp(rng.gauss(0, 0.02))
            gone = max(gone - 1, 0) or (rng.randrange(2, 20) if rng.random() < 0.05 else 0)
            if 60 <= number < 64:
                continue  # nobody looked
            if not gone:
                rows.append(Row(listing, number, round(price, 2)))
            elif rng.random() < 0.1:
                rows.append(Row(listing, number, None, Stock.UNLISTED))
            else:
                rows.append(Row(listing, number, None, Stock.OUT_OF_STOCK))
    return rows, {"all": halo + mid, "halo": halo, "24gb_and_more": halo, "mid": mid, "16_to_23gb": mid}


def strangers(stored: Stored) -> list[Row]:
    """What is not in the shops' index."""
    used = stored.listing(HALO, condition=Condition.USED)
    sellers = stored.listing(HALO, first_party=False)
    work = stored.listing(WORK)
    return [Row(listing, number, 9 + number) for listing in (used, sellers, work) for number in range(DAYS)]


def at_once(rows: list[Row], listings: list[int], last: int) -> dict[date, Any]:
    """The index over the whole history."""
    seen = np.full((last + 1, len(listings)), np.nan)
    ended = np.zeros(seen.shape, np.bool_)
    for row in rows:
        if row.listing in listings and row.number <= last:
            at = row.number, listings.index(row.listing)
            seen[at] = math.nan if row.price is None else row.price
            ended[at] = row.stock is Stock.UNLISTED
    days = [on(number) for number in range(last + 1)]
    filled, imputed = carry(days, seen, ended=ended)
    points = price_index(days, filled, imputed=imputed)
    return {p.day: (pytest.approx(p.value), p.imputed_ratio, p.n_listings) for p in points if p.value is not None}


def test_day_by_day_as_at_once(stored: Stored) -> None:
    rows, parts = history(stored)
    stored.days(rows + strangers(stored))
    whole = {listings: at_once(rows, [*listings], DAYS - 1) for listings in {tuple(each) for each in parts.values()}}
    expected = {
        (part, FIRST_PARTY, day): point
        for part, listings in parts.items()
        for day, point in whole[tuple(listings)].items()
    }
    assert (("all", FIRST_PARTY, on(59)) in expected, ("all", FIRST_PARTY, on(60)) in expected) == (True, False)
    assert stored.extend(0, DAYS - 1) == len(expected)
    assert stored.rows() == expected
    # The last days again: some at once, then one at a time, with and without a memory, while the window gets full.
    start = WINDOW - 6
    stored.session.execute(delete(IndexDay).where(IndexDay.day >= on(start)))
    stored.extend(start, WINDOW - 4)
    memory = IndexMemory()
    for number in range(WINDOW - 3, DAYS):
        stored.extend(number, number, memory=memory if number % 6 else None)
    assert stored.rows() == expected
    assert stored.extend(DAYS - 3, DAYS - 1) == stored.extend(DAYS - 3, DAYS - 1, since=2) == 0


def test_what_is_published_stays(stored: Stored) -> None:
    rows, parts = history(stored)
    stored.days([row for row in rows if row.number < 30])
    memory = IndexMemory()
    stored.extend(0, 28, memory=memory)
    before = stored.rows()
    # Yesterday's prices were all wrong.
    stored.session.execute(
        update(ListingDay).where(ListingDay.day == on(28)).values(price_close=ListingDay.price_close * 2)
    )
    stored.extend(29, 29, since=28, memory=memory)
    after = stored.rows()
    assert {key: after[key] for key in before} == before
    # The new day is not linked to the wrong prices: what counts is how it stands to the first day.
    changed = [row._replace(price=row.price and row.price * 2) if row.number == 28 else row for row in rows]
    expected = {part: at_once(changed, listings, 29).get(on(29)) for part, listings in parts.items()}
    assert {part: after.get((part, FIRST_PARTY, on(29))) for part in parts} == expected
    assert expected["all"] is not None


def test_earlier_history_begins_the_index_anew_beside_the_old_one(stored: Stored) -> None:
    rows, parts = history(stored)
    stored.days([row for row in rows if 20 <= row.number < 30])
    stored.extend(20, 28)
    assert stored.rows()["all", FIRST_PARTY, on(20)][0] == 100
    old = len(stored.rows())
    stored.days([row for row in rows if row.number < 20])
    expected = at_once(rows, parts["all"], 29)
    ended = Ended(on(29), on(29), on(0), datetime(2027, 2, 1, tzinfo=UTC))
    extend_index(stored.session, "de", stored.infos, ended, IndexMemory())
    assert extend_index(stored.session, "de", stored.infos, ended, IndexMemory()) == 0
    shown = {
        one.segment: {reading.day: reading.value for reading in one.members[0]}
        for one in daily_series(stored.session, "de", FIRST_PARTY)
        if one.measure is Measure.INDEX
    }
    assert shown["all"] == {day: value for day, (value, _, _) in expected.items()}
    # As it was known before, it is still there.
    known = select(IndexDay.day).where(IndexDay.computed_at < datetime(2027, 2, 1, tzinfo=UTC))
    assert len(stored.session.scalars(known).all()) == old


def test_aggregators_have_an_index_of_their_own(stored: Stored) -> None:
    shop, other, site = stored.listing(MID), stored.listing(MID), stored.listing(MID, AGGREGATOR)
    stored.days([Row(shop, 0, 100), Row(shop, 1, 110), Row(shop, 2, 0), Row(other, 2, 50, currency="USD")])
    stored.days([Row(site, number, 200 - number) for number in range(3)])
    stored.extend(0, 2)
    found = {(key[1], (key[2] - FIRST).days): row for key, row in stored.rows().items() if key[0] == "all"}
    assert found == {
        (FIRST_PARTY, 0): (100, 0, 1),
        (FIRST_PARTY, 1): (pytest.approx(110), 0, 1),
        (AGGREGATOR, 0): (100, 0, 1),
        (AGGREGATOR, 1): (pytest.approx(99.5), 0, 1),
        (AGGREGATOR, 2): (pytest.approx(99), 0, 1),
    }
    assert stored.session.scalars(select(IndexDay.method).distinct()).one() == METHOD
