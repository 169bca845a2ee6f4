"""The shops' pages, served over HTTP and read by the retailers' own files, say what the scenario says."""

import csv
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from monitor.catalog.catalog import load_catalog
from monitor.catalog.matcher import Matcher
from monitor.demo.events import EVENTS, Event, Happening, trouble
from monitor.demo.market import DAYS, RATES_PATH, DemoMarket
from monitor.demo.shops import SHOPS, Feed, Shop
from monitor.demo.story import TR
from scrapers.errors import Blocked, LayoutChanged
from scrapers.offer import AVAILABLE, Offer, Reading, SellerKind, Stock
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, RetailerSpec, SourceSpec

ANCHOR = datetime(2026, 3, 1, 12, tzinfo=UTC)
DAY_0 = ANCHOR - timedelta(days=DAYS)
MOMENTS = [timedelta(days=day, hours=day * 7 % 24, minutes=day * 13 % 60) for day in range(-3, 130, 11)]


class Visit:
    """A visitor of the demo market at a moment of its own."""

    def __init__(self) -> None:
        self.elapsed = timedelta()
        self.market = DemoMarket(anchor=ANCHOR, now=lambda: DAY_0 + self.elapsed)
        self.client = httpx.Client(trust_env=False, timeout=10)

    def spec(self, shop: Shop) -> RetailerSpec:
        return next(spec for spec in self.market.retailers() if spec.name == shop.name)

    def read(self, shop: Shop, url: str, kind: Kind | None = None) -> Reading:
        answer = self.client.get(url)
        spec = self.spec(shop)
        page = Page(str(answer.url), answer.content, answer.status_code, dict(answer.headers))
        return read_page(page, spec, SourceSpec(url=url, kind=kind or spec.sources[0].kind))


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
    return offer.title, offer.url, offer.sku, offer.price, offer.currency, offer.stock, offer.offer_count


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_offer_is_read_as_the_scenario_says(visit: Visit, shop: Shop) -> None:
    currency = visit.spec(shop).place.currency
    for visit.elapsed in [moment for moment in MOMENTS if trouble(shop.name, moment) is None]:
        offers: list[Offer] = []
        url: str | None = visit.spec(shop).sources[0].url
        while url:
            reading = visit.read(shop, url)
            assert reading.complete
            assert reading.warnings == []
            offers, url = [*offers, *reading.offers], reading.next_url
        minute = visit.elapsed // timedelta(minutes=1)
        # Shopify counts nothing, and of WooCommerce's "few left" the number is what says so.
        counts = shop.feed is not Feed.SHOPIFY
        assert [said(offer) for offer in offers] == [
            (
                item.title,
                visit.market.base + shop.item_path(item),
                item.sku,
                each.price,
                currency,
                each.stock if counts or each.stock is not Stock.LIMITED else Stock.IN_STOCK,
                each.offers,
            )
            for item, each in shop.stock_list(minute)
        ]


def test_other_sellers_are_told_from_the_site_itself(visit: Visit) -> None:
    shop = next(shop for shop in SHOPS if shop.sellers)
    visit.elapsed = timedelta(days=10)
    offers = visit.read(shop, visit.spec(shop).sources[0].url).offers
    own = [offer for offer in offers if offer.first_party]
    assert {offer.seller_kind for offer in own} == {SellerKind.RETAILER}
    others = [offer for offer in offers if not offer.first_party]
    assert {offer.seller for offer in others} == set(shop.sellers)
    assert {offer.seller_kind for offer in others} == {SellerKind.MARKETPLACE}
    assert len(own) > 4
    assert len(others) > 4


@pytest.mark.parametrize("shop", [shop for shop in SHOPS if shop.feed], ids=lambda shop: shop.name)
def test_people_see_on_the_page_what_the_data_say(visit: Visit, shop: Shop) -> None:
    visit.elapsed = timedelta(days=70)
    spec = visit.spec(shop)
    shown = visit.read(shop, visit.market.base + shop.list_path, Kind.LIST).offers
    data = visit.read(shop, spec.sources[0].url).offers
    assert [(o.title, o.price, o.stock in AVAILABLE) for o in shown] == [
        (o.title, o.price, o.stock in AVAILABLE) for o in data
    ]


def test_a_price_that_lost_two_digits_is_implausible_everywhere(visit: Visit) -> None:
    event = the_event(Happening.PRICE_SLIP)
    shop = the_shop(event)
    prices = []
    for visit.elapsed in (event.starts - timedelta(minutes=1), event.starts, event.ends):
        prices.append({o.sku: o.price for o in visit.read(shop, visit.spec(shop).sources[0].url).offers})
    usual, slipped, mended = prices
    assert all(0.009 < price / (usual[sku] or 1) < 0.011 for sku, price in slipped.items() if price)
    assert all(0.9 < price / (usual[sku] or 1) < 1.1 for sku, price in mended.items() if price)


def test_rates_are_published_as_the_central_bank_does_and_fit_the_prices(visit: Visit) -> None:
    visit.elapsed = timedelta(days=100, hours=4)  # a Monday, 16:00
    text = visit.client.get(visit.market.base + RATES_PATH).text
    rows = list(csv.reader(text.splitlines()))
    assert rows[0][:2] == ["Date", "USD"]
    days = [date.fromisoformat(row[0]) for row in rows[1:]]
    assert days == sorted(days, reverse=True)
    assert all(day.weekday() < 5 for day in days)
    assert days[0] == (DAY_0 + visit.elapsed).date()
    assert days[-1] < (DAY_0 - timedelta(days=390)).date()
    columns = {name: [row[number] for row in rows[1:]] for number, name in enumerate(rows[0])}
    assert set(columns["TRL"]) == {"N/A"}
    lira = [float(eur_try) / float(eur_usd) for eur_try, eur_usd in zip(columns["TRY"], columns["USD"], strict=True)]
    assert lira == sorted(lira, reverse=True)
    # Labels are dollars times the rate, and tax on top.
    assert lira[0] * (1 + TR.vat) == pytest.approx(TR.local_per_usd * (1 + TR.creep) ** 100, rel=0.01)


def test_rates_of_today_come_in_the_afternoon(visit: Visit) -> None:
    days = []
    for visit.elapsed in (timedelta(days=99, hours=20), timedelta(days=100, hours=2), timedelta(days=100, hours=4)):
        lines = visit.client.get(visit.market.base + RATES_PATH).text.splitlines()
        days.append(date.fromisoformat(lines[1].partition(",")[0]))
    assert (DAY_0 + visit.elapsed).hour == 16
    assert days[0] == days[1]
    assert days[2] > days[1]


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
    truth = {(item.title, each.price, each.stock) for item, each in shop.stock_list(minute)}
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
