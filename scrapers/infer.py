"""CSS selectors for a list without embedded data, found by walking the tree around the offers that were read from it.

The selectors are proved before anybody sees them: with them the page must say what it said without.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from bs4 import BeautifulSoup, Tag
from msgspec.structs import replace

from scrapers.boxes import fold
from scrapers.css import paths_to
from scrapers.errors import PollError
from scrapers.links import absolute
from scrapers.mojibake import undo
from scrapers.money import read_price
from scrapers.offer import Offer, Reading
from scrapers.page import Page
from scrapers.platforms import selectors as platform
from scrapers.shop import Shop, shop_of
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec
from scrapers.stock import read_stock

#: Fewer cards than these prove nothing about what they have in common.
_FEWEST: Final = 3
#: Selectors that are tried for one part, the best first.
_TRIED: Final = 100
#: Selectors of cards whose parts are looked for, and sets of selectors that are proved, the best first.
_ITEMS: Final = 20
_PROVED: Final = 6
_TITLE_ATTRIBUTES: Final = ("title", "alt", "aria-label", "data-name", "data-title")


@dataclass(frozen=True)
class _Card:
    """An offer, and every element around its links that holds no other offer, by identity."""

    offer: Offer
    around: dict[int, Tag]


@dataclass(frozen=True)
class _List:
    """A list as it was read, and its tree."""

    soup: BeautifulSoup
    base: str
    shop: Shop
    cards: list[_Card]


def infer(page: Page, reading: Reading, retailer: RetailerSpec) -> Selectors | None:
    """Selectors that read the same offers from a list; None where none are found that do.

    Args:
        page: the list.
        reading: what it says, as `retailer` reads it without selectors.
        retailer: whose list it is.
    """
    soup = BeautifulSoup(undo(page.text), "lxml")
    named = soup.find("base", href=True)
    base = (absolute(page.url, str(named["href"])) if named else None) or page.url
    the_list = _List(soup, base, shop_of(retailer), _cards(soup, base, reading.offers))
    if len(the_list.cards) < max(_FEWEST, len(reading.offers)):
        return None
    following = _next(the_list, reading.next_url)
    candidates = [(item, found) for item, tags in islice(_items(the_list), _ITEMS) if (found := _parts(the_list, tags))]
    # The element around all of an offer, not just around its title.
    candidates.sort(key=lambda each: (each[1].price is None) + (each[1].stock is None))
    for item, found in candidates[:_PROVED]:
        for fewer in _ever_fewer(replace(_telling(found), item=item, next=following)):
            if _reads_the_same(page, reading, retailer, fewer):
                return fewer
    return None


def _cards(soup: BeautifulSoup, base: str, offers: Sequence[Offer]) -> list[_Card]:
    """Where each offer that has an address of its own stands on the page."""
    wanted = {offer.url for offer in offers}
    links: dict[str, list[Tag]] = {}
    holds: dict[int, set[str]] = {}
    for link in soup.find_all("a", href=True):
        url = absolute(base, str(link["href"]))
        if url is None or url not in wanted:
            continue
        links.setdefault(url, []).append(link)
        for tag in _upwards(link):
            holds.setdefault(id(tag), set()).add(url)
    cards = []
    for offer in offers:
        around = {
            id(tag): tag
            for link in links.get(offer.url, [])
            for tag in _upwards(link)
            if holds[id(tag)] == {offer.url} and tag.name not in {"body", "html"}
        }
        if around:
            cards.append(_Card(offer, around))
    return cards


def _upwards(tag: Tag) -> list[Tag]:
    return [tag, *tag.parents]


def _items(the_list: _List) -> Iterator[tuple[str, list[Tag]]]:
    """Selectors that find an element around each offer and nothing else, the best first; with each card's element."""
    cards = the_list.cards
    ours = {key for card in cards for key in card.around}
    tried = {path for tag in cards[0].around.values() for path in paths_to(tag, None)}
    for path in sorted(tried, key=lambda path: (path.cost, path.css))[: 2 * _TRIED]:
        tags = {id(tag): tag for tag in the_list.soup.select(path.css)}
        firsts = [next((tag for key, tag in tags.items() if key in card.around), None) for card in cards]
        if tags.keys() <= ours and all(firsts):
            yield path.css, [tag for tag in firsts if tag]


def _parts(the_list: _List, tags: list[Tag]) -> Selectors | None:
    """Selectors of the parts of cards; None where title or link have none that holds for all of them."""
    offers, shop = [card.offer for card in the_list.cards], the_list.shop

    def leads_there(tag: Tag, offer: Offer) -> bool:
        return tag.name == "a" and absolute(the_list.base, str(tag.get("href") or "")) == offer.url

    def is_price(tag: Tag, offer: Offer) -> bool:
        text = _text(tag)
        money = read_price(text, market=shop.market, currency=shop.currency) if 0 < len(text) <= 60 else None
        return money is not None and money.amount == offer.price

    def is_stock(tag: Tag, offer: Offer) -> bool:
        text = _text(tag)
        return 0 < len(text) <= 80 and read_stock(text) is offer.stock

    title = _part(tags, offers, lambda tag, offer: _text(tag) == offer.title) or _title_attribute(tags, offers)
    link = "" if all(map(leads_there, tags, offers)) else _part(tags, offers, leads_there)
    if title is None or link is None:
        return None
    priced = [(tag, offer) for tag, offer in zip(tags, offers, strict=True) if offer.price is not None]
    stocked = [(tag, offer) for tag, offer in zip(tags, offers, strict=True) if offer.stock is not None]
    return Selectors(
        title=title,
        link=f"{link}@href",
        price=_part([tag for tag, _ in priced], [offer for _, offer in priced], is_price),
        stock=_part([tag for tag, _ in stocked], [offer for _, offer in stocked], is_stock),
    )


def _part(tags: list[Tag], offers: list[Offer], fits: Callable[[Tag, Offer], bool]) -> str | None:
    """The best selector whose first match fits the offer in every card."""
    wanted = [
        {id(inner): inner for inner in tag.find_all(True) if fits(inner, offer)}
        for tag, offer in zip(tags, offers, strict=True)
    ]
    if not wanted or not all(wanted):
        return None
    tried = {path for inner in wanted[0].values() for path in paths_to(inner, tags[0])}
    for path in sorted(tried, key=lambda path: (path.cost, path.css))[:_TRIED]:
        if all(id(tag.select_one(path.css)) in fitting for tag, fitting in zip(tags, wanted, strict=True)):
            return path.css
    return None


def _title_attribute(tags: list[Tag], offers: list[Offer]) -> str | None:
    """A selector for titles that stand whole only in an attribute, such as a picture's `alt`."""
    for name in _TITLE_ATTRIBUTES:
        found = _part(tags, offers, lambda tag, offer, name=name: fold(str(tag.get(name) or "")) == offer.title)  # type: ignore[misc]  # bound early on purpose
        if found:
            return f"{found}@{name}"
    return None


def _next(the_list: _List, url: str | None) -> str | None:
    """A selector for the link to the list's next page."""
    if url is None:
        return None
    fitting = {
        id(tag): tag
        for tag in the_list.soup.find_all(["a", "link"], href=True)
        if absolute(the_list.base, str(tag["href"])) == url
    }
    tried = {path for tag in fitting.values() for path in paths_to(tag, None) if "next" in path.css.lower()}
    for path in sorted(tried, key=lambda path: (path.cost, path.css))[:_TRIED]:
        if id(the_list.soup.select_one(path.css)) in fitting:
            return f"{path.css}@href"
    return None


def _telling(found: Selectors) -> Selectors:
    """The selectors without a price or stock that is just any `span`: there the reader's own eyes are better."""
    weak = {name: None for name in ("price", "stock") if not re.search(r"[.#[]", getattr(found, name) or ".")}
    return replace(found, **weak)


def _ever_fewer(found: Selectors) -> Iterator[Selectors]:
    """The selectors, then without those that may do harm; what is not selected is read as on any page."""
    yield found
    without: dict[str, None] = {}
    for name in ("stock", "next", "price"):
        if getattr(found, name) is not None:
            yield replace(found, **{name: None})
            without[name] = None
            yield replace(found, **without)


def _reads_the_same(page: Page, reading: Reading, retailer: RetailerSpec, found: Selectors) -> bool:
    tried = replace(retailer, platform="selectors", selectors=found)
    try:
        again = platform.read(page, tried, SourceSpec(url=page.url, kind=Kind.LIST))
    except PollError:
        return False
    return _said(again) == _said(reading)


def _said(reading: Reading) -> tuple[object, ...]:
    offers = [(offer.title, offer.url, offer.price, offer.currency, offer.stock) for offer in reading.offers]
    return sorted(offers, key=lambda offer: offer[1]), reading.next_url


def _text(tag: Tag) -> str:
    return fold(tag.get_text(" "))
