"""Shops made with OpenCart (1.5 to 4), by the markup of its default theme, which most themes keep.

What its pages mean is not always what they show: "Ex Tax" is no price to pay, an old price is struck out by a style
sheet only, and every item has a buy button, sold out or not: only a product's page says whether it can be had, in a line
behind its number. There a count or a state of the shop's own stands, such as "2-3 Days" for what must be ordered first.
"""

from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from msgspec.structs import replace

from scrapers.boxes import Box
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.offer import Offer, Reading, Stock
from scrapers.page import Page
from scrapers.platforms.theme import Theme
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec
from scrapers.stock import read_stock
from scrapers.walk import lay_out

_DEFAULT: Final = Theme(
    cards=Selectors(
        item=".product-thumb, .product-list > div:has(> .name), .product-grid > div:has(> .name)",
        title="h4 a, .name a",
        link="h4 a, .name a",
        price=".price-new, .price",
        stock=".stock, .stock-status, .out-of-stock, .sold-out",
    ),
    product=Selectors(
        title="#content h1, h1",
        price="#content .price-new, #content ul.list-unstyled h2, .product-info .price-new, .product-info .price",
    ),
    is_product="#button-cart, #product-product, .product-info",
)
_LINES: Final = "h1 ~ ul.list-unstyled > li"
#: In OpenCart 1.5 the lines are no elements: labels are spans, and what they say follows.
_OLD_LINES: Final = ".product-info .description > span"
#: What a link carries of the list it stood in.
_OF_THE_LIST: Final = frozenset({"path", "sort", "order", "limit", "page", "filter", "search", "category_id"})
_COUNT: Final = late(r"[0-9]{1,6}")
_SPAN: Final = late(r"[0-9]{1,3} ?[-–] ?[0-9]{1,3} [^\W\d_]+")


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """Read a list or a product's page. Selectors in the retailer's file go before those of the theme.

    Raises:
        LayoutChanged: nothing could be read.
    """
    layout = lay_out(page)
    _forget_misleading(layout)
    reading = _DEFAULT.read(page, layout, retailer, source)
    offers = [replace(offer, url=_bare(offer.url)) for offer in reading.offers]
    if offers and retailer.selectors.stock is None and _DEFAULT.kind_of(layout, source) is not Kind.LIST:
        offers[0] = _with_lines(offers[0], layout)
    return replace(reading, offers=offers)


def _forget_misleading(layout: Layout) -> None:
    """Strike out what the theme's style sheet strikes out, and forget prices without tax."""
    for box in layout.index.having("class"):
        names = box.attrs["class"].split()
        if "price-old" in names:
            for inner in (box, *layout.inside(box)):
                inner.struck = True
        elif "price-tax" in names:
            for run in layout.runs[box.first : box.last]:
                run.text = ""


def _with_lines(offer: Offer, layout: Layout) -> Offer:
    """A product with what the lines below its heading say: the first that is no link its code, the last its stock."""
    lines = list(_lines(layout))
    if not lines:
        return offer
    code = next((line for line in lines[:-1] if line), None)
    said = lines[-1] or ""
    stock, quantity = _stock(said)
    raw = offer.raw | {"stock": said[:300]} if said else offer.raw
    return replace(offer, sku=code or offer.sku, stock=stock, quantity=quantity, raw=raw)


def _lines(layout: Layout) -> Iterator[str | None]:
    """What the lines say behind their labels; None for those that are a link, such as the brand."""
    nodes = layout.tree.css(_LINES)
    first = nodes[0].parent if nodes else None
    for node in nodes:
        if first is not None and node.parent is not None and node.parent.mem_id == first.mem_id:
            box = layout.box_of(node)
            yield None if box is None or _holds_link(layout, box) else layout.text(box).partition(":")[2].strip()
    if nodes:
        return
    for node in layout.tree.css(_OLD_LINES):
        if (box := layout.box_of(node)) is not None:
            following = layout.runs[box.last : box.last + 1]
            yield None if following and following[0].box.tag == "a" else "".join(run.text for run in following).strip()


def _holds_link(layout: Layout, box: Box) -> bool:
    return any(inner.tag == "a" for inner in layout.inside(box))


def _stock(said: str) -> tuple[Stock | None, int | None]:
    """What the stock line says: a count, words, or how long it takes to get what is not there."""
    if _COUNT.fullmatch(said):
        left = int(said)
        return (Stock.IN_STOCK if left else Stock.OUT_OF_STOCK), left or None
    stock = read_stock(said)
    if stock is None and _SPAN.fullmatch(said):
        return Stock.BACKORDER, None
    return stock, None


def _bare(url: str) -> str:
    """An item's address without what the list hung on it, so that lists and the item's own page agree."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if name.lower() not in _OF_THE_LIST]
    return urlunsplit(parts._replace(query=urlencode(kept, safe="/")))
