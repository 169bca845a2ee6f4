"""Retailers whose pages scripts build, polled like all others."""

import json
import threading
from decimal import Decimal

import pytest
from browsing import app, needs_browser, processes
from machine import until
from market import HOUR, Market, cards, spec
from shopserver import ShopServer
from sqlalchemy import select

from monitor.clock import Stopping
from monitor.config import Settings
from monitor.polling.fetchers import Fetchers
from monitor.storage.models import Coverage, Observation, Poll, Source
from scrapers.browser import installed
from scrapers.errors import Outcome, TryLater
from scrapers.offer import Stock


def application(shop: ShopServer, *prices: str) -> None:
    """A list that scripts build from the shop's data."""
    show = "cards => { root.innerHTML = `<ul>${cards.join('')}</ul>`; }"
    shop.page("/gpus", app(f"fetch('/api/cards').then(a => a.json()).then({show});"), headers={"ETag": "the-frame"})
    items = [card.html.replace(card.price, price) for card, price in zip(cards(len(prices)), prices, strict=True)]
    shop.page("/api/cards", json.dumps(items))


@needs_browser
def test_a_shop_built_by_scripts_is_polled_like_all_others(market: Market, shop: ShopServer) -> None:
    application(shop, "$1,299.00", "$899.00", "$799.00")
    market.open(spec(shop, browser=True, timeout=30))
    result = market.poll()
    assert (result.outcome, result.found, result.changed) == (Outcome.OK, 3, 3)
    prices = sorted(listing.price for listing in market.listings().values() if listing.price)
    assert prices == [Decimal("799.0000"), Decimal("899.0000"), Decimal("1299.0000")]
    assert {listing.stock for listing in market.listings().values()} == {Stock.IN_STOCK}
    # The frame is the same as before and says so, but its data are not.
    application(shop, "$1,199.00", "$899.00", "$799.00")
    assert (market.poll().outcome, market.count(Observation)) == (Outcome.OK, 4)
    assert market.count(Coverage) == 1
    market.work.poller.fetchers.close()
    assert until(lambda: not processes())


@needs_browser
def test_a_poll_that_is_stopped_in_the_browser_leaves_the_source_due(market: Market, shop: ShopServer) -> None:
    application(shop, "$1,299.00")
    shop.hang("/api/cards")
    market.open(spec(shop, browser=True, timeout=30))
    with market.sessions() as session:
        source_id, due_at = session.execute(select(Source.id, Source.due_at)).one()
    stopped: list[bool] = []

    def poll() -> None:
        try:
            market.work.poller.poll(source_id, due_at)
        except Stopping:
            stopped.append(True)

    thread = threading.Thread(target=poll)
    thread.start()
    assert until(lambda: shop.asked("/api/cards") == 1)
    market.work.poller.fetchers.close()
    thread.join()
    assert stopped == [True]
    assert market.count(Poll) == 0


def test_without_a_browser_the_poll_says_what_to_install(
    market: Market, shop: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installed, "chromium", _nothing_installed)
    market.open(spec(shop, browser=True))
    result = market.poll()
    assert (result.outcome, result.reason) == (Outcome.HTTP_ERROR, "no_browser")
    assert "apt install chromium" in (result.detail or "")
    assert shop.requests == []
    assert result.due_at > market.clock.now() + HOUR / 2


def _nothing_installed(_: object) -> None:
    raise TryLater("no_browser", "apt install chromium")


def test_a_retailer_without_need_gets_no_browser(market: Market, shop: ShopServer) -> None:
    fetchers = Fetchers(market.sessions, market.clock, Settings().user_agent)
    assert type(fetchers.of(1, spec(shop))).__name__ == "Fetcher"
    fetchers.close()
