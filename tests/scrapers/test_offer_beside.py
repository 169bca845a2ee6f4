"""What an offer says besides its price, as the page shows it there: what it cost before, and what delivery costs."""

from decimal import Decimal

import pytest
from reading_help import SHOP, html, read, read_product

from scrapers.offer import Offer
from scrapers.spec import Kind

TITLE = "<h1>Northwind RTX 9090 Storm 24GB</h1>"
PRICE = '<p class="price">$1,299.00</p>'
BUY = "<button>Add to cart</button>"


def shown(markup: str) -> Offer:
    return read_product(html(f"{TITLE}<main>{markup}</main>{BUY}"))


@pytest.mark.parametrize(
    ("markup", "before"),
    [
        (f"<p><s>$1,499.00</s></p>{PRICE}", "1499"),
        (f"<p>Was $1,499.00</p>{PRICE}", "1499"),
        (f"<p>Was <del>$1,499.00</del></p>{PRICE}", "1499"),
        (f"{PRICE}<p>RRP: $1,499.00</p>", "1499"),
        (f"{PRICE}<p><s><span>$</span><span>1,499</span><sup>99</sup></s></p>", "1499.99"),
        (PRICE, None),
        (f"<p>$1,499.00</p>{PRICE}", None),
        # Not above today's, or far too much.
        (f"<p><s>$1,199.00</s></p>{PRICE}", None),
        (f"<p>Was $1,299.00</p>{PRICE}", None),
        (f"<p><s>$129,900.00</s></p>{PRICE}", None),
        # Of something else, or unseen.
        (f"{PRICE}<footer><s>$1,499.00</s></footer>", None),
        (f"{PRICE}<section class='related'><p>Was $1,499.00</p></section>", None),
        (f"{PRICE}<p hidden>Was $1,499.00</p>", None),
        (f"{PRICE}{'<p>Some words.</p>' * 45}<p>Was $1,499.00</p>", None),
    ],
)
def test_what_it_cost_before(markup: str, before: str | None) -> None:
    offer = shown(markup)
    assert offer.price == Decimal(1299)
    assert offer.previous_price == (Decimal(before) if before else None)
    assert ("previous_price" in offer.raw) == (before is not None)


@pytest.mark.parametrize(
    ("markup", "cost"),
    [
        (f"{PRICE}<p>+ $19.99 shipping</p>", "19.99"),
        (f"{PRICE}<p>Free shipping</p>", "0"),
        (f"{PRICE}<p>Shipping: <b>$19.99</b></p>", "19.99"),
        (PRICE, None),
        (f"{PRICE}<p>Shipping calculated at checkout</p>", None),
        (f"{PRICE}<p>Shipping: $1,499.00</p>", None),
        (f"{PRICE}<s>+ $19.99 shipping</s>", None),
        (f"{PRICE}<footer><p>Free shipping</p></footer>", None),
        (f"{PRICE}<p>Returns: $9.99</p>", None),
        (f"{PRICE}{'<p>Some words.</p>' * 45}<p>+ $19.99 shipping</p>", None),
    ],
)
def test_what_delivery_costs(markup: str, cost: str | None) -> None:
    offer = shown(markup)
    assert (offer.price, offer.shipping) == (Decimal(1299), Decimal(cost) if cost else None)
    assert ("shipping" in offer.raw) == (cost is not None)


def test_each_card_of_a_list_has_its_own() -> None:
    beside = ["<p>Was $1,499.00</p><p>Free shipping</p>", "", "<p>+ $19.99 shipping</p>"]
    cards = "".join(
        f'<li class="card"><h3><a href="/p/{n}">Northwind card number {n}</a></h3><b>$1,299.00</b>{more}</li>'
        for n, more in enumerate(beside, 1)
    )
    offers = read(html(f"<ul>{cards}</ul>"), Kind.LIST, url=f"{SHOP}/cards").offers
    assert [(offer.previous_price, offer.shipping) for offer in offers] == [
        (Decimal(1499), Decimal(0)),
        (None, None),
        (None, Decimal("19.99")),
    ]


def test_without_a_price_nothing_stands_beside_it() -> None:
    offer = shown("<p>Sold out</p><p>Was $1,499.00</p><p>Free shipping</p>")
    assert (offer.price, offer.previous_price, offer.shipping) == (None, None, None)
