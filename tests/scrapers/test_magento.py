"""Magento's Luma theme: lists and product pages."""

from decimal import Decimal

import pytest
from answers import SHOP, retailer
from reading_help import html

from scrapers.offer import Reading, Stock
from scrapers.page import Page
from scrapers.read import read_page
from scrapers.spec import Kind, SourceSpec

URL = f"{SHOP}/graphics-cards"
BUY = '<button type="submit" title="Add to Cart" class="action tocart primary"><span>Add to Cart</span></button>'
OUT = '<div class="stock unavailable"><span>Out of stock</span></div>'
PLAIN = '<span class="price-wrapper" data-price-amount="999.5" data-price-type="finalPrice"><span class="price">$999.50</span></span>'
REDUCED = (
    '<span class="special-price"><span class="price-label">Special Price</span><span data-price-amount="899" data-price-type="finalPrice">'
    '<span class="price">$899.00</span></span></span><span class="old-price"><span class="price-label">Regular Price</span>'
    '<span data-price-amount="1099" data-price-type="oldPrice"><span class="price">$1,099.00</span></span></span>'
)
TAXES = (
    '<span data-price-amount="999.5" data-price-type="finalPrice"><span class="price">$999.50</span></span>'
    '<span data-price-amount="830" data-price-type="basePrice"><span class="price">$830.00</span></span>'
)


def read(body: str, kind: Kind | None = None) -> Reading:
    source = SourceSpec(url=URL, kind=kind) if kind else None
    return read_page(Page(URL, html(body).encode()), retailer("magento"), source)


def card(number: int, price: str, action: str = BUY) -> str:
    return (
        f'<li class="item product product-item"><div class="product-item-info"><a href="{SHOP}/rtx-{number}" class="product photo"><img alt="RTX"></a>'
        f'<div class="product details product-item-details"><strong class="product name product-item-name"><a class="product-item-link" '
        f'href="{SHOP}/rtx-{number}">ASUS TUF RTX {number}</a></strong><div class="price-box price-final_price">{price}</div>'
        f'<div class="actions-primary">{action}</div></div></div></li>'
    )


def listed(*cards: str) -> str:
    paging = f'<div class="pages"><ul class="items pages-items"><li class="item pages-item-next"><a class="action next" href="{URL}?p=2" title="Next">Next</a></li></ul></div>'
    return f'<main><h1 class="page-title">Graphics cards</h1><div class="products wrapper grid"><ol class="products list items product-items">{"".join(cards)}</ol></div>{paging}</main>'


def test_a_list() -> None:
    reading = read(listed(card(5080, PLAIN), card(5070, REDUCED), card(5060, TAXES, OUT)), Kind.LIST)
    assert [offer.price for offer in reading.offers] == [Decimal("999.5"), Decimal(899), Decimal("999.5")]
    assert [offer.stock for offer in reading.offers] == [Stock.IN_STOCK, Stock.IN_STOCK, Stock.OUT_OF_STOCK]
    assert reading.offers[0].title == "ASUS TUF RTX 5080"
    assert reading.offers[0].url == f"{SHOP}/rtx-5080"
    assert reading.next_url == f"{URL}?p=2"


@pytest.mark.parametrize(
    ("said", "button", "stock"),
    [("In stock", BUY, Stock.IN_STOCK), ("Out of stock", "", Stock.OUT_OF_STOCK), ("Only 3 left", BUY, Stock.LIMITED)],
)
def test_a_product(said: str, button: str, stock: Stock) -> None:
    body = (
        f'<main><div class="page-title-wrapper product"><h1 class="page-title"><span class="base">ASUS TUF RTX 5070</span></h1></div>'
        f'<div class="product-info-main"><div class="product-info-price"><div class="price-box">{REDUCED}</div>'
        f'<div class="stock available" title="Availability"><span>{said}</span></div>'
        '<div class="product attribute sku"><strong class="type">SKU</strong><div class="value">TUF-5070</div></div></div>'
        f'<div class="box-tocart">{button}</div></div></main>'
    )
    for kind in (Kind.PRODUCT, None):
        (offer,) = read(body, kind).offers
        assert (offer.title, offer.sku, offer.price) == ("ASUS TUF RTX 5070", "TUF-5070", Decimal(899))
        assert offer.stock is stock
