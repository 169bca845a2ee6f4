"""What the shops' pages show, read with a parser that knows nothing of ours."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from monitor.demo import pages
from monitor.demo.chance import DAY, END, HOUR
from monitor.demo.scenario import Shelf
from monitor.demo.shops import SHOPS, Shop
from monitor.demo.trade import Item
from scrapers.offer import Stock

BASE = "http://127.0.0.1:1"
_BY_NAME = {shop.name: shop for shop in SHOPS}
HARBOR, GRAFIKHOF, EKRANHANE = (_BY_NAME[f"demo-{name}"] for name in ("harbor", "grafikhof", "ekranhane"))
MINUTES = [day * DAY + day * 37 % (24 * HOUR) for day in range(0, 130, 6)]
Row = tuple[str, str, Decimal, Stock]


def stock_list(shop: Shop, number: int, minute: int) -> list[tuple[Item, Shelf]]:
    return shop.on_page(shop.stock_list(minute), number)


def soup(body: bytes) -> BeautifulSoup:
    return BeautifulSoup(body, "lxml")


def text(tag: Tag, selector: str) -> str:
    found = tag.select_one(selector)
    assert found is not None, selector
    return " ".join(found.get_text().split())


def attribute(tag: Tag, selector: str, name: str) -> str:
    found = tag.select_one(selector)
    assert found is not None, selector
    return str(found[name])


def harbor(page: BeautifulSoup) -> list[Row]:
    words = {"In stock": Stock.IN_STOCK, "Only": Stock.LIMITED, "Out of stock": Stock.OUT_OF_STOCK}
    return [
        (
            text(card, ".product-name"),
            attribute(card, ".product-name", "href"),
            Decimal(text(card, ".price").removeprefix("$").replace(",", "")),
            next(stock for word, stock in words.items() if text(card, ".stock-status").startswith(word)),
        )
        for card in page.select("article.product-card")
    ]


def grafikhof(page: BeautifulSoup) -> list[Row]:
    words = {"Sofort": Stock.IN_STOCK, "Nur noch": Stock.LIMITED, "Derzeit nicht": Stock.OUT_OF_STOCK}
    return [
        (
            text(card, "[itemprop=name]"),
            attribute(card, "a[itemprop=url]", "href"),
            Decimal(text(card, ".preis").removesuffix(" €").replace(".", "").replace(",", ".")),
            next(stock for word, stock in words.items() if text(card, ".lieferstatus").startswith(word)),
        )
        for card in page.select(".artikel")
    ]


def ekranhane(page: BeautifulSoup) -> list[Row]:
    words = {"Stokta": Stock.IN_STOCK, "Son ": Stock.LIMITED, "Tükendi": Stock.OUT_OF_STOCK}
    return [
        (
            text(card, ".urun-adi"),
            attribute(card, ".urun-adi a", "href"),
            Decimal(text(card, ".guncel-fiyat").removesuffix(" TL").replace(".", "")),
            next(stock for word, stock in words.items() if text(card, ".stok-durumu").startswith(word)),
        )
        for card in page.select(".urun-karti")
    ]


READERS: dict[str, Callable[[BeautifulSoup], list[Row]]] = {
    "demo-harbor": harbor,
    "demo-grafikhof": grafikhof,
    "demo-ekranhane": ekranhane,
}


@pytest.mark.parametrize("shop", [HARBOR, GRAFIKHOF, EKRANHANE], ids=lambda shop: shop.name)
def test_lists_show_what_the_scenario_says(shop: Shop) -> None:
    stocks = set()
    for minute in MINUTES:
        for number in range(1, shop.pages + 1):
            expected = stock_list(shop, number, minute)
            body = pages.list_page(shop, expected, number, BASE)
            rows = [(item.title, shop.item_path(item), each.price, each.stock) for item, each in expected]
            assert READERS[shop.name](soup(body)) == rows
            stocks |= {row[3] for row in rows}
    assert stocks == {Stock.IN_STOCK, Stock.LIMITED, Stock.OUT_OF_STOCK}


def test_the_json_ld_of_the_first_shop_says_the_same() -> None:
    stocks = {"InStock": Stock.IN_STOCK, "LimitedAvailability": Stock.LIMITED, "OutOfStock": Stock.OUT_OF_STOCK}
    for minute in MINUTES:
        expected = stock_list(HARBOR, 1, minute)
        page = soup(pages.list_page(HARBOR, expected, 1, BASE))
        data: dict[str, Any] = json.loads(text(page, "script[type='application/ld+json']"))
        items = [entry["item"] for entry in data["itemListElement"]]
        assert [
            (
                it["name"],
                it["sku"],
                it["url"],
                Decimal(it["offers"]["price"]),
                stocks[it["offers"]["availability"].rpartition("/")[2]],
            )
            for it in items
        ] == [(i.title, i.sku, BASE + HARBOR.item_path(i), s.price, s.stock) for i, s in expected]
        assert {it["offers"]["priceCurrency"] for it in items} == {"USD"}


def test_the_microdata_of_the_second_shop_says_the_same() -> None:
    stocks = {"InStock": Stock.IN_STOCK, "LimitedAvailability": Stock.LIMITED, "OutOfStock": Stock.OUT_OF_STOCK}
    for minute in MINUTES:
        expected = stock_list(GRAFIKHOF, 2, minute)
        cards = soup(pages.list_page(GRAFIKHOF, expected, 2, BASE)).select("[itemtype='https://schema.org/Product']")
        assert [
            (
                attribute(card, "[itemprop=sku]", "content"),
                Decimal(attribute(card, "[itemprop=price]", "content")),
                stocks[attribute(card, "[itemprop=availability]", "href").rpartition("/")[2]],
            )
            for card in cards
        ] == [(item.sku, each.price, each.stock) for item, each in expected]


def test_the_third_shop_embeds_no_data_for_machines() -> None:
    body = pages.list_page(EKRANHANE, stock_list(EKRANHANE, 1, 0), 1, BASE)
    assert b"itemprop" not in body
    assert b"ld+json" not in body
    assert b"schema.org" not in body


def test_struck_old_prices_stand_beside_lower_ones() -> None:
    seen = 0
    for minute in MINUTES:
        for _, each in stock_list(EKRANHANE, 1, minute):
            if each.was is not None:
                assert each.price < each.was
                seen += 1
        page = soup(pages.list_page(EKRANHANE, stock_list(EKRANHANE, 1, minute), 1, BASE))
        assert len(page.select("s")) == sum(each.was is not None for _, each in stock_list(EKRANHANE, 1, minute))
    assert seen > 10


def test_prices_are_written_as_people_of_the_market_write_them() -> None:
    assert HARBOR.speech.money(Decimal("1299.99")) == "$1,299.99"
    assert GRAFIKHOF.speech.money(Decimal("1299.00")) == "1.299,00\N{NO-BREAK SPACE}€"
    assert EKRANHANE.speech.money(Decimal(54999)) == "54.999 TL"
    assert EKRANHANE.speech.money(Decimal("9166.50")) == "9.166,50 TL"


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_every_page_is_marked_as_demo_and_not_for_search_engines(shop: Shop) -> None:
    now = stock_list(shop, 1, END)
    bodies = [
        pages.list_page(shop, now, 1, BASE),
        pages.item_page(shop, *now[0], BASE),
        pages.front_page(shop),
        pages.captcha_page(shop),
        pages.directory_page(SHOPS),
    ]
    for body in bodies:
        page = soup(body)
        assert text(page, ".demo-banner").startswith("DEMO – simulated shop")
        assert "noindex" in attribute(page, "meta[name=robots]", "content")
        assert body.rstrip().endswith(b"</html>")


@pytest.mark.parametrize("shop", SHOPS, ids=lambda shop: shop.name)
def test_an_items_page_shows_its_price_and_stock(shop: Shop) -> None:
    for item, each in stock_list(shop, 1, 70 * DAY):
        page = soup(pages.item_page(shop, item, each, BASE))
        assert text(page, "h1") == item.title
        assert text(page, ".amount") == shop.speech.money(each.price).replace("\N{NO-BREAK SPACE}", " ")
        assert shop.speech.stock_words[each.stock].format(left=each.left) in page.get_text()


def test_the_new_layout_can_be_read_by_people_only() -> None:
    expected = stock_list(GRAFIKHOF, 1, 47 * DAY)
    body = pages.relaunched_list_page(GRAFIKHOF, expected, 1)
    page = soup(body)
    assert not grafikhof(page)
    assert not page.select("[itemprop], [itemtype], script")
    assert all(item.title in page.get_text() for item, _ in expected)
