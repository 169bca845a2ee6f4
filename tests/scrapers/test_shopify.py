"""Shopify's JSON: variants, prices in units or hundredths, stock, paging."""

from decimal import Decimal
from typing import Any

import pytest
from answers import SHOP, answer, read, retailer
from reading_help import html

from scrapers.errors import LayoutChanged
from scrapers.offer import Condition, PriceKind, Stock
from scrapers.page import Page
from scrapers.read import read_page

LIST = f"{SHOP}/collections/cards/products.json?limit=250"


def variant(number: int = 11, title: str = "Default Title", **more: Any) -> dict[str, Any]:
    return {"id": number, "title": title, "sku": f"SKU-{number}", "price": "999.00", "available": True} | more


def product(*variants: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": 1, "title": "ASUS TUF RTX 5080", "handle": "asus-tuf-rtx-5080", "vendor": "ASUS", "tags": [],
        "variants": list(variants),
    } | more  # fmt: skip


def products(*items: dict[str, Any]) -> dict[str, Any]:
    return {"products": list(items)}


def test_an_item_without_variants() -> None:
    (offer,) = read("shopify", products(product(variant(compare_at_price="1199.00"))), LIST).offers
    assert (offer.title, offer.sku, offer.stock) == ("ASUS TUF RTX 5080", "SKU-11", Stock.IN_STOCK)
    assert (offer.price, offer.currency, offer.price_kind) == (Decimal("999.00"), "USD", PriceKind.LIST)
    assert offer.previous_price == Decimal("1199.00")
    assert offer.url == f"{SHOP}/products/asus-tuf-rtx-5080?variant=11"
    assert offer.raw == {"price": "999.00", "stock": "available: true"}


def test_the_vendor_is_the_brand_and_no_seller() -> None:
    (offer,) = read("shopify", products(product(variant())), LIST).offers
    assert (offer.seller, offer.first_party) == (None, None)


def test_each_variant_is_an_offer() -> None:
    item = product(
        variant(11, "White", price="999.00"),
        variant(12, "Black / Open Box", price="899.00", available=False),
    )
    first, second = read("shopify", products(item), LIST).offers
    assert (first.title, first.price, first.stock) == ("ASUS TUF RTX 5080 - White", Decimal("999.00"), Stock.IN_STOCK)
    assert (second.title, second.stock) == ("ASUS TUF RTX 5080 - Black / Open Box", Stock.OUT_OF_STOCK)
    assert (first.condition, second.condition) == (None, Condition.OPEN_BOX)
    assert first.url != second.url


def test_a_number_that_two_variants_share_tells_none_of_them() -> None:
    item = product(variant(11, "White", sku="TUF"), variant(12, "Black", sku="TUF"), variant(13, "Red", sku=""))
    assert [offer.sku for offer in read("shopify", products(item), LIST).offers] == [None, None, None]


@pytest.mark.parametrize("before", ["999.00", "899.00", "", None, "0.00"])
def test_a_comparison_price_that_is_not_higher_is_none(before: str | None) -> None:
    (offer,) = read("shopify", products(product(variant(compare_at_price=before))), LIST).offers
    assert offer.previous_price is None


@pytest.mark.parametrize(
    ("fields", "stock", "quantity"),
    [
        ({"available": True}, Stock.IN_STOCK, None),
        ({"available": False}, Stock.OUT_OF_STOCK, None),
        ({"available": None}, None, None),
        ({"available": "maybe"}, None, None),
        ({"inventory_management": "shopify", "inventory_quantity": 4}, Stock.IN_STOCK, 4),
        ({"inventory_management": "shopify", "inventory_quantity": 0}, Stock.BACKORDER, None),
        ({"inventory_management": "shopify", "inventory_quantity": -3}, Stock.BACKORDER, None),
        ({"inventory_management": None, "inventory_quantity": 0}, Stock.IN_STOCK, None),
        ({"available": None, "inventory_management": "shopify", "inventory_quantity": 2}, Stock.IN_STOCK, 2),
    ],
)
def test_stock(fields: dict[str, Any], stock: Stock | None, quantity: int | None) -> None:
    (offer,) = read("shopify", products(product(variant(**fields))), LIST).offers
    assert (offer.stock, offer.quantity) == (stock, quantity)


@pytest.mark.parametrize(
    "more", [{"title": "RTX 5090 (Pre-Order)"}, {"tags": ["gpu", "preorder"]}, {"tags": "gpu, Pre-order"}]
)
def test_what_can_be_ordered_before_it_is_out(more: dict[str, Any]) -> None:
    (offer,) = read("shopify", products(product(variant(), **more)), LIST).offers
    assert offer.stock is Stock.PREORDER


def test_one_item_as_json_may_name_its_currency() -> None:
    item = {"product": product(variant(price_currency="CAD"))}
    (offer,) = read("shopify", item, f"{SHOP}/products/asus-tuf-rtx-5080.json").offers
    assert (offer.price, offer.currency) == (Decimal("999.00"), "CAD")


@pytest.mark.parametrize(("market", "currency"), [("us", "USD"), ("jp", "JPY")])
def test_one_item_as_js_has_hundredths(market: str, currency: str) -> None:
    item = product(variant(price=99900, compare_at_price=119950), price=99900)
    spec = retailer("shopify", market=market)
    (offer,) = read("shopify", item, f"{SHOP}/products/asus-tuf-rtx-5080.js", spec=spec).offers
    assert (offer.price, offer.currency) == (Decimal(999), currency)
    assert offer.previous_price == Decimal("1199.5")


def test_a_price_of_zero_is_none() -> None:
    reading = read("shopify", products(product(variant(price="0.00"))), LIST)
    assert reading.offers[0].price is None
    assert [warning.kind for warning in reading.warnings] == ["price_unreadable"]


@pytest.mark.parametrize(
    ("query", "found", "following"),
    [
        ("?limit=2", 2, "?limit=2&page=2"),
        ("?limit=2&page=4", 2, "?limit=2&page=5"),
        ("?page=4&limit=2", 2, "?limit=2&page=5"),
        ("?limit=2&page=4", 1, None),
        ("?limit=2&page=4", 0, None),
        ("", 30, "?page=2"),
        ("", 29, None),
        ("?limit=999", 250, "?limit=999&page=2"),
        ("?limit=0", 5, None),
    ],
)
def test_a_full_page_has_another_behind_it(query: str, found: int, following: str | None) -> None:
    items = products(*(product(variant(number), handle=f"h{number}") for number in range(found)))
    reading = read("shopify", items, f"{SHOP}/products.json{query}")
    assert reading.next_url == (f"{SHOP}/products.json{following}" if following else None)
    assert len(reading.offers) == found
    assert reading.complete


def test_an_answer_cut_off_is_not_complete() -> None:
    whole = answer(products(product(variant()), product(variant(12), handle="h2")), LIST).body
    reading = read_page(Page(LIST, whole[:-60]), retailer("shopify"))
    assert (len(reading.offers), reading.complete, reading.next_url) == (1, False, None)


def test_pages_for_people_are_read_as_of_any_shop() -> None:
    page = html('<h1>ASUS TUF RTX 5080</h1><p class="price">$999.00</p><button>Add to cart</button>')
    (offer,) = read_page(Page(f"{SHOP}/products/asus", page.encode()), retailer("shopify")).offers
    assert (offer.title, offer.price) == ("ASUS TUF RTX 5080", Decimal("999.00"))


def test_a_list_without_titles_cannot_be_read() -> None:
    with pytest.raises(LayoutChanged) as caught:
        read("shopify", products({"variants": [variant()]}), LIST)
    assert caught.value.reason == "no_items"
