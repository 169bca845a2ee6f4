"""Price comparison sites: items with their lowest price, and each seller's offer."""

from decimal import Decimal
from pathlib import Path

import pytest
from reading_help import RECORDED, SHOP, html, page

import scrapers
from monitor.polling.item_key import item_key
from scrapers.market import MARKETS
from scrapers.offer import Condition, Offer, PriceKind, Reading, SellerKind, Stock
from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.read import read_page
from scrapers.shipping import shipping_cost
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec, Tier, load

PAGES = RECORDED / "rgeizhals" / "inst" / "extdata"
GEIZHALS = load(Path(scrapers.__file__).parent / "retailers" / "geizhals-at.toml", platforms=frozenset(PLATFORMS))
COMPARISON = RetailerSpec(
    name="compare",
    title="Compare",
    url=SHOP,
    market="de",
    platform="aggregator",
    tier=Tier.AGGREGATOR,
    selectors=Selectors(
        item="li.item", title="a", link="a", price=".price", offer_count=".count", seller=".best", stock=".light@class"
    ),
    sellers=Selectors(
        item="tr.offer", seller=".shop", price=".price", stock=".stock", shipping=".ship", title=".their-title"
    ),
)


def read(text: str, kind: Kind, url: str = f"{SHOP}/p/1") -> Reading:
    return read_page(page(text, url), COMPARISON, SourceSpec(url=url, kind=kind))


def offer(shop: str, price: str, stock: str = "lagernd", ship: str = "", title: str = "") -> str:
    return (
        f'<tr class="offer"><td class="price">{price}</td><td class="shop">{shop}</td><td class="stock">{stock}</td>'
        f'<td class="ship">{ship}</td><td class="their-title">{title}</td></tr>'
    )


def item_page(*offers: str, count: int | None = None) -> Reading:
    said = count or len(offers)
    ld = (
        '<script type="application/ld+json">{"@type":"Product","name":"Grafikkarte X 5070","offers":{"@type":"AggregateOffer",'
        f'"lowPrice":"499.00","priceCurrency":"EUR","offerCount":{said}}}}}</script>'
    )
    table = f"<table>{''.join(offers)}</table>"
    return read(html(f"<h1>Grafikkarte X 5070</h1><p>ab € 499,00</p>{table}", head=ld, lang="de"), Kind.PRODUCT)


def test_a_list_has_items_without_seller() -> None:
    text = html(
        '<ul><li class="item"><a href="/p/1">Card 1</a><b class="price">ab € 499,00</b><i class="count">12 Angebote</i>'
        '<i class="best">Northwind</i><i class="light available"></i></li>'
        '<li class="item"><a href="/p/2">Card 2</a><b class="price">€ 799,--</b><i class="count">1</i><i class="light"></i></li></ul>'
    )
    first, second = read(text, Kind.LIST, f"{SHOP}/list").offers
    assert (first.price, first.price_kind, first.offer_count) == (Decimal(499), PriceKind.LIST, 12)
    assert (first.seller, first.first_party, first.seller_kind) == (None, None, SellerKind.UNKNOWN)
    assert first.raw["cheapest_seller"] == "Northwind"
    assert (first.stock, second.stock) == (Stock.IN_STOCK, None)
    assert (second.price, second.offer_count) == (Decimal(799), 1)


def test_an_item_comes_before_its_sellers() -> None:
    reading = item_page(
        offer("Northwind GmbH", "€ 499,00", ship="Vorkasse € 5,90. Nachnahme € 9,50."),
        offer("Mindfactory AG", "€ 509,00", "nicht lagernd", "Gratisversand", "Grafikkarte X, B-Ware"),
        offer("Unklar", "€ 519,00", "siehe Shop"),
    )
    item, northwind, mindfactory, unclear = reading.offers
    assert (item.title, item.price, item.price_kind, item.offer_count) == (
        "Grafikkarte X 5070",
        Decimal("499.00"),
        PriceKind.LIST,
        3,
    )
    assert (item.seller, item.seller_group, item.stock) == (None, None, Stock.IN_STOCK)
    assert (northwind.seller, northwind.seller_group, northwind.seller_kind) == (
        "Northwind GmbH",
        "northwind",
        SellerKind.MARKETPLACE,
    )
    assert (northwind.price, northwind.stock, northwind.shipping, northwind.first_party) == (
        Decimal(499),
        Stock.IN_STOCK,
        Decimal("5.90"),
        False,
    )
    assert (mindfactory.seller_kind, mindfactory.seller_group) == (SellerKind.KNOWN_SHOP, "mindfactory")
    assert (mindfactory.stock, mindfactory.shipping, mindfactory.condition) == (
        Stock.OUT_OF_STOCK,
        Decimal(0),
        Condition.OPEN_BOX,
    )
    assert (unclear.stock, unclear.shipping) == (None, None)
    assert {each.title for each in reading.offers} == {"Grafikkarte X 5070"}
    assert reading.complete


@pytest.mark.parametrize(
    ("stocks", "stock"),
    [
        (["lagernd", "nicht lagernd"], Stock.IN_STOCK),
        (["nicht lagernd", "nicht lagernd"], Stock.OUT_OF_STOCK),
        (["nicht lagernd", "siehe Shop"], None),
        (["lagernd", "siehe Shop"], Stock.IN_STOCK),
        (["siehe Shop"], None),
    ],
)
def test_whether_anybody_has_the_item(stocks: list[str], stock: Stock | None) -> None:
    reading = item_page(*(offer(f"Shop {n} GmbH", "€ 499,00", said) for n, said in enumerate(stocks)))
    assert reading.offers[0].stock is stock


def test_every_seller_of_an_item_is_a_listing_of_its_own() -> None:
    reading = item_page(*(offer(f"Laden {n}", "€ 499,00") for n in range(5)))
    keys = {(item_key(each), each.seller, each.condition) for each in reading.offers}
    assert len(keys) == len({each.url for each in reading.offers}) == 6
    assert {item_key(each) for each in reading.offers} == {"shop.example/p/1"}


def test_offers_that_are_not_shown_are_not_missing() -> None:
    reading = item_page(offer("Northwind", "€ 499,00"), count=40)
    assert reading.offers[0].offer_count == 40
    assert not reading.complete
    assert [warning.kind for warning in reading.warnings] == ["sellers_missing"]


def test_an_offer_without_name_or_price_is_told_and_left_out() -> None:
    reading = item_page(offer("", "€ 499,00"), offer("Northwind", "auf Anfrage"), offer("Fabrikam", "€ 520,00"))
    assert [each.seller for each in reading.offers] == [None, "Fabrikam"]
    assert [warning.kind for warning in reading.warnings] == ["seller_missing", "price_missing"]
    assert reading.complete


@pytest.mark.parametrize(
    ("text", "cost"),
    [
        ("Vorkasse € 5,90. Nachnahme € 9,50.", "5.90"),
        ("GRATISVERSAND. Lieferung in weitere Länder auf Anfrage.", "0"),
        ("Versandkostenfrei", "0"),
        ("versandkostenfrei ab € 100", None),
        ("Nachnahme ab € 29,-.", "29"),
        ("zzgl. Versand", None),
        ("", None),
    ],
)
def test_shipping(text: str, cost: str | None) -> None:
    read = shipping_cost(text, market=MARKETS["at"], currency="EUR")
    assert read == (None if cost is None else Decimal(cost))


@pytest.mark.parametrize(
    ("text", "market", "cost"),
    [
        ("+ $9.99 shipping", "us", "9.99"),
        ("FREE delivery Tue, Dec 22", "us", "0"),
        ("Free shipping on orders over $35", "us", None),
        ("Kargo bedava", "tr", "0"),
        ("Kargo: 49,90 TL", "tr", "49.90"),
        ("Livraison gratuite", "fr", "0"),
        ("Livraison gratuite dès 50 €", "fr", None),
        ("Darmowa dostawa", "pl", "0"),
        ("送料無料", "jp", "0"),
        ("무료배송", "kr", "0"),
    ],
)
def test_shipping_elsewhere(text: str, market: str, cost: str | None) -> None:
    place = MARKETS[market]
    assert shipping_cost(text, market=place, currency=place.currency) == (None if cost is None else Decimal(cost))


def recorded(name: str, kind: Kind) -> Reading:
    url = "https://geizhals.at/?cat=hwaeschtr" if kind is Kind.LIST else "https://geizhals.at/item-a1.html"
    return read_page(Page(url=url, body=(PAGES / name).read_bytes()), GEIZHALS, SourceSpec(url=url, kind=kind))


def told(offers: list[Offer]) -> list[tuple[str, str, int | None]]:
    return [(each.title.split(",")[0], f"{each.price:.2f}", each.offer_count) for each in offers]


@pytest.mark.skipif(not PAGES.is_dir(), reason="recorded pages are not here")
class TestRecorded:
    def test_a_short_list(self) -> None:
        reading = recorded("gh-lst-nas-01.html", Kind.LIST)
        assert told(reading.offers) == [
            ("Asustor AS6210T", "920.89", 13),
            ("QNAP Turbo Station TS-EC1080 Pro", "2309.55", 1),
        ]
        assert (reading.next_url, reading.warnings) == (None, [])

    def test_a_long_list(self) -> None:
        reading = recorded("gh-lst-trockn-01.html", Kind.LIST)
        assert len(reading.offers) == 30
        assert all(each.currency == "EUR" and each.price_kind is PriceKind.LIST for each in reading.offers)
        assert [(each[1], each[2]) for each in told(reading.offers)][:4] == [
            ("459.08", 4),
            ("495.00", 20),
            ("542.23", 6),
            ("549.00", 3),
        ]
        assert sum(each.offer_count or 0 for each in reading.offers) == 235
        assert reading.next_url is not None
        assert "pg=2" in reading.next_url

    @pytest.mark.parametrize(
        ("name", "lowest", "highest", "sellers"),
        [("gh-dp-nas-01.html", "920.29", "1028.10", 12), ("gh-dp-trockn-01.html", "1248.99", "1408.00", 5)],
    )
    def test_an_item_and_its_sellers(self, name: str, lowest: str, highest: str, sellers: int) -> None:
        reading = recorded(name, Kind.PRODUCT)
        item, *offers = reading.offers
        assert (item.price, item.currency, item.offer_count) == (Decimal(lowest), "EUR", sellers)
        assert len(offers) == sellers
        prices = [each.price for each in offers if each.price is not None]
        assert (min(prices), max(prices)) == (Decimal(lowest), Decimal(highest))
        assert all(each.seller and each.seller_group and each.first_party is False for each in offers)
        assert (reading.complete, reading.warnings) == (True, [])

    def test_an_item_is_the_same_in_the_list_and_on_its_own_page(self) -> None:
        listed = recorded("gh-lst-nas-01.html", Kind.LIST).offers[0]
        shown = recorded("gh-dp-nas-01.html", Kind.PRODUCT).offers[0]
        assert item_key(listed) == item_key(shown)
