"""Readings are kept no longer than a retailer's terms allow."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from market import HOUR, START, Card, Market, list_page, spec
from shopserver import ShopServer
from sqlalchemy import select

from monitor import fold, jobs
from monitor.storage import retention
from monitor.storage.models import Observation, Watermark
from scrapers.offer import Stock


def observed(market: Market) -> list[Decimal | None]:
    with market.sessions() as session:
        return list(session.scalars(select(Observation.price).order_by(Observation.observed_at)))


def polled_daily(market: Market, shop: ShopServer, **more: Any) -> None:
    """Five readings a day apart, each with another price, and a signal run after the last."""
    for day in range(5):
        shop.page("/gpus", list_page([Card(0, price=f"${1000 + day}.00")]))
        if day == 0:
            market.open(spec(shop, **more))
        market.poll(timedelta(days=1))
    with market.sessions.begin() as session:
        # Neither says how far the readings were followed.
        session.add_all(Watermark(name=name, at=START) for name in ("demo_anchor", "exchange_rates"))
    fold.advance(market.sessions, market.clock.now())


def test_what_was_replaced_before_the_limit_is_forgotten(market: Market, shop: ShopServer) -> None:
    polled_daily(market, shop, max_retention="2d")
    jobs.forget_readings(market.sessions, market.clock.now() + HOUR)
    assert observed(market) == [Decimal(1002), Decimal(1003), Decimal(1004)]
    jobs.forget_readings(market.sessions, market.clock.now() + timedelta(days=365))
    assert observed(market) == [Decimal(1004)]
    (listing,) = market.listings().values()
    assert (listing.price, listing.stock) == (Decimal(1004), Stock.IN_STOCK)


def test_without_a_limit_nothing_is_forgotten(market: Market, shop: ShopServer) -> None:
    polled_daily(market, shop)
    jobs.forget_readings(market.sessions, market.clock.now() + timedelta(days=365))
    assert len(observed(market)) == 5


def test_only_the_limited_retailers_readings_are_forgotten(market: Market, shop: ShopServer) -> None:
    limited, other = spec(shop, name="limited", max_retention="2d"), spec(shop, "/other", name="other")
    for day in range(3):
        for path in ("/gpus", "/other"):
            shop.page(path, list_page([Card(0, price=f"${1000 + day}.00")]))
        if day == 0:
            market.open(limited, other)
        market.poll_all(timedelta(days=1))
    fold.advance(market.sessions, market.clock.now())
    jobs.forget_readings(market.sessions, market.clock.now() + timedelta(days=365))
    assert len(observed(market)) == 1 + 3


def test_what_no_signal_was_made_of_yet_waits(market: Market, shop: ShopServer) -> None:
    for price in ("$1000.00", "$1001.00"):
        shop.page("/gpus", list_page([Card(0, price=price)]))
        if price == "$1000.00":
            market.open(spec(shop, max_retention="1d"))
        market.poll()
    jobs.forget_readings(market.sessions, market.clock.now() + timedelta(days=9))
    assert len(observed(market)) == 2
    fold.advance(market.sessions, market.clock.now())
    jobs.forget_readings(market.sessions, market.clock.now() + timedelta(days=9))
    assert len(observed(market)) == 1


def test_as_much_at_once_as_is_asked(market: Market, shop: ShopServer) -> None:
    polled_daily(market, shop, max_retention="1d")
    with market.sessions.begin() as session:
        ((retailer_id, _),) = retention.limits(session)
        far = market.clock.now() + timedelta(days=9)
        assert [retention.forget(session, retailer_id, far, most=3) for _ in range(3)] == [3, 1, 0]
