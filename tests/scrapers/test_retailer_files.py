"""The retailer files that come with the program."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from reading_help import RECORDED

import scrapers
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.read import read_page
from scrapers.spec import Follow, Kind, SourceSpec, SpecError, check, load
from scrapers.spec_values import duration

FILES = sorted((Path(scrapers.__file__).parent / "retailers").glob("*.toml"))
LISTS = RECORDED / "gpu-price-api" / "pages"


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_is_whole_polite_and_honest(path: Path) -> None:
    retailer = load(path, platforms=frozenset(PLATFORMS))
    assert retailer.name == path.stem
    assert not retailer.demo
    assert retailer.verified == bool(retailer.evidence)
    assert duration(retailer.politeness.interval) >= duration("15m")
    assert retailer.politeness.delay >= 5
    assert retailer.terms is not None
    assert "read them" in retailer.terms.note


def test_the_shops_with_recorded_pages_are_there() -> None:
    names = {path.stem for path in FILES}
    assert names >= {
        "adorama", "amazon-de", "amazon-us", "bestbuy", "bestbuy-api", "bhphotovideo", "ebay-us", "microcenter", "morele",
        "newegg", "nvidia-de", "playstation-direct", "walmart", "x-kom",
    }  # fmt: skip


def test_consoles_are_followed_though_they_are_no_cards() -> None:
    path = next(path for path in FILES if path.stem == "playstation-direct")
    assert [source.follow for source in load(path, platforms=frozenset(PLATFORMS)).sources] == [Follow.ALL]


@pytest.mark.parametrize(
    ("selectors", "where"),
    [
        ({"item": "li["}, "selectors.item"),
        ({"price": "b@"}, "selectors.price"),
        ({"price": ""}, "selectors.price"),
        ({"link_template": "https://shop.example/"}, "selectors.link_template"),
        ({"link_template": "/p/{sku}"}, "selectors.link_template"),
    ],
)
def test_a_wrong_selector_is_named(selectors: dict[str, str], where: str) -> None:
    data: dict[str, Any] = tomllib.loads(FILES[0].read_text(encoding="utf-8"))
    with pytest.raises(SpecError, match=where):
        check({**data, "selectors": selectors}, platforms=frozenset(PLATFORMS))


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        ({"browser": True, "browser_hosts": ["https://cdn.example"]}, "browser_hosts"),
        ({"browser": True, "browser_hosts": ["cdn.example/x"]}, "browser_hosts"),
        ({"browser": True, "browser_hosts": ["*.example"]}, "browser_hosts"),
        ({"browser_hosts": ["cdn.example"]}, "browser = true"),
        ({"browser": True, "auth": {"kind": "header", "key": "a"}}, r"leave out browser or \[auth\]"),
    ],
)
def test_what_the_browser_cannot_do_is_named(keys: dict[str, object], where: str) -> None:
    data: dict[str, Any] = tomllib.loads(FILES[0].read_text(encoding="utf-8"))
    with pytest.raises(SpecError, match=where):
        check({**data, **keys}, platforms=frozenset(PLATFORMS))
    check(
        {**data, "browser": True, "browser_hosts": ["cdn.example", "api.x.example:8443"]},
        platforms=frozenset(PLATFORMS),
    )


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"max_retention": "soon"}, "max_retention"),
        ({"max_retention": "4000d"}, "max_retention: '4000d' is too long; at most 3650d"),
        ({"auth": {"kind": "query", "key": "Best Buy", "name": "apiKey"}}, "auth.key"),
        ({"auth": {"kind": "query", "key": "a_file", "name": "apiKey"}}, "auth.key"),
        ({"auth": {"kind": "query", "key": "a"}}, "auth.name"),
        ({"auth": {"kind": "header", "key": "a", "name": "X: y"}}, "auth.name"),
        ({"auth": {"kind": "client_credentials", "key": "a"}}, "auth.token_url"),
        ({"auth": {"kind": "header", "key": "a", "token_url": "https://shop.example/"}}, "auth.token_url"),
        ({"auth": {"kind": "client_credentials", "key": "a", "token_url": "http://shop.example/"}}, "auth.token_url"),
        ({"sources": [{"url": "http://api.shop.example/"}]}, r"sources\[0\].url: .* give the key away"),
        ({"sources": [{"url": "https://api.shop.example/?apikey=1"}]}, r"sources\[0\].url: leave apiKey out"),
    ],
)
def test_a_wrong_key_or_retention_is_named(changes: dict[str, Any], where: str) -> None:
    data: dict[str, Any] = tomllib.loads(FILES[0].read_text(encoding="utf-8"))
    auth = {"auth": {"kind": "query", "key": "a", "name": "apiKey"}}
    with pytest.raises(SpecError, match=where):
        check({**data, **auth, **changes}, platforms=frozenset(PLATFORMS))


def test_readings_may_be_kept_longer_than_intervals_last() -> None:
    data: dict[str, Any] = tomllib.loads(FILES[0].read_text(encoding="utf-8"))
    assert check({**data, "max_retention": "365d"}, platforms=frozenset(PLATFORMS)).max_retention == "365d"


@pytest.mark.skipif(not LISTS.is_dir(), reason="recorded lists are not here")
@pytest.mark.parametrize(
    ("name", "file", "found", "priced", "first"),
    [
        ("morele", "morele/listings.html", 30, 30, ("5317.73", "PLN", "5948912")),
        ("x-kom", "xkom/listings.html", 30, 30, ("4899.00", "PLN", None)),
        ("amazon-us", "amazon/listings_COM_1.html", 29, 25, ("879.99", "USD", "B09FSWGS7L")),
        ("amazon-de", "amazon/listings_DE_1.html", 22, 18, ("1699.00", "EUR", "B095YBSNNC")),
    ],
)
def test_recorded_lists(name: str, file: str, found: int, priced: int, first: tuple[str, str, str | None]) -> None:
    retailer = load(next(path for path in FILES if path.stem == name), platforms=frozenset(PLATFORMS))
    source = SourceSpec(url=f"{retailer.url}list", kind=Kind.LIST)
    reading = read_page(Page(url=source.url, body=(LISTS / file).read_bytes()), retailer, source)
    assert len(reading.offers) == found
    assert sum(offer.price is not None for offer in reading.offers) == priced
    assert len({offer.url for offer in reading.offers}) == found
    offer = reading.offers[0]
    assert (offer.price, offer.currency, offer.sku) == (Decimal(first[0]), first[1], first[2])
    assert {warning.kind for warning in reading.warnings} <= {"price_missing"}
