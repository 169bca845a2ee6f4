"""Data that a page carries for machines: JSON-LD, microdata and RDFa, OpenGraph."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from scrapers import loose_json
from scrapers.boxes import Box, fold
from scrapers.claim import Asked, Claim, Role
from scrapers.layout import Layout
from scrapers.market import Market
from scrapers.money import read_machine_price
from scrapers.offer import ReadWarning
from scrapers.schema_items import Shown, claims, plain

_ADDRESS_ATTRS: Final = {"a": "href", "area": "href", "link": "href", "img": "src", "object": "data", "source": "src"}
_TELLS_OF_AN_OFFER: Final = frozenset({"offers", "price", "lowPrice", "availability"})


@dataclass(frozen=True)
class Embedded:
    """All claims of a page.

    Attributes:
        claims: in order of trust: JSON-LD, microdata, OpenGraph.
        warnings: what could not be read.
        cut: some data ended in the middle.
    """

    claims: list[Claim] = field(default_factory=list)
    warnings: list[ReadWarning] = field(default_factory=list)
    cut: bool = False


def find(layout: Layout, market: Market) -> Embedded:
    """Collect what a page carries for machines. Never raises."""
    values: list[Any] = []
    warnings: list[ReadWarning] = []
    cut = False
    for number, text in enumerate(_json_ld_texts(layout), 1):
        decoded = loose_json.decode(text)
        values += decoded.values
        cut = cut or decoded.cut
        if decoded.broken:
            warnings.append(ReadWarning("invalid_json_ld", f"JSON-LD block {number}: {fold(text[:80])} …"))
    found = claims(values, syntax="json_ld", market=market)
    found += claims(microdata(layout), syntax="microdata", market=market)
    found += _open_graph(layout)
    return Embedded(found, warnings, cut)


def _json_ld_texts(layout: Layout) -> list[str]:
    return [text for attrs, text in layout.scripts if "ld+json" in attrs.get("type", "").lower() and text.strip()]


def microdata(layout: Layout) -> list[dict[str, Any]]:
    """The page's microdata and RDFa Lite, shaped like JSON-LD; properties outside any item become an item of their own."""
    roots: list[dict[str, Any]] = []
    stray: dict[str, Any] = {"@type": "Product"}
    scopes: list[tuple[Box, dict[str, Any]]] = []
    for box in layout.index.having("itemscope", "typeof", "itemprop", "property"):
        attrs = box.attrs
        while scopes and scopes[-1][0].end <= box.position:
            scopes.pop()
        is_scope = "itemscope" in attrs or "typeof" in attrs
        names = attrs.get("itemprop") or (attrs.get("property", "") if scopes or is_scope else "")
        value: Any = None
        if is_scope:
            value = {"@type": (attrs.get("itemtype") or attrs.get("typeof", "")).split()}
            if not names.strip():
                roots.append(value)
        for name in names.split()[:10]:
            holder = scopes[-1][1] if scopes else stray
            _add(holder, name.rpartition(":")[2], value if is_scope else _value(layout, box))
        if is_scope:
            scopes.append((box, value))
    return [*roots, stray] if stray.keys() & _TELLS_OF_AN_OFFER else roots


def _add(node: dict[str, Any], name: str, value: Any) -> None:
    if name not in node:
        node[name] = value
    elif isinstance(node[name], list):
        node[name].append(value)
    else:
        node[name] = [node[name], value]


def _value(layout: Layout, box: Box) -> str:
    attrs = box.attrs
    if stated := attrs.get("content", "").strip() or attrs.get("value", "").strip():
        return stated
    if (name := _ADDRESS_ATTRS.get(box.tag)) and name in attrs:
        return attrs[name]
    return Shown(layout.text(box)[:1_000]) if layout.length(box) < 10_000 else ""


def _open_graph(layout: Layout) -> list[Claim]:
    amount = layout.meta("product:sale_price:amount", "product:price:amount", "og:price:amount", "product:price")
    availability = layout.meta("product:availability", "og:availability")
    if not amount and not availability:
        return []
    currency = layout.meta("product:sale_price:currency", "product:price:currency", "og:price:currency") or ""
    code = currency.upper() if re.fullmatch(r"[A-Za-z]{3}", currency) else None
    return [
        Claim(
            syntax="open_graph",
            role=Role.MAIN,
            name=plain(layout.meta("og:title")),
            url=layout.meta("og:url"),
            sku=layout.meta("product:retailer_item_id"),
            offers=(
                Asked(
                    price=read_machine_price(amount, code),
                    price_text=amount,
                    currency=code,
                    availability=availability,
                    condition=layout.meta("product:condition", "og:condition"),
                ),
            ),
        )
    ]
