"""The shop's own number of an item, where its published data name none: labelled, in forms, in scripts, in the address."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl, unquote, urlsplit

from scrapers.boxes import Box, words_in
from scrapers.index import Index
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.phrases import fold, phrases_of
from scrapers.zones import FOREIGN, Zones

#: A number as shops write it: at least one digit, no more than one piece.
_NUMBER: Final = late(r"[^\W_][\w./-]{1,38}[^\W_]")
_LABELS: Final = phrases_of("""
    sku | sku code | sku no | asin | tcin | dpci | upi | web id | pid | item | item no | item number | item # | item code | item id
    product code | product no | product number | product id | product ref | prod code | article no | article number
    article code | art no | catalog no | catalogue no | catalog number | catalogue number | cat no | part no | stock code
    stock no | store code | store sku | ad id | listing id | order no | order code | ref | reference | code
    artikelnummer | artikel nr | artikelnr | artikel code | art nr | artnr | produktnummer | produkt nr | produktnr | produkt id
    bestellnummer | bestell nr | bestellnr | warennummer | anzeige | anzeigennummer | anzeigen id | katalognummer
    code article | code produit | article ref | ref article | ref produit | reference produit | codice | codice articolo
    codice prodotto | cod | cod art | cod articolo | cod prodotto | codigo | codigo do produto | codigo del producto
    codigo de producto | codigo producto | cod produto | referencia | ref produto | artikelcode | bestelnummer | productcode
    productnummer | kod | kod produktu | kod towaru | nr katalogowy | numer katalogowy | numer produktu | indeks | indeks produktu
    numer oferty | nr oferty | urun kodu | stok kodu | urun no | ilan no | katalogove cislo | kod zbozi | kod tovaru
    objednaci cislo | cikkszam | termekkod | rendelesi szam | artikelnummer | varenr | varenummer | tuotenro | tuotenumero
    tuotekoodi | tootekood | cod produs | cod. produs | артикул | код | код товара | код товару | арт
    商品編號 | 商品编号 | 商品番号 | 商品コード | 商品貨號 | 商品货号 | 品番 | 货号 | 貨號 | 상품코드 | 상품번호
""")
_LABEL: Final = late(
    rf"(?:{'|'.join(re.escape(fold(each)) for each in sorted(_LABELS, key=len, reverse=True))})(?!\w) ?[:#=]*"
)
#: Behind a label letters alone may be a number, too.
_CODE: Final = late(r"[A-Z][A-Z-]{1,14}[A-Z]")
_LONGEST_LABEL: Final = 30
#: Names of fields and attributes that hold such a number, the surest first.
_FIELDS: Final = (
    "asin", "sku", "productsku", "itemsku", "articlenumber", "artikelnummer", "itemnumber", "productnumber", "productcode",
    "productid", "itemid", "articleid", "pid", "adid", "adno", "listingid", "product", "goodsid", "offerid", "skuid",
)  # fmt: skip
_ID_IN_QUERY: Final = words_in("id sku pid productid itemid item product articleid goodsid gid adid p variant wid")
_IN_SEGMENT: Final = late(
    r"\A(?P<first>\d{4,14})(?=[-_.,])|(?:(?<=[-_=.,/])|\A)(?:(?P<digits>\d{4,14})|[psiacPSIAC](?P<marked>\d{4,14}))\Z"
    r"|\A[psiacPSIAC]-?(?P<led>\d{4,14})(?=[-_.,])|\A(?P<whole>[a-z]{2,6}\d{5,14})\Z"
    r"|\A(?P<code>(?=[A-Z]*\d)[A-Z0-9]{6,16})\Z"
)
_YEAR: Final = late(r"(?:19|20)\d\d")
_LETTERS: Final = late(r"[^a-z]+")


def shown_sku(layout: Layout, zones: Zones, heading: Box | None) -> tuple[str, str] | None:
    """The item's number, and what it rests on; None where the page tells none.

    Args:
        layout: a product's page.
        zones: its parts.
        heading: the item's title.
    """
    found: list[tuple[str, str]] = []
    found += _labelled(layout, zones, heading)
    found += _in_fields(layout, zones)
    named = next((each for each in found if each[0] in layout.url), None)
    found += [(number, "address") for number in _in_address(layout.url)]
    return named or next(iter(found), None)


def is_number(text: str) -> bool:
    """Whether a text looks like an item number rather than a name."""
    return bool(_NUMBER.fullmatch(text)) and any(char.isdigit() for char in text)


def _labelled(layout: Layout, zones: Zones, heading: Box | None) -> list[tuple[str, str]]:
    """Numbers behind a label such as "Item no.", those nearest the title first."""
    found: list[tuple[int, str, str]] = []
    for run in layout.runs:
        text = run.text
        if len(text) > 80 or zones[run.box] & FOREIGN or not (match := _LABEL.match(fold(text[: _LONGEST_LABEL + 40]))):
            continue
        rest = fold(text)[match.end() :].strip("#:() ")
        if rest:
            last = text.split()[-1].strip("#:()")
            value = last if fold(last) == rest else ""  # nothing else stands behind the label
        elif match.end() <= _LONGEST_LABEL:
            following = layout.runs[run.position + 1 : run.position + 3]
            texts = [each.text.strip().strip("#:()").strip() for each in following]
            value = next((each for each in texts if each), "")
        else:
            value = ""
        if is_number(value) or _CODE.fullmatch(value):
            distance = abs(run.position - heading.first) if heading else run.position
            found.append((distance, value, text.strip()))
    return [(value, text) for _, value, text in sorted(found)[:5]]


def _in_fields(layout: Layout, zones: Zones) -> list[tuple[str, str]]:
    """Numbers in hidden inputs and data attributes of the item's own parts, by how sure the field's name is."""
    found: dict[str, Counter[str]] = {}
    for box, name, value in _named_values(layout.index):
        key = _field(name)
        if key in _FIELDS and not zones[box] & FOREIGN and is_number(value.strip()):
            found.setdefault(key, Counter())[value] += 1
    best = (found[name].most_common(2) for name in _FIELDS if name in found)
    # Several numbers under one name are those of several items.
    return [(counts[0][0], "field") for counts in best if len(counts) == 1 or counts[0][1] > counts[1][1]]


def _named_values(index: Index) -> Iterator[tuple[Box, str, str]]:
    for box in index.tagged("input"):
        if box.attrs.get("type", "").lower() == "hidden":
            yield box, box.attrs.get("name", ""), box.attrs.get("value", "")
    for box in index.having("itemprop"):
        if (prop := box.attrs["itemprop"]) in {"sku", "productID"}:
            yield box, prop, box.attrs.get("content", "")
    for name in index.attributes:
        if name.startswith("data-") and _field(name) in _FIELDS:
            for box in index.having(name):
                if 3 <= len(box.attrs[name]) <= 40:
                    yield box, name, box.attrs[name]


@lru_cache(maxsize=1_000)
def _field(name: str) -> str:
    """The name of a field or attribute, for comparing: "data-product-id" is "productid"."""
    return _LETTERS.sub("", name.lower()).removeprefix("data")


def _in_address(url: str) -> list[str]:
    """What may be the item's number in its address, the last part first."""
    parts = urlsplit(url)
    found = [value for name, value in parse_qsl(parts.query) if _LETTERS.sub("", name.lower()) in _ID_IN_QUERY]
    found = [value for value in found if is_number(value)]
    for segment in reversed([unquote(part) for part in parts.path.split("/") if part]):
        name = re.sub(r"\.(?:html?|php|aspx?|jsp)\Z", "", segment, flags=re.IGNORECASE)
        matches = [next(filter(None, match.groups())) for match in _IN_SEGMENT.finditer(name)]
        found += [number for number in reversed(matches) if not _YEAR.fullmatch(number)]
    return list(dict.fromkeys(found))
