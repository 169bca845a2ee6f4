"""Selectors found by walking the tree around offers that were read without them."""

import pytest
from msgspec.structs import replace
from reading_help import html, page, retailer, source

from scrapers.class_names import is_stable, module_prefix
from scrapers.infer import infer
from scrapers.offer import Offer
from scrapers.read import read_page
from scrapers.spec import Kind, Selectors

NAMES = ["RTX 5070 Ti", "RTX 5080", "RTX 5090", "RX 9070 XT", "RX 9070"]


def inferred(card: str, around: str = "<ul>{}</ul>") -> Selectors | None:
    """The selectors of a list with five of these cards."""
    cards = "".join(
        card.format(n=n, title=f"ASUS {name} Graphics Card {n}", price=f"${900 + n}.00") for n, name in enumerate(NAMES)
    )
    a_list = page(html(around.format(cards)), "https://shop.example/gpus")
    reading = read_page(a_list, retailer(), source(Kind.LIST))
    assert [str(offer.price) for offer in reading.offers] == [f"{900 + n}.00" for n in range(len(NAMES))]
    return infer(a_list, reading, retailer())


def test_classes_that_say_what_they_are_come_first() -> None:
    found = inferred(
        '<li class="col-md-4 product-tile"><a class="product-tile__name" href="/p/{n}">{title}</a>'
        '<div class="price-box"><s>$1,999.00</s><span class="price">{price}</span></div>'
        '<p class="availability">In stock</p></li>',
        '<ul>{}</ul><ul class="pagination"><li class="next"><a href="/gpus?page=2">Next</a></li></ul>',
    )
    assert found == Selectors(
        item="li.product-tile",
        title="a.product-tile__name",
        link="a.product-tile__name@href",
        price="span.price",
        stock="p.availability",
        next="li.next > a@href",
    )


def test_a_title_that_is_cut_short_is_taken_from_its_attribute() -> None:
    found = inferred(
        '<article class="product"><a class="link" href="/p/{n}" title="{title}"><img src="/{n}.jpg" alt=""></a>'
        '<p class="price">{price}</p></article>'
    )
    assert found is not None
    assert (found.item, found.title) == ("article.product", "a.link@title")


def test_hashed_names_and_numbers_are_left_out() -> None:
    found = inferred(
        '<li class="sc-bdVaJa css-1a2b3c" id="item-{n}"><h3 class="css-9z8y7x"><a href="/p/{n}">{title}</a></h3>'
        '<span class="css-5t6y7u">{price}</span></li>',
        '<main><ul class="css-0o9i8u">{}</ul></main>',
    )
    assert found is not None
    text = " ".join(filter(None, (found.item, found.title, found.link, found.price)))
    assert "css-" not in text
    assert "item-" not in text
    assert "nth" not in text
    assert found.price is None  # any `span`: the reader's own eyes are better


def test_the_name_before_a_css_modules_hash_is_kept() -> None:
    found = inferred(
        '<div class="ProductCard_root__x7Yz1"><a class="ProductCard_title__k2Lm3" href="/p/{n}">{title}</a>'
        '<p class="ProductCard_price__9aBcD">{price}</p></div>',
        "<div>{}</div>",
    )
    assert found is not None
    assert found.item == 'div[class*="ProductCard_root__"]'
    assert found.price == 'p[class*="ProductCard_price__"]'


def test_cards_that_are_links_themselves() -> None:
    found = inferred(
        '<a class="card" href="/p/{n}"><h3>{title}</h3><em class="price">{price}</em></a>', "<div>{}</div>"
    )
    assert found is not None
    assert (found.item, found.title, found.link) == ("a.card", "h3", "@href")


def test_offers_that_the_selectors_would_miss_leave_none() -> None:
    card = '<li class="card"><h3><a href="/p/{0}">ASUS RTX 50{0}0</a></h3><p class="price">$90{0}.00</p></li>'
    alone = '<section><h2><a href="/p/9">MSI RTX 5090</a></h2><p>$2,000.00</p></section>'
    a_list = page(html(f"{alone}<ul>{''.join(card.format(n) for n in range(5, 9))}</ul>"), "https://shop.example/gpus")
    reading = read_page(a_list, retailer(), source(Kind.LIST))
    assert infer(a_list, reading, retailer()) is not None
    more = replace(reading, offers=[Offer(title="MSI RTX 5090", url="https://shop.example/p/9"), *reading.offers])
    assert infer(a_list, more, retailer()) is None
    assert infer(a_list, replace(reading, offers=reading.offers[:2]), retailer()) is None


@pytest.mark.parametrize("name", ["product-card", "price", "productTitle", "btn-add", "prd_name", "urun-adi", "fiyat"])
def test_names_that_last(name: str) -> None:
    assert is_stable(name)


@pytest.mark.parametrize(
    "name",
    [
        "css-1a2b3c",
        "sc-bdVaJa",
        "bdVaJa",
        "hGqgZk",
        "svelte-1x9f3k",
        "jsx-2871293847",
        "item-4711",
        "_2kXyQ",
        "md:w-1/2",
        "a8f3c2",
    ],
)
def test_names_that_do_not_last(name: str) -> None:
    assert not is_stable(name)


def test_module_prefixes() -> None:
    assert module_prefix("ProductCard_root__x7Yz1") == "ProductCard_root__"
    assert module_prefix("product-card") is None
