"""Where a shop that nobody described sells: told by its address, its language, its money or its script."""

import json

import pytest
from reading_help import html, page

from scrapers.read import read_page


def currency_of(
    *, url: str = "https://shop.example/p/1", lang: str = "", name: str = "", data: str = "", price: str = "$1,299"
) -> str | None:
    head = f"<title>{name}</title>"
    if data:
        values = {"@type": "Product", "name": "Northwind", "offers": {"price": 1299, "priceCurrency": data}}
        head += f'<script type="application/ld+json">{json.dumps(values)}</script>'
    body = f"<h1>Northwind</h1><p class='price'>{price}</p><button>Add to cart</button>"
    return read_page(page(html(body, head=head, lang=lang), url)).offers[0].currency


@pytest.mark.parametrize(
    ("known", "currency"),
    [
        ({}, "USD"),
        ({"url": "https://shop.ca/p/1"}, "CAD"),
        ({"url": "https://shop.com.au/p/1"}, "AUD"),
        ({"url": "https://shop.co.nz/p/1"}, "NZD"),
        ({"lang": "en-CA"}, "CAD"),
        ({"lang": "en"}, "USD"),
        ({"data": "CAD"}, "CAD"),
        ({"lang": "ja", "price": "1299"}, "JPY"),
        ({"lang": "en", "price": "1299"}, "USD"),
        # The title's script, where nothing else tells.
        ({"name": "ノースウィンド グラフィックカード", "price": "1299"}, "JPY"),
        ({"name": "北风 显卡", "price": "1299"}, "CNY"),
        ({"name": "노스윈드 그래픽카드", "price": "1299"}, "KRW"),
        ({"name": "Видеокарта Нордвинд", "price": "1299"}, "RUB"),
        ({"name": "Κάρτα γραφικών", "price": "1299"}, "EUR"),
        # One sign is an ornament, and what the address or the language says goes before.
        ({"name": "Northwind ★ 風", "price": "1299"}, "USD"),
        ({"name": "β-test", "price": "1299"}, "USD"),
        ({"name": "北风 显卡", "price": "1299", "url": "https://shop.com.tw/p/1"}, "TWD"),
        ({"name": "ノースウィンド", "price": "1299", "lang": "en-US"}, "USD"),
        ({"name": "Видеокарта", "price": "1299", "data": "EUR"}, "EUR"),
    ],
)
def test_what_a_price_without_a_currency_is_in(known: dict[str, str], currency: str) -> None:
    assert currency_of(**known) == currency
