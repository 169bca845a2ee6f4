"""The shop's own number of an item: behind a label, in a form, in a script, in the address; and what is none."""

import json

import pytest
from reading_help import SHOP, html, read_product

NAME = "Northwind RTX 9090 Storm 24GB"
SOLD = f"<h1>{NAME}</h1><p class='price'>$1,299.99</p><button>Add to cart</button>"


def number_of(markup: str, *, url: str = f"{SHOP}/p/storm", head: str = "") -> str | None:
    return read_product(html(f"<main>{SOLD}{markup}</main>", head=head), url=url).sku


@pytest.mark.parametrize(
    ("markup", "number"),
    [
        ("<p>SKU: NW-9090</p>", "NW-9090"),
        ("<p>Item # 447711</p>", "447711"),
        ("<p>Artikelnummer 447711</p>", "447711"),
        ("<p><b>Ürün Kodu:</b> <span>NW9090</span></p>", "NW9090"),
        ("<table><tr><th>Article no.</th><td>NW/9090-S</td></tr></table>", "NW/9090-S"),
        ("<dl><dt>商品編號</dt><dd>447711</dd></dl>", "447711"),
        ("<p>Model code: <b>(ABC-DEF)</b></p>", None),
        ("<p>Code: (ABC-DEF)</p>", "ABC-DEF"),
        ("<p>SKU: on request</p>", None),
        ("<p>Item: see below</p>", None),
        ("<p>Items 447711</p>", None),
        ("<p>Codename 447711</p>", None),
        ("<p>Reference 447711 was our first card</p>", None),
        ("<p>Item sold since 2019-04</p>", None),
        ("<p>SKU: 7</p>", None),
        ("<footer><p>Code: 447711</p></footer>", None),
        ("<section class='related'><p>SKU: 447711</p></section>", None),
        # The nearest one to the title.
        ("<p>SKU: 447711</p><p>Bundle with</p><p>SKU: 880022</p>", "447711"),
    ],
)
def test_behind_a_label(markup: str, number: str | None) -> None:
    assert number_of(markup) == number


@pytest.mark.parametrize(
    ("markup", "number"),
    [
        ('<input type="hidden" name="productId" value="447711">', "447711"),
        ('<div data-sku="NW-9090"></div>', "NW-9090"),
        ('<div data-product-id="447711"></div>', "447711"),
        ('<meta itemprop="sku" content="NW-9090">', "NW-9090"),
        # The surest name first, and the number that most say.
        ('<div data-pid="55661"></div><div data-sku="NW-9090"></div>', "NW-9090"),
        ('<div data-sku="NW-1"></div><div data-sku="NW-2"></div><div data-sku="NW-2"></div>', "NW-2"),
        # Of several items, for people to type into, or about something else.
        ('<div data-sku="NW-1"></div><div data-sku="NW-2"></div>', None),
        ('<input type="text" name="sku" value="447711">', None),
        ('<input type="hidden" name="quantity" value="447711">', None),
        ('<div data-sku="storm"></div>', None),
        ('<div data-basket-id="447711"></div>', None),
        ('<section class="related"><div data-sku="447711"></div></section>', None),
    ],
)
def test_in_forms_and_attributes(markup: str, number: str | None) -> None:
    assert number_of(markup) == number


@pytest.mark.parametrize(
    ("path", "number"),
    [
        ("/p/447711", "447711"),
        ("/storm-24gb-447711.html", "447711"),
        ("/storm_447711", "447711"),
        ("/447711-storm-24gb", "447711"),
        ("/storm/p-447711", "447711"),
        ("/storm-p447711", "447711"),
        ("/dp/B0CX9090QR", "B0CX9090QR"),
        ("/item/nw447711", "nw447711"),
        ("/item?sku=NW-9090", "NW-9090"),
        ("/item.php?lang=en&product_id=447711", "447711"),
        # Words and numbers of a slug, a year, a page, what was searched for.
        ("/storm", None),
        ("/rtx-9090-storm-24gb", None),
        ("/northwind-storm", None),
        ("/storm-2024", None),
        ("/cards/storm-24", None),
        ("/item?page=4477", None),
        ("/item?q=447711", None),
        ("/item?sku=storm", None),
    ],
)
def test_in_the_address(path: str, number: str | None) -> None:
    assert number_of("", url=SHOP + path) == number


def test_what_the_address_repeats_is_the_items() -> None:
    markup = '<p>Order no. 880022</p><div data-pid="447711"></div>'
    assert number_of(markup) == "880022"
    assert number_of(markup, url=f"{SHOP}/storm/447711") == "447711"


def published(**fields: object) -> str:
    data = {"@type": "Product", "name": NAME, "offers": {"price": "1299.99", "priceCurrency": "USD"}, **fields}
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


@pytest.mark.parametrize(("stated", "number"), [("NW-9090", "NW-9090"), ("Storm", "447711"), (None, "447711")])
def test_published_data_go_first_where_they_name_a_number(stated: str | None, number: str) -> None:
    head = published(sku=stated) if stated else published()
    offer = read_product(html(f"{SOLD}<p>SKU: 447711</p>", head=head))
    assert offer.sku == number
    assert offer.sku_is_found == (number == "447711")


@pytest.mark.parametrize(("name", "number"), [(NAME, "NW-9090"), ("Waterblock for the whole of the north", None)])
def test_scripts_are_asked_last_and_only_about_this_item(name: str, number: str | None) -> None:
    script = f"<script>var item = {json.dumps({'name': name, 'sku': 'NW-9090', 'price': '1299.99'})};</script>"
    assert number_of(script) == number
    assert number_of(script + "<p>SKU: 447711</p>") == "447711"
