"""Real shop software that nobody here wrote: a django-oscar shop on loopback, fetched politely and read.

Its pages carry no data for machines. What must be read from them was put into its database: `oscar_shop.goods`.
"""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

import pytest
from fetching import fetcher
from oscar_shop.goods import BY_CODE, GOODS, RATES, SALE, Good, within
from oscar_shop.running import OscarShop, running

from scrapers.fetch import Fetcher
from scrapers.offer import Offer, PriceKind, Stock
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, RetailerSpec, SourceSpec

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("oscar") is None, reason="django-oscar is not installed; requirements-dev.lock has it"
)

LISTS = {
    "catalogue/": GOODS,
    "Components": tuple(within("Components")),
    "Graphics cards": tuple(within("Graphics cards")),  # one on its last page
    "Power supplies": tuple(within("Power supplies")),
    "Books": tuple(within("Books")),
    "offers/autumn-sale/": tuple(BY_CODE[code] for code in SALE),
    "search/?q=Sparkle": tuple(good for good in GOODS if "Sparkle" in good.title),
    "search/?q=B580": (BY_CODE["GB580"],),
}
MOST_PAGES = 5


@dataclass(frozen=True)
class Visit:
    """A running shop, and its pages as fetched, each once."""

    shop: OscarShop
    market: str
    currency: str
    fetching: Fetcher
    pages: dict[str, Page] = field(default_factory=dict)

    def fetch(self, url: str) -> Page:
        if url not in self.pages:
            page = self.fetching.fetch(url)
            assert isinstance(page, Page)
            self.pages[url] = page
        return self.pages[url]

    def retailer(self) -> RetailerSpec:
        """The least that a retailer's file says."""
        return RetailerSpec(
            name="shop", title="Cardhouse", url=self.shop.url, market=self.market, platform="schema_org"
        )

    def must_read(self, good: Good, code: str) -> dict[str, Any]:
        price = good.shown_price and good.shown_price * RATES[self.currency]
        return {
            "title": good.title,
            "url": self.shop.page(code),
            "price": price,
            "currency": self.currency if price else None,
            "stock": Stock.IN_STOCK if good.is_available else Stock.OUT_OF_STOCK,
        }


@pytest.fixture(
    scope="session",
    params=[
        pytest.param(("gb", "en-gb", "GBP"), id="gb", marks=pytest.mark.xdist_group("oscar-gb")),
        pytest.param(("de", "de", "EUR"), id="de", marks=pytest.mark.xdist_group("oscar-de")),
        pytest.param(("tr", "tr", "TRY"), id="tr", marks=pytest.mark.xdist_group("oscar-tr")),
    ],
)
def visit(request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A shop in each of several languages and currencies."""
    market, language, currency = request.param
    with running(language, currency) as shop, fetcher(shop.url, market=market, timeout=60) as fetching:
        yield Visit(shop, market, currency, fetching)


@pytest.fixture(params=[False, True], ids=["undescribed", "described"])
def described(request: pytest.FixtureRequest) -> bool:
    """Whether a retailer's file says whose pages these are."""
    return bool(request.param)


def seen(offer: Offer) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in ("title", "url", "price", "currency", "stock")}


@pytest.mark.parametrize("code", BY_CODE)
def test_a_product_page_says_what_is_in_the_database(visit: Visit, described: bool, code: str) -> None:  # noqa: FBT001 - a fixture
    good, url = BY_CODE[code], visit.shop.page(code)
    page = visit.fetch(url)
    if described:
        reading = read_page(page, visit.retailer(), SourceSpec(url=url, kind=Kind.PRODUCT))
    else:
        reading = read_page(page)
    offer = reading.offers[0]
    assert seen(offer) == visit.must_read(good, code), offer.raw
    # What is not looked for need not be found, but must not be wrong.
    assert offer.sku in {None, code}
    assert offer.quantity in {None, good.number}
    assert offer.price_kind in {None, PriceKind.LIST}
    assert (len(reading.offers), reading.next_url, reading.complete) == (1, None, True)


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_read_to_its_end(visit: Visit, described: bool, name: str) -> None:  # noqa: FBT001 - a fixture
    first = visit.shop.page(name)
    source = SourceSpec(url=first, kind=Kind.LIST)
    offers: list[Offer] = []
    waiting = [first]
    for url in waiting:
        assert len(waiting) <= MOST_PAGES
        reading = read_page(visit.fetch(url), visit.retailer() if described else None, source)
        assert reading.complete
        offers += reading.offers
        waiting += [reading.next_url] if reading.next_url else []
    expected = [visit.must_read(good, good.code) for good in LISTS[name]]
    assert sorted(map(seen, offers), key=itemgetter("url")) == sorted(expected, key=itemgetter("url"))


def test_a_page_of_unknown_kind_is_known_for_a_list(visit: Visit) -> None:
    reading = read_page(visit.fetch(visit.shop.page("catalogue/")))
    assert len(reading.offers) == 20
    assert reading.next_url == visit.shop.page("catalogue/?page=2")


def test_a_search_without_results_is_a_list_without_offers(visit: Visit) -> None:
    url = visit.shop.page("search/?q=abacus")
    reading = read_page(visit.fetch(url), visit.retailer(), SourceSpec(url=url, kind=Kind.LIST))
    assert (reading.offers, reading.next_url, reading.complete) == ([], None, True)
