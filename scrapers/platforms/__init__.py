"""Ways shops publish. Adding one: a module with `read`, and its line in `PLATFORMS`."""

from collections.abc import Callable
from typing import Final

from scrapers.offer import Reading
from scrapers.page import Page
from scrapers.platforms import (
    aggregator,
    bestbuy,
    ebay,
    magento,
    nvidia,
    opencart,
    schema_org,
    selectors,
    shopify,
    woocommerce,
)
from scrapers.spec import RetailerSpec, SourceSpec

#: A platform reads one page of one source (None: not known which). Pure: no I/O, no clock.
#: It raises `Blocked` or `LayoutChanged` where the page says nothing about the shop's items.
Read = Callable[[Page, RetailerSpec, SourceSpec | None], Reading]

PLATFORMS: Final[dict[str, Read]] = {
    "aggregator": aggregator.read,
    "bestbuy": bestbuy.read,
    "ebay": ebay.read,
    "magento": magento.read,
    "nvidia": nvidia.read,
    "opencart": opencart.read,
    "schema_org": schema_org.read,
    "selectors": selectors.read,
    "shopify": shopify.read,
    "woocommerce": woocommerce.read,
}
