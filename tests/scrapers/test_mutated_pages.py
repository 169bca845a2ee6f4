"""Whatever the bytes: an answer or one of two errors, in bounded time, and no price that stands nowhere."""

from contextlib import suppress

import pytest
from hurtful_pages import PIECES, hurtful
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_help import PAGES, SHOP, retailer, source
from standing import stands_on_page

from scrapers.errors import Blocked, LayoutChanged
from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec

SEEDS = [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
CARDS = Selectors(item="article, li", title="h3, a", link="a", price=".price", stock="p", sku="@class", next="a.next")
WAYS: list[tuple[RetailerSpec | None, SourceSpec | None]] = [
    (None, None),
    (retailer(), source(Kind.PRODUCT)),
    (retailer(market="de"), source(Kind.LIST)),
    (retailer("selectors", selectors=CARDS), source(Kind.LIST)),
    (retailer("selectors", selectors=Selectors(title="h1", price=".price")), source(Kind.PRODUCT)),
]


def read_every_way(body: bytes) -> list[Reading]:
    readings = []
    for known, polled in WAYS:
        with suppress(Blocked, LayoutChanged):
            readings.append(read_page(Page(url=f"{SHOP}/p/1", body=body), known, polled))
    return readings


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    body = bytearray(draw(st.sampled_from(SEEDS)))
    for _ in range(draw(st.integers(0, 6))):
        place = draw(st.integers(0, len(body)))
        match draw(st.integers(0, 4)):
            case 0:
                del body[place:]
            case 1:
                body[place : place + draw(st.integers(1, 40))] = b""
            case 2:
                body[place:place] = draw(st.sampled_from(PIECES))
            case 3:
                body[place : place + 1] = draw(st.binary(min_size=1, max_size=3))
            case _:
                other = draw(st.sampled_from(SEEDS))
                body[place:place] = other[draw(st.integers(0, len(other))) :]
    return bytes(body)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutated())
def test_a_mutated_page(body: bytes) -> None:
    for reading in read_every_way(body):
        for offer in reading.offers:
            assert offer.price is None or stands_on_page(str(offer.price), body)
            assert offer.url.startswith(("http://", "https://"))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES), max_size=60).map(b"".join))
def test_rubbish(body: bytes) -> None:
    read_every_way(body)


@pytest.mark.parametrize(
    "body",
    [
        b"<html><body>" + b"<div>" * 10_000 + b"$5.00" + b"</div>" * 10_000,
        b"<html><body><h1>x</h1>" + b"<p><b><i>" * 10_000 + b"$5.00",
        b"<table><tr><td>" * 10_000,
        b"<html><body><h1>Card</h1><a href='" + b"x" * 5_000_000 + b"'>$5.00</a>",
        b"<html><body><h1>Card</h1><p class='"
        + b"price " * 800_000
        + b"'>$5.00</p><button>Add to cart</button></body></html>",
        b"<script type='application/ld+json'>" + b'{"a":' * 100_000,
        b"<script type='application/ld+json'>" + b"[" * 1_000_000 + b"]" * 1_000_000 + b"</script>",
        b"<script type='application/ld+json'>" + b'{"@type":"Product","hasVariant":[' * 20_000,
        b"<html><body><h1>Card</h1>" + b"<span>$</span><span>1</span>" * 20_000,
        b"<html><body><h1>Card</h1><p>" + b"1 " * 200_000,
        b"<html><body>" + b"<p itemprop=price itemscope>" * 20_000,
        b"\xff\xfe" + b"\x00<" * 100_000,
        b"<!--" * 200_000,
        b"<html><body>" + b"<h2>Related</h2>" * 3_000,
        b"<html><body><h1>Card</h1>" + b"<button>Add to cart</button><p class=stock>In stock</p>" * 3_000,
    ],
    ids=range(15),
)
def test_a_page_made_to_hurt(body: bytes) -> None:
    read_every_way(body)


#: The whole table, large, is read by the soak test.
SMALL = {
    name: body for name, body in hurtful(0.001) if not name.startswith(("link of", "only", "script of", "attribute"))
}


@pytest.mark.parametrize("name", SMALL)
def test_a_small_page_made_to_hurt(name: str) -> None:
    read_every_way(SMALL[name])


def test_a_page_too_deep_for_people_is_not_whole() -> None:
    body = (
        b"<html><body><h1>Card</h1><p class=price>$5.00</p><button>Add to cart</button>"
        + b"<div>" * 10_000
        + b"</body></html>"
    )
    reading = read_page(Page(url=SHOP, body=body), retailer(), source(Kind.PRODUCT))
    assert str(reading.offers[0].price) == "5.00"
    assert not reading.complete
