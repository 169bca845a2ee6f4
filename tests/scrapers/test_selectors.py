"""Shops read by the CSS selectors in their file."""

from decimal import Decimal

import pytest
from reading_help import SHOP, html, page, retailer, source

from scrapers.errors import LayoutChanged
from scrapers.offer import Condition, Reading, Stock
from scrapers.read import read_page
from scrapers.spec import Kind, Selectors

LIST = Selectors(
    item="li.card",
    title="h3",
    link="a.main",
    sku="@data-id",
    price=".price",
    stock=".stock",
    seller=".seller@title",
    condition=".condition",
    shipping=".shipping",
    offer_count=".offers",
    next="a.next",
)


def card(number: int, *, title: str | None = None, price: str = "$100.00", more: str = "") -> str:
    heading = f"Card {number}" if title is None else title
    return (
        f'<li class="card" data-id="N{number}"><a class="main" href="/p/{number}"><h3>{heading}</h3></a>'
        f'<span class="price">{price}</span><span class="stock">In stock</span>{more}</li>'
    )


def read_list(*cards: str, selectors: Selectors = LIST, tail: str = "", market: str = "us") -> Reading:
    text = html(f"<h1>Cards</h1><ul>{''.join(cards)}</ul>{tail}")
    return read_page(
        page(text, f"{SHOP}/cards"), retailer("selectors", market=market, selectors=selectors), source(Kind.LIST)
    )


def test_every_part_that_a_file_can_name() -> None:
    more = """<i class="seller" title="Northwind">x</i><i class="condition">Refurbished</i>
      <i class="shipping">$4.99</i><i class="offers">(12 offers)</i>"""
    reading = read_list(card(1, more=more), tail='<a class="next" href="?page=2">more</a>')
    (offer,) = reading.offers
    assert (offer.title, offer.url, offer.sku) == ("Card 1", f"{SHOP}/p/1", "N1")
    assert (offer.price, offer.currency, offer.shipping) == (Decimal("100.00"), "USD", Decimal("4.99"))
    assert (offer.stock, offer.condition, offer.offer_count) == (Stock.IN_STOCK, Condition.REFURBISHED, 12)
    assert (offer.seller, offer.first_party) == ("Northwind", False)
    assert offer.raw["price"] == "$100.00"
    assert reading.next_url == f"{SHOP}/cards?page=2"
    assert reading.complete


def test_one_unreadable_price_among_two_hundred() -> None:
    cards = [card(n, price=f"${n}.50" if n != 77 else "see basket") for n in range(1, 201)]
    reading = read_list(*cards)
    assert len(reading.offers) == 200
    assert [offer.price for offer in reading.offers if offer.sku != "N77"] == [
        Decimal(n) + Decimal("0.50") for n in range(1, 201) if n != 77
    ]
    assert reading.offers[76].price is None
    assert [(warning.kind, "Card 77" in warning.detail) for warning in reading.warnings] == [("price_unreadable", True)]


def test_an_item_without_title_is_skipped_with_a_warning() -> None:
    reading = read_list(card(1), card(2, title=""), card(3))
    assert [offer.sku for offer in reading.offers] == ["N1", "N3"]
    assert [warning.kind for warning in reading.warnings] == ["title_missing"]


def test_an_item_without_price_says_so() -> None:
    reading = read_list(card(1), '<li class="card"><a class="main" href="/p/9"><h3>Card 9</h3></a></li>')
    assert reading.offers[1].price is None
    assert [warning.kind for warning in reading.warnings] == ["price_missing"]


def test_the_same_item_twice_is_one_offer() -> None:
    assert len(read_list(card(1), card(2), card(1)).offers) == 2


def test_prices_are_written_as_in_the_market() -> None:
    reading = read_list(card(1, price="54.999 TL"), card(2, price="<s>60.000,00 TL</s> 54.999,50 TL"), market="tr")
    assert [offer.price for offer in reading.offers] == [Decimal(54999), Decimal("54999.50")]
    assert {offer.currency for offer in reading.offers} == {"TRY"}


def test_an_attribute_is_read_as_a_program_wrote_it() -> None:
    selectors = Selectors(item="li.card", title="h3", link="a", price="meta@content")
    reading = read_list(
        card(1, more='<meta content="1299.90">'),
        card(2, more='<meta content="1.299,90 €">'),
        selectors=selectors,
        market="de",
    )
    assert [offer.price for offer in reading.offers] == [Decimal("1299.90"), Decimal("1299.90")]


def test_links_that_change_with_every_visit_are_built_from_the_number() -> None:
    selectors = Selectors(
        item="li.card",
        title="h3",
        link="a",
        link_template="https://shop.example/dp/{sku}",
        sku="@data-id",
        price=".price",
    )
    assert read_list(card(1), selectors=selectors).offers[0].url == f"{SHOP}/dp/N1"


def test_what_no_selector_names_is_read_from_the_card() -> None:
    selectors = Selectors(item="li.card", title="h3", link="a")
    offer = read_list(card(1, price="$19.99"), selectors=selectors).offers[0]
    assert (offer.price, offer.stock) == (Decimal("19.99"), Stock.IN_STOCK)


def test_the_last_item_of_a_cut_page_is_left_out() -> None:
    whole = html(f"<ul>{''.join(card(n) for n in range(1, 6))}</ul>")
    cut = whole[: whole.rindex("00</span>")]
    reading = read_page(page(cut, f"{SHOP}/cards"), retailer("selectors", selectors=LIST), source(Kind.LIST))
    assert [offer.sku for offer in reading.offers] == ["N1", "N2", "N3", "N4"]
    assert not reading.complete


def test_a_list_without_items_is_a_changed_layout_unless_it_says_so() -> None:
    filler = "<p>Free delivery of everything on all weekdays.</p>" * 40
    with pytest.raises(LayoutChanged) as raised:
        read_list(tail=filler)
    assert raised.value.reason == "no_items"
    reading = read_list(tail="<p>Your search did not match any products.</p>" + filler)
    assert (reading.offers, reading.complete) == ([], True)


@pytest.mark.parametrize(("only_in_stock", "stock"), [(False, None), (True, Stock.IN_STOCK)])
def test_a_list_of_what_is_in_stock_says_so_by_listing(*, only_in_stock: bool, stock: Stock | None) -> None:
    text = html(
        '<ul><li class="card"><a class="main" href="/p/9"><h3>Card 9</h3></a><b class="price">$5.00</b></li></ul>'
    )
    polled = source(Kind.LIST, lists_only_in_stock=only_in_stock)
    offer = read_page(page(text), retailer("selectors", selectors=LIST), polled).offers[0]
    assert offer.stock is stock


def test_a_product_page_has_its_parts_anywhere() -> None:
    selectors = Selectors(title="h1", price="#real", stock="#state", sku="#number@data-n")
    text = html("""<h1>Card X</h1><p class="price">$99.00</p><p id="real">$89.00</p><p id="state">Sold out</p>
      <i id="number" data-n="77"></i><button>Add to cart</button>""")
    offer = read_page(page(text), retailer("selectors", selectors=selectors), source(Kind.PRODUCT)).offers[0]
    assert (offer.title, offer.price, offer.stock, offer.sku) == ("Card X", Decimal("89.00"), Stock.OUT_OF_STOCK, "77")
    assert offer.confidence < 0.8


def test_selectors_of_a_list_leave_product_pages_alone() -> None:
    text = html('<h1>Card X</h1><p class="price">$99.00</p><button>Add to cart</button>')
    offer = read_page(page(text), retailer("selectors", selectors=LIST), source(Kind.PRODUCT)).offers[0]
    assert (offer.title, offer.price, offer.stock) == ("Card X", Decimal("99.00"), Stock.IN_STOCK)


def test_a_selector_that_is_no_css_is_named() -> None:
    with pytest.raises(LayoutChanged) as raised:
        read_list(card(1), selectors=Selectors(item="li.card", title="h3[", link="a"))
    assert raised.value.reason == "bad_selector"
