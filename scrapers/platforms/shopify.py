"""Shopify shops: what their storefronts publish as JSON beside every page.

``/products.json?limit=250`` and ``/collections/NAME/products.json?limit=250`` are lists (30 items a page without
``limit``, 250 at most, the next with ``page=2``); ``/products/HANDLE.json`` and ``/products/HANDLE.js`` are one item.
Prices are texts in the shop's currency, which no list names; only ``.js`` has them as whole numbers, in hundredths
whatever the currency. ("Ajax API reference: Product" in Shopify's documentation; the lists are not documented there.)
Pages of the shop that are no JSON are read as of any other shop.
"""

from collections import Counter
from typing import Any, Final
from urllib.parse import quote, urlsplit

from msgspec.structs import replace

from scrapers.json_answer import Record, no_items, not_expected, read_answer
from scrapers.listed import build, number, warn_of_prices, with_parameter
from scrapers.offer import Offer, Reading, Stock
from scrapers.page import Page
from scrapers.platforms import schema_org
from scrapers.spec import RetailerSpec, SourceSpec
from scrapers.stock import read_condition, read_stock

_USUAL_LIMIT: Final = 30
_LARGEST_LIMIT: Final = 250
#: The title of the only variant of an item without variants.
_NO_VARIANT: Final = "Default Title"
#: Prices of ``.js`` are in hundredths, also of currencies that have no cents.
_JS_DIGITS: Final = 2


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """Read a list or an item: one offer per variant.

    Raises:
        LayoutChanged: nothing could be read.
    """
    path = urlsplit(page.url).path
    if not path.endswith((".json", ".js")):
        return schema_org.read(page, retailer, source)
    answer, whole = read_answer(page)
    products, is_list, digits = _products(page, answer)
    offers = _told_apart([offer for product in products for offer in _offers(product, retailer, digits)])
    if products and not offers:
        raise no_items(page)
    following = None
    limit = min(number(page.url, "limit", _USUAL_LIMIT), _LARGEST_LIMIT)
    if is_list and whole and 0 < limit <= len(products):
        following = with_parameter(page.url, "page", number(page.url, "page", 1) + 1)
    return Reading(offers=offers, warnings=warn_of_prices(offers), next_url=following, complete=whole)


def _products(page: Page, answer: Any) -> tuple[list[Record], bool, int | None]:
    """The items of an answer, whether it is a list, and in how many digits of decimals its prices are whole numbers."""
    top = Record(answer)
    if top.lists("products"):
        return top.records("products"), True, None
    if product := top.record("product"):
        return [product], False, None
    if top.lists("variants") and top.text("title"):
        return [top], False, _JS_DIGITS
    raise not_expected(page, answer, 'list "products" and no "product"')


def _offers(product: Record, retailer: RetailerSpec, digits: int | None) -> list[Offer]:
    title = product.words("title")
    if not title:
        return []
    variants = product.records("variants")
    names = [variant.words("title") for variant in variants]
    handle = product.text("handle") or ""
    parts = urlsplit(retailer.url)
    url = f"{parts.scheme}://{parts.netloc}/products/{quote(handle)}" if handle else retailer.url
    return [
        _offer(product, variant, _titled(title, name), url, retailer, digits)
        for variant, name in zip(variants, names, strict=True)
    ]


def _titled(title: str, variant: str | None) -> str:
    if not variant or variant == _NO_VARIANT or variant.lower() in title.lower():
        return title
    return f"{title} - {variant}"


def _offer(product: Record, variant: Record, title: str, url: str, retailer: RetailerSpec, digits: int | None) -> Offer:
    if digits is None:
        price, before = variant.amount("price"), variant.amount("compare_at_price")
    else:
        price, before = variant.minor_amount("price", digits), variant.minor_amount("compare_at_price", digits)
    number_ = variant.text("id")
    stock, quantity = _stock(product, variant, title)
    available = variant.flag("available")
    return build(
        title=title,
        url=f"{url}?variant={quote(number_)}" if number_ else url,
        sku=variant.text("sku"),
        price=price,
        currency=variant.currency("price_currency") or retailer.currency or retailer.place.currency,
        before=before,
        stock=stock,
        quantity=quantity,
        condition=read_condition(variant.words("title") or ""),
        raw={
            "price": variant.text("price"),
            "stock": None if available is None else f"available: {available}".lower(),
        },
    )


def _stock(product: Record, variant: Record, title: str) -> tuple[Stock | None, int | None]:
    """Whether a variant can be had, and how many there are.

    A shop may go on selling what it no longer has: then it is back-ordered. What is not counted has a quantity of 0.
    """
    counted = variant.text("inventory_management") is not None
    left = variant.whole("inventory_quantity") if counted else None
    quantity = left if left is not None and left > 0 else None
    available = variant.flag("available")
    if available is None:
        return (Stock.IN_STOCK if quantity else None), quantity
    if not available:
        return Stock.OUT_OF_STOCK, None
    tags = product.texts("tags") or (product.text("tags") or "").split(",")
    if any(read_stock(text) is Stock.PREORDER for text in (title, *tags)):
        return Stock.PREORDER, quantity
    return (Stock.BACKORDER if left is not None and left <= 0 else Stock.IN_STOCK), quantity


def _told_apart(offers: list[Offer]) -> list[Offer]:
    """Offers whose numbers tell them apart: one that several have is none, and their addresses do it."""
    used = Counter(offer.sku for offer in offers)
    return [replace(offer, sku=None) if offer.sku and used[offer.sku] > 1 else offer for offer in offers]
