"""What a page without any data for machines shows the buyer."""

from decimal import Decimal

import pytest
from reading_help import SHOP, html, page, read, read_product, saved

from scrapers.offer import Stock
from scrapers.read import read_page
from scrapers.spec import Kind

TITLE = "<h1>Northwind RTX 9090 Storm 24GB</h1>"
BUY = "<button>Add to cart</button>"


@pytest.mark.parametrize(
    ("markup", "price"),
    [
        ('<p class="price">$1,299.99</p>', "1299.99"),
        ('<p class="price"><span>$</span><span>1,299</span><sup>99</sup></p>', "1299.99"),
        ("<p><span>$</span> <strong>1,299</strong><sup>.99</sup></p>", "1299.99"),
        ('<p class="price"><span class="symbol">$</span><span class="whole">1,299</span><span class="fraction">99</span></p>', "1299.99"),
        ('<p>Was <s>$1,499.99</s></p><p class="price">$1,299.99</p>', "1299.99"),
        ("<p><del>$1,499.99</del> <ins>$1,299.99</ins></p>", "1299.99"),
        ('<p><span style="text-decoration: line-through">$1,499.99</span> <b>$1,299.99</b></p>', "1299.99"),
        ("<div><span>Was:</span> <span>$1,499.99</span></div><div><span>Now:</span> <span>$1,299.99</span></div>", "1299.99"),
        ('<p class="price">$1,299.99</p><p>or $108.33/month for 12 months</p>', "1299.99"),
        ('<p>12 x <span>$108.33</span></p><p class="price">$1,299.99</p>', "1299.99"),
        ('<p class="price">$1,299.99</p><p>+ $19.99 shipping</p>', "1299.99"),
        ('<p class="price">$1,299.99</p><p>Save $200.00</p>', "1299.99"),
        ('<p class="price" hidden>$9.99</p><p class="price">$1,299.99</p>', "1299.99"),
        ('<p class="price d-none">$9.99</p><p class="price">$1,299.99</p>', "1299.99"),
    ],
)  # fmt: skip
def test_the_price_of_today(markup: str, price: str) -> None:
    assert read_product(html(TITLE + markup + BUY)).price == Decimal(price)


@pytest.mark.parametrize(
    "other",
    [
        '<section class="related"><a href="/p/2">Other card</a> <span class="price">$99.00</span></section>',
        '<h2>Customers also viewed</h2><div><a href="/p/2">Other card</a> <span class="price">$99.00</span></div>',
        '<footer>Gift card <span class="price">$99.00</span></footer>',
        '<div role="dialog"><p class="price">$99.00</p><button>Add to cart</button></div>',
        "".join(f'<div class="tile"><a href="/p/{n}">Another card</a><b>$99.0{n}</b></div>' for n in range(4)),
        '<div class="reviews"><p>I paid $99.00 for it</p></div>',
    ],
)
def test_prices_of_other_things_are_no_price(other: str) -> None:
    assert read_product(html(TITLE + BUY + other)).price is None
    assert read_product(html(TITLE + '<p class="price">$1,299.99</p>' + BUY + other)).price == Decimal("1299.99")


@pytest.mark.parametrize(
    ("markup", "stock"),
    [
        (BUY, Stock.IN_STOCK),
        ('<input type="submit" value="Add to cart">', Stock.IN_STOCK),
        ('<a class="btn" href="/cart/add/1">Add to cart</a>', Stock.IN_STOCK),
        ("<button>Sold out</button>", Stock.OUT_OF_STOCK),
        ("<button disabled>Sold out</button>", Stock.OUT_OF_STOCK),
        ("<button>Notify me when available</button>", Stock.OUT_OF_STOCK),
        ("<p>Currently unavailable</p>", Stock.OUT_OF_STOCK),
        ("<p class='stock'>Out of stock</p><button disabled>Add to cart</button>", Stock.OUT_OF_STOCK),
        ("<p class='stock'>Out of stock</p>" + BUY, Stock.OUT_OF_STOCK),
        ("<p class='stock'>Only 3 left in stock</p>" + BUY, Stock.LIMITED),
        ("<p class='stock'>Available on backorder</p>" + BUY, Stock.BACKORDER),
        ("<button>Pre-order now</button>", Stock.PREORDER),
        (BUY + "<a class='notify' href='#'>Notify me about other colours</a>", Stock.IN_STOCK),
        (BUY + "<button>Add to wish list</button>", Stock.IN_STOCK),
        ("<button>Add to wish list</button><p>Sold out</p>", Stock.OUT_OF_STOCK),
        ("<button class='hide'>Add to cart</button><p>Out of stock</p>", Stock.OUT_OF_STOCK),
        (BUY + "<p class='hide'>Out of stock</p>", Stock.IN_STOCK),
        (BUY + "<section class='related'><p>Out of stock</p></section>", Stock.IN_STOCK),
        ("<p>In stock. Ships from and sold by Northwind.</p>", Stock.IN_STOCK),
        ("<p>Unavailable online</p>", Stock.OUT_OF_STOCK),
        ("<button disabled>Add to cart</button>", None),
        ("<button>Add to wish list</button>", None),
        ("<p>Sold by Northwind</p>", None),
    ],
)
def test_stock_by_button_and_words(markup: str, stock: Stock | None) -> None:
    offer = read_product(html(TITLE + '<p class="price">$1,299.99</p>' + markup))
    assert offer.stock is stock


def test_every_state_names_the_text_it_rests_on() -> None:
    offer = read_product(html(TITLE + '<p class="price">$1,299.99</p><p class="stock">In stock</p>' + BUY))
    assert offer.raw["stock"] == "In stock"
    assert offer.raw["button"] == "Add to cart"
    assert offer.raw["price"] == "$1,299.99"


def test_cards_of_a_list_without_any_data() -> None:
    reading = read_page(saved("list_of_cards.html", "https://kartenhaus.de/karten"))
    assert [(offer.title, offer.price, offer.stock) for offer in reading.offers] == [
        ("Modell Eins RTX 5070 12GB", Decimal("649.00"), Stock.IN_STOCK),
        ("Modell Zwei RTX 5080 16GB", Decimal("1199.90"), Stock.OUT_OF_STOCK),
        ("Modell Drei RX 9070 16GB", Decimal(679), Stock.IN_STOCK),
        ("Modell Vier Arc B580 12GB", None, None),
    ]
    assert reading.offers[1].url == "https://kartenhaus.de/k/2"
    assert reading.next_url == "https://kartenhaus.de/karten?seite=2"
    assert [warning.kind for warning in reading.warnings] == ["price_unreadable"]


def test_of_two_bare_prices_side_by_side_the_lower_is_todays() -> None:
    assert read_product(html(TITLE + "<div><span>$1,499.99</span><span>$1,299.99</span></div>" + BUY)).price == Decimal(
        "1299.99"
    )


def test_a_page_encoded_twice_is_read() -> None:
    body = html(
        TITLE
        + '<p class="price">4 899,00 zł</p><p>Dostępny, wysyłka jutro, świetny wybór</p><button>Do koszyka</button>',
        lang="pl",
    )
    twice = body.encode().decode("cp1252").encode()
    offer = read_page(page("", "https://sklep.pl/p/1").__class__(url="https://sklep.pl/p/1", body=twice)).offers[0]
    assert (offer.price, offer.currency) == (Decimal("4899.00"), "PLN")


def test_a_carousel_around_everything_does_not_hide_the_item() -> None:
    text = html(f'<div class="carousel related">{TITLE}<p class="price">$1,299.99</p>{BUY}</div>')
    offer = read(text, Kind.PRODUCT, url=f"{SHOP}/p/9").offers[0]
    assert (offer.price, offer.stock) == (Decimal("1299.99"), Stock.IN_STOCK)
