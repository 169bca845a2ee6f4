"""Which parts of a page are the cards of its list, and what each of them calls its item."""

from decimal import Decimal

import pytest
from reading_help import SHOP, html, page, read

from scrapers.errors import LayoutChanged
from scrapers.offer import Offer, Stock
from scrapers.read import read_page
from scrapers.spec import Kind


def offers_of(body: str) -> list[Offer]:
    return read(html(body), Kind.LIST, url=f"{SHOP}/cards").offers


def inside(number: int, price: str = "") -> str:
    """What stands in a card."""
    return (
        f'<a href="/p/{number}"><img src="/i.jpg"></a><h3><a href="/p/{number}">Northwind RTX number {number}</a></h3>'
        f'<p class="price">{price or f"${number}99.00"}</p>'
    )


def card(number: int, classes: str = "card") -> str:
    return f'<div class="{classes}">{inside(number)}</div>'


def row(*numbers: int) -> str:
    return f'<div class="row">{"".join(card(number) for number in numbers)}</div>'


def addresses(count: int) -> list[str]:
    return [f"{SHOP}/p/{number}" for number in range(1, count + 1)]


@pytest.mark.parametrize(
    "body",
    [
        # Two in each row.
        row(1, 2) + row(3, 4) + row(5, 6),
        row(1, 2, 3, 4) + row(5) + row(6),
        # Named after their place, or by the same names in another order.
        "<div>" + "".join(card(n, f"card-{n} tile") for n in range(1, 7)) + "</div>",
        "<div>" + "".join(card(n, "first card" if n == 1 else "last card" if n == 6 else "card") for n in range(1, 7)) + "</div>",
        "<div>" + "".join(card(n, "span4 card" if n % 2 else "card span4") for n in range(1, 7)) + "</div>",
        "<table>" + "".join(f"<tr><td>{inside(n)}</td><td>{inside(n + 1)}</td></tr>" for n in (1, 3, 5)) + "</table>",
    ],
)  # fmt: skip
def test_cards_are_found_across_rows_and_names(body: str) -> None:
    offers = offers_of(f"<h1>Cards</h1><main>{body}</main>")
    assert [offer.url for offer in offers] == addresses(6)
    assert [offer.price for offer in offers] == [Decimal(f"{n}99") for n in range(1, 7)]


#: Neighbours that no template made.
UNLIKE = (
    "<div><p><a href='/a'>Gifts</a> $5.00</p><p><b><i><a href='/b'>Sale</a></i></b><u>$9.00</u><em>now</em></p>"
    "<p><span><a href='/c'><img src='c.gif'></a></span><small>$7.00</small></p></div>"
)


@pytest.mark.parametrize(
    "other",
    [
        # A menu, a carousel and a dialog of cards.
        "<nav>" + "".join(card(n, "tile") for n in range(7, 20)) + "</nav>",
        "<section class='related'>" + "".join(card(n, "tile") for n in range(7, 20)) + "</section>",
        "<section><h2>Customers also viewed</h2>" + "".join(card(n, "tile") for n in range(7, 20)) + "</section>",
        "<div role='dialog'>" + "".join(card(n, "tile") for n in range(7, 20)) + "</div>",
        # What nobody sees.
        "<div hidden>" + "".join(card(n, "tile") for n in range(7, 20)) + "</div>",
        UNLIKE,
        # Filters lead to this page, one to a price.
        "<ul>" + "".join(f'<li><a href="/cards">under ${n}0.00</a></li>' for n in range(1, 6)) + "</ul>",
    ],
)
def test_what_is_no_card_of_the_list(other: str) -> None:
    cards = "".join(card(n) for n in range(1, 7))
    assert [offer.url for offer in offers_of(f"<h1>Cards</h1>{other}<main>{cards}</main>")] == addresses(6)


FILTERS = "<ul>" + "".join(f'<li><a href="/cards">under ${n}0.00</a></li>' for n in range(1, 6)) + "</ul>"


@pytest.mark.parametrize("body", [UNLIKE, FILTERS])
def test_no_list_is_made_of_what_is_none(body: str) -> None:
    with pytest.raises(LayoutChanged):
        offers_of(f"<main>{body}</main>")


def test_a_shorter_group_elsewhere_is_not_the_list() -> None:
    teaser = "".join(card(n, "teaser") for n in (7, 8, 9))
    cards = "".join(card(n) for n in range(1, 7))
    assert [offer.url for offer in offers_of(f"<div>{teaser}</div><main>{cards}</main>")] == addresses(6)


def test_groups_made_alike_are_one_list() -> None:
    halves = ["".join(card(n) for n in numbers) for numbers in (range(1, 4), range(4, 7))]
    body = f"<div>{halves[0]}</div><p>Free shipping this week</p><div>{halves[1]}</div>"
    assert [offer.url for offer in offers_of(body)] == addresses(6)


def test_two_cards_are_enough_where_the_page_is_a_list() -> None:
    plain = [f'<div class="card"><a href="/p/{n}">Northwind RTX number {n}</a> ${n}99.00</div>' for n in (1, 2)]
    assert [offer.url for offer in offers_of(f"<h1>Cards</h1><main>{plain[0]}{plain[1]}</main>")] == addresses(2)


def test_a_sister_that_is_no_item_is_left_out() -> None:
    filler = '<div class="card"><p>Buy three, and the fourth one comes for half</p></div>'
    advert = '<div class="card"><a href="/ad"><em>Win one of three cards in our lottery</em></a></div>'
    empty = card(7).replace("Northwind RTX number 7", "Win one").replace("$799.00", "")
    offers = offers_of(f"<main>{card(1)}{card(2)}{filler}{advert}{empty}{card(3)}</main>")
    assert [offer.url for offer in offers] == addresses(3)


@pytest.mark.parametrize(
    ("markup", "title"),
    [
        ('<a href="/p/storm-oc">Storm OC 16GB</a><a href="/p/storm-oc">More info</a>', "Storm OC 16GB"),
        ('<a href="/p/storm-oc">Details</a><h4>Storm OC 16GB</h4>', "Storm OC 16GB"),
        ('<h4>More info</h4><a href="/p/storm-oc">Storm OC 16GB</a>', "Storm OC 16GB"),
        # A part that each card has one of is no card itself.
        ('<h4>Storm OC 16GB</h4><div class="buy"><a href="/p/storm-oc">Details</a> <b>$199.00</b></div>', "Storm OC 16GB"),
        ('<a href="/p/storm-oc"><img src="i.jpg" alt="Storm OC 16GB"></a><a href="/p/storm-oc">Quick view</a>', "Storm OC 16GB"),
        # The heading that has words of the item's address.
        ('<h4>Northwind</h4><a href="/p/storm-oc"><span class="name">Storm OC 16GB</span></a>', "Storm OC 16GB"),
        # Text that is no price, button or state where nothing is a title.
        ('<a href="/p/77"><img src="i.jpg"></a><p>Storm OC 16GB</p><p>In stock in our warehouse</p>', "Storm OC 16GB"),
        ('<a href="/p/storm-oc">Storm OC 16GB</a><h5>Buy now</h5>', "Storm OC 16GB"),
        ('<a href="/p/storm-oc" title="Click to see it large">Storm OC 16GB</a>', "Storm OC 16GB"),
        ('<a href="/p/storm-oc" title="Storm OC 16GB White">Storm OC 16GB …</a>', "Storm OC 16GB White"),
        ('<a href="/p/storm-oc" title="Storm OC 16GB"><img src="i.jpg"></a>', "Storm OC 16GB"),
        ('<h4 hidden>Storm OC</h4><h4>Storm OC 16GB</h4><a href="/p/storm-oc">View</a>', "Storm OC 16GB"),
    ],
)  # fmt: skip
def test_what_a_card_calls_its_item(markup: str, title: str) -> None:
    cards = "".join(f'<li class="card">{markup.replace("/p/", f"/p/{n}-")}<b>${n}99.00</b></li>' for n in (1, 2, 3))
    assert [offer.title for offer in offers_of(f"<ul>{cards}</ul>")] == [title] * 3


def test_a_title_says_nothing_about_the_price_of_its_card() -> None:
    names = ["Regular edition, save big", "For members only", "2 x HDMI, 24 months", "From the north"]
    cards = "".join(
        f'<div class="card"><h3><a href="/p/{n}">{name}</a></h3><span>$499.00</span></div>'
        for n, name in enumerate(names, 1)
    )
    assert [offer.price for offer in offers_of(f"<main>{cards}</main>")] == [Decimal(499)] * 4


def test_a_card_without_a_price_is_known_by_its_names_but_for_its_place() -> None:
    cards = [card(n, f"card-{n} tile") for n in range(1, 6)]
    cards[3] = cards[3].replace("$499.00", "Sold out")
    offers = offers_of(f"<main>{''.join(cards)}</main>")
    assert [offer.price for offer in offers] == [Decimal(199), Decimal(299), Decimal(399), None, Decimal(599)]


def test_the_state_of_one_card_is_not_its_neighbours() -> None:
    out = '<div class="card">' + inside(2) + "<p>Sold out</p></div>"
    offers = offers_of(f"<main>{card(1)}{out}{card(3)}</main>")
    assert [offer.stock for offer in offers] == [None, Stock.OUT_OF_STOCK, None]


#: An item's own part of a page, with ever fewer signs of being one.
TITLE = "<h1>Northwind RTX 9090 Storm 24GB</h1>"
OWN = [f"{TITLE}<p class='price'>$1,299.00</p><button>Add to cart</button>", f"{TITLE}<p class='price'>$1,299.00</p>"]


@pytest.mark.parametrize(
    ("own", "others", "is_list"),
    [
        (OWN[0], 12, False),
        (OWN[1], 3, False),
        (OWN[1], 12, True),
        ("<h1>Graphics cards</h1>", 3, True),
        ("<h1>Graphics cards</h1><p class='price'>from $99.00</p>", 3, True),
        (f"{OWN[1]}<p>{'Some words about it. ' * 100}</p>", 12, False),
    ],
)
def test_a_page_of_unknown_kind(own: str, others: int, *, is_list: bool) -> None:
    cards = "".join(card(n) for n in range(1, others + 1))
    offers = read_page(page(html(f"{own}<div>{cards}</div>"), f"{SHOP}/storm")).offers
    assert len(offers) == (others if is_list else 1)
    assert offers[0].title == ("Northwind RTX number 1" if is_list else "Northwind RTX 9090 Storm 24GB")


@pytest.mark.parametrize(("name", "is_list"), [("Northwind RTX 9090 Storm 24GB | Shop", False), ("Shop", True)])
def test_weak_signs_count_where_the_page_is_named_after_its_heading(name: str, *, is_list: bool) -> None:
    far = "<p>Graphics card.</p>" * 30
    body = f"{TITLE}{far}<p>$1,299.00</p><p>In stock</p><div>{''.join(card(n) for n in range(1, 13))}</div>"
    offers = read_page(page(html(body, head=f"<title>{name}</title>"), f"{SHOP}/storm")).offers
    assert (len(offers) > 1) == is_list


@pytest.mark.parametrize("made", ["card", "other"])
def test_what_is_made_like_a_card_is_one_wherever_it_stands(made: str) -> None:
    """On an item's page a lone card beside the list is another item, too."""
    lone = f'<aside><div class="{made}">{inside(9, "$9.00")}<button>Add to cart</button></div></aside>'
    body = f"<main>{TITLE}<p>Graphics card.</p>{lone}</main><div>{card(1)}{card(2)}{card(3)}</div>"
    body += "<p class='price'>$1,299.00</p>"
    (offer,) = read(html(body), Kind.PRODUCT).offers
    assert offer.price == (Decimal(1299) if made == "card" else Decimal(9))
