"""Which software a shop runs on, by the marks its pages carry; and where such software publishes a shop's items.

A platform that reads an API of its own is recognised here: `apis` says which address to poll. To add one: a function
`(Page) -> address | None` and its line in `RECOGNISED`, under the platform's name.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from scrapers.late import late
from scrapers.page import Page

_MARKS: Final = {
    name: late(marks, re.IGNORECASE)
    for name, marks in {
        "Shopify": r"cdn\.shopify\.com|Shopify\.(?:shop|theme)\b|\.myshopify\.com|/cdn/shop/(?:files|products|t)/",
        "WooCommerce": r"plugins/woocommerce|<body[^>]{0,600}\bwoocommerce|content=[\"']WooCommerce|/wc/store",
        "OpenCart": r"route=product/|catalog/view/(?:theme|javascript)|Powered By <a[^>]{0,80}opencart",
        "Magento": r"text/x-magento-init|data-mage-init|/static/(?:version\d+/)?frontend/|mage/cookies",
        "PrestaShop": r"content=[\"']PrestaShop|var prestashop\s*=|/modules/ps_\w+/",
        "Shopware": r"content=[\"']Shopware|/bundles/storefront/|data-shopware|shopware-(?:ag|storefront)",
        "BigCommerce": r"cdn\d*\.bigcommerce\.com|stencil-utils",
        "django-oscar": r"/static/oscar/|\boscar\.(?:init|messages|search)\b|\bdjango-oscar\b",
        "T-Soft": r"tsoft\.com\.tr|/theme/[\w-]+/assets/[^\"']*tsoft",
        "Ticimax": r"ticimax",
        "IdeaSoft": r"ideasoft|/idea/[a-z]{2}/\d+/",
        "Next.js": r"id=[\"']?__NEXT_DATA__|/_next/static/",
        "Nuxt": r"window\.__NUXT__|id=[\"']?__NUXT_DATA__",
        "Redux state": r"__(?:PRELOADED|INITIAL)_STATE__",
    }.items()
}
_TERM: Final = late(
    r"<body[^>]{0,2000}\bclass=[\"'][^\"'>]*\btax-product_cat\b[^\"'>]*\bterm-(\d{1,9})\b", re.IGNORECASE
)
#: Most items that each of these APIs gives at once.
_SHOPIFY_MOST: Final = 250
_WOOCOMMERCE_MOST: Final = 100


def software(page: Page) -> list[str]:
    """The shop software and frameworks whose marks a page carries, by their usual names."""
    text = page.text
    powered = f"{page.headers.get('powered-by', '')} {page.headers.get('x-powered-by', '')}"
    return [name for name, marks in _MARKS.items() if marks.search(text) or name.lower() in powered.lower()]


def apis(page: Page, platforms: Iterable[str]) -> list[tuple[str, str]]:
    """Platforms that read a shop by its API, and the address to poll there; only those of `platforms`."""
    return [
        (name, url)
        for name, recognise in RECOGNISED.items()
        if name in set(platforms) and (url := recognise(page)) is not None
    ]


def _shopify(page: Page) -> str | None:
    """`products.json` of the page's collection, or of the whole shop; a product's page is read as it is."""
    parts = urlsplit(page.url)
    if parts.path.endswith("/products.json"):
        return page.url
    if "Shopify" not in software(page) or "/products/" in parts.path:
        return None
    collection = re.search(r"/collections/([\w%.-]+)", parts.path)
    path = f"/collections/{collection[1]}/products.json" if collection else "/products.json"
    return _at(page.url, path, f"limit={_SHOPIFY_MOST}")


def _woocommerce(page: Page) -> str | None:
    """The Store API's list of the page's category, or of the whole shop; a product's page is read as it is."""
    if "/wc/store/" in urlsplit(page.url).path:
        return page.url
    if "WooCommerce" not in software(page) or re.search(
        r"<body[^>]{0,2000}\bsingle-product\b", page.text, re.IGNORECASE
    ):
        return None
    term = _TERM.search(page.text)
    category = f"&category={term[1]}" if term else ""
    return _at(page.url, "/wp-json/wc/store/v1/products", f"per_page={_WOOCOMMERCE_MOST}{category}")


def _at(url: str, path: str, query: str) -> str:
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


#: By platform: where a shop publishes its items, asked of any of its pages; None where the page is no such shop's.
RECOGNISED: Final[dict[str, Callable[[Page], str | None]]] = {"shopify": _shopify, "woocommerce": _woocommerce}
