"""Which of a page's prices is what one of its item costs a buyer today."""

import json
from decimal import Decimal

import pytest
from reading_help import SHOP, html, read, read_product

from scrapers.money import PriceKind
from scrapers.offer import Offer
from scrapers.spec import Kind

NAME = "Northwind RTX 9090 Storm 24GB"
TITLE = f"<h1>{NAME}</h1>"
BUY = "<button>Add to cart</button>"


def shown(markup: str, *, market: str = "us") -> Offer:
    return read_product(html(f"{TITLE}<main>{markup}</main>{BUY}"), market=market)


@pytest.mark.parametrize(
    ("markup", "price"),
    [
        # The name of a former price says so only beside another.
        ('<p class="old-price">$1,499.00</p><p class="price">$1,299.00</p>', "1299"),
        ('<p class="price-before">$1,299.00</p>', "1299"),
        ('<p class="msrp price">$1,499.00</p><p>$1,299.00</p>', "1299"),
        ('<p class="original price">$1,299.00</p>', "1299"),
        ('<p class="old price">$1,499.00</p><p>Our offer today</p><p>$1,299.00</p>', "1299"),
        ('<div><p>$1,499.00 <i>RRP</i></p><p><b class="price">$1,299.00</b></p></div>', "1299"),
        # What one costs comes before what several cost.
        ("<table><tr><td>1</td><td>$12.00</td></tr><tr><td>10</td><td>$11.00</td></tr><tr><td>50</td><td>$9.00</td></tr></table>", "12"),
        ("<ul class='tiers'><li>$9.00</li><li>$11.00</li><li>$12.00</li></ul>", "9"),
        # Two rows are no tiers, nor are amounts in no order.
        ("<table><tr><td>was</td><td>$14.00</td></tr><tr><td>now</td><td class='price'>$12.00</td></tr></table>", "12"),
        ("<ul><li>$90.00</li><li>$12.00</li><li><b class='final price'>$48.00</b></li></ul>", "48"),
        ("<table><tr><td>Used</td><td>$9.00</td></tr><tr><td>New</td><td>$12.00</td></tr></table>", "12"),
        ("<ul><li>Used $9.00</li><li>New $12.00</li><li>Refurbished $10.00</li></ul>", "12"),
        ("<p>New and used: <b>$1,299.00</b></p><p>Some words</p><p>$1,399.00</p>", "1299"),
        # Used, opened and renewed ones beside the new one.
        ('<p class="price">$1,299.00</p><p>Buy used: <b class="price">$899.00</b></p>', "1299"),
        ('<p>Open-box: <b class="price">$899.00</b></p><p class="price">$1,299.00</p>', "1299"),
        ('<p>Gebraucht ab <b class="price">$899.00</b></p><p class="price">$1,299.00</p>', "1299"),
        ('<p>3 refurbished from <b class="price">$899.00</b></p><p class="price">$1,299.00</p>', "1299"),
        # Other words of an offer: shipping, points, a deposit.
        ('<p class="price shipping">$19.00</p><p class="price">$1,299.00</p>', "1299"),
        ('<p class="price deposit">$100.00</p><p class="price">$1,299.00</p>', "1299"),
        # A link to another item.
        ('<p>Bundle: <a href="/p/2"><b class="price">$1,099.00</b></a></p><p class="price">$1,299.00</p>', "1299"),
        ('<p><a href="/p/1"><b class="price">$1,299.00</b></a></p><p>Some words</p><p>$1,199.00</p>', "1299"),
        # A small number is as likely a count.
        ('<p class="final price">3</p><p>Some words that part them from each other</p><p>$1,299.00</p>', "1299"),
    ],
)  # fmt: skip
def test_the_price_of_one_new_item_today(markup: str, price: str) -> None:
    assert shown(markup).price == Decimal(price)


@pytest.mark.parametrize(
    ("market", "markup", "price"),
    [
        # Cents set small make a number money, without any sign of a currency.
        ("us", "<p><b>1,299</b><sup>99</sup></p>", "1299.99"),
        ("de", "<p><b>1.299</b><span class='cents'>90</span></p>", "1299.90"),
        ("fr", "<p><b>1 299</b><small>90</small></p>", "1299.90"),
        ("us", "<p><b>1,299</b><sup>1</sup></p>", None),
        ("us", "<p><b>1,299</b> <i>99</i></p>", None),
        ("us", "<p>256<sup>bit</sup></p>", None),
        # The sign stands in an element of its own, or in the words before.
        ("us", "<p>from <span>$</span> <b>1,299</b></p>", "1299"),
        ("us", "<p><span>from $</span> <b>1,299</b></p>", "1299"),
        ("de", "<p><b>1.299</b><span>,</span><span>90</span> <i>€</i></p>", "1299.90"),
        ("us", "<p>Our number one: <b>1,299</b></p>", None),
        # The number of a name is none of the amount behind it.
        ("us", "<div><i>Storm 2</i> <b>$1,299</b></div>", "1299"),
        ("us", "<p>We pay $ to all who find such a card for less anywhere: <b>1,299</b></p>", None),
        # Named by the names of its elements alone.
        ("us", "<div class='price'><b>1299.00</b> <i>each, into the basket</i></div>", "1299"),
        ("us", "<div><span>Price:</span> <span class='price'>1299.00</span></div>", "1299"),
        ("us", "<div><span>12 x</span> <span class='price'>108.00</span></div>", None),
        ("us", "<div class='price'>1299</div>", "1299"),
        ("us", "<div class='price'>3</div>", None),
        ("us", "<div><span>Rank:</span> <span>1299.00</span></div>", None),
    ],
)
def test_an_amount_in_pieces(market: str, markup: str, price: str | None) -> None:
    assert shown(markup, market=market).price == (Decimal(price) if price else None)


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ('<p class="price">$1,299.00</p>', PriceKind.LIST),
        ("<p>from <b>$1,299.00</b></p>", PriceKind.FROM),
        ("<p>26 used from <b>$1,299.00</b></p>", PriceKind.FROM),
        ("<div><span>Members:</span> <b>$1,299.00</b></div>", PriceKind.MEMBER),
        ("<p><b>$1,299.00</b> for members</p>", PriceKind.MEMBER),
        (f"<div><span>Members:</span> <b>$1,299.00</b><p>{'Some words. ' * 20}</p></div>", PriceKind.MEMBER),
        ("<p>in the basket <b>$1,299.00</b></p>", PriceKind.BASKET),
        ('<div><p class="price">$1,299.00</p><button>With coupon</button></div>', PriceKind.LIST),
        ('<div><h2>For members from the north</h2><p class="price">$1,299.00</p></div>', PriceKind.LIST),
        ('<div><a href="/club">For members</a> <p class="price">$1,299.00</p></div>', PriceKind.LIST),
    ],
)
def test_who_pays_it_is_said_by_the_words_around(markup: str, kind: PriceKind) -> None:
    offer = shown(markup)
    assert (offer.price, offer.price_kind) == (Decimal(1299), kind)


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Was: <b>$1,499.00</b></p>",
        "<div><span>Instead of</span> <span>$1,499.00</span></div>",
        "<p>12 x <b>$108.00</b></p>",
        "<p>You save <b>$200.00</b></p>",
        "<p>+ <b>$19.00</b> shipping</p>",
        f"<div><span>Was:</span> <b>$1,499.00</b><p>{'Some words. ' * 20}</p></div>",
    ],
)
def test_words_around_an_amount_that_make_it_no_price(markup: str) -> None:
    assert shown(markup).price is None


@pytest.mark.parametrize(
    ("foot", "price"),
    [
        ('<p class="price-before">$499.00</p>', "499"),
        ('<p class="price-before">$599.00</p><p>Our offer</p><p>$499.00</p>', "499"),
        ('<p class="total">$499.00</p>', None),
    ],
)
def test_the_name_of_a_former_price_on_a_card(foot: str, price: str | None) -> None:
    cards = "".join(
        f'<li class="card"><h3><a href="/p/{n}">Northwind number {n}</a></h3>{foot}</li>' for n in (1, 2, 3)
    )
    offers = read(html(f"<ul>{cards}</ul>"), Kind.LIST, url=f"{SHOP}/cards").offers
    assert [offer.price for offer in offers] == [Decimal(price) if price else None] * 3


def test_among_several_amounts_the_words_around_all_say_nothing_of_one() -> None:
    markup = "<div>Members save: <p class='price'><b>$1,299.00</b></p> <p>$1,199.00</p> <p>$1,099.00</p></div>"
    assert shown(markup).price_kind is PriceKind.LIST


@pytest.mark.parametrize(
    ("away", "price"),
    [(0, "1299.00"), (40, "1299.00"), (60, None)],
)
def test_where_nothing_else_is_a_price_counts_unless_it_stands_too_far_away(away: int, price: str | None) -> None:
    far = "<p>Graphics card.</p>" * away
    offer = read_product(html(f"{TITLE}{BUY}{far}<p>$1,299.00</p>"))
    assert offer.price == (Decimal(price) if price else None)
    assert offer.confidence < (0.5 if away == 40 else 1.1)


def test_the_sellers_lowest_price_counts_even_further_away_where_there_is_no_other() -> None:
    far = "<p>Graphics card.</p>" * 48
    sellers = "<p>4 offers from <b>$1,299.00</b></p>"
    offer = read_product(html(f"{TITLE}{BUY}{far}{sellers}"))
    assert (offer.price, offer.price_kind) == (Decimal(1299), PriceKind.FROM)


def with_data(*prices: object, markup: str = "", **more: object) -> Offer:
    """A page whose data state some prices, and which may show one."""
    offers = [{"@type": "Offer", "price": price, "priceCurrency": "USD", **more} for price in prices]
    data = {"@type": "Product", "name": NAME, "offers": offers}
    head = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return read_product(html(f"{TITLE}{markup}{BUY}", head=head))


#: A price that stands some way from the title.
AWAY = "<p>Graphics card.</p>" * 40 + "<p>$1,199.00</p>"


@pytest.mark.parametrize(
    ("prices", "markup", "price"),
    [
        # Data that contradict each other: most are right, and what the page shows is likelier.
        ((1299, 1499, 1299), "", "1299"),
        ((1499, 1299, 1299), "", "1299"),
        ((1299, 1499), AWAY, "1199"),
        # Data that agree go before what stands further away.
        ((1299,), AWAY, "1299"),
        ((1299, 1299), AWAY, "1299"),
        # What the page shows right there goes before all.
        ((1299,), '<p class="price">$1,199.00</p>', "1199"),
        # Hundredths, whole units, and decimals that only a style sheet sets apart are the same price.
        ((129900,), '<p class="price">$1,299.00</p>', "1299"),
        (("1299.99",), '<p class="price">$1,300</p>', "1299.99"),
        (("1299.99",), '<p class="price">$129999</p>', "1299.99"),
        (("1299.00",), '<p class="price">$129900</p>', "129900"),
    ],
)
def test_data_and_page_say_different_prices(prices: tuple[object, ...], markup: str, price: str) -> None:
    assert with_data(*prices, markup=markup).price == Decimal(price)


@pytest.mark.parametrize(
    ("stated", "text"), [(129900, "$1,299.00"), ("1299.99", "$1,300"), ("1299.99", "$129999"), ("1299", "$1,299.00")]
)
def test_prices_that_are_only_written_otherwise_agree(stated: object, text: str) -> None:
    agreed = with_data(stated, markup=f'<p class="price">{text}</p>')
    assert agreed.confidence > with_data(stated, markup='<p class="price">$1,199.00</p>').confidence


def test_contradicting_data_are_less_sure() -> None:
    assert with_data(1299, 1499).confidence < with_data(1299).confidence < 1


@pytest.mark.parametrize(
    ("offers", "kind"),
    [
        ({"@type": "AggregateOffer", "lowPrice": 1299, "highPrice": 1499}, PriceKind.FROM),
        ({"@type": "AggregateOffer", "lowPrice": 1299, "highPrice": 1299}, PriceKind.LIST),
        ({"@type": "AggregateOffer", "lowPrice": 1299}, PriceKind.LIST),
        ({"@type": "AggregateOffer", "price": 1299, "lowPrice": 999, "highPrice": 1499}, PriceKind.LIST),
        ({"@type": "Offer", "price": 1299}, PriceKind.LIST),
    ],
)
def test_the_low_end_of_a_range_in_the_data_is_a_lowest_price(offers: dict[str, object], kind: PriceKind) -> None:
    data = {"@type": "Product", "name": NAME, "offers": offers | {"priceCurrency": "USD"}}
    offer = read_product(html(f'{TITLE}{BUY}<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert (offer.price, offer.price_kind) == (Decimal(1299), kind)


@pytest.mark.parametrize(("price", "currency"), [("CA$1,299.00", "CAD"), ("1299.00 EUR", "EUR"), ("1299.00", "USD")])
def test_the_text_of_a_stated_price_may_name_its_currency(price: str, currency: str) -> None:
    data = {"@type": "Product", "name": NAME, "offers": {"@type": "Offer", "price": price}}
    offer = read_product(html(f'{TITLE}{BUY}<script type="application/ld+json">{json.dumps(data)}</script>'))
    assert (offer.price, offer.currency) == (Decimal(1299), currency)
