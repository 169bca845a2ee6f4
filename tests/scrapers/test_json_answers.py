"""Platforms that answer in JSON, whatever comes instead: nothing but a reading, or an error that says what to do."""

import json
from decimal import Decimal
from typing import Any

import pytest
from answers import SHOP, answer, read, retailer
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_help import html

from scrapers.errors import Blocked, LayoutChanged
from scrapers.json_answer import Record, read_answer
from scrapers.page import Page
from scrapers.read import read_page

ADDRESSES = {
    "shopify": f"{SHOP}/products.json?limit=2",
    "woocommerce": f"{SHOP}/wp-json/wc/store/v1/products",
    "nvidia": f"{SHOP}/partner/v1/feinventory",
    "bestbuy": f"{SHOP}/v1/products(search=rtx)?format=json",
    "ebay": f"{SHOP}/buy/browse/v1/item_summary/search?q=rtx",
}
PLATFORM = pytest.mark.parametrize("platform", ADDRESSES)
CAPTCHA = html("<h1>Robot or human?</h1><p>Please complete the CAPTCHA to continue.</p><div class='g-recaptcha'></div>")

#: Every name that a platform asks for, so that wrong values stand where right ones would.
NAMES = [
    "products",
    "product",
    "variants",
    "id",
    "title",
    "handle",
    "sku",
    "price",
    "compare_at_price",
    "available",
    "tags",
    "inventory_management",
    "inventory_quantity",
    "price_currency",
    "name",
    "permalink",
    "prices",
    "currency_code",
    "currency_minor_unit",
    "regular_price",
    "price_range",
    "min_amount",
    "max_amount",
    "is_in_stock",
    "is_on_backorder",
    "is_purchasable",
    "low_stock_remaining",
    "listMap",
    "success",
    "is_active",
    "product_url",
    "fe_sku",
    "locale",
    "productTitle",
    "productSKU",
    "productPrice",
    "prdStatus",
    "retailers",
    "isAvailable",
    "salePrice",
    "retailerName",
    "purchaseLink",
    "searchedProducts",
    "featuredProduct",
    "productDetails",
    "mrp",
    "stock",
    "totalPages",
    "currentPage",
    "nextCursorMark",
    "orderable",
    "onlineAvailability",
    "inStoreAvailability",
    "condition",
    "preowned",
    "shippingCost",
    "freeShipping",
    "marketplace",
    "sellerId",
    "itemSummaries",
    "itemId",
    "itemWebUrl",
    "conditionId",
    "seller",
    "username",
    "buyingOptions",
    "shippingOptions",
    "value",
    "currency",
    "next",
    "total",
    "estimatedAvailabilities",
    "estimatedAvailabilityStatus",
    "itemGroupHref",
    "marketingPrice",
    "originalPrice",
    "itemLocation",
    "error",
    "errors",
    "message",
]
SCALARS = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
    | st.sampled_from(["1e999", "-1", "0", "true", "USD", "http://[", "//x", "https://shop.example/a", "FIXED_PRICE", "é\u0000", "1000000"])
    | st.integers(min_value=10**18, max_value=10**30)
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=4), inner, max_size=12)
    ),
    max_leaves=40,
)


@PLATFORM
@settings(max_examples=150, deadline=None)
@given(value=VALUES)
def test_any_json_is_read_or_refused(platform: str, value: Any) -> None:
    try:
        reading = read(
            platform, json.dumps(value, allow_nan=False, default=str) if _is_json(value) else "NaN", ADDRESSES[platform]
        )
    except (LayoutChanged, Blocked):
        return
    for offer in reading.offers:
        assert offer.title
        assert offer.url.startswith(("http://", "https://"))


def _is_json(value: object) -> bool:
    try:
        json.dumps(value, allow_nan=False)
    except ValueError:
        return False
    return True


GOOD: dict[str, Any] = {
    "shopify": {"products": [{"title": "RTX 5080", "handle": "a", "tags": [], "variants": [{"id": 1, "title": "Default Title", "sku": "S", "price": "9.00", "available": True, "inventory_management": "shopify", "inventory_quantity": 2}]}]},
    "woocommerce": [{"name": "RTX 5080", "permalink": f"{SHOP}/a", "sku": "S", "is_in_stock": True, "prices": {"currency_code": "USD", "currency_minor_unit": 2, "price": "900", "price_range": {"min_amount": "900", "max_amount": "901"}}}],
    "nvidia": [{"productTitle": "RTX 5080", "productPrice": "€9.00", "prdStatus": "buy_now", "retailers": [{"isAvailable": True, "salePrice": "9.0", "purchaseLink": f"{SHOP}/a", "retailerName": ""}]}],
    "bestbuy": {"currentPage": 1, "totalPages": 2, "products": [{"sku": 1, "name": "RTX 5080", "salePrice": 9.5, "onlineAvailability": True, "shippingCost": 1}]},
    "ebay": {"itemSummaries": [{"itemId": "1", "title": "RTX 5080", "itemWebUrl": f"{SHOP}/a", "price": {"value": "9", "currency": "USD"}, "seller": {"username": "u"}, "buyingOptions": ["FIXED_PRICE"], "shippingOptions": [{"shippingCost": {"value": "1", "currency": "USD"}}]}]},
}  # fmt: skip


#: What stands there instead.
WRONG: list[Any] = [None, True, -1, 0, 1.5, 10**25, "", "x", "\x00", "http://[", [], [[]], {}, [{}], {"value": {}}]


def _places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a value: its container, and where in it."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, each in inside for place in [(value, key), *_places(each)]]


@PLATFORM
def test_a_wrong_value_in_any_place_is_read_or_refused(platform: str) -> None:
    count = len(_places(GOOD[platform]))
    assert count > 8
    for number in range(count):
        for wrong in WRONG:
            copy = json.loads(json.dumps(GOOD[platform]))
            container, key = _places(copy)[number]
            container[key] = wrong
            try:
                read(platform, copy, ADDRESSES[platform])
            except LayoutChanged:
                continue


@PLATFORM
def test_a_page_where_json_is_expected(platform: str) -> None:
    with pytest.raises(Blocked) as blocked:
        read(platform, CAPTCHA, ADDRESSES[platform])
    assert blocked.value.reason == "captcha"
    for text in (
        html("<h1>Something went wrong</h1><p>" + "We are sorry. " * 30 + "</p>"),
        "<",
        "Internal error",
        '"hello"',
        "{,}",
        "[1",
        "",
    ):
        with pytest.raises(LayoutChanged):
            read(platform, text, ADDRESSES[platform])


@PLATFORM
def test_an_answer_is_no_wall_whatever_its_items_are_called(platform: str) -> None:
    good = json.dumps(GOOD[platform]).replace("RTX 5080", "RTX 5080 Access Denied Captcha Edition")
    (offer,) = read(platform, good, ADDRESSES[platform]).offers
    assert "Captcha" in offer.title


@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf"])
def test_json_is_utf_8_whatever_stands_in_it(body: bytes) -> None:
    text = json.dumps({"products": [{"title": "Karte für <meta charset=latin-1>"}]}, ensure_ascii=False)
    value, whole = read_answer(Page(SHOP, body + text.encode()))
    assert (value["products"][0]["title"], whole) == ("Karte für <meta charset=latin-1>", True)


def test_numbers_are_exact() -> None:
    value, _ = read_answer(answer('{"price": 1099.10, "count": 3}', SHOP))
    assert Record(value).amount("price") == Decimal("1099.10")


def test_an_unexpected_answer_says_what_is_missing() -> None:
    with pytest.raises(LayoutChanged) as caught:
        read_page(answer({"items": []}, ADDRESSES["shopify"]), retailer("shopify"))
    assert caught.value.reason == "unexpected_json"
    assert "products" in caught.value.detail
