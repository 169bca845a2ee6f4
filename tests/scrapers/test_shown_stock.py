"""Which buttons, pictures and words of a page say whether its item can be had."""

import json

import pytest
from reading_help import html, read_product

from scrapers.offer import Offer, Stock

NAME = "Northwind RTX 9090 Storm 24GB"
TITLE = f"<h1>{NAME}</h1>"
PRICE = '<p class="price">$1,299.99</p>'
BUY = "<button>Add to cart</button>"
IN, OUT = Stock.IN_STOCK, Stock.OUT_OF_STOCK


def shown(markup: str, *, data: str | list[str] = "") -> Offer:
    offers = [
        {"@type": "Offer", "price": "1299.99", "priceCurrency": "USD"} | ({"availability": word} if word else {})
        for word in ([data] if isinstance(data, str) else data)
    ]
    values = {"@type": "Product", "name": NAME, "offers": offers}
    head = f'<script type="application/ld+json">{json.dumps(values)}</script>' if data else ""
    return read_product(html(TITLE + PRICE + markup, head=head))


@pytest.mark.parametrize(
    ("markup", "stock"),
    [
        # What an ad is answered with.
        ("<button>Contact seller</button>", IN),
        ("<button>Contact the seller now</button>", IN),
        ('<a class="btn" href="/m">Verkäufer kontaktieren</a>', IN),
        ("<button>Satıcıya mesaj gönder</button>", IN),
        ("<button>Contact us</button>", None),
        ('<a href="/m">Contact seller</a>', None),
        ("<button disabled>Contact seller</button>", None),
        ("<button>Contact seller support team by phone</button>", None),
        ("<footer><button>Contact seller</button></footer>", None),
        ("<button>Contact seller</button><p>Sold out</p>", OUT),
        ("<button>Contact seller</button><button disabled>Add to cart</button>", None),
        # A button that is a picture.
        ('<input type="image" src="b.gif" alt="Add to cart">', IN),
        ('<a href="/cart/add/1"><img class="btn" src="b.gif" alt="Add to cart"></a>', IN),
        ('<img class="button" src="b.gif" alt="Sold out">', OUT),
        ('<img src="b.gif" alt="Add to cart">', None),
        ('<img class="btn" src="b.gif" alt="Free gift">', None),
        ('<a id="buy_btn" href="javascript:;"><div class="pic"></div></a>', IN),
        ('<button id="addToCartButton"></button>', IN),
        ('<button id="addToCartButton" disabled></button>', None),
        ('<button id="search_btn"></button>', None),
        # A price on the button.
        ("<button>Add to cart – $1,299.99</button>", IN),
        ("<button>$1,299.99 | Buy now</button>", IN),
        ("<button>Buy Storm</button>", IN),
        ("<button>Buy Storm $1,299.99</button>", IN),
        ("<button>Buy used $899.00</button>", None),
        ("<button>$1,299.99</button>", None),
        # Buttons that say "add" or "buy" and buy nothing of it.
        ("<button>Add to wish list</button>", None),
        ("<button>Add to registry</button>", None),
        ("<button>Add review</button>", None),
        ("<button>Buy or make an offer</button>", None),
        ("<button>Add to basket list</button>", None),
        ("<button>Sepete ekle, listeye de</button>", None),
        ("<button>Join waiting list</button>", OUT),
        ("<button>Buy a gift card</button>", None),
        ("<button>Buy with protection plan</button>", None),
        ("<button>Add</button>", IN),
        ("<button>Add photo</button>", None),
        # What looks like a button.
        ('<div class="add-to-cart">Add to cart</div>', IN),
        ('<div class="add-to-cart">Add to cart <a href="/help">?</a></div>', None),
        ('<div role="button">Add to cart</div>', IN),
        ("<div>Add to cart</div>", None),
        ("<button>Add to cart and you get a long text about everything that comes with it</button>", None),
    ],
)
def test_buttons(markup: str, stock: Stock | None) -> None:
    assert shown(markup).stock is stock


def test_an_ad_is_less_sure_to_be_had_than_what_a_shop_sells() -> None:
    assert shown("<button>Contact seller</button>").confidence < shown(BUY).confidence
    assert shown("<button>Contact seller</button>").raw["button"] == "Contact seller"


LONG = " Our cards are packed by hand, travel in a box within a box, and reach you with a letter from the people who made them."


@pytest.mark.parametrize(
    ("markup", "stock"),
    [
        # Of a long text the first sentence counts.
        (f"<p>Sold out.{LONG}</p>", OUT),
        (f"<p>{LONG} Others are sold out.</p>", None),
        (f"<p>This card is what everybody waits for.{LONG} It is sold out.</p>", None),
        # A number before the state.
        ("<p>$1,299.99 In stock</p>", IN),
        ("<p>0 in stock</p>", OUT),
        ("<p>45+ sold</p>" + BUY, IN),
        ("<p>45+ sold</p>", None),
        ("<p>Get an e-mail when it is in stock again</p>", None),
        # A word on a swatch or a label is about a choice.
        ('<ul class="sizes"><li>16GB: sold out</li></ul><p>In stock</p>', IN),
        ("<div><label>Sold out</label></div><p>In stock</p>", IN),
        ('<a href="/help">What does "sold out" mean?</a>', None),
        # The seller's line.
        ("<p>In stock. Sold by Northwind.</p>", IN),
        ("<p>Sold by Northwind, in stock since spring</p>", None),
        ("<div>Currently unavailable. We do not know when it will be in stock again.</div>", OUT),
        ("<div>In stock <p class='price'>$1,299.99</p> Sold out in stores</div>", IN),
    ],
)  # fmt: skip
def test_words(markup: str, stock: Stock | None) -> None:
    assert shown(markup).stock is stock


@pytest.mark.parametrize(("away", "stock"), [(20, OUT), (100, None)])
def test_a_lone_word_far_away_is_about_something_else(away: int, stock: Stock | None) -> None:
    assert shown("<p>Graphics card.</p>" * away + "<p>Some of this is sold out</p>").stock is stock


@pytest.mark.parametrize(
    ("markup", "data", "stock"),
    [
        ("", "InStock", IN),
        ("", ["", "OutOfStock"], OUT),
        ("", ["InStock", "OutOfStock"], IN),
        ("<button>Contact seller</button>", "OutOfStock", OUT),
        (BUY, "OutOfStock", IN),
        (BUY + "<p>Sold out</p>", "OutOfStock", OUT),
        (BUY + "<p>On backorder</p>", "OutOfStock", IN),
        (BUY + "<p>On backorder</p>", "InStock", Stock.BACKORDER),
        ("<p>Sold out</p>", "InStock", OUT),
        ("<button>Notify me when available</button>" + BUY, "InStock", IN),
        ("<button>Notify me when available</button><p>In store only</p>", "", Stock.IN_STORE_ONLY),
    ],
)
def test_buttons_words_and_data_together(markup: str, data: str | list[str], stock: Stock) -> None:
    assert shown(markup, data=data).stock is stock


@pytest.mark.parametrize(
    ("markup", "count"),
    [
        ("<p>Only 3 left in stock</p>" + BUY, 3),
        ("<p>12 in stock</p>", 12),
        ("<p>More than 10 in stock</p>", None),
        ("<p>In stock, ships in 3 days</p>", None),
        ("<p>In stock in 14 stores</p>", None),
        ("<p>3 sold out of 12</p>", None),
        ("<select><option>1</option><option>2</option></select><p>In stock</p>", None),
    ],
)  # fmt: skip
def test_how_many_there_are(markup: str, count: int | None) -> None:
    assert shown(markup).quantity == count
