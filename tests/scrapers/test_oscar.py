"""Real shop software that nobody here wrote: a django-oscar shop on loopback, fetched politely and read.

Its pages carry no data for machines. What must be read from them was put into its database: `oscar_shop.goods`.
"""

import importlib.util
from collections.abc import Iterable, Iterator
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


SHOPS = [("gb", "en-gb", "GBP"), ("tr", "tr", "TRY")]


@pytest.mark.parametrize(("market", "language", "currency"), SHOPS)
def test_a_shop_is_read(subtests: pytest.Subtests, market: str, language: str, currency: str) -> None:
    """One test a shop: no process has to start it again."""
    with running(language, currency) as shop, fetcher(shop.url, market=market, timeout=60) as fetching:
        visit = Visit(shop, market, currency, fetching)
        for retailer in (None, visit.retailer()):
            with subtests.test("product pages", described=retailer is not None):
                product_pages_say_what_is_in_the_database(visit, retailer)
            with subtests.test("lists", described=retailer is not None):
                lists_are_read_to_their_end(visit, retailer)
        with subtests.test("a page of unknown kind"):
            a_list_is_known_for_one(visit)
        with subtests.test("an empty list"):
            a_search_without_results_is_a_list_without_offers(visit)


def product_pages_say_what_is_in_the_database(visit: Visit, retailer: RetailerSpec | None) -> None:
    offers: dict[str, Offer] = {}
    for code in BY_CODE:
        page = visit.fetch(visit.shop.page(code))
        reading = read_page(page, retailer, SourceSpec(url=page.url, kind=Kind.PRODUCT) if retailer else None)
        assert (len(reading.offers), reading.next_url, reading.complete) == (1, None, True)
        offers[code] = reading.offers[0]
    expected = {code: visit.must_read(good, code) for code, good in BY_CODE.items()}
    assert {code: seen(offer) for code, offer in offers.items()} == expected
    # What is not looked for need not be found, but must not be wrong.
    for code, offer in offers.items():
        assert offer.sku in {None, code}
        assert offer.quantity in {None, BY_CODE[code].number}
        assert offer.price_kind in {None, PriceKind.LIST}


def lists_are_read_to_their_end(visit: Visit, retailer: RetailerSpec | None) -> None:
    found = {name: sorted_by_url(map(seen, read_list(visit, name, retailer))) for name in LISTS}
    assert found == {
        name: sorted_by_url(visit.must_read(good, good.code) for good in goods) for name, goods in LISTS.items()
    }


def a_list_is_known_for_one(visit: Visit) -> None:
    reading = read_page(visit.fetch(visit.shop.page("catalogue/")))
    assert len(reading.offers) == 20
    assert reading.next_url == visit.shop.page("catalogue/?page=2")


def a_search_without_results_is_a_list_without_offers(visit: Visit) -> None:
    url = visit.shop.page("search/?q=abacus")
    reading = read_page(visit.fetch(url), visit.retailer(), SourceSpec(url=url, kind=Kind.LIST))
    assert (reading.offers, reading.next_url, reading.complete) == ([], None, True)


def read_list(visit: Visit, name: str, retailer: RetailerSpec | None) -> Iterator[Offer]:
    """The offers of all pages of a list, each as often as it was read."""
    first = visit.shop.page(name)
    waiting = [first]
    for url in waiting:
        assert len(waiting) <= MOST_PAGES
        reading = read_page(visit.fetch(url), retailer, SourceSpec(url=first, kind=Kind.LIST))
        assert reading.complete
        yield from reading.offers
        waiting += [reading.next_url] if reading.next_url else []


def seen(offer: Offer) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in ("title", "url", "price", "currency", "stock")}


def sorted_by_url(offers: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(offers, key=itemgetter("url"))
