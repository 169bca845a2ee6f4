"""WooCommerce shops, by the Store API that their own pages use.

``/wp-json/wc/store/v1/products?per_page=100`` is a list (10 items a page without ``per_page``, the next with
``page=2``; the header ``X-WP-TotalPages`` says how many there are), ``/products/34`` one item. Prices are texts in the
smallest unit of the currency. ("Store API: Products" in WooCommerce's documentation, docs/products.md of its StoreApi.)
Pages of the shop that are no JSON are read as of any other shop.
"""

from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from scrapers.json_answer import Record, no_items, not_expected, read_answer, records
from scrapers.listed import build, number, parameter, warn_of_prices, with_parameter
from scrapers.offer import Offer, PriceKind, Reading, Stock
from scrapers.page import Page
from scrapers.platforms import schema_org
from scrapers.spec import RetailerSpec, SourceSpec

_USUAL_LIMIT: Final = 10
_MOST_DIGITS: Final = 4


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """Read a list or an item of the Store API.

    Raises:
        LayoutChanged: nothing could be read.
    """
    if "/wp-json/" not in urlsplit(page.url).path and parameter(page.url, "rest_route") is None:
        return schema_org.read(page, retailer, source)
    answer, whole = read_answer(page)
    products = _products(page, answer)
    offers = [offer for product in products if (offer := _offer(product, page, retailer))]
    if products and not offers:
        raise no_items(page)
    following = _next(page, len(products)) if isinstance(answer, list) and whole else None
    return Reading(offers=offers, warnings=warn_of_prices(offers), next_url=following, complete=whole)


def _products(page: Page, answer: Any) -> list[Record]:
    if isinstance(answer, list):
        return records(answer)
    one = Record(answer)
    if one.text("name") and one.record("prices"):
        return [one]
    raise not_expected(page, answer, "list of products")


def _next(page: Page, found: int) -> str | None:
    """The next page: as the header counts them, or after a page that is full."""
    current = number(page.url, "page", 1)
    total = page.headers.get("x-wp-totalpages", "").strip()
    if total.isascii() and total.isdigit() and len(total) < 9:
        more = current < int(total)
    else:
        more = 0 < number(page.url, "per_page", _USUAL_LIMIT) <= found
    return with_parameter(page.url, "page", current + 1) if more else None


def _offer(product: Record, page: Page, retailer: RetailerSpec) -> Offer | None:
    title = product.words("name")
    url = product.link("permalink", page.url)
    if not title or not url:
        return None
    prices = product.record("prices")
    price, before, kind = _price(prices)
    stock, quantity = _stock(product)
    return build(
        title=title,
        url=url,
        sku=product.text("sku"),
        price=price,
        currency=prices.currency("currency_code") or retailer.currency or retailer.place.currency,
        kind=kind,
        before=before,
        stock=stock,
        quantity=quantity,
        raw={"price": prices.text("price"), "stock": _stock_said(product)},
    )


def _price(prices: Record) -> tuple[Decimal | None, Decimal | None, PriceKind]:
    """Today's price, the regular one, and whether it is the least of several variants'."""
    digits = prices.count("currency_minor_unit")
    if digits is None or digits > _MOST_DIGITS:
        return None, None, PriceKind.LIST  # nobody could tell cents from units
    span = prices.record("price_range")
    low, high = span.minor_amount("min_amount", digits), span.minor_amount("max_amount", digits)
    if low is not None and high is not None and low < high:
        return low, None, PriceKind.FROM
    return low or prices.minor_amount("price", digits), prices.minor_amount("regular_price", digits), PriceKind.LIST


def _stock(product: Record) -> tuple[Stock | None, int | None]:
    """Whether an item can be had, and how many are left. What is back-ordered is "in stock" there too."""
    available, left = product.flag("is_in_stock"), product.count("low_stock_remaining")
    if available is False:
        return Stock.OUT_OF_STOCK, None
    if product.flag("is_on_backorder"):
        return Stock.BACKORDER, None
    if available is None or product.flag("is_purchasable") is False or left == 0:
        return None, None  # what cannot be bought, or of which none is left, is not in stock whatever the flag says
    return (Stock.LIMITED if left else Stock.IN_STOCK), left


def _stock_said(product: Record) -> str | None:
    names = ("is_in_stock", "is_on_backorder", "is_purchasable", "low_stock_remaining")
    said = {name: product.flag(name) if name.startswith("is_") else product.count(name) for name in names}
    return ", ".join(f"{name}: {value}".lower() for name, value in said.items() if value is not None) or None
