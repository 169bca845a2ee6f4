"""Lists of shops nobody described, against offers counted by somebody who had not seen the reader (labels/README.md)."""

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from reading_help import RECORDED

import scrapers
from scrapers.offer import Offer, Reading, Stock
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.read import read_page
from scrapers.spec import Kind, SourceSpec, load

LABELS = Path(__file__).parent / "labels"
SHOPS = {
    "listings_COM": ("amazon-us", "https://www.amazon.com/s?k=rtx+3080"),
    "listings_DE": ("amazon-de", "https://www.amazon.de/s?k=rtx+3080"),
    "listings_UK": ("amazon-uk", "https://www.amazon.co.uk/s?k=rtx+3080"),
    "listings_PL": ("amazon-pl", "https://www.amazon.pl/s?k=rtx+3080"),
    "morele": ("morele", "https://www.morele.net/kategoria/karty-graficzne-12/"),
    "xkom": ("x-kom", "https://www.x-kom.pl/g-5/c/346-karty-graficzne.html"),
}
LISTS: dict[str, Any] = json.loads((LABELS / "gpu_price_api.json").read_text(encoding="utf-8"))
GEIZHALS: dict[str, Any] = json.loads((LABELS / "rgeizhals.json").read_text(encoding="utf-8"))

pytestmark = pytest.mark.skipif(not (RECORDED / "gpu-price-api").is_dir(), reason="recorded lists are not here")


def page(folder: str, path: str, url: str) -> Page:
    return Page(url, (RECORDED / folder / path).read_bytes())


def shop(path: str) -> tuple[str, str]:
    return next(found for part, found in SHOPS.items() if part in path)


def by_item(offers: list[Offer], ids: list[str]) -> dict[str, Offer]:
    """The offers by the item that they are about, whose number stands in their address or is theirs."""
    found: dict[str, Offer] = {}
    for offer in offers:
        number = next((number for number in ids if offer.sku == number or number in offer.url), None)
        assert number is not None, f"nobody counted {offer.title} {offer.url}"
        assert number not in found, f"read twice: {number}"
        found[number] = offer
    return found


def read_with_file(path: str) -> Reading:
    name, url = shop(path)
    retailer = load(Path(scrapers.__file__).parent / "retailers" / f"{name}.toml", platforms=frozenset(PLATFORMS))
    return read_page(page("gpu-price-api", path, url), retailer, SourceSpec(url=url, kind=Kind.LIST))


@pytest.mark.parametrize("with_file", [False, True], ids=["nobody described it", "with its file"])
@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.rpartition("/")[2])
def test_every_offer_with_its_price(path: str, *, with_file: bool) -> None:
    url = shop(path)[1]
    reading = read_with_file(path) if with_file else read_page(page("gpu-price-api", path, url))
    truth = {item["id"]: item for item in LISTS[path]["items"]}
    offers = by_item(reading.offers, list(truth))
    assert offers.keys() == truth.keys()
    for number, item in truth.items():
        offer = offers[number]
        price = item.get("price")
        assert (offer.price, offer.currency) == (Decimal(price) if price else None, item.get("currency")), number
        _is_not_contradicted(offer.stock, item)
    following = LISTS[path]["next"]
    assert reading.next_url == (urljoin(url, following) if following else None)


def _is_not_contradicted(stock: Stock | None, item: dict[str, Any]) -> None:
    """Whether stock is as counted; where only a buy button speaks it may be left open."""
    told = item.get("stock")
    if told is None or item.get("stock_doubtful"):
        return
    accepted = {"in_stock": {Stock.IN_STOCK, Stock.LIMITED}, "out_of_stock": {Stock.OUT_OF_STOCK}}[told]
    assert stock in accepted or (stock is None and item.get("stock_basis") != "text"), item["id"]


@pytest.mark.parametrize("path", [path for path in GEIZHALS if "-lst-" in path])
def test_lists_of_a_price_comparison(path: str) -> None:
    url = "https://geizhals.at/?cat=x"
    prices = Counter(Decimal(item["price"]) for item in GEIZHALS[path]["items"])
    reading = read_page(page("rgeizhals", path, url), None, SourceSpec(url=url, kind=Kind.LIST))
    assert Counter(offer.price for offer in reading.offers) == prices
    assert {offer.currency for offer in reading.offers} == {"EUR"}


@pytest.mark.parametrize("path", [path for path in GEIZHALS if "-dp-" in path])
def test_an_item_of_a_price_comparison_that_nobody_described(path: str) -> None:
    offer = read_page(page("rgeizhals", path, "https://geizhals.at/item-a1.html")).offers[0]
    lowest = min(Decimal(item["price"]) for item in GEIZHALS[path]["items"])
    assert (offer.price, offer.currency, offer.offer_count) == (lowest, "EUR", len(GEIZHALS[path]["items"]))
    assert offer.stock in {None, Stock.IN_STOCK}
