"""Who sells an item, and in which state it is, as its page shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_help import RECORDED, html, page

from scrapers.boxes import Box
from scrapers.layout import Layout
from scrapers.offer import Condition
from scrapers.page import Page
from scrapers.plain_letters import plain_letters
from scrapers.shown_condition import shown_condition
from scrapers.shown_seller import shown_seller
from scrapers.shown_title import page_names, title_box
from scrapers.walk import lay_out
from scrapers.zones import Zones

INVENTORY = RECORDED / "inventory-hunter" / "tests"


def looked(text: str | Page) -> tuple[Layout, Zones, tuple[Box, ...]]:
    layout = lay_out(text if isinstance(text, Page) else page(html(text)))
    heading = title_box(layout, page_names(layout))
    return layout, Zones(layout, heading), (heading,) if heading else ()


def seller(text: str) -> str | None:
    return shown_seller(*looked(f"<h1>GeForce RTX 5070</h1>{text}"))


def condition(text: str) -> Condition | None:
    found = shown_condition(*looked(f"<h1>GeForce RTX 5070</h1>{text}"))
    return found[0] if found else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("<p>Sold by Foo Bar Inc. and Fulfilled by Amazon.</p>", "Foo Bar Inc."),
        ('<p>Ships from and sold by <a href="/s">Amazon.com</a>.</p>', "Amazon.com"),
        ("<p>Dispatched from and sold by Amazon.</p>", "Amazon"),
        ("<p>Sold &amp; shipped by <b>Tech Barn</b></p>", "Tech Barn"),
        ("<p>Ships from Amazon. Sold by Zeta LLC</p>", "Zeta LLC"),
        ("<div><span>Ships from</span><span>Amazon</span></div><div><span>Sold by</span><span>Sold by</span><a>Zeta LLC</a></div>", "Zeta LLC"),
        ("<p>Seller: techdeals (1204) 99.3% positive feedback</p>", "techdeals"),
        ("<p>Verkauf und Versand durch Amazon.</p>", "Amazon"),
        ("<p>Verkauf durch <a href=x>Foo GmbH</a> und Versand durch Amazon</p>", "Foo GmbH"),
        ("<p>Verkäufer: Müller &amp; Söhne – 99 % positiv</p>", "Müller & Söhne"),
        ("<dl><dt>Händler</dt><dd>Kistenshop</dd></dl>", "Kistenshop"),
        ("<p>Vendu et expédié par LDLC</p>", "LDLC"),
        ("<p>Vendu par <a>Foo SARL</a> 4,8/5 (312 avis)</p>", "Foo SARL"),
        ("<p>Venduto da Foo S.r.l. e spedito da Amazon</p>", "Foo S.r.l."),
        ("<p>Vendido y enviado por PcComponentes</p>", "PcComponentes"),
        ("<p>Vendedor: <a>Tienda Uno</a></p>", "Tienda Uno"),
        ("<p>Vendido e entregue por KaBuM!</p>", "KaBuM!"),
        ("<p>Verkocht door Foo B.V. en verzonden door bol</p>", "Foo B.V."),
        ("<p>Sprzedaje i wysyła <b>X-KOM</b></p>", "X-KOM"),
        ("<table><tr><td>Sprzedawca:</td><td>Kowalski</td></tr></table>", "Kowalski"),
        ("<p>Prodává CZC.cz s.r.o.</p>", "CZC.cz s.r.o."),
        ("<p>Eladó: Foo Kft.</p>", "Foo Kft"),
        ("<p>Vândut și livrat de eMAG</p>", "eMAG"),
        ("<p>Säljs och levereras av Inet AB</p>", "Inet AB"),
        ("<p>Selges av Komplett</p>", "Komplett"),
        ("<p>Sælges af Proshop A/S</p>", "Proshop A/S"),
        ("<p>Myyjä: Jimm's PC-Store Oy</p>", "Jimm's PC-Store Oy"),
        ("<p>Satıcı: VATAN BİLGİSAYAR 9,8</p>", "VATAN BİLGİSAYAR"),
        ("<p>SATICI : <a>İtopya</a> (4,7)</p>", "İtopya"),
        ("<p>Amazon.com.tr tarafından satılır ve gönderilir.</p>", "Amazon.com.tr"),
        ("<p>Πωλείται από Plaisio</p>", "Plaisio"),
        ("<p>Продавец: ДНС ★ 4.9</p>", "ДНС"),
        ("<p>販売元 <a>ツクモ</a></p>", "ツクモ"),
        ("<p>この商品は、Amazon.co.jp が販売、発送します。</p>", "Amazon.co.jp"),
        ("<p>판매자: 컴퓨존</p>", "컴퓨존"),
        ("<p>由 京东 销售和发货</p>", "京东"),
        ("<p>卖家：显卡之家</p>", "显卡之家"),
    ],
)  # fmt: skip
def test_who_sells(text: str, name: str) -> None:
    assert seller(text) == name


@pytest.mark.parametrize(
    "text",
    [
        "<p>Sold by weight</p>",
        "<p>Sold by 3 sellers</p>",
        "<p>Best seller: graphics cards</p>",
        "<p>Seller rating: 98%</p>",
        "<p>These cards are sold by many shops around the world.</p>",
        "<p>Fulfilled by Amazon</p>",
        "<p>Ships from Germany</p>",
        "<p>Seller information</p>",
        "<p>Verkäufer</p>",
        "<p>Satıcı Puanı: 9,8</p>",
        "<div>Anbieter</div><div>Bei uns seit 2014</div>",
        "<p style='display:none'>Sold by Foo</p>",
        "<nav>Sold by Foo</nav>",
        "<section><h3>Customers also viewed</h3><p>Sold by Foo</p><p>Another card for you to look at</p></section>",
        "<div class='reviews'><p>Sold by Foo</p></div>",
        "<section><h3>Other sellers on Shop</h3><p>Sold by: Foo</p><p>$499.00 and more text here</p></section>",
    ],
)  # fmt: skip
def test_nobody_is_named(text: str) -> None:
    assert seller(text) is None


def test_the_name_nearest_to_the_item_counts() -> None:
    assert seller("<p>$5</p><p>Sold by One</p>" + "<p>more</p>" * 20 + "<p>Sold by Two</p>") == "One"


def test_a_card_of_a_list() -> None:
    layout = lay_out(page(html("<ul><li>A <p>Sold by One</p></li><li>B <p>Sold by Two</p></li></ul>")))
    cards = [box for box in layout.boxes if box.tag == "li"]
    assert [shown_seller(layout, within=card) for card in cards] == ["One", "Two"]


@given(st.text(max_size=80))
def test_a_name_is_a_part_of_the_page(text: str) -> None:
    layout, zones, near = looked(f"<h1>GeForce RTX 5070</h1><p>Sold by {text}</p><p>{text}</p>")
    name = shown_seller(layout, zones, near)
    assert name is None or any(name in layout.text(box) for box in layout.boxes)


@given(st.text(max_size=200))
def test_plain_letters_keep_their_places(text: str) -> None:
    assert len(plain_letters(text)) == len(text)


@pytest.mark.skipif(not INVENTORY.is_dir(), reason="recorded pages are not here")
@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("amazon/in_stock.html", "MASTERTRONICS, INC"),
        ("amazon/in_stock_de.html", "blue-e"),
        ("amazon/out_of_stock.html", None),
        ("newegg/in_stock.html", "Newegg"),
        ("newegg/out_of_stock.html", "Newegg"),
        ("walmart/in_stock.html", "eTechtronics"),
        ("bestbuy/in_stock.html", None),
        ("bhphotovideo/in_stock.html", None),
        ("microcenter/in_stock.html", None),
        ("adorama/in_stock.html", None),
        ("playstation/in_stock.html", None),
    ],
)
def test_recorded_pages(file: str, name: str | None) -> None:
    seen = looked(Page(url="https://shop.example/p", body=(INVENTORY / file).read_bytes()))
    assert shown_seller(*seen) == name
    assert shown_condition(*seen) is None


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("<p>Condition: Refurbished</p>", Condition.REFURBISHED),
        ("<p>Condition: Used - Very Good</p>", Condition.USED),
        ("<p>Condition: New</p>", Condition.NEW),
        ("<dl><dt>Zustand</dt><dd>Gebraucht</dd></dl>", Condition.USED),
        ("<p>Artikelzustand: B-Ware</p>", Condition.OPEN_BOX),
        ("<p>État : Reconditionné</p>", Condition.REFURBISHED),
        ("<p>Stato: Usato</p>", Condition.USED),
        ("<p>Estado: Nuevo</p>", Condition.NEW),
        ("<p>Staat: Tweedehands</p>", Condition.USED),
        ("<p>Stan: nowy</p>", Condition.NEW),
        ("<p>Stav: rozbaleno</p>", Condition.OPEN_BOX),
        ("<p>Skick: Begagnad</p>", Condition.USED),
        ("<p>Kunto: Käytetty</p>", Condition.USED),
        ("<p>Ürün Durumu: <b>İkinci El</b></p>", Condition.USED),
        ("<p>DURUMU: YENİLENMİŞ</p>", Condition.REFURBISHED),
        ("<p>Состояние: новый</p>", Condition.NEW),
        ("<p>状態：中古</p>", Condition.USED),
        ("<p>상품상태: 중고</p>", Condition.USED),
        ("<span>B-Ware</span>", Condition.OPEN_BOX),
        ("<span>Outlet</span>", Condition.OPEN_BOX),
        ("<span>Teşhir Ürünü</span>", Condition.OPEN_BOX),
        ("<div><span>Renewed</span></div>", Condition.REFURBISHED),
        ("<div>Yenilenmiş Ürün</div>", Condition.REFURBISHED),
        ("<div>İkinci El</div>", Condition.USED),
    ],
)
def test_in_which_state(text: str, state: Condition) -> None:
    assert condition(text) is state


@pytest.mark.parametrize(
    "text",
    [
        '<nav><a href="/used">Used</a></nav>',
        '<a href="/used">Used</a>',
        "<button>Refurbished</button>",
        "<p>Buy used from $400</p>",
        "<p>Used from</p>",
        "<p>New (12) from $45</p>",
        "<p>New</p>",
        "<p>not <b>used</b></p>",
        "<p>Used by gamers</p>",
        "<div><span>New</span></div><div><span>Used</span></div><div><span>Refurbished</span></div>",
        "<p>Condition</p><button>New</button><button>Used</button>",
        '<p>Condition</p><label><input type="radio">Used</label>',
        "<p>Conditions of use</p>",
        "<p>Condition of sale: none</p>",
        "<p>Stan: na stanie</p>",
        "<p>Estado: Disponible</p>",
        "<p>Durum: Stokta</p>",
        "<div class='reviews'><p>Condition: Used</p></div>",
        "<section><h3>Similar items</h3><p>Refurbished</p><p>Another card for you to look at</p></section>",
        "<p>more</p>" * 40 + "<span>Refurbished</span>",
    ],
)
def test_no_state_is_told(text: str) -> None:
    assert condition(text) is None


def test_a_state_cites_its_words() -> None:
    found = shown_condition(*looked("<h1>GeForce RTX 5070</h1><dl><dt>Zustand:</dt><dd>Gebraucht</dd></dl>"))
    assert found == (Condition.USED, "Zustand: Gebraucht")
