"""What a page's scripts say of its item, under any names; and a list that scripts have yet to draw."""

import json
from decimal import Decimal
from typing import Any

import pytest
from reading_help import html, read, read_product

from scrapers.offer import Offer, Stock
from scrapers.spec import Kind

TITLE = "Northwind RTX 9090 Storm 24GB"
SHOWN = f"<h1>{TITLE}</h1><main><p class='price'>$1,299.99</p></main>"


def product(**fields: Any) -> dict[str, Any]:
    return {"name": TITLE, **fields}


def script(text: str, kind: str = "") -> str:
    return f"<script {kind}>{text}</script>"


def wrapped(value: dict[str, Any]) -> list[str]:
    """One object in all the ways in which pages carry it."""
    text = json.dumps({"props": {"pageProps": {"product": value}}})
    flight = json.dumps([1, f"5:{json.dumps(['$', 'main', None, {'product': value, 'padding': 'x' * 200}])}"])
    return [
        script(text, 'id="__NEXT_DATA__" type="application/json"'),
        script(f"window.__INITIAL_STATE__ = {text};"),
        script(f"window.__NUXT__=(function(){{return {text}}})()"),
        script(f"window.__PRELOADED_STATE__ = JSON.parse({json.dumps(text)})"),
        script(f"var a = {{b: 1}}; dataLayer.push({text}); var c = [];"),
        script(f"self.__next_f.push({flight})"),
        f"<div data-page='{text.replace(chr(39), '&#39;')}'></div>",
    ]


@pytest.mark.parametrize("carried", wrapped(product(sku="NW-9090", price="1299.99", currency="USD", inStock=False)))
def test_every_way_to_carry_it(carried: str) -> None:
    offer = read_product(html(SHOWN + carried))
    assert (offer.price, offer.stock, offer.sku) == (Decimal("1299.99"), Stock.OUT_OF_STOCK, "NW-9090")


@pytest.mark.parametrize(
    ("fields", "stock"),
    [
        ({"availability": "https://schema.org/OutOfStock"}, Stock.OUT_OF_STOCK),
        ({"available": True}, Stock.IN_STOCK),
        ({"isSoldOut": True}, Stock.OUT_OF_STOCK),
        ({"stock_status": "instock"}, Stock.IN_STOCK),
        ({"in_stock": False}, Stock.OUT_OF_STOCK),
        ({"available": "1"}, None),
        ({"colour": "black"}, None),
    ],
)
def test_stock(fields: dict[str, Any], stock: Stock | None) -> None:
    offer = read_product(html(SHOWN + script(f"var p = {json.dumps(product(price='1299.99', **fields))}")))
    assert offer.stock is stock


def unshown(**fields: Any) -> Offer:
    """A page that shows a title and a button, and no price."""
    body = f"<h1>{TITLE}</h1><button>Add to cart</button>" + script(f"var p = {json.dumps(product(**fields))}")
    return read_product(html(body))


@pytest.mark.parametrize(
    "fields",
    [
        {"price": {"current": {"value": 1299.99}, "currency": "USD"}},
        {"salePrice": 1299.99, "price": 1499.99, "currencyCode": "USD"},
        {"offers": [], "price": "1299.99", "priceCurrency": "USD"},
    ],
)
def test_a_price_that_only_scripts_know_needs_a_currency(fields: dict[str, Any]) -> None:
    offer = unshown(**fields)
    assert (offer.price, offer.currency) == (Decimal("1299.99"), "USD")
    assert offer.confidence < 0.8
    assert unshown(price=129999).price is None  # cents, for all that can be told


@pytest.mark.parametrize(
    "name", ["Waterblock for Northwind RTX 9090 Storm 24GB with backplate and pump", "Storm", "Bag"]
)
def test_other_items_in_the_state_are_not_believed(name: str) -> None:
    value = json.dumps([{"name": name, "price": "99.00", "currency": "USD", "inStock": False, "sku": "W-4477"}])
    offer = read_product(html(f"{SHOWN}<button>Add to cart</button>{script(f'var related = {value}')}"))
    assert (offer.price, offer.stock, offer.sku) == (Decimal("1299.99"), Stock.IN_STOCK, None)


def published(**offer: Any) -> str:
    data = {"@type": "Product", "name": TITLE, "offers": {"price": "1299.99", "priceCurrency": "USD", **offer}}
    return script(json.dumps(data), 'type="application/ld+json"')


@pytest.mark.parametrize(
    ("offer", "fields", "stock"),
    [
        # Scripts are asked for what the published data leave open, and for nothing else.
        ({}, {"inStock": False, "price": "999.00", "currency": "USD"}, Stock.OUT_OF_STOCK),
        ({"availability": "InStock"}, {"inStock": False, "price": "999.00", "currency": "USD"}, Stock.IN_STOCK),
        ({}, {"price": "999.00", "currency": "USD"}, None),
    ],
)
def test_beside_published_data(offer: dict[str, Any], fields: dict[str, Any], stock: Stock | None) -> None:
    body = f"<h1>{TITLE}</h1>{published(**offer)}{script(f'var p = {json.dumps(product(**fields))}')}"
    read_offer = read_product(html(body))
    assert (read_offer.price, read_offer.stock) == (Decimal("1299.99"), stock)


def test_two_that_contradict_the_published_price_do_not_outvote_it() -> None:
    values = [product(price="999.00", currency="USD", sku=number) for number in ("NW-1", "NW-2")]
    body = f"<h1>{TITLE}</h1>{published()}{script(f'var p = {json.dumps(values)}')}"
    assert read_product(html(body)).price == Decimal("1299.99")


@pytest.mark.parametrize(
    ("name", "is_it"),
    [
        (TITLE, True),
        ("Northwind RTX 9090 Storm", True),
        (f"{TITLE} White", True),
        ("Northwind RTX 9090", True),
        ("RTX 9090 Thunder 24GB", False),
        ("Northwind RTX 9090 Thunder 24GB", False),
        (f"Waterblock for {TITLE}", False),
        (f"{TITLE} backplate with stickers", False),
        ("Northwind", False),
    ],
)
def test_which_names_are_the_items(name: str, *, is_it: bool) -> None:
    carried = script(f"var p = {json.dumps({'name': name, 'price': '1299.99', 'sku': 'NW-9090', 'inStock': False})}")
    offer = read_product(html(SHOWN + carried))
    assert (offer.sku, offer.stock) == (("NW-9090", Stock.OUT_OF_STOCK) if is_it else (None, None))


def test_what_the_page_shows_goes_before_what_its_scripts_say() -> None:
    carried = script(f"var p = {json.dumps(product(price='999.00', currency='USD', inStock=True))}")
    offer = read_product(html(f"{SHOWN}<p>Out of stock</p>{carried}"))
    assert (offer.price, offer.stock) == (Decimal("1299.99"), Stock.OUT_OF_STOCK)


def items(count: int) -> list[dict[str, Any]]:
    return [
        {
            "node": {
                "title": f"Northwind RTX 90{n}0 Storm",
                "path": f"/p/{n}",
                "price": {"amount": f"{n}99.50", "currency": "EUR"},
            }
        }
        for n in range(1, count + 1)
    ]


def test_a_list_that_scripts_have_yet_to_draw() -> None:
    shell = f"<h1>Cards</h1><div id=app></div>{script('window.__STATE__ = ' + json.dumps({'edges': items(5)}))}"
    offers = read(html(shell), Kind.LIST, market="de").offers
    assert [offer.url for offer in offers] == [f"https://shop.example/p/{n}" for n in range(1, 6)]
    assert [(offer.price, offer.currency) for offer in offers] == [(Decimal(f"{n}99.50"), "EUR") for n in range(1, 6)]
    assert {offer.stock for offer in offers} == {None}


@pytest.mark.parametrize(
    "text", ["var a = {", 'var a = {"price": ' + "[" * 5_000, 'var price = {"name": "x", "price": 1e999999}']
)
def test_broken_scripts_do_no_harm(text: str) -> None:
    assert read_product(html(SHOWN + "<button>Add to cart</button>" + script(text))).price == Decimal("1299.99")
