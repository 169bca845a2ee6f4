"""What can be told of a shop from one of its pages: where it sells, how its pages can be read, and what they say."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from msgspec.structs import replace
from selectolax.lexbor import LexborHTMLParser

from scrapers.embedded import find
from scrapers.errors import PollError
from scrapers.infer import infer
from scrapers.layout import Layout
from scrapers.market import MARKETS, Market
from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.platforms.schema_org import kind_of
from scrapers.read import read_page
from scrapers.shop import guess_shop
from scrapers.software import software
from scrapers.spec import Kind, Politeness, RetailerSpec, SourceSpec, SpecError
from scrapers.walk import lay_out

_SYNTAXES: Final = {"json_ld": "JSON-LD", "microdata": "microdata", "open_graph": "OpenGraph"}
#: Second-level domains that are nobody's name.
_SHARED: Final = frozenset({"co", "com", "net", "org", "gov", "edu", "ac", "shop", "store"})


@dataclass(frozen=True)
class Survey:
    """What a page says of its shop.

    Attributes:
        retailer: the shop as its file would describe it, without sources.
        kind: whether the page is a list or a product's.
        reading: what the page says, read as that retailer's.
        software: shop software and frameworks that it carries marks of.
        data: syntaxes of the data about items that are embedded in it.
        market_why: what the market was told by.
    """

    retailer: RetailerSpec
    kind: Kind
    reading: Reading
    software: list[str]
    data: list[str]
    market_why: str


def survey(page: Page, *, name: str | None = None, market: str | None = None, politeness: Politeness) -> Survey:
    """Look at a page of a shop that nobody described.

    Args:
        page: a list of its items, or a product's page.
        name: what to call the retailer; None takes it from the address.
        market: where it sells; None guesses it.
        politeness: how hard the shop is going to be asked.

    Raises:
        Blocked, LayoutChanged: as `read_page`.
        SpecError: it sells where no market is kept for; or `name` or `market` cannot be used.
    """
    layout = lay_out(page)
    currency = _currency(page) if market is None else None
    place, why = _place(layout, currency) if market is None else (market, "as you said")
    if place not in MARKETS:
        known = ", ".join(sorted(MARKETS))
        raise SpecError(
            f"the shop sells in {place!r} ({why}), which is no market yet; choose one with --market: {known}"
        )
    retailer = RetailerSpec(
        name=name or name_of(page.url),
        title=layout.meta("og:site_name", "application-name")
        or (urlsplit(page.url).hostname or "").removeprefix("www."),
        url=urlunsplit(urlsplit(page.url)._replace(path="/", query="", fragment="")),
        market=place,
        currency=currency if currency != MARKETS[place].currency else None,
        platform="schema_org",
        politeness=politeness,
    )
    kind = kind_of(layout, retailer)
    reading = read_page(page, retailer, SourceSpec(url=page.url, kind=kind))
    claims = [claim for claim in find(layout, retailer.place).claims if claim.offers]
    if kind is Kind.LIST and len(claims) < len(reading.offers) and (selectors := infer(page, reading, retailer)):
        retailer = replace(retailer, platform="selectors", selectors=selectors)
    data = [text for syntax, text in _SYNTAXES.items() if any(claim.syntax == syntax for claim in claims)]
    return Survey(retailer, kind, reading, software(page), data, why)


def provisional(url: str, *, name: str, market: str | None, politeness: Politeness) -> RetailerSpec:
    """A retailer of which only an address is known: enough to ask for a page."""
    place = market or guess_shop(Layout(url=url, tree=LexborHTMLParser("")), None).market.code
    return RetailerSpec(
        name=name,
        title=name,
        url=url,
        market=place if market or place in MARKETS else "us",
        platform="schema_org",
        politeness=politeness,
    )


def name_of(url: str) -> str:
    """A retailer's name from its address: `www.shop.com.tr` is ``shop``; an IP address with its port."""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    labels = [label for label in host.split(".") if label]
    if len(labels) < 2 or labels[-1].isdigit() or ":" in host:
        name = f"{host}-{parts.port}" if parts.port else host
    else:
        own = [label for label in labels[:-1] if label != "www"]
        while len(own) > 1 and own[-1] in _SHARED:
            own.pop()
        name = own[-1] if own else labels[0]
    name = re.sub(r"[^a-z0-9]+", "-", name).strip("-")[:41]
    return name if len(name) > 1 else f"shop-{name or 'x'}"


def _currency(page: Page) -> str | None:
    """The currency of most of a page's offers, read without being told what `$` or a bare number is."""
    try:
        offers = read_page(page).offers
    except PollError:
        return None  # what is the matter with it is said when it is read as the retailer's
    counts = Counter(offer.currency for offer in offers if offer.currency)
    return counts.most_common(1)[0][0] if counts else None


def _place(layout: Layout, currency: str | None) -> tuple[str, str]:
    """The code of the market that a page's shop sells in, and what told it."""
    place = guess_shop(layout, currency).market
    return place.code, _why(place, layout, currency)


def _why(place: Market, layout: Layout, currency: str | None) -> str:
    host = urlsplit(layout.url).hostname or ""
    ending = host.rpartition(".")[2]
    spoken = next((box.attrs["lang"] for box in layout.boxes[:3] if box.attrs.get("lang")), "")
    if ending in {place.code, "uk" if place.code == "gb" else place.code}:
        return f"its address ends in .{ending}"
    if spoken.lower().startswith(place.language) and (place.language != "en" or "-" in spoken):
        return f"the page is in {spoken!r}"
    if currency == place.currency:
        return f"its prices are in {currency}"
    return "nothing says otherwise"
