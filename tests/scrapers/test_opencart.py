"""OpenCart's default theme, as its versions wrote it: lists and product pages."""

from decimal import Decimal
from typing import Any

import pytest
from answers import SHOP, retailer
from reading_help import html

from scrapers.offer import Offer, Reading, Stock
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, Selectors, SourceSpec

HOME = f"{SHOP}/index.php?route=product/category&path=20"
PLAIN = '$1,202.00 <span class="price-tax">Ex Tax: $1,000.00</span>'
REDUCED = (
    '<span class="price-new">$1,399.00</span> <span class="price-old">$1,599.00</span>'
    '<span class="price-tax">Ex Tax: $1,150.00</span>'
)
SIMPLE = (
    '<ul class="list-unstyled"><li><h2>$1,202.00</h2></li><li>Ex Tax: $1,000.00</li><li>10 or more $900.00</li></ul>'
)


def read(body: str, kind: Kind | None = None, **spec: Any) -> Reading:
    source = SourceSpec(url=HOME, kind=kind) if kind else None
    return read_page(Page(HOME, body.encode()), retailer("opencart", **spec), source)


def link(number: int) -> str:
    return f"{SHOP}/index.php?route=product/product&amp;path=20&amp;product_id={number}&amp;sort=p.price&amp;order=ASC"


def card_of_3(number: int, price: str) -> str:
    return (
        f'<div class="product-layout product-list col-xs-12"><div class="product-thumb"><div class="image"><a href="{link(number)}">'
        f'<img src="{number}.jpg" alt="ASUS TUF"></a></div><div><div class="caption"><h4><a href="{link(number)}">ASUS TUF RTX 50{number}</a></h4>'
        f'<p>Plays everything..</p><p class="price">{price}</p></div><div class="button-group">'
        f'<button type="button" onclick="cart.add({number})"><span>Add to Cart</span></button></div></div></div></div>'
    )


def card_of_4(number: int, price: str) -> str:
    price = price if "price-new" in price else f'<span class="price-new">{price.partition(" ")[0]}</span>'
    return (
        f'<div class="col mb-3"><div class="product-thumb"><div class="image"><a href="{link(number)}"><img src="{number}.jpg"></a></div>'
        f'<div class="content"><div class="description"><h4><a href="{link(number)}">ASUS TUF RTX 50{number}</a></h4><p>Plays..</p>'
        f'<div class="price">{price}</div></div><form method="post"><div class="button"><button type="submit">Add to Cart</button></div>'
        f'<input type="hidden" name="product_id" value="{number}"></form></div></div></div>'
    )


def card_of_1(number: int, price: str) -> str:
    return (
        f'<div><div class="image"><a href="{link(number)}"><img src="{number}.jpg"></a></div><div class="name"><a href="{link(number)}">'
        f'ASUS TUF RTX 50{number}</a></div><div class="description">Plays..</div><div class="price">{price}</div>'
        '<div class="cart"><input type="button" value="Add to Cart" class="button"></div></div>'
    )


def pages(following: str) -> str:
    return f'<ul class="pagination"><li class="active"><span>1</span></li><li><a href="{following}">2</a></li><li><a href="{following}">&gt;</a></li><li><a href="{HOME}&amp;page=9">&gt;|</a></li></ul>'


LISTS = {
    "1.5": '<div id="content"><h1>Cards</h1><div class="product-list">{}</div><div class="pagination"><div class="links"><b>1</b> '
    '<a href="{next}">2</a> <a href="{next}">&gt;</a> <a href="/last">&gt;|</a></div></div></div>',
    "3": '<div id="product-category"><div id="content"><h2>Cards</h2><div class="row">{}</div>{pages}</div></div>',
    "4": '<div id="product-category"><div id="content"><h2>Cards</h2><div id="product-list" class="row">{}</div>{pages}</div></div>',
}
CARDS = {"1.5": card_of_1, "3": card_of_3, "4": card_of_4}


@pytest.mark.parametrize("version", LISTS)
def test_a_list(version: str) -> None:
    following = f"{SHOP}/index.php?route=product/category&amp;path=20&amp;page=2"
    cards = CARDS[version](70, PLAIN) + CARDS[version](80, REDUCED) + CARDS[version](90, PLAIN)
    reading = read(html(LISTS[version].format(cards, next=following, pages=pages(following))), Kind.LIST)
    assert [offer.title for offer in reading.offers] == [f"ASUS TUF RTX 50{number}" for number in (70, 80, 90)]
    assert [offer.price for offer in reading.offers] == [Decimal("1202.00"), Decimal("1399.00"), Decimal("1202.00")]
    assert reading.offers[0].url == f"{SHOP}/index.php?route=product/product&product_id=70"
    assert reading.next_url == following.replace("&amp;", "&")


@pytest.mark.parametrize("version", LISTS)
def test_a_buy_button_in_a_list_says_nothing(version: str) -> None:
    """The theme gives one to what is sold out, too."""
    cards = CARDS[version](70, PLAIN) + CARDS[version](80, REDUCED)
    reading = read(html(LISTS[version].format(cards, next="/2", pages="")), Kind.LIST)
    assert {offer.stock for offer in reading.offers} == {None}


def product_of_3(stock: str, prices: str = SIMPLE, brand: str = '<li>Brand: <a href="/asus">ASUS</a></li>') -> str:
    return html(
        '<div id="product-product" class="container"><div id="content"><div class="row"><div class="col-sm-8"><div class="tab-content">'
        '<div id="tab-description">A fast card.</div></div></div><div class="col-sm-4"><div class="btn-group"><button title="Compare"></button></div>'
        f'<h1>ASUS TUF RTX 5070</h1><ul class="list-unstyled">{brand}<li>Product Code: TUF-5070</li><li>Reward Points: 100</li>'
        f'<li>Availability: {stock}</li></ul>{prices}<div id="product"><label>Qty</label><input name="quantity" value="1">'
        '<button type="button" id="button-cart">Add to Cart</button></div></div></div></div></div>'
    )


def product_of_1(stock: str, price: str) -> str:
    return html(
        '<div id="content"><h1>ASUS TUF RTX 5070</h1><div class="product-info"><div class="right"><div class="description">'
        f'<span>Brand:</span> <a href="/asus">ASUS</a><br><span>Product Code:</span> TUF-5070<br><span>Availability:</span> {stock}</div>'
        f'<div class="price">Price: {price}<br></div><div class="cart"><input type="button" value="Add to Cart" id="button-cart"></div></div></div></div>'
    )


def product(body: str, **spec: Any) -> Offer:
    return read(body, Kind.PRODUCT, **spec).offers[0]


@pytest.mark.parametrize(
    ("said", "stock", "quantity"),
    [
        ("In Stock", Stock.IN_STOCK, None),
        ("Out Of Stock", Stock.OUT_OF_STOCK, None),
        ("2-3 Days", Stock.BACKORDER, None),
        ("Pre-Order", Stock.PREORDER, None),
        ("47", Stock.IN_STOCK, 47),
        ("0", Stock.OUT_OF_STOCK, None),
        ("Ask Bob", None, None),
    ],
)
def test_the_stock_of_a_product(said: str, stock: Stock | None, quantity: int | None) -> None:
    """Whatever the buy button says: it is always there."""
    for body in (product_of_3(said), product_of_1(said, PLAIN)):
        offer = product(body)
        assert (offer.stock, offer.quantity, offer.raw["stock"]) == (stock, quantity, said)


@pytest.mark.parametrize(
    ("prices", "amount"),
    [
        (SIMPLE, "1202.00"),
        (
            (
                '<ul class="list-unstyled"><li><span style="text-decoration: line-through;">$1,202.00</span></li>'
                "<li><h2>$1,100.00</h2></li><li>Ex Tax: $900.00</li></ul>"
            ),
            "1100.00",
        ),
        (
            (
                '<ul class="list-unstyled"><li><span class="price-old">$1,202.00</span></li>'
                '<li><h2><span class="price-new">$1,100.00</span></h2></li><li>Ex Tax: $900.00</li></ul>'
            ),
            "1100.00",
        ),
    ],
)
def test_the_price_of_a_product(prices: str, amount: str) -> None:
    offer = product(product_of_3("In Stock", prices))
    assert (offer.title, offer.price, offer.currency) == ("ASUS TUF RTX 5070", Decimal(amount), "USD")


def test_the_price_of_a_product_of_old() -> None:
    assert product(product_of_1("In Stock", PLAIN)).price == Decimal("1202.00")
    assert product(product_of_1("In Stock", REDUCED)).price == Decimal("1399.00")


@pytest.mark.parametrize("brand", ["", '<li>Brand: <a href="/asus">ASUS</a></li>'])
def test_the_code_of_a_product(brand: str) -> None:
    assert product(product_of_3("In Stock", brand=brand)).sku == "TUF-5070"
    assert product(product_of_1("In Stock", PLAIN)).sku == "TUF-5070"


def test_a_page_of_unknown_kind() -> None:
    assert read(product_of_3("2-3 Days")).offers[0].stock is Stock.BACKORDER
    assert len(read(html(LISTS["3"].format(card_of_3(70, PLAIN) + card_of_3(80, PLAIN), pages=""))).offers) == 2


def test_the_files_selectors_go_before_the_themes() -> None:
    body = product_of_3("In Stock").replace("<h1>", '<p class="mine">$5.00</p><h1>')
    assert product(body, selectors=Selectors(price=".mine")).price == Decimal("5.00")
