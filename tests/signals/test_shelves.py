"""Sellers' shelves do not depend on the order in which listings were first seen."""

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.daily import ListingDay
from monitor.signals.shelves import Listed, shelves_of
from scrapers.offer import Condition, Stock
from scrapers.spec import Tier

DAY_S = 86_400


@st.composite
def listed(draw: st.DrawFn) -> tuple[Listed, ListingDay]:
    retailer = draw(st.sampled_from("ab"))
    what = Listed(
        draw(st.sampled_from(["RTX 5080", "RX 9070"])),
        retailer,
        draw(st.sampled_from([None, retailer, "x"])),
        draw(st.sampled_from(list(Tier))),
        draw(st.sampled_from([None, True, False])),
        draw(st.sampled_from([None, Condition.NEW, Condition.USED])),
    )
    covered = draw(st.integers(0, DAY_S))
    known = draw(st.integers(0, covered))
    in_stock = draw(st.integers(0, known))
    price = draw(st.none() | st.decimals(1, 3000, places=2))
    stock = Stock.IN_STOCK if in_stock else None
    offers = in_stock * draw(st.integers(1, 4))
    currency = None if price is None else "USD"
    return what, ListingDay(
        date(2026, 1, 1), covered, known, in_stock, covered, offers, price, price, price, currency, stock
    )


def figures(listings: list[tuple[Listed, ListingDay]]) -> dict[Any, Any]:
    return {
        (gpu, tier, key): (day, [str(price) for price in day.prices])
        for (gpu, tier), sellers in shelves_of(listings).items()
        for key, day in sellers.items()
    }


@given(listings=st.lists(listed(), max_size=30), data=st.data())
def test_shelves_are_the_same_in_whatever_order_listings_came(
    listings: list[tuple[Listed, ListingDay]], data: st.DataObject
) -> None:
    assert figures(data.draw(st.permutations(listings))) == figures(listings)


@given(listings=st.lists(listed(), max_size=30))
def test_shelves_add_up_to_their_listings(listings: list[tuple[Listed, ListingDay]]) -> None:
    counted = [day for what, day in listings if what.is_new]
    days = [day for sellers in shelves_of(listings).values() for day in sellers.values()]
    assert sum(day.listings for day in days) == len(counted)
    for name in ("covered_s", "known_s", "in_stock_s", "offer_s"):
        assert sum(getattr(day, name) for day in days) == sum(getattr(day, name) for day in counted)
    closes = [day.price_close for day in counted if day.price_close is not None]
    assert min((price for day in days for price in day.prices), default=None) == min(closes, default=None)
