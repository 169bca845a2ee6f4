"""Embedded data, and what becomes of it beside what the page shows."""

import json
from decimal import Decimal
from typing import Any

import pytest
from reading_help import SHOP, html, page, read, read_product, retailer, saved, source

from scrapers.errors import LayoutChanged
from scrapers.offer import Condition, Stock
from scrapers.read import read_page
from scrapers.spec import Kind

CARD = "Northwind RTX 9090 Storm 24GB"


def ld(*values: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(value)}</script>' for value in values)


def product(**offer: Any) -> dict[str, Any]:
    return {"@type": "Product", "name": CARD, "sku": "NW-1", "offers": {"@type": "Offer", **offer}}


def shown(price: str = "$1,299.99", stock: str = "In stock", button: str = "Add to cart") -> str:
    return f'<h1>{CARD}</h1><p class="price">{price}</p><p class="stock">{stock}</p><button>{button}</button>'


def test_page_and_data_agree() -> None:
    reading = read_page(saved("card_in_stock.html"), retailer(), source(Kind.PRODUCT))
    (offer,) = reading.offers
    assert offer.title == "Northwind RTX 9090 Storm 24GB Graphics Card"
    assert offer.url == "https://shop.example/p/rtx-9090-storm"
    assert (offer.sku, offer.price, offer.currency) == ("NW-9090-S", Decimal("1299.99"), "USD")
    assert (offer.stock, offer.condition, offer.confidence) == (Stock.IN_STOCK, Condition.NEW, 1.0)
    assert offer.raw["price_data"] == "1299.99"
    assert reading.complete
    assert reading.warnings == []


def test_the_shop_itself_is_the_first_party() -> None:
    sells = ld(product(price="5", priceCurrency="USD", seller={"name": "Shop"}))
    assert read_product(html(shown("$5.00"), head=sells)).first_party is True
    sells = ld(product(price="5", priceCurrency="USD", seller={"name": "Scalpers United"}))
    offer = read_product(html(shown("$5.00"), head=sells))
    assert (offer.seller, offer.first_party) == ("Scalpers United", False)
    assert read_product(html(shown(), head=ld(product(price="5")))).first_party is None


@pytest.mark.parametrize(
    "data",
    [
        [{"@graph": [{"@type": "WebPage"}, product(price="1299.99", priceCurrency="USD")]}],
        [[{"@type": "BreadcrumbList", "itemListElement": []}, product(price=1299.99, priceCurrency="USD")]],
        [{"@type": ["Product", "Thing"], "name": CARD, "offers": [{"@type": "Offer", "price": "1,299.99", "priceCurrency": "USD"}]}],
        [{"@type": "http://schema.org/Product", "name": CARD, "offers": {"@id": "#o"}},
         {"@type": "Offer", "@id": "#o", "price": "1299.99", "priceCurrency": "USD"}],
        [{"@type": "WebPage", "mainEntity": product(price="1299.99", priceCurrency="usd")}],
        [{"@type": "Offer", "price": 1299.99, "priceCurrency": "USD", "itemOffered": {"@type": "Product", "name": CARD}}],
        [{"@type": "Product", "name": CARD, "offers": {"@type": "AggregateOffer", "lowPrice": "1299.99", "highPrice": "1500",
          "priceCurrency": "USD", "offerCount": 7}}],
        [product(priceSpecification=[
            {"@type": "UnitPriceSpecification", "price": 1499.99, "priceCurrency": "USD", "priceType": "https://schema.org/StrikethroughPrice"},
            {"@type": "UnitPriceSpecification", "price": 999.99, "priceCurrency": "USD", "validForMemberTier": {"name": "club"}},
            {"@type": "UnitPriceSpecification", "price": 1299.99, "priceCurrency": "USD"}])],
    ],
)  # fmt: skip
def test_json_ld_in_all_its_shapes(data: list[Any]) -> None:
    # Nothing on the page shows a price: only the data can tell.
    offer = read_product(html(f"<h1>{CARD}</h1><p>In stock</p>", head=ld(*data)))
    assert (offer.price, offer.currency) == (Decimal("1299.99"), "USD")


def test_an_aggregate_says_how_many_sellers() -> None:
    data = {
        "@type": "Product",
        "name": CARD,
        "offers": {"@type": "AggregateOffer", "lowPrice": 500, "priceCurrency": "EUR", "offerCount": "31"},
    }
    offer = read_product(html(f"<h1>{CARD}</h1><p>ab 500,00 €</p>", head=ld(data)), market="de")
    assert (offer.price, offer.offer_count) == (Decimal(500), 31)


def test_a_price_without_tax_is_not_the_buyers() -> None:
    net = product(
        priceSpecification={"price": "1000", "priceCurrency": "EUR", "valueAddedTaxIncluded": False},
        availability="InStock",
    )
    assert read_product(html(f"<h1>{CARD}</h1>", head=ld(net)), market="de").price is None
    gross = read_product(html(shown("1.190,00 €", "Auf Lager", "In den Warenkorb"), head=ld(net)), market="de")
    assert gross.price == Decimal("1190.00")


def test_variants_follow_the_one_the_page_is_about() -> None:
    def variant(memory: int, price: str) -> dict[str, Any]:
        offer = {"@type": "Offer", "price": price, "priceCurrency": "USD", "availability": "InStock"}
        return {
            "@type": "Product",
            "name": f"{CARD} {memory}",
            "sku": f"NW-{memory}",
            "url": f"/p/1?m={memory}",
            "offers": offer,
        }

    group = {
        "@type": "ProductGroup",
        "name": CARD,
        "hasVariant": [variant(12, "599"), variant(16, "799"), variant(24, "999")],
    }
    text = html(shown("$799.00"), head=ld(group))
    offers = read(text, Kind.PRODUCT, url=f"{SHOP}/p/1?m=16").offers
    assert [offer.sku for offer in offers] == ["NW-16", "NW-12", "NW-24"]
    assert [offer.price for offer in offers] == [Decimal(799), Decimal(599), Decimal(999)]


def test_microdata() -> None:
    body = f"""<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">{CARD}</h1>
      <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
      <span itemprop="price">1.299,00 €</span><meta itemprop="priceCurrency" content="EUR">
      <link itemprop="availability" href="https://schema.org/InStock"></div></div>"""
    offer = read_product(html(body), market="de")
    assert (offer.price, offer.currency, offer.stock) == (Decimal("1299.00"), "EUR", Stock.IN_STOCK)


def test_open_graph() -> None:
    head = """<meta property="og:title" content="Northwind RTX 9090 Storm 24GB"><meta property="og:type" content="product">
      <meta property="product:price:amount" content="1299.99"><meta property="product:price:currency" content="USD">
      <meta property="product:availability" content="in stock">"""
    offer = read_product(html(f"<h1>{CARD}</h1>", head=head))
    assert (offer.price, offer.currency, offer.stock) == (Decimal("1299.99"), "USD", Stock.IN_STOCK)


def test_what_the_page_shows_wins_over_a_stale_price() -> None:
    offer = read_product(html(shown("$1,499.99"), head=ld(product(price="1299.99", priceCurrency="USD"))))
    assert offer.price == Decimal("1499.99")
    assert offer.confidence < 0.8
    assert offer.raw["price_data"] == "1299.99"


@pytest.mark.parametrize(
    ("stated", "shown_as", "price"),
    [
        ("5499900", "$54,999.00", "54999.00"),
        ("229.99", "$22999", "229.99"),
        ("1299.99", "$1,300", "1299.99"),
        ("1299.00", "$1,299", "1299"),
    ],
)
def test_two_ways_to_write_one_price(stated: str, shown_as: str, price: str) -> None:
    offer = read_product(html(shown(shown_as), head=ld(product(price=stated, priceCurrency="USD"))))
    assert offer.price == Decimal(price)
    assert offer.confidence == 1.0


def test_a_title_tells_the_condition_better_than_a_template() -> None:
    data = {**product(price="1299.99", priceCurrency="USD", itemCondition="NewCondition"), "name": f"{CARD} (Renewed)"}
    offer = read_product(html(shown().replace(CARD, f"{CARD} (Renewed)"), head=ld(data)))
    assert offer.condition is Condition.REFURBISHED


def test_the_old_price_in_the_data_does_not_win() -> None:
    text = html(shown("<del>$1,499.99</del> $1,299.99"), head=ld(product(price="1499.99", priceCurrency="USD")))
    assert read_product(text).price == Decimal("1299.99")


def test_a_sold_out_bundle_that_claims_to_be_in_stock() -> None:
    offer = read_page(saved("bundle_sold_out.html"), retailer(), source(Kind.PRODUCT)).offers[0]
    assert (offer.stock, offer.price) == (Stock.OUT_OF_STOCK, Decimal("1004.98"))
    assert offer.confidence < 0.8
    assert "InStock" in offer.raw["stock_data"]


def test_in_store_only() -> None:
    offer = read_page(saved("store_only.html"), retailer(), source(Kind.PRODUCT)).offers[0]
    assert (offer.stock, offer.price) == (Stock.IN_STORE_ONLY, Decimal("2299.99"))


def test_an_offer_about_another_item_says_nothing_of_this_one() -> None:
    other = {
        "@type": "Product",
        "name": "Mains adapter of 90 watts",
        "offers": {"price": "29", "priceCurrency": "USD", "availability": "OutOfStock"},
    }
    offer = read_product(html(shown(), head=ld(product(price="1299.99", priceCurrency="USD"), other)))
    assert (offer.price, offer.stock) == (Decimal("1299.99"), Stock.IN_STOCK)
    related = {
        **product(price="1299.99", priceCurrency="USD"),
        "isRelatedTo": [other],
        "review": {"itemReviewed": other},
    }
    assert len(read(html(shown(), head=ld(related)), Kind.PRODUCT).offers) == 1


def test_an_item_list() -> None:
    items = [
        {"@type": "ListItem", "position": n, "item": {"@type": "Product", "name": f"Card {n}", "url": f"/p/{n}",
         "offers": {"price": str(100 * n), "priceCurrency": "EUR", "availability": "InStock" if n != 2 else "SoldOut"}}}
        for n in (1, 2, 3)
    ]  # fmt: skip
    reading = read(
        html("<h1>Cards</h1>", head=ld({"@type": "ItemList", "itemListElement": items})), Kind.LIST, market="de"
    )
    assert [(offer.title, offer.url, offer.price) for offer in reading.offers] == [
        (f"Card {n}", f"{SHOP}/p/{n}", Decimal(100 * n)) for n in (1, 2, 3)
    ]
    assert [offer.stock for offer in reading.offers] == [Stock.IN_STOCK, Stock.OUT_OF_STOCK, Stock.IN_STOCK]


def test_a_cut_page_gives_what_is_whole() -> None:
    items = [
        {"@type": "Product", "name": f"Card {n}", "url": f"/p/{n}", "offers": {"price": n, "priceCurrency": "USD"}}
        for n in range(1, 6)
    ]
    whole = html("<h1>Cards</h1>", head=ld({"@type": "ItemList", "itemListElement": items}))
    reading = read(whole[: whole.index("Card 4") + 20], Kind.LIST)
    assert [offer.title for offer in reading.offers] == ["Card 1", "Card 2", "Card 3"]
    assert not reading.complete


def test_half_a_price_is_none() -> None:
    whole = html(f"<h1>{CARD}</h1><button>Add to cart</button><p class='price'>$1,299.99</p>")
    offer = read_product(whole[: whole.index("$1,299.99") + 4])
    assert offer.price is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty_page"),
        ("   \n ", "empty_page"),
        (html(""), "empty_page"),
        (html("<h1>About us</h1><p>We sell cards since 1999.</p>" + "<p>Our story is long.</p>" * 80), "no_items"),
        (html("<h1>Card</h1>" + "<p>Read about it.</p>" * 90, head='<script type="application/ld+json">{"@type": "Product", "offers": {]</script>'),
         "invalid_json_ld"),
    ],
)  # fmt: skip
def test_nothing_to_read_is_a_changed_layout(text: str, reason: str) -> None:
    with pytest.raises(LayoutChanged) as raised:
        read(text, Kind.PRODUCT)
    assert raised.value.reason == reason


def test_a_list_that_says_it_is_empty_is_whole() -> None:
    filler = "<p>Shipping is free of charge from fifty euros.</p>" * 40
    reading = read(html(f"<h1>Cards</h1><p>No products were found matching your selection.</p>{filler}"), Kind.LIST)
    assert reading.offers == []
    assert reading.complete
    with pytest.raises(LayoutChanged):
        read(html(f"<h1>Cards</h1>{filler}"), Kind.LIST)


def test_a_price_that_is_no_amount_is_a_warning() -> None:
    reading = read(
        html(f"<h1>{CARD}</h1><p>In stock</p>", head=ld(product(price="call us", availability="InStock"))), Kind.PRODUCT
    )
    assert reading.offers[0].price is None
    assert [warning.kind for warning in reading.warnings] == ["price_unreadable"]


def test_broken_bytes_are_a_warning() -> None:
    body = html(shown() + "<p>é è à ü ö ä ß</p>" * 20).encode().replace(b"</button>", b"</button>\xff")
    reading = read_page(page("").__class__(url=f"{SHOP}/p/1", body=body), retailer(), source(Kind.PRODUCT))
    assert reading.offers[0].stock is Stock.IN_STOCK
    assert "broken_encoding" in {warning.kind for warning in reading.warnings}


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ('<link rel="canonical" href="https://shop.example/p/clean">', f"{SHOP}/p/clean"),
        ('<link rel="canonical" href="https://elsewhere.example/p/1">', f"{SHOP}/p/1?utm=x"),
        ('<link rel="canonical" href="https://shop.example/">', f"{SHOP}/p/1?utm=x"),
        ('<base href="https://shop.example/base/"><link rel="canonical" href="p/2">', f"{SHOP}/base/p/2"),
    ],
)
def test_the_address_of_the_item(head: str, expected: str) -> None:
    assert read_product(html(shown(), head=head), url=f"{SHOP}/p/1?utm=x").url == expected


def test_a_page_nobody_described_is_read_by_its_domain() -> None:
    offer = read_page(
        page(html(shown("1.299,00 €", "Auf Lager", "In den Warenkorb"), lang="de"), "https://kartenhaus.de/p/1")
    ).offers[0]
    assert (offer.price, offer.currency, offer.stock) == (Decimal("1299.00"), "EUR", Stock.IN_STOCK)
    offer = read_page(
        page(html(shown("54.999,00 TL", "Stokta", "Sepete Ekle"), lang="tr"), "https://dukkan.com.tr/p/1")
    ).offers[0]
    assert (offer.price, offer.currency, offer.stock) == (Decimal("54999.00"), "TRY", Stock.IN_STOCK)
    offer = read_page(page(html(shown("1'299.00 CHF")), "https://laden.ch/p/1")).offers[0]
    assert (offer.price, offer.currency) == (Decimal("1299.00"), "CHF")
