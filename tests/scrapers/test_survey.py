"""What one page tells of its shop."""

import tomllib
from datetime import date

import pytest
from msgspec.structs import replace
from reading_help import html, page, retailer

from scrapers.page import Page
from scrapers.platforms import PLATFORMS
from scrapers.retailer_file import proved, render
from scrapers.software import apis, software
from scrapers.spec import Kind, Politeness, Selectors, SourceSpec, SpecError, check
from scrapers.survey import name_of, survey


def one_card(price: str, *, lang: str = "en", url: str = "https://shop.example/p/1") -> Page:
    return page(html(f"<h1>ASUS RTX 5080 16GB</h1><p>{price}</p><button>Add to cart</button>", lang=lang), url)


@pytest.mark.parametrize(
    ("seen", "market", "currency", "why"),
    [
        (one_card("1.299,00 €", url="https://www.shop.de/p/1"), "de", None, ".de"),
        (one_card("£1,299.00", url="https://www.shop.co.uk/p/1"), "gb", None, ".uk"),
        (one_card("54.999,00 TL", lang="tr"), "tr", None, "'tr'"),
        (one_card("1 299,00 zł"), "pl", None, "PLN"),
        (one_card("$1,299.00", lang="en-CA"), "ca", None, "'en-CA'"),
        (one_card("$1,299.00"), "us", None, "USD"),
        (one_card("€1.299,00", url="https://www.shop.pl/p/1"), "pl", "EUR", ".pl"),
    ],
)
def test_market_and_currency_are_guessed_and_why(seen: Page, market: str, currency: str | None, why: str) -> None:
    found = survey(seen, politeness=Politeness())
    assert (found.retailer.market, found.retailer.currency, found.kind) == (market, currency, Kind.PRODUCT)
    assert why in found.market_why


def test_what_is_known_is_not_guessed() -> None:
    found = survey(one_card("$1,299.00"), name="shop", market="ca", politeness=Politeness())
    assert (found.retailer.market, found.retailer.currency, found.reading.offers[0].currency) == ("ca", None, "CAD")


def test_a_place_without_a_market_is_told() -> None:
    with pytest.raises(SpecError, match="--market"):
        survey(one_card("R$ 1.299,00", url="https://www.shop.com.br/p/1"), politeness=Politeness())


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.shop.de/x", "shop"),
        ("https://shop.com.tr", "shop"),
        ("https://store.maker.com/gpus", "maker"),
        ("https://www.x-kom.pl/", "x-kom"),
        ("https://Grafik_Hof.example", "grafik-hof"),
        ("http://127.0.0.1:8000/a", "127-0-0-1-8000"),
        ("http://localhost:8000", "localhost-8000"),
        ("http://[::1]:8000/", "1-8000"),
        ("https://x.de", "shop-x"),
    ],
)
def test_a_name_from_an_address(url: str, name: str) -> None:
    assert name_of(url) == name
    check(
        {"name": name, "title": "x", "url": url, "market": "us", "platform": "schema_org"},
        platforms=frozenset(PLATFORMS),
    )


SHOPIFY = html("<p>x</p>", head='<script src="//cdn.shopify.com/s/f.js"></script>')
WOO = '<html><body class="archive tax-product_cat term-gpus term-15 woocommerce"><p>x</p></body></html>'


def test_shop_software_is_recognised_by_its_marks() -> None:
    assert software(page(SHOPIFY)) == ["Shopify"]
    assert software(page(WOO)) == ["WooCommerce"]
    assert software(page(html("<p>We sell Magento books and Shopify mugs</p>"))) == []
    assert software(page(html('<script id="__NEXT_DATA__">{}</script>'))) == ["Next.js"]


@pytest.mark.parametrize(
    ("seen", "found"),
    [
        (page(SHOPIFY, "https://s.example/"), ("shopify", "https://s.example/products.json?limit=250")),
        (
            page(SHOPIFY, "https://s.example/en/collections/gpus?sort=price"),
            ("shopify", "https://s.example/collections/gpus/products.json?limit=250"),
        ),
        (page(SHOPIFY, "https://s.example/products/rtx-5080"), None),
        (
            page(WOO, "https://s.example/product-category/gpus/"),
            ("woocommerce", "https://s.example/wp-json/wc/store/v1/products?per_page=100&category=15"),
        ),
        (page(html("<p>x</p>"), "https://s.example/"), None),
    ],
)
def test_an_api_is_named_by_the_platform_that_reads_it(seen: Page, found: tuple[str, str] | None) -> None:
    assert apis(seen, ["schema_org", "shopify", "woocommerce"]) == ([found] if found else [])
    assert apis(seen, ["schema_org"]) == []


def test_a_file_says_what_it_is_rendered_from() -> None:
    shop = replace(
        retailer("selectors", market="tr", currency="EUR"),
        title='A "shop" with \\ and Çiçek',
        selectors=Selectors(item='li[data-x="1"]', title="a", link="a@href"),
        sources=[SourceSpec(url="https://shop.example/ekran-karti?a=1&b=2")],
        politeness=Politeness(delay=7.5),
    )
    text = render(shop, comments=["found\nthis"], today=date(2026, 1, 5), product_url="https://shop.example/p/1")
    read = check(tomllib.loads(text), platforms=frozenset(PLATFORMS))
    assert replace(read, terms=None) == shop
    assert read.terms is not None
    assert read.terms.checked == date(2026, 1, 5)


def test_evidence_is_added_without_touching_the_rest() -> None:
    text = (
        '# mine\nname = "x"  # theirs\nverified = false\nevidence = ["old", "a.gz: 1"]\n\n[terms]\nnote = "n"  # kept\n'
    )
    marked = proved(text, ["a.gz: 2", "b.gz: 3"])
    assert marked is not None
    assert tomllib.loads(marked)["evidence"] == ["old", "a.gz: 2", "b.gz: 3"]
    assert tomllib.loads(marked)["verified"] is True
    assert all(comment in marked for comment in ("# mine", "# theirs", "# kept"))
    assert proved("name = ", []) is None
