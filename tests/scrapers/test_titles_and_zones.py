"""Where a page shows its item's title, and which of its parts are about something else."""

import json
from decimal import Decimal

import pytest
from reading_help import html, read, read_product

from scrapers.errors import LayoutChanged
from scrapers.offer import Stock
from scrapers.spec import Kind

NAME = "Northwind RTX 9090 Storm 24GB"
TITLE = f"<h1>{NAME}</h1>"
PRICE = '<p class="price">$1,299.00</p>'
BUY = "<button>Add to cart</button>"


def title_of(body: str, *, name: str = "", data: str = "") -> str:
    head = f"<title>{name}</title>" if name else ""
    if data:
        values = {"@type": "Product", "name": data, "offers": {"price": 1299, "priceCurrency": "USD"}}
        head += f'<script type="application/ld+json">{json.dumps(values)}</script>'
    return read_product(html(body + PRICE + BUY, head=head)).title


@pytest.mark.parametrize(
    ("body", "name"),
    [
        (TITLE, ""),
        (f"<h1>Northwind</h1><h2>{NAME}</h2>", f"{NAME} | Northwind shop"),
        (f"<h1>Welcome to our store</h1><div class='product-title'>{NAME}</div>", NAME),
        (f"<h1>Free shipping</h1>{TITLE}", NAME),
        # No heading is like the page's name: the text that says just that is.
        (f"<h1>Our cards</h1><p>{NAME}</p>", f"{NAME} – buy now"),
        (f"<p>{NAME}</p>", NAME),
        # Without one, its name without the shop's.
        ("<p>Graphics card</p>", f"{NAME} | Shop"),
        ("<p>Graphics card</p>", f"Shop: {NAME}"),
    ],
)
def test_the_title(body: str, name: str) -> None:
    assert title_of(body, name=name) == NAME


@pytest.mark.parametrize(
    "body",
    [
        # Texts that hold the page's name beside others, in menus or unseen.
        f"<p>The {NAME} is what all the people of the far and cold north have been waiting for since spring</p>",
        f'<a href="/p/1">{NAME}</a>',
        f"<ul><li>{NAME}</li></ul>",
        f"<p hidden>{NAME}</p>",
        "<p>Northwind RTX</p>",
    ],
)
def test_a_text_that_is_no_title(body: str) -> None:
    assert title_of(f"<h1>Our cards</h1>{body}", name=f"{NAME} – buy now") == "Our cards"


@pytest.mark.parametrize(
    ("data", "title"),
    [
        (f"{NAME} White", f"{NAME} White"),
        ("Storm", NAME),
        (f"{NAME} ", NAME),
    ],
)
def test_the_name_in_the_data_counts_where_it_says_no_less(data: str, title: str) -> None:
    assert title_of(TITLE, data=data) == title


@pytest.mark.parametrize(
    "around",
    [
        '<div class="footer-push">{}</div>',
        '<div class="swiper carousel">{}</div>',
        '<div id="related-modal">{}</div>',
        '<header class="page-header">{}</header>',
        '<div class="product-bundle"><div class="inner">{}</div></div>',
    ],
)
def test_what_holds_most_of_the_page_is_the_page_whatever_it_is_called(around: str) -> None:
    item = f"<div>{TITLE}<div>{PRICE}{BUY}<p>Some words about it.</p></div></div>"
    offer = read_product(html(around.format(item) + "<p>Contact</p>"))
    assert (offer.price, offer.stock) == (Decimal(1299), Stock.IN_STOCK)


def test_what_holds_the_title_is_the_items_however_small_it_is() -> None:
    offer = read_product(html(f"<div class='carousel'>{TITLE}{PRICE}{BUY}</div><p>{'Some words about it. ' * 40}</p>"))
    assert (offer.price, offer.stock) == (Decimal(1299), Stock.IN_STOCK)


@pytest.mark.parametrize(("words", "read_cards"), [(0, True), (60, False)])
def test_the_cards_of_a_list_whose_frame_is_named_like_something_else(words: int, *, read_cards: bool) -> None:
    """Where the frame with the heading is not most of the page, its name is believed."""
    cards = "".join(
        f'<li class="card"><a href="/p/{n}">Northwind number {n}</a><b>$499.00</b></li>' for n in range(2, 6)
    )
    text = html(f"<div class='footer-push'><h1>Cards</h1><ul>{cards}</ul></div><p>{'Some words. ' * words}</p>")
    if read_cards:
        assert len(read(text, Kind.LIST).offers) == 4
    else:
        with pytest.raises(LayoutChanged):
            read(text, Kind.LIST)


@pytest.mark.parametrize(
    "foreign",
    [
        '<div class="footer-push">{}</div>',
        '<div class="swiper carousel">{}</div>',
        '<div class="recently-viewed">{}</div>',
        '<div class="mini-cart">{}</div>',
        '<div class="page-header">{}</div>',
        '<div class="customer-reviews">{}</div>',
        '<div class="newsletter-popup">{}</div>',
        '<div role="dialog">{}</div>',
        "<nav>{}</nav>",
        "<section><h2>You may also like</h2>{}</section>",
        "<section><h3>Zubehör</h3>{}</section>",
        "<section><div class='section-title'>Benzer ürünler</div>{}</section>",
        "<h2>You may also like</h2>{}",
    ],
)
def test_parts_about_something_else(foreign: str) -> None:
    other = '<p class="price">$9.00</p><p>Sold out</p>'
    words = f"<p>{'Some words about it. ' * 10}</p>"
    offer = read_product(html(f"{TITLE}{BUY}{words}{foreign.format(other)}"))
    assert (offer.price, offer.stock) == (None, Stock.IN_STOCK)


@pytest.mark.parametrize(
    "part",
    [
        '<div class="buy-box">{}</div>',
        "<section><h2>Delivery</h2>{}</section>",
        "<h2>You may also like</h2><p>Other cards</p><h2>Buy it here</h2>{}",
        '<main class="carousel">{}</main>',
    ],
)
def test_parts_about_the_item(part: str) -> None:
    words = f"<p>{'Some words about it. ' * 10}</p>"
    offer = read_product(html(f"{TITLE}{words}{part.format(PRICE + BUY)}"))
    assert (offer.price, offer.stock) == (Decimal(1299), Stock.IN_STOCK)
