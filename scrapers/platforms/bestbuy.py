"""Best Buy's Products API, which wants a key.

``https://api.bestbuy.com/v1/products(search=rtx)?format=json&pageSize=100`` is a list, ``/v1/products/SKU.json`` one
item. The next page has the next ``page``, or with ``cursorMark=*`` the mark of the answer before; there the last page is
the empty one. ("Best Buy Developer API Documentation": Response Format, Pagination, Cursor Marks, Products API.)
"""

from decimal import Decimal
from typing import Any, Final
from urllib.parse import quote

from scrapers.json_answer import Record, no_items, not_expected, read_answer
from scrapers.listed import build, parameter, warn_of_prices, with_parameter
from scrapers.offer import Condition, Offer, Reading, Stock
from scrapers.page import Page
from scrapers.spec import RetailerSpec, SourceSpec
from scrapers.stock import read_condition, schema_condition

_FIRST_MARK: Final = "*"
_SOLD_OUT: Final = frozenset({"soldout", "soldoutonline", "notorderable", "comingsoon"})


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:  # noqa: ARG001 - as every platform
    """Read a list or an item of the API.

    Raises:
        LayoutChanged: nothing could be read.
    """
    answer, whole = read_answer(page)
    top = Record(answer)
    products = _products(page, answer)
    offers = [offer for product in products if (offer := _offer(product, retailer))]
    if products and not offers:
        raise no_items(page)
    return Reading(
        offers=offers,
        warnings=warn_of_prices(offers),
        next_url=_next(page, top, len(products)) if whole else None,
        complete=whole and top.flag("partial") is not True,
    )


def _products(page: Page, answer: Any) -> list[Record]:
    top = Record(answer)
    if top.lists("products"):
        return top.records("products")
    if top.text("sku") and top.text("name"):
        return [top]
    raise not_expected(page, answer, 'list "products"')


def _next(page: Page, top: Record, found: int) -> str | None:
    mark, following = parameter(page.url, "cursorMark"), top.text("nextCursorMark")
    if mark is not None:
        return with_parameter(page.url, "cursorMark", following) if found and following not in {None, mark} else None
    current, total = top.count("currentPage"), top.count("totalPages")
    return with_parameter(page.url, "page", current + 1) if current and total and current < total else None


def _offer(product: Record, retailer: RetailerSpec) -> Offer | None:
    title, sku = product.words("name"), product.text("sku")
    if not title or not sku:
        return None
    own = product.flag("marketplace")
    seller = product.text("sellerId") if own else None
    said = [f"{name}: {product.flag(name)}".lower() for name in ("onlineAvailability", "inStoreAvailability")]
    said = [text for text in said if not text.endswith("none")] + [product.text("orderable") or ""]
    return build(
        title=title,
        # The API's own links pass through it, name our key, and end after a week.
        url=f"https://www.bestbuy.com/site/-/{quote(sku, safe='')}.p",
        sku=sku,
        price=product.amount("salePrice"),
        currency=retailer.currency or retailer.place.currency,
        before=product.amount("regularPrice"),
        stock=_stock(product),
        seller=f"Best Buy seller {seller}" if seller else None,
        first_party=None if own is None else not own,
        condition=_condition(product),
        shipping=Decimal(0) if product.flag("freeShipping") else product.cost("shippingCost"),
        raw={"price": product.text("salePrice"), "stock": ", ".join(text for text in said if text)},
    )


def _stock(product: Record) -> Stock | None:
    """Whether an item can be sent, or had in a store. Fields that were not asked for say nothing."""
    online, in_store = product.flag("onlineAvailability"), product.flag("inStoreAvailability")
    order = (product.text("orderable") or "").lower().replace(" ", "").replace("-", "")
    if product.flag("active") is False:
        return Stock.OUT_OF_STOCK
    if order in {"preorder", "backorder"}:
        return Stock.PREORDER if order == "preorder" else Stock.BACKORDER
    if online:
        return None if order in _SOLD_OUT else Stock.IN_STOCK
    if online is None and order == "available":
        return Stock.IN_STOCK
    if online is False or order in _SOLD_OUT:
        return Stock.IN_STORE_ONLY if in_store else Stock.OUT_OF_STOCK
    return None


def _condition(product: Record) -> Condition | None:
    if product.flag("preowned"):
        return Condition.USED
    said = product.text("condition") or ""
    return schema_condition(said) or read_condition(said)
