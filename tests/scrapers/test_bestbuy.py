"""Best Buy's Products API, by its documentation."""

from decimal import Decimal
from typing import Any

import pytest
from answers import QUERY_KEY, read, retailer

from scrapers.offer import Condition, Stock

LIST = "https://api.bestbuy.com/v1/products(search=rtx)?format=json&pageSize=100"
SPEC = retailer("bestbuy", url="https://www.bestbuy.com/", auth=QUERY_KEY)


def product(**more: Any) -> dict[str, Any]:
    return {
        "sku": 6534615, "name": "ASUS - TUF NVIDIA GeForce RTX 5080 16GB", "salePrice": 999.99, "regularPrice": 1199.99,
        "onlineAvailability": True, "inStoreAvailability": True, "orderable": "Available", "condition": "New",
    } | more  # fmt: skip


def page(*products: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "currentPage": 1,
        "totalPages": 1,
        "total": len(products),
        "partial": False,
        "products": list(products),
    } | more


def test_an_item() -> None:
    url = "https://api.bestbuy.com/click/5592e2b895800000/6534615/pdp"
    reading = read("bestbuy", page(product(url=url, shippingCost=5.99, marketplace=False)), LIST, spec=SPEC)
    (offer,) = reading.offers
    assert (offer.title, offer.sku) == ("ASUS - TUF NVIDIA GeForce RTX 5080 16GB", "6534615")
    assert (offer.price, offer.currency, offer.previous_price) == (Decimal("999.99"), "USD", Decimal("1199.99"))
    assert (offer.stock, offer.condition, offer.shipping) == (Stock.IN_STOCK, Condition.NEW, Decimal("5.99"))
    assert (offer.seller, offer.first_party) == (None, True)
    assert offer.url == "https://www.bestbuy.com/site/-/6534615.p"
    assert offer.raw["price"] == "999.99"


@pytest.mark.parametrize(
    ("online", "in_store", "orderable", "stock"),
    [
        (True, False, "Available", Stock.IN_STOCK),
        (True, None, None, Stock.IN_STOCK),
        (False, True, "Available", Stock.IN_STORE_ONLY),
        (False, False, "SoldOut", Stock.OUT_OF_STOCK),
        (False, None, None, Stock.OUT_OF_STOCK),
        (None, None, "SoldOut", Stock.OUT_OF_STOCK),
        (None, None, "Available", Stock.IN_STOCK),
        (None, None, "ComingSoon", Stock.OUT_OF_STOCK),
        (True, True, "PreOrder", Stock.PREORDER),
        (True, None, "BackOrder", Stock.BACKORDER),
        (True, None, "SoldOut", None),
        (None, None, None, None),
        ("soon", None, "Perhaps", None),
    ],
)
def test_stock(online: object, in_store: object, orderable: str | None, stock: Stock | None) -> None:
    item = product(onlineAvailability=online, inStoreAvailability=in_store, orderable=orderable)
    assert read("bestbuy", page(item), LIST, spec=SPEC).offers[0].stock is stock


@pytest.mark.parametrize(
    ("fields", "condition"),
    [
        ({"condition": "Refurbished"}, Condition.REFURBISHED),
        ({"condition": "Pre-Owned"}, Condition.USED),
        ({"condition": None, "preowned": True}, Condition.USED),
        ({"name": "GeForce RTX 3080 Geek Squad Certified Refurbished"}, Condition.REFURBISHED),
        ({"condition": None}, None),
    ],
)
def test_condition(fields: dict[str, Any], condition: Condition | None) -> None:
    assert read("bestbuy", page(product(**fields)), LIST, spec=SPEC).offers[0].condition is condition


def test_a_seller_on_the_marketplace() -> None:
    (offer,) = read("bestbuy", page(product(marketplace=True, sellerId="4711")), LIST, spec=SPEC).offers
    assert (offer.seller, offer.first_party) == ("Best Buy seller 4711", False)


def test_what_is_not_asked_for_says_nothing() -> None:
    (offer,) = read("bestbuy", page({"sku": 1, "name": "RTX 5080"}), LIST, spec=SPEC).offers
    assert (offer.price, offer.stock, offer.shipping, offer.first_party) == (None, None, None, None)


@pytest.mark.parametrize(
    ("fields", "shipping"), [({"freeShipping": True}, 0), ({"shippingCost": 0}, 0), ({"shippingCost": ""}, None)]
)
def test_shipping(fields: dict[str, Any], shipping: int | None) -> None:
    assert read("bestbuy", page(product(**fields)), LIST, spec=SPEC).offers[0].shipping == shipping


@pytest.mark.parametrize(
    ("current", "total", "following"),
    [(1, 3, f"{LIST}&page=2"), (3, 3, None), (None, 3, None), ("2", "3", f"{LIST}&page=3")],
)
def test_pages(current: object, total: object, following: str | None) -> None:
    answer = page(product(), currentPage=current, totalPages=total)
    assert read("bestbuy", answer, LIST, spec=SPEC).next_url == following


@pytest.mark.parametrize(
    ("mark", "following", "found", "url"),
    [
        ("%2A", "AoE/=", 1, "AoE%2F%3D"),
        ("AoE", "AoF", 1, "AoF"),
        ("AoE", "AoE", 1, None),
        ("AoE", "AoF", 0, None),
        ("AoE", None, 1, None),
    ],
)
def test_marks(mark: str, following: str | None, found: int, url: str | None) -> None:
    answer = page(*[product()] * found, nextCursorMark=following, totalPages=500)
    reading = read("bestbuy", answer, f"{LIST}&cursorMark={mark}", spec=SPEC)
    assert reading.next_url == (f"{LIST}&cursorMark={url}" if url else None)


def test_a_partial_answer_is_not_complete() -> None:
    assert not read("bestbuy", page(product(), partial=True), LIST, spec=SPEC).complete


def test_a_key_in_the_pages_own_address_goes_into_no_other() -> None:
    answer = page(product(), totalPages=3)
    assert read("bestbuy", answer, f"{LIST}&apiKey=0123456789", spec=SPEC).next_url == f"{LIST}&page=2"


def test_one_item() -> None:
    url = "https://api.bestbuy.com/v1/products/6534615.json"
    assert read("bestbuy", product(), url, spec=SPEC).offers[0].sku == "6534615"
