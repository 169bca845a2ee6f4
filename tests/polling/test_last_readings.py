"""The same bytes are not read again, nor the same proved data; anything else is."""

from collections.abc import Callable
from decimal import Decimal

import msgspec
import pytest
from market import SELECTORS, cards, list_page

from monitor.polling import last_readings
from monitor.polling.last_readings import LastReadings
from scrapers.errors import LayoutChanged
from scrapers.market import MARKETS
from scrapers.offer import Reading, Stock
from scrapers.page import Page
from scrapers.quick import glance
from scrapers.read import read_page
from scrapers.spec import Kind, Proof, RetailerSpec, SourceSpec

URL = "https://shop.example/gpus"
SPEC = RetailerSpec(name="shop", title="Shop", url=URL, market="us", platform="selectors", selectors=SELECTORS)
SOURCE = SourceSpec(url=URL)


def page(count: int = 3, content_type: str = "text/html; charset=utf-8") -> Page:
    return Page(URL, list_page(cards(count)).encode(), headers={"content-type": content_type})


def test_the_same_bytes_give_the_same_reading() -> None:
    readings = LastReadings()
    assert readings.read(page(), SPEC, SOURCE) is readings.read(page(), SPEC, SOURCE)


def test_other_bytes_another_encoding_or_another_file_are_read() -> None:
    readings = LastReadings()
    first = readings.read(page(), SPEC, SOURCE)
    assert len(readings.read(page(4), SPEC, SOURCE).offers) == 4
    assert readings.read(page(), SPEC, SOURCE) is not first
    first = readings.read(page(), SPEC, SOURCE)
    assert readings.read(page(content_type="text/html; charset=cp1252"), SPEC, SOURCE) is not first
    first = readings.read(page(), SPEC, SOURCE)
    german = msgspec.structs.replace(SPEC, market="de")
    assert readings.read(page(), german, SOURCE) is not first


def test_what_could_not_be_read_is_tried_again() -> None:
    readings = LastReadings()
    for _ in range(2):
        with pytest.raises(LayoutChanged):
            readings.read(Page(URL, b"<html><body><p>Welcome to our new shop.</p></body></html>"), SPEC, SOURCE)


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_readings, "_KEPT", 3)
    readings = LastReadings()
    for number in range(10):
        readings.read(Page(f"{URL}?page={number}", page().body), SPEC, SOURCE)
    assert len(readings._last) == 3


PROVED = RetailerSpec(name="shop", title="Shop", url=URL, market="us", platform="schema_org", proved=[Proof.JSON_LD])


def product(*, price: str = "799.00", stated: str = "InStock", button: str = "Add to cart", token: int = 0) -> Page:
    """A product's page with a token that changes with every visit."""
    data = f'{{"@type": "Product", "name": "RTX 9090 Storm", "offers": {{"price": "{price}", "priceCurrency": "USD", "availability": "{stated}"}}}}'
    body = f"""<!doctype html><html><head><script type="application/ld+json">{data}</script></head>
        <body><h1>RTX 9090 Storm</h1><p class="price">${price}</p><button>{button}</button>
        <input type="hidden" name="token" value="{token}"></body></html>"""
    return Page(f"{URL}/1", body.encode())


def read_counted(monkeypatch: pytest.MonkeyPatch) -> list[Page]:
    """The pages that are read in full from now on."""
    read: list[Page] = []

    def reading(page: Page, spec: RetailerSpec, source: SourceSpec) -> Reading:
        read.append(page)
        return read_page(page, spec, source)

    monkeypatch.setattr(last_readings, "read_page", reading)
    return read


def test_a_page_whose_proved_data_are_as_before_is_glanced_at(monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_counted(monkeypatch)
    readings = LastReadings()
    source = SourceSpec(url=URL, kind=Kind.PRODUCT)
    first = readings.read(product(), PROVED, source)
    assert readings.read(product(token=1), PROVED, source) is first
    assert len(read) == 1
    changed = readings.read(product(price="849.00", token=2), PROVED, source)
    assert changed.offers[0].price == Decimal(849)
    assert len(read) == 2


def test_without_a_proof_every_other_page_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    read = read_counted(monkeypatch)
    readings = LastReadings()
    for token in range(3):
        readings.read(
            product(token=token), msgspec.structs.replace(PROVED, proved=[]), SourceSpec(url=URL, kind=Kind.PRODUCT)
        )
    assert len(read) == 3


def test_a_glance_is_checked_now_and_then_and_a_refuted_proof_counts_no_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_readings, "_CHECKED_EVERY", 3)
    read = read_counted(monkeypatch)
    readings = LastReadings()
    source = SourceSpec(url=URL, kind=Kind.PRODUCT)
    readings.read(product(), PROVED, source)
    sold_out = {"button": "Sold out"}  # while the data go on saying that it is in stock
    stocks = [readings.read(product(token=token, **sold_out), PROVED, source).offers[0].stock for token in (1, 2, 3, 4)]
    assert stocks == [Stock.IN_STOCK, Stock.IN_STOCK, Stock.OUT_OF_STOCK, Stock.OUT_OF_STOCK]
    assert len(read) == 3


@pytest.mark.parametrize(
    "spoil",
    [
        lambda body: body.replace(b"</body></html>", b""),  # cut off
        lambda body: body.replace(b'"@type"', b'"@type'),
        lambda body: body.replace(b'"offers"', b'"of"'),
        lambda body: body.replace(b"Storm", b"\xff\xfe"),
    ],
)
def test_a_page_that_a_glance_cannot_judge_is_read(spoil: Callable[[bytes], bytes]) -> None:
    page = product()
    assert glance(page, MARKETS["us"]) is not None
    assert glance(Page(page.url, spoil(page.body)), MARKETS["us"]) is None
