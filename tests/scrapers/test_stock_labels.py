"""Labels of stock lines, the values beside them, and what a template shows in some state only."""

from decimal import Decimal

import pytest
from reading_help import html, read, read_product

from scrapers.offer import PriceKind, Stock
from scrapers.spec import Kind

TOP = '<h1>Northwind RTX 9090 Storm 24GB</h1><p class="price">$1,299.99</p>'
BUY = "<button>Add to cart</button>"
WEB = '<div class="stock-title">Dispo</div><div class="stock-web"><strong>Web</strong> : <div class="{}"><span>{}</span></div></div>'


def data(availability: str = "InStock", price: str = "1299.99", currency: str = "USD") -> str:
    return (
        '<script type="application/ld+json">{"@type": "Product", "name": "Northwind RTX 9090 Storm 24GB", "offers": {'
        f'"@type": "Offer", "price": "{price}", "priceCurrency": "{currency}",'
        f'"availability": "https://schema.org/{availability}"}}}}</script>'
    )


@pytest.mark.parametrize(
    ("markup", "stock"),
    [
        (
            WEB.format("stock stock-9", "Rupture"),
            Stock.OUT_OF_STOCK,
        ),
        (
            WEB.format("stock stock-1", "En stock"),
            Stock.IN_STOCK,
        ),
        (
            '<div class="title">Dispo web:</div><div class="content">Entre <em>7/15 jours</em></div>',
            Stock.BACKORDER,
        ),
        ("<dl><dt>Disponible</dt><dd>Rupture</dd></dl>", Stock.OUT_OF_STOCK),
        ("<dl><dt>Available</dt><dd>On request</dd></dl>", None),
        ('<div><div class="label">Available</div><div class="value">On request</div></div>', None),
        ('<div>Availability:</div><div class="value">Ask us</div>', None),
        ('<div>Available:</div><div data-stock-status="outofstock">Xyzzy</div>', Stock.OUT_OF_STOCK),
        ('<div>Available:</div><div data-availability="InStock">Xyzzy</div>', Stock.IN_STOCK),
        ('<div data-stock="0">Xyzzy</div>', Stock.OUT_OF_STOCK),
        ('<div data-stock="17">Xyzzy</div>', None),
        ('<div class="badge outofstock">Xyzzy</div>', Stock.OUT_OF_STOCK),
        ('<div class="size outofstock">XL</div>', None),
        ('<div><span class="label label-success">Available</span></div><p>Three fans</p>', Stock.IN_STOCK),
        (
            "<div><p>Rupture</p></div><div><a href='/stores'><p>En stock dans 1 magasin</p></a></div>",
            Stock.IN_STORE_ONLY,
        ),
        ("<div><p>En stock</p></div><div><p>En stock dans 2 magasins</p></div>", Stock.IN_STOCK),
        ('<div class="block block-wishlist"><strong>Derniers articles</strong></div>', None),
        ("<p>Derniers articles en stock</p>", Stock.LIMITED),
    ],
)
def test_a_label_names_what_its_value_tells(markup: str, stock: Stock | None) -> None:
    assert read_product(html(TOP + markup)).stock is stock


BOTH = (
    '<button {show}="sel && !none">Add to cart</button>'
    '<div {hide}="sel && none"><p>Out of stock</p><button>Notify me</button></div>'
)


@pytest.mark.parametrize(
    ("show", "hide"),
    [
        ("v-show", "v-show"),
        ("v-if", "v-else"),
        ("ng-show", "ng-hide"),
        ("ng-if", "ng-if"),
        ("x-show", "x-show"),
        ("*ngIf", "*ngIf"),
        ("x-if", "x-if"),
    ],
)
@pytest.mark.parametrize(("availability", "stock"), [("InStock", Stock.IN_STOCK), ("OutOfStock", Stock.OUT_OF_STOCK)])
def test_of_a_template_s_alternatives_none_is_a_statement(
    show: str, hide: str, availability: str, stock: Stock
) -> None:
    alternatives = BOTH.format(show=show, hide=hide)
    assert read_product(html(data(availability) + TOP + alternatives)).stock is stock
    assert read_product(html(TOP + alternatives)).stock is None


def test_alternatives_of_knockout_are_none_and_its_texts_are_statements() -> None:
    bound = '<p data-bind="visible: count() == 0">Out of stock</p><p data-bind="text: status">Only 3 left</p>'
    assert read_product(html(TOP + bound)).stock is Stock.LIMITED


def test_a_page_that_stands_under_a_condition_as_a_whole_is_read() -> None:
    assert read_product(html(f'<div v-if="loaded">{TOP}{BUY}</div>')).stock is Stock.IN_STOCK


def test_a_button_that_a_script_has_yet_to_enable_is_not_dead() -> None:
    bound = '<button disabled ng-disabled="!ready">Add to cart</button>'
    assert read_product(html(data() + TOP + bound)).stock is Stock.IN_STOCK
    assert read_product(html(data() + TOP + bound.replace('ng-disabled="!ready"', ""))).stock is None


def test_holes_of_a_template_are_not_read() -> None:
    holes = "<p>Out of stock {{ reason }}</p><p class='price'>$9.99 {{ unit }}</p>"
    offer = read_product(html(TOP + holes + BUY))
    assert (offer.stock, offer.price) == (Stock.IN_STOCK, Decimal("1299.99"))


def test_a_price_under_a_condition_does_not_go_before_the_data() -> None:
    other = '<h1>Northwind RTX 9090 Storm 24GB</h1><p class="price" v-if="bundle">$1,499.00</p>' + BUY
    assert read_product(html(data() + other)).price == Decimal("1299.99")


@pytest.mark.parametrize(
    ("price", "currency", "amount"),
    [
        ("50.700₫", "VND", "50700"),
        ("12.500₫", "VND", "12500"),
        ("1.250.000", "VND", "1250000"),
        ("45.000 원", "KRW", "45000"),
        ("45,000", "KRW", "45000"),
        ("59.990", "CLP", "59990"),
        ("50.700", "USD", "50.700"),
        ("129.900", "KWD", "129.900"),
        ("1299.00", "JPY", "1299.00"),
    ],
)
def test_data_in_a_currency_without_decimals(price: str, currency: str, amount: str) -> None:
    offer = read_product(html(data(price=price, currency=currency) + "<h1>Northwind RTX 9090 Storm 24GB</h1>"))
    assert (offer.price, offer.currency) == (Decimal(amount), currency)


MEMBERS = (
    '<h1>Northwind RTX 9090 Storm 24GB</h1><div>Regular Price</div><div class="price">$159.00</div><div><a href="/join">Sign in</a>'
    "<div><span>$30.00 off</span> Rewards Exclusive</div><div><strong>$129.00</strong></div></div>"
)


def test_what_members_pay_is_not_the_price_whatever_the_data_say() -> None:
    offer = read_product(html(data(price="129.00") + MEMBERS + BUY))
    assert (offer.price, offer.price_kind) == (Decimal("159.00"), PriceKind.LIST)


def test_the_only_price_that_is_shown_may_be_the_members_one() -> None:
    only = '<h1>Northwind RTX 9090 Storm 24GB</h1><p class="price">Rewards Exclusive $129.00</p>'
    offer = read_product(html(data(price="129.00") + only + BUY))
    assert (offer.price, offer.price_kind) == (Decimal("129.00"), PriceKind.MEMBER)


@pytest.mark.parametrize(
    ("rest", "cost"),
    [
        ("on $50+ for Rewards Members.", None),
        ("with your membership", None),
        ("on orders over $2,000", None),
        ("on orders over $50", Decimal(0)),
        ("Three fans", Decimal(0)),
    ],
)
def test_free_delivery_for_some_is_said_in_the_next_line(rest: str, cost: Decimal | None) -> None:
    assert read_product(html(f"{TOP}<div><div>Free Fast Shipping</div><div>{rest}</div></div>{BUY}")).shipping == cost


def variant(price: str, more: str = "") -> str:
    return (
        '{"@type": "Product", "name": "Northwind RTX 9090 Storm 24GB", "url": "https://shop.example/p/1",'
        f'"offers": {{"@type": "Offer", "price": "{price}", "priceCurrency": "USD"{more}}}}}'
    )


@pytest.mark.parametrize(
    ("variants", "offers"),
    [
        ([variant("1299.99", ', "availability": "InStock"'), variant("1299.99")], 1),
        ([variant("1299.99"), variant("1299.99", ', "availability": "InStock"')], 1),
        ([variant("1299.99", ', "availability": "InStock"'), variant("1399.99")], 2),
        ([variant("1299.99", ', "sku": "A1"'), variant("1299.99", ', "sku": "B2"')], 2),
        ([variant("1299.99", f', "availability": "{state}"') for state in ("InStock", "OutOfStock")], 2),
    ],
)
def test_one_item_said_twice_is_one_offer(variants: list[str], offers: int) -> None:
    group = (
        f'<script type="application/ld+json">{{"@type": "ProductGroup", "hasVariant": [{",".join(variants)}]}}</script>'
    )
    found = read(html(group + "<h1>Northwind RTX 9090 Storm 24GB</h1>"), Kind.PRODUCT).offers
    assert len(found) == offers
    assert found[0].stock is (Stock.IN_STOCK if "InStock" in group else None)
