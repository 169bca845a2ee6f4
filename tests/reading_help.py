"""Pages for tests of reading: from a folder of small ones, or written where they are used."""

from pathlib import Path

from scrapers.offer import Offer, Reading
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, RetailerSpec, SourceSpec

PAGES = Path(__file__).parent / "scrapers" / "pages"
RECORDED = Path(__file__).parents[1] / "../shared/data/pages"
SHOP = "https://shop.example"


def html(body: str, *, head: str = "", lang: str = "en") -> str:
    """A whole page around some markup."""
    return f'<!doctype html><html lang="{lang}"><head>{head}</head><body>{body}</body></html>'


def page(text: str, url: str = f"{SHOP}/p/1") -> Page:
    """A page as fetched."""
    return Page(url=url, body=text.encode())


def saved(name: str, url: str = f"{SHOP}/p/1") -> Page:
    """One of the small pages."""
    return Page(url=url, body=(PAGES / name).read_bytes())


def retailer(platform: str = "schema_org", *, market: str = "us", **more: object) -> RetailerSpec:
    """A retailer as its file would describe it."""
    return RetailerSpec(name="shop", title="Shop", url=SHOP, market=market, platform=platform, **more)  # type: ignore[arg-type] # its own fields


def source(kind: Kind, **more: object) -> SourceSpec:
    """A source of that retailer."""
    return SourceSpec(url=f"{SHOP}/s", kind=kind, **more)  # type: ignore[arg-type] # its own fields


def read_product(text: str, *, market: str = "us", url: str = f"{SHOP}/p/1") -> Offer:
    """The first offer of a product page."""
    return read(text, Kind.PRODUCT, market=market, url=url).offers[0]


def read(text: str, kind: Kind, *, market: str = "us", url: str = f"{SHOP}/p/1") -> Reading:
    """What a page of a shop with schema.org data says."""
    return read_page(page(text, url), retailer(market=market), source(kind))
