"""WooCommerce's Store API: minor units, ranges, stock, paging."""

from decimal import Decimal
from typing import Any

import pytest
from answers import SHOP, read, retailer
from reading_help import html

from scrapers.errors import LayoutChanged
from scrapers.offer import PriceKind, Stock
from scrapers.page import Page
from scrapers.read import read_page

LIST = f"{SHOP}/wp-json/wc/store/v1/products?per_page=100"


def prices(price: str = "99900", unit: object = 2, code: str = "EUR", **more: Any) -> dict[str, Any]:
    return {"currency_code": code, "currency_minor_unit": unit, "price": price, "price_range": None} | more


def product(**more: Any) -> dict[str, Any]:
    return {
        "id": 7, "name": "ASUS TUF RTX 5080", "permalink": f"{SHOP}/product/asus/", "sku": "TUF-5080", "prices": prices(),
        "is_purchasable": True, "is_in_stock": True, "low_stock_remaining": None,
    } | more  # fmt: skip


def test_an_item() -> None:
    more = {
        "prices": prices(regular_price="119900", sale_price="99900"),
        "name": "ASUS &#8220;TUF&#8221; RTX&nbsp;5080 <b>OC</b>",
    }
    (offer,) = read("woocommerce", [product(**more)], LIST).offers
    assert (offer.title, offer.url, offer.sku) == ("ASUS “TUF” RTX 5080 OC", f"{SHOP}/product/asus/", "TUF-5080")
    assert (offer.price, offer.currency, offer.price_kind) == (Decimal("999.00"), "EUR", PriceKind.LIST)
    assert (offer.previous_price, offer.stock) == (Decimal("1199.00"), Stock.IN_STOCK)


@pytest.mark.parametrize(
    ("price", "unit", "code", "amount"),
    [
        ("99950", 2, "USD", "999.50"),
        ("149800", 0, "JPY", "149800"),
        ("349900", 3, "KWD", "349.900"),
        ("99950", "2", "USD", "999.50"),
        ("", 2, "USD", None),
        ("0", 2, "USD", None),
        ("99950", None, "USD", None),
        ("99950", 17, "USD", None),
        ("999.50", 2, "USD", None),
    ],
)
def test_prices_are_in_minor_units(price: str, unit: object, code: str, amount: str | None) -> None:
    (offer,) = read("woocommerce", [product(prices=prices(price, unit, code))], LIST).offers
    assert offer.price == (Decimal(amount) if amount else None)
    assert offer.currency == (code if amount else None)


@pytest.mark.parametrize(
    ("low", "high", "kind"), [("89900", "129900", PriceKind.FROM), ("89900", "89900", PriceKind.LIST)]
)
def test_a_range_of_variants_is_from(low: str, high: str, kind: PriceKind) -> None:
    span = {"min_amount": low, "max_amount": high}
    item = product(prices=prices("89900", regular_price="89900", price_range=span))
    (offer,) = read("woocommerce", [item], LIST).offers
    assert (offer.price, offer.price_kind) == (Decimal("899.00"), kind)


@pytest.mark.parametrize(
    ("fields", "stock", "quantity"),
    [
        ({"is_in_stock": False}, Stock.OUT_OF_STOCK, None),
        ({"is_in_stock": True, "is_on_backorder": True}, Stock.BACKORDER, None),
        ({"low_stock_remaining": 2}, Stock.LIMITED, 2),
        ({"low_stock_remaining": 0}, None, None),
        ({"is_purchasable": False}, None, None),
        ({"is_purchasable": False, "is_in_stock": False}, Stock.OUT_OF_STOCK, None),
        ({"is_in_stock": None}, None, None),
        ({"is_in_stock": "yes"}, None, None),
    ],
)
def test_stock(fields: dict[str, Any], stock: Stock | None, quantity: int | None) -> None:
    (offer,) = read("woocommerce", [product(**fields)], LIST).offers
    assert (offer.stock, offer.quantity) == (stock, quantity)


@pytest.mark.parametrize(
    ("query", "total", "found", "following"),
    [
        ("?per_page=2", "3", 2, "?per_page=2&page=2"),
        ("?per_page=2&page=2", "3", 1, "?per_page=2&page=3"),
        ("?per_page=2&page=3", "3", 2, None),
        ("?per_page=2", None, 2, "?per_page=2&page=2"),
        ("?per_page=2", "many", 1, None),
        ("", None, 10, "?page=2"),
        ("", None, 9, None),
        ("?per_page=2", "0", 0, None),
    ],
)
def test_paging(query: str, total: str | None, found: int, following: str | None) -> None:
    base = f"{SHOP}/wp-json/wc/store/v1/products"
    items = [product(permalink=f"{SHOP}/p/{number}") for number in range(found)]
    reading = read("woocommerce", items, base + query, headers={"x-wp-totalpages": total} if total else {})
    assert reading.next_url == (base + following if following else None)
    assert len(reading.offers) == found


def test_one_item() -> None:
    reading = read("woocommerce", product(), f"{SHOP}/wp-json/wc/store/v1/products/7")
    assert [offer.sku for offer in reading.offers] == ["TUF-5080"]
    assert reading.next_url is None


def test_what_the_api_says_of_its_own_errors_is_told() -> None:
    told = {"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}}
    with pytest.raises(LayoutChanged) as caught:
        read("woocommerce", told, LIST)
    assert caught.value.reason == "api_error"
    assert "No route was found" in caught.value.detail


def test_pages_for_people_are_read_as_of_any_shop() -> None:
    page = html('<h1>ASUS TUF RTX 5080</h1><p class="price">$999.00</p><button>Add to cart</button>')
    (offer,) = read_page(Page(f"{SHOP}/product/asus/", page.encode()), retailer("woocommerce")).offers
    assert offer.price == Decimal("999.00")
