"""Shops made with Magento 2 (Adobe Commerce), by the markup of its Luma and Blank themes.

A price box holds several amounts, each with its kind: the final price is what a buyer pays; the old one, the one without
tax and the least of several variants are not. The final price stands there for machines as well as for people.
"""

from typing import Final

from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.platforms.theme import Theme
from scrapers.spec import RetailerSpec, Selectors, SourceSpec
from scrapers.walk import lay_out

_FINAL: Final = '[data-price-type="finalPrice"]@data-price-amount'
_LUMA: Final = Theme(
    cards=Selectors(
        item=".product-items > .product-item",
        title=".product-item-link",
        link=".product-item-link",
        price=_FINAL,
        stock=".stock.unavailable, .stock.available, button.tocart",
        next=".pages a.next",
    ),
    product=Selectors(
        title=".page-title",
        sku=".product.attribute.sku .value",
        price=f".product-info-main {_FINAL}",
        stock=".product-info-main .stock",
    ),
    is_product=".product-info-main",
)


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """Read a list or a product's page. Selectors in the retailer's file go before those of the theme.

    Raises:
        LayoutChanged: nothing could be read.
    """
    return _LUMA.read(page, lay_out(page), retailer, source)
