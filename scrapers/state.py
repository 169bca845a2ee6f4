"""Items in the data that a page's scripts start from: Next, Nuxt and Redux state, shop platforms, data layers.

Nobody publishes this data for readers, and its fields go by any name. So it is believed of an item only where an object
names the item that the page shows, and it is weighed behind all that is published or shown.
"""

import json
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from scrapers.boxes import fold
from scrapers.claim import Asked, Claim, Role
from scrapers.layout import Layout
from scrapers.money import read_machine_price
from scrapers.schema_items import plain
from scrapers.shown_title import likeness, words

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
_STOCK: Final = (
    "availability", "availabilitystatus", "stockstatus", "stocklevelstatus", "inventorystatus", "instock", "isinstock",
    "available", "isavailable", "availableforsale", "purchasable", "soldout", "issoldout", "outofstock", "isoutofstock",
)  # fmt: skip
_SAYS_NO: Final = frozenset({"soldout", "issoldout", "outofstock", "isoutofstock"})

_BEGINS: Final = re.compile(r"""(?:[=(:,]|\breturn)\s*(?=[\[{]\s*["\[{])|JSON\.parse\(\s*(?=["'])""")
_LETTERS: Final = re.compile(r"[^a-z]+")
_DECODER: Final = json.JSONDecoder(strict=False, parse_float=Decimal)
#: Bounds of what is looked at: scripts hold megabytes of other things.
_LONGEST: Final = 3_000_000
_SHORTEST: Final = 40
_MOST_TRIES: Final = 60
_MOST_NODES: Final = 30_000
_DEEPEST: Final = 3
#: How much of its name an item must share with the page's title.
_ALIKE: Final = 0.75
_FEWEST_WORDS: Final = 2


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
    for value in _values(layout):
        for node, around in _objects(value):
            if (claim := _claim(node, around, titles)) is not None:
                found.setdefault(claim, _fullness(node, claim.offers[0]))
    return sorted(found, key=lambda claim: -found[claim])[:5]


def _fullness(node: dict[str, Any], offer: Asked) -> int:
    priced = 2 * (offer.currency is not None) + 1 if offer.price is not None else 0
    return priced + (offer.availability is not None) + bool(node.get("sku"))


def _values(layout: Layout) -> Iterator[Any]:
    for attrs, text in layout.scripts:
        kind = attrs.get("type", "").lower()
        if "ld+json" in kind or not _SHORTEST <= len(text) <= _LONGEST or not _tells(text):
            continue
        yield from _decode(text, whole="json" in kind)
    for box in layout.boxes:
        for name, value in box.attrs.items():
            if len(value) >= _SHORTEST and value[:1] in "{[" and name != "style" and _tells(value):
                yield from _decode(value, whole=True)


def _tells(text: str) -> bool:
    """Whether a text may name a price, a number or stock under any of their usual names; quick, for megabytes."""
    return "rice" in text or "sku" in text or "tock" in text or "PRICE" in text


def _decode(text: str, *, whole: bool, depth: int = 0) -> Iterator[Any]:
    """The JSON values in a script, and those written into strings inside them."""
    starts = [0] if whole else [found.end() for found in _BEGINS.finditer(text)]
    end = tries = 0
    for start in starts:
        if start < end or tries == _MOST_TRIES:
            continue
        tries += 1
        try:
            value, end = _DECODER.raw_decode(text, len(text) - len(text[start:].lstrip()) if whole else start)
        except (ValueError, RecursionError):
            continue
        if end - start < _SHORTEST or not _tells(text[start:end]):
            continue
        yield value
        if depth < _DEEPEST:
            for inner in _strings(value):
                yield from _decode(inner, whole=inner[:1] in "{[", depth=depth + 1)


def _strings(value: Any) -> Iterator[str]:
    """Long strings at the top of a value that may hold JSON themselves."""
    parts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
    yield from (part for part in parts if isinstance(part, str) and len(part) >= 200 and _tells(part))


def _objects(value: Any) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """All objects of a value, each with those around it, the nearest first."""
    steps: list[tuple[Any, list[dict[str, Any]]]] = [(value, [])]
    seen = 0
    while steps and seen < _MOST_NODES:
        each, around = steps.pop()
        if isinstance(each, dict):
            seen += 1
            folded = {_LETTERS.sub("", key.lower()): inner for key, inner in reversed(each.items())}
            yield folded, around
            steps.extend((inner, [folded, *around[:2]]) for inner in each.values() if isinstance(inner, dict | list))
        elif isinstance(each, list):
            steps.extend((inner, around) for inner in each[:2_000] if isinstance(inner, dict | list))


def _claim(node: dict[str, Any], around: list[dict[str, Any]], titles: list[str]) -> Claim | None:
    name = next((text for key in _NAMES if (text := plain(node.get(key)))), None)
    if name is None or len(words(name)) < _FEWEST_WORDS or max(_same(name, title) for title in titles) < _ALIKE:
        return None
    price, text = _price(node)
    stock, number = _stock(node), _number(node)
    if price is None and stock is None and number is None:
        return None
    currency = next((code for each in [node, *_inner(node), *around[:2]] if (code := _currency(each))), None)
    return Claim("state", Role.MAIN, name, sku=number, offers=(Asked(price, text, currency, stock),))


def _same(one: str, other: str) -> float:
    """How alike two names are: every word of either counts, as accessories carry the item's whole name too."""
    first, second = words(one), words(other)
    return likeness(one, other) * min(1.0, (1 + min(len(first), len(second))) / max(len(first), len(second)) + 0.25)


def _inner(node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for key in ("price", "prices", "offers", "pricing", "priceinfo"):
        if isinstance(inner := node.get(key), dict):
            yield {_LETTERS.sub("", name.lower()): value for name, value in inner.items()}


def _price(node: dict[str, Any]) -> tuple[Decimal | None, str | None]:
    for key in _PRICES:
        value = node.get(key)
        for _ in range(_DEEPEST):
            if isinstance(value, list):
                value = value[0] if value else None
            if not isinstance(value, dict):
                break
            folded = {_LETTERS.sub("", name.lower()): inner for name, inner in value.items()}
            value = next((folded[name] for name in _AMOUNTS if folded.get(name) not in (None, "")), None)
        if isinstance(value, Decimal):
            value = format(value, "f")
        if isinstance(value, str | int) and (price := _amount(value)) is not None:
            return price, str(value)[:100]
    return None, None


def _amount(value: str | int) -> Decimal | None:
    try:
        return read_machine_price(fold(value) if isinstance(value, str) else value)
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
