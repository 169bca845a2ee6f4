"""Recorded product pages of seven shops, December 2020: true states by their names, true prices as a buyer reads them."""

from decimal import Decimal
from pathlib import Path

import pytest
from reading_help import RECORDED

import scrapers
from scrapers.embedded import find
from scrapers.errors import Blocked
from scrapers.offer import Offer, Stock
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.quick import glance
from scrapers.read import read_page
from scrapers.spec import Kind, RetailerSpec, SourceSpec, load
from scrapers.stock import schema_stock
from scrapers.walk import lay_out

FOLDER = RECORDED / "inventory-hunter" / "tests"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="recorded product pages are not here")

IN = frozenset({Stock.IN_STOCK, Stock.LIMITED})
OUT = frozenset({Stock.OUT_OF_STOCK})
ADDRESSES = {
    "adorama": ("adorama", "https://www.adorama.com/l.html"),
    "amazon": ("amazon-us", "https://www.amazon.com/dp/B000000000"),
    "bestbuy": ("bestbuy", "https://www.bestbuy.com/site/x/1.p"),
    "bhphotovideo": ("bhphotovideo", "https://www.bhphotovideo.com/c/product/1-REG/x.html"),
    "microcenter": ("microcenter", "https://www.microcenter.com/product/1/x"),
    "newegg": ("newegg", "https://www.newegg.com/p/N1"),
    "playstation": ("playstation-direct", "https://direct.playstation.com/en-us/x"),
    "walmart": ("walmart", "https://www.walmart.com/ip/1"),
}
PAGES = [
    ("adorama/in_stock", IN, "1455.00"),
    ("adorama/out_of_stock", OUT, "779.99"),
    ("amazon/in_stock", IN, "599.66"),
    ("amazon/in_stock_de", IN, "1130.00"),
    ("amazon/out_of_stock", OUT, None),
    ("bestbuy/in_stock", IN, "359.99"),
    ("bestbuy/out_of_stock", OUT, "399.99"),
    ("bhphotovideo/in_stock", IN, "155.99"),
    ("bhphotovideo/out_of_stock", OUT, "569.99"),
    ("microcenter/in_stock", IN, "249.99"),
    ("microcenter/in_stock_store_only", frozenset({Stock.IN_STORE_ONLY}), "2299.99"),
    ("microcenter/out_of_stock", OUT, "449.99"),
    ("newegg/bundle_in_stock", IN, "541.98"),
    ("newegg/bundle_out_of_stock", OUT, "1004.98"),
    ("newegg/in_stock", IN, "154.99"),
    ("newegg/out_of_stock", OUT, "819.99"),
    ("playstation/in_stock", IN, "9.99"),
    ("playstation/out_of_stock", OUT, "499.99"),
    ("walmart/in_stock", IN, "499.99"),
]


def recorded(name: str) -> tuple[Page, RetailerSpec]:
    shop = name.partition("/")[0]
    file, url = ADDRESSES[shop]
    if name.endswith("_de"):
        file, url = "amazon-de", "https://www.amazon.de/dp/B000000000"
    path = Path(scrapers.__file__).parent / "retailers" / f"{file}.toml"
    page = Page(url=url, body=(FOLDER / f"{name}.html").read_bytes())
    return page, load(path, platforms=frozenset(PLATFORMS))


def check(offer: Offer, states: frozenset[Stock], price: str | None, currency: str) -> None:
    assert offer.stock in states
    assert offer.price == (Decimal(price) if price else None)
    assert offer.currency == (currency if price else None)


@pytest.mark.parametrize(("name", "states", "price"), PAGES, ids=lambda value: value if isinstance(value, str) else "")
def test_read_without_knowing_the_shop(name: str, states: frozenset[Stock], price: str | None) -> None:
    reading = read_page(recorded(name)[0])
    check(reading.offers[0], states, price, "EUR" if name.endswith("_de") else "USD")
    assert len(reading.offers) == 1
    assert reading.complete


@pytest.mark.parametrize(("name", "states", "price"), PAGES, ids=lambda value: value if isinstance(value, str) else "")
def test_read_with_the_retailers_file(name: str, states: frozenset[Stock], price: str | None) -> None:
    page, retailer = recorded(name)
    reading = read_page(page, retailer, SourceSpec(url=page.url, kind=Kind.PRODUCT))
    check(reading.offers[0], states, price, "EUR" if name.endswith("_de") else "USD")


@pytest.mark.parametrize("name", ["adorama/captcha", "playstation/captcha", "walmart/captcha"])
def test_a_wall_is_no_page(name: str) -> None:
    page, retailer = recorded(name)
    for known in (None, retailer):
        with pytest.raises(Blocked):
            read_page(page, known)


@pytest.mark.parametrize("shop", ["bestbuy", "bhphotovideo"])
def test_data_that_a_file_calls_proved_tell_the_states_apart(shop: str) -> None:
    glances = []
    for state in ("in_stock", "out_of_stock"):
        page, retailer = recorded(f"{shop}/{state}")
        assert retailer.proved
        offer = read_page(page, retailer, SourceSpec(url=page.url, kind=Kind.PRODUCT)).offers[0]
        claims = find(lay_out(page), retailer.place).claims
        stated = {schema_stock(asked.availability) for claim in claims for asked in claim.offers} - {None}
        assert stated <= {offer.stock}
        assert offer.price in {asked.price for claim in claims for asked in claim.offers}
        glances.append(glance(page, retailer.place))
    assert None not in glances
    assert glances[0] != glances[1]
