"""Items in the data that a page's scripts start from: Next, Nuxt and Redux state, shop platforms, data layers.

Nobody publishes this data for readers, and its fields go by any name. So it is believed of an item only where an object
names the item that the page shows, and it is weighed behind all that is published or shown.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from scrapers.boxes import fold
from scrapers.claim import Asked, Claim, Role
from scrapers.layout import Layout
from scrapers.money import read_machine_price
from scrapers.number import digits_of
from scrapers.schema_items import plain
from scrapers.script_json import fold_keys, objects, script_values
from scrapers.shown_title import words

#: Names of fields, folded to letters in lower case, in the order in which they are believed.
_NAMES: Final = ("name", "title", "productname", "producttitle", "displayname", "itemname", "fullname", "pname")
_NUMBERS: Final = ("sku", "skuid", "articlenumber", "itemnumber", "productid", "productcode", "itemid", "id")
_PRICES: Final = (
    "saleprice", "salesprice", "specialprice", "currentprice", "finalprice", "discountedprice", "sellingprice",
    "pricevalue", "priceamount", "price", "unitprice", "prices", "priceinfo", "pricing",
)  # fmt: skip
_AMOUNTS: Final = (
    "saleprice", "salesprice", "current", "currentprice", "final", "finalprice", "sale", "selling", "now", "value",
    "amount", "centamount", "price", "raw", "numeric", "discounted",
)  # fmt: skip
_CURRENCIES: Final = ("currency", "currencycode", "pricecurrency", "currencyiso", "currencyisocode")
_ADDRESSES: Final = (
    "url",
    "producturl",
    "link",
    "href",
    "permalink",
    "pageurl",
    "canonicalurl",
    "path",
    "pdpurl",
    "to",
)
_STOCK: Final = (
    "availability", "availabilitystatus", "stockstatus", "stocklevelstatus", "inventorystatus", "instock", "isinstock",
    "available", "isavailable", "availableforsale", "purchasable", "soldout", "issoldout", "outofstock", "isoutofstock",
)  # fmt: skip
_SAYS_NO: Final = frozenset({"soldout", "issoldout", "outofstock", "isoutofstock"})

#: How deep an amount may be wrapped: ``{"price": {"current": {"value": 1}}}``.
_DEEPEST: Final = 3
#: How much of its name an item must share with the page's title.
_ALIKE: Final = 0.75
_FEWEST_WORDS: Final = 2
_FEWEST_ITEMS: Final = 3


def state_claims(layout: Layout, titles: list[str]) -> list[Claim]:
    """What the page's scripts say of the item that the page is about; the fullest object first.

    Args:
        layout: the page.
        titles: what it is called there; nothing is believed of an item with another name.
    """
    titles = [title for title in titles if len(words(title)) >= _FEWEST_WORDS]
    if not titles:
        return []
    found: dict[Claim, int] = {}
    for value in script_values(layout):
        for node, around, _ in objects(value):
            if (claim := _claim(node, around, titles)) is not None:
                found.setdefault(claim, _fullness(node, claim.offers[0]))
    return sorted(found, key=lambda claim: -found[claim])[:5]


def state_list(layout: Layout) -> list[Claim]:
    """The items of a list whose page shows none, as its scripts have yet to draw them: the longest list there is.

    Only items with a name, an address and a price in a named currency count; fewer than three are no list.
    """
    lists: dict[tuple[int, tuple[str, ...]], list[Claim]] = {}
    for number, value in enumerate(script_values(layout)):
        for node, around, path in objects(value):
            name = _name(node)
            if name is None or len(words(name)) < _FEWEST_WORDS:
                continue
            claim = _read(node, around, name, Role.LISTED)
            if claim.url and claim.offers[0].price is not None and claim.offers[0].currency:
                lists.setdefault((number, path), []).append(claim)
    longest = max(lists.values(), key=len, default=[])
    return longest if len({claim.url for claim in longest}) >= _FEWEST_ITEMS else []


def _fullness(node: dict[str, Any], offer: Asked) -> int:
    priced = 2 * (offer.currency is not None) + 1 if offer.price is not None else 0
    return priced + (offer.availability is not None) + bool(node.get("sku"))


def _claim(node: dict[str, Any], around: list[dict[str, Any]], titles: list[str]) -> Claim | None:
    name = _name(node)
    if name is None or len(words(name)) < _FEWEST_WORDS or max(_same(name, title) for title in titles) < _ALIKE:
        return None
    claim = _read(node, around, name, Role.MAIN)
    asked = claim.offers[0]
    return None if asked.price is None and asked.availability is None and claim.sku is None else claim


def _read(node: dict[str, Any], around: list[dict[str, Any]], name: str, role: Role) -> Claim:
    currency = next((code for each in [node, *_inner(node), *around[:2]] if (code := _currency(each))), None)
    price, text = _price(node, currency)
    address = next((value for key in _ADDRESSES if isinstance(value := node.get(key), str) and "/" in value), None)
    offer = Asked(price, text, currency, _stock(node), published=False)
    return Claim("state", role, name, url=address, sku=_number(node), offers=(offer,))


def _name(node: dict[str, Any]) -> str | None:
    return next((text for key in _NAMES if (text := plain(node.get(key)))), None)


def _same(name: str, title: str) -> float:
    """How alike an item's name and the page's title are.

    A title may say more than the name. What the name has alone weighs more, as accessories carry the item's whole name;
    and where each has words of its own, they may name two models of one series.
    """
    said, shown = words(name), words(title)
    if said <= shown:
        return min(1.0, (1 + len(said)) / len(shown) + 0.25)
    return len(said & shown) / len(said | shown)


def _inner(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("price", "prices", "offers", "pricing", "priceinfo"):
        if isinstance(inner := node.get(key), dict):
            yield fold_keys(inner)


def _price(node: dict[str, Any], currency: str | None) -> tuple[Decimal | None, str | None]:
    for key in _PRICES:
        value = node.get(key)
        for _ in range(_DEEPEST):
            if isinstance(value, list):
                value = value[0] if value else None
            if not isinstance(value, dict):
                break
            folded = fold_keys(value)
            value = next((folded[name] for name in _AMOUNTS if folded.get(name) not in (None, "")), None)
        if isinstance(value, Decimal):
            value = digits_of(value)
        if isinstance(value, str | int) and (price := _amount(value, currency)) is not None:
            return price, str(value)[:100]
    return None, None


def _amount(value: str | int, currency: str | None) -> Decimal | None:
    try:
        return read_machine_price(fold(value) if isinstance(value, str) else value, currency)
    except (InvalidOperation, OverflowError, ValueError):
        return None


def _currency(node: dict[str, Any]) -> str | None:
    found = (node.get(key) for key in _CURRENCIES)
    return next((code for code in found if isinstance(code, str) and re.fullmatch(r"[A-Z]{3}", code)), None)


def _stock(node: dict[str, Any]) -> str | None:
    """What the object says of stock, in schema.org's words or in its own."""
    for key in _STOCK:
        value = node.get(key)
        if isinstance(value, bool):
            return "InStock" if value is not (key in _SAYS_NO) else "OutOfStock"
        if isinstance(value, str) and 3 < len(value) < 100 and not value.isdigit():
            return value
    return None


def _number(node: dict[str, Any]) -> str | None:
    for key in _NUMBERS:
        value = node.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and re.fullmatch(r"[\w./-]{3,40}", value) and re.search(r"\d", value):
            return value
    return None
