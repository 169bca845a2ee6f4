"""The shops' pages, served over HTTP and read by the retailers' own files, say what the scenario says."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from monitor.catalog.catalog import load_catalog
from monitor.catalog.matcher import Matcher
from monitor.demo.events import EVENTS, Event, Happening, trouble
from monitor.demo.market import DAYS, DemoMarket
from monitor.demo.scenario import shelf
from monitor.demo.shops import SHOPS, Shop
from scrapers.errors import Blocked, LayoutChanged
from scrapers.offer import Offer, Reading
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import RetailerSpec

ANCHOR = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY_0 = ANCHOR - timedelta(days=DAYS)
MOMENTS = [timedelta(days=day, hours=day * 7 % 24, minutes=day * 13 % 60) for day in range(-3, 130, 6)]


class Visit:
    """A visitor of the demo market at a moment of its own."""

    def __init__(self) -> None:
        self.elapsed = timedelta()
        self.market = DemoMarket(anchor=ANCHOR, now=lambda: DAY_0 + self.elapsed)
        self.client = httpx.Client(trust_env=False, timeout=10)

    def spec(self, shop: Shop) -> RetailerSpec:
        return next(spec for spec in self.market.retailers() if spec.name == shop.name)

    def read(self, shop: Shop, url: str) -> Reading:
        answer = self.client.get(url)
        spec = self.spec(shop)
        page = Page(str(answer.url), answer.content, answer.status_code, dict(answer.headers))
        return read_page(page, spec, spec.sources[0])


@pytest.fixture(scope="module")
def visit() -> Iterator[Visit]:
    visit = Visit()
    with visit.market, visit.client:
        yield visit


def the_event(kind: Happening) -> Event:
    return next(event for event in EVENTS if event.kind is kind)


def the_shop(event: Event) -> Shop:
    return next(shop for shop in SHOPS if shop.name == event.shop)


def said(offer: Offer) -> tuple[object, ...]:
    return offer.title, offer.url, offer.sku, offer.price, offer.currency, offer.stock


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_offer_is_read_as_the_scenario_says(visit: Visit, shop: Shop) -> None:
    currency = visit.spec(shop).place.currency
    for visit.elapsed in [moment for moment in MOMENTS if trouble(shop.name, moment) is None]:
        first = visit.read(shop, visit.spec(shop).sources[0].url)
        assert first.next_url is not None
        second = visit.read(shop, first.next_url)
        assert second.next_url is None
        assert first.complete
        assert second.complete
        assert first.warnings == second.warnings == []
        minute = visit.elapsed // timedelta(minutes=1)
        expected = [(item, shelf(shop.trade, item, minute)) for item in shop.items]
        assert [said(offer) for offer in first.offers + second.offers] == [
            (item.title, visit.market.base + shop.item_path(item), item.sku, each.price, currency, each.stock)
            for item, each in expected
        ]


def test_the_captcha_is_known_as_one(visit: Visit) -> None:
    event = the_event(Happening.CAPTCHA)
    visit.elapsed = event.starts
    shop = the_shop(event)
    with pytest.raises(Blocked):
        visit.read(shop, visit.spec(shop).sources[0].url)


def test_the_new_layout_is_known_as_one(visit: Visit) -> None:
    event = the_event(Happening.LAYOUT_CHANGE)
    visit.elapsed = event.starts
    shop = the_shop(event)
    with pytest.raises(LayoutChanged):
        visit.read(shop, visit.spec(shop).sources[0].url)


def test_the_truncated_page_is_known_as_incomplete(visit: Visit) -> None:
    event = the_event(Happening.TRUNCATED)
    visit.elapsed = event.starts
    shop = the_shop(event)
    reading = visit.read(shop, visit.spec(shop).sources[0].url)
    assert not reading.complete
    shown = {(offer.title, offer.price, offer.stock) for offer in reading.offers if offer.price and offer.stock}
    minute = visit.elapsed // timedelta(minutes=1)
    truth = {(item.title, each.price, each.stock) for item in shop.items for each in [shelf(shop.trade, item, minute)]}
    assert len(shown) > 3
    assert shown <= truth


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_cards_are_matched_to_their_chip_and_other_goods_are_not(shop: Shop) -> None:
    matcher = Matcher(load_catalog())
    for item in shop.items:
        match = matcher.match(item.title)
        if item.card is None:
            assert match.gpu is None
        else:
            chip = item.card.chip
            assert match.gpu in {chip.name, f"{chip.name} {chip.memory_gb}GB"}
