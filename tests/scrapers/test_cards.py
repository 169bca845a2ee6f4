"""Cards of lists whose pages carry no data: cut titles, no price, a dead button, one card alone."""

from decimal import Decimal

import pytest
from reading_help import SHOP, html, read

from scrapers.errors import LayoutChanged
from scrapers.offer import Offer, Stock
from scrapers.spec import Kind
from scrapers.stock import read_stock

IN, OUT = Stock.IN_STOCK, Stock.OUT_OF_STOCK


def card(number: int, foot: str = "<p>$499.00</p>", *, name: str = "", cut: str = "") -> str:
    title = name or f"Northwind RTX 9090 number {number}"
    return (
        f'<li class="pod"><a href="/p/{number}"><img src="/i.jpg" alt="{title}"></a>'
        f'<h3><a href="/p/{number}" title="{title}">{cut or title}</a></h3><div class="foot">{foot}</div></li>'
    )


def offers_of(text: str, *, url: str = f"{SHOP}/s") -> list[Offer]:
    return read(text, Kind.LIST, url=url).offers


def listed(*cards: str, around: str = "") -> str:
    return html(f"<h1>Graphics cards</h1>{around}<ol>{''.join(cards)}</ol>")


@pytest.mark.parametrize("dots", ["…", " …", "..."])
def test_a_title_that_was_cut_off_is_read_where_it_is_whole(dots: str) -> None:
    whole = "Northwind RTX 9090 Storm OC 24GB"
    text = listed(card(1, name=whole, cut=f"Northwind RTX 9090{dots}"), card(2), card(3))
    assert offers_of(text)[0].title == whole


def test_a_title_in_dots_that_stands_nowhere_whole_is_left_as_it_is() -> None:
    text = listed(card(1, name="Northwind RTX 9090…"), card(2), card(3))
    assert offers_of(text)[0].title == "Northwind RTX 9090…"


@pytest.mark.parametrize(
    ("foot", "stock"),
    [
        ('<p>$499.00</p><p>Unavailable</p><span class="btn disabled">Add to cart</span>', OUT),
        ('<p>499,00 zł</p><p>Niedostępny</p><span class="btn disabled">Do koszyka</span>', OUT),
        ("<p>$499.00</p><p>In stock</p><button>Add to cart</button>", IN),
        ('<p>$499.00</p>\nUnavailable\n<span class="btn disabled">Add to cart</span>', OUT),
        ('<p>$499.00</p><p class="unavailable availability">Xyzzy</p>', OUT),
        ('<p>$499.00</p><p class="stock out-of-stock">Xyzzy</p>', OUT),
        ('<p>$499.00</p><p class="stock in-stock">Xyzzy</p>', IN),
        ('<p>$499.00</p><div class="stock available"><span>Xyzzy</span></div>', IN),
        ('<p>$499.00</p><p class="stock in-stock out-of-stock">Xyzzy</p>', None),
        ('<p>$499.00</p><p class="available">Xyzzy</p>', None),
        ('<p>$499.00</p><p class="stock in-stock">Sold out</p>', OUT),
    ],
)
def test_whether_the_item_of_a_card_can_be_had(foot: str, stock: Stock | None) -> None:
    offers = offers_of(listed(card(1, foot), card(2), card(3)))
    assert (offers[0].title, offers[0].stock) == ("Northwind RTX 9090 number 1", stock)


def test_what_nobody_sells_is_listed_without_a_price() -> None:
    offers = offers_of(listed(card(1), card(2), card(3, "<p>Unavailable</p>"), card(4)))
    assert [offer.url for offer in offers] == [f"{SHOP}/p/{n}" for n in (1, 2, 3, 4)]
    assert (offers[2].price, offers[2].currency, offers[2].stock) == (None, None, OUT)


def test_a_card_without_price_and_stock_is_an_item_of_which_nothing_is_known() -> None:
    offers = offers_of(listed(card(1), card(2), card(3, "<p>Read our test</p>"), card(4)))
    assert [offer.url for offer in offers] == [f"{SHOP}/p/{n}" for n in (1, 2, 3, 4)]
    assert (offers[2].price, offers[2].stock) == (None, None)


@pytest.mark.parametrize("number", [1, 2])
def test_a_last_page_of_one_or_two_cards_is_read(number: int) -> None:
    count = f"<p><b>{20 + number}</b> results - showing <b>21</b> to <b>{20 + number}</b>.</p>"
    text = listed(*(card(n, f"<p>${n}99.00</p>") for n in range(number)), around=count)
    offers = offers_of(text.replace("$099.00", "$94.50"), url=f"{SHOP}/s?page=2")
    assert [offer.price for offer in offers] == [Decimal("94.50"), Decimal("199.00")][:number]
    assert [offer.url for offer in offers] == [f"{SHOP}/p/{n}" for n in range(number)]


@pytest.mark.parametrize(
    "body",
    [
        "<h1>Northwind RTX 9090</h1><img src='/i.jpg'><p>$499.00</p><button>Add to cart</button>",
        "<h1>Cards</h1><div><h3>Free shipping over $50.00</h3><a href='/shipping'><img src='/i.jpg'></a></div>",
        "<h1>Cards</h1><div><a href='/sale'><img src='/i.jpg'></a><h3><a href='/news'>News</a></h3>from $9.99</div>",
        f"<h1>Cards</h1><section class='related'>{card(1)}</section>",
        f"<h1>Cards</h1><div>{card(1, '<h3>Cables</h3><p>from $9.99</p>')}</div>",
        f"<h1>Cards</h1><div>{card(1)}</div><div><b><a href='/n'><img src='/i.jpg'></a></b><h6><a href='/n'>News</a></h6>$9</div>",
        f"<main><div><h1>Cards</h1>{card(1, '')}<p>from $9.99</p></div></main>",
    ],
)
def test_no_cards_are_made_up_where_there_is_no_list(body: str) -> None:
    with pytest.raises(LayoutChanged):
        offers_of(html(body))


@pytest.mark.parametrize(
    "line", ["Found <b>0</b> results.", "<strong>0</strong> Ergebnisse.", "<b>0</b> sonuç bulundu."]
)
def test_a_list_says_across_elements_that_it_has_nothing(line: str) -> None:
    assert offers_of(html(f"<h1>Search</h1><p>{line}</p>")) == []


@pytest.mark.parametrize(
    "text",
    [
        "Bu ürün stokta tekrar bulunduğunda e-posta alabilirsiniz.",
        "Můžeme vám poslat email v momentě, kdy produkt opět bude skladem.",
        "Du kan få en e-mail når dette produkt er tilbage på lager.",
        "Voit saada sähköpostilla tiedon, kun tätä tuotetta on taas varastossa.",
        "Você pode receber um alerta por e-mail assim que tivermos este produto em estoque.",
        "Вы получите уведомление по email, когда этот товар появится на складе.",
        "Ви можете отимати імейл-повідомлення, коли цей товар з'явиться на складі.",
        "当该商品有货时，您会收到一封通知邮件。",
    ],
)
def test_a_promised_message_is_no_stock(text: str) -> None:
    assert read_stock(text) is not IN


def test_a_message_in_the_next_sentence_takes_nothing_back() -> None:
    assert read_stock("In stock. Send this to a friend by e-mail.") is IN
