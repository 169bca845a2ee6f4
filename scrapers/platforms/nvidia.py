"""NVIDIA's store: the stock of its own cards (``feinventory``), and the products of its search.

``https://api.store.nvidia.com/partner/v1/feinventory?skus=DE&locale=DE`` answers one line per article number;
``https://api.nvidia.partners/edge/product/search?...`` products with the retailers that sell them. Neither is documented;
what is read here stands in recorded answers.
"""

from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit

from scrapers.json_answer import Record, no_items, not_expected, read_answer, records
from scrapers.late import late
from scrapers.links import absolute
from scrapers.listed import build, warn_of_prices
from scrapers.market import MARKETS
from scrapers.money import read_price
from scrapers.offer import Offer, Reading, Stock
from scrapers.page import Page
from scrapers.spec import RetailerSpec, SourceSpec

#: This price, in whatever currency, means that the article is not for sale.
_NOT_FOR_SALE: Final = Decimal(1_000_000)
#: NVGFT570_DE is a GeForce RTX 5070, as PRO570GFTNV and PRO5070FE are: series, model, and T for Ti or S for Super.
_ARTICLES: Final = tuple(
    late(rf"{number}(?:SHOP)?(?:_[A-Z]{{2,5}})?")
    for number in (r"(?:PRO)?NVGFT([045])(\d0)([TS]?)", r"PRO([45])(\d0)([TS]?)GFTNV", r"PRO([45])0(\d0)([TS]?)FE")
)
_SERIES: Final = {"0": "3", "4": "4", "5": "5"}
_SUFFIX: Final = {"": "", "T": " Ti", "S": " SUPER"}
#: The models that NVIDIA sells itself. Of another number nobody knows that it means what it looks like.
_FOUNDERS: Final = frozenset({
    "3060 Ti", "3070", "3070 Ti", "3080", "3080 Ti", "3090", "3090 Ti",
    "4060 Ti", "4070", "4070 SUPER", "4080", "4080 SUPER", "4090",
    "5070", "5080", "5090",
})  # fmt: skip
_STATES: Final = {
    "out_of_stock": Stock.OUT_OF_STOCK,
    "pre_order": Stock.PREORDER,
    "preorder": Stock.PREORDER,
    "back_order": Stock.BACKORDER,
}
_BUY: Final = "buy_now"


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:  # noqa: ARG001 - as every platform
    """Read an answer of either kind: one offer per article, or per product and retailer.

    Raises:
        LayoutChanged: nothing could be read.
    """
    answer, whole = read_answer(page)
    top = Record(answer)
    if top.lists("listMap") and top.flag("success") is not False:
        found = top.records("listMap")
        offers = [offer for entry in found if (offer := _of_inventory(entry, page, retailer))]
    else:
        found = _products(page, answer)
        offers = [offer for product in found for offer in _of_product(product, page, retailer)]
    if found and not offers:
        raise no_items(page)
    return Reading(
        offers=offers, warnings=warn_of_prices(offers, unless=(Stock.OUT_OF_STOCK,)), next_url=None, complete=whole
    )


def _of_inventory(entry: Record, page: Page, retailer: RetailerSpec) -> Offer | None:
    """An article of NVIDIA's own. Without an address it is sold in NVIDIA's own shop."""
    article = entry.text("fe_sku")
    if not article:
        return None
    price, active, link = entry.amount("price"), entry.flag("is_active"), entry.link("product_url", page.url)
    for_sale = price != _NOT_FOR_SALE
    stock = None if active is None else Stock.IN_STOCK if active and for_sale else Stock.OUT_OF_STOCK
    seller = _seller(link, None)
    return build(
        title=_title(article),
        url=link or retailer.url,
        sku=article,
        price=price if for_sale else None,
        currency=_currency(entry, retailer),
        stock=stock,
        seller=seller,
        first_party=seller is None,
        confidence=0.8 if stock is Stock.IN_STOCK and not link else 1.0,
        raw={"price": entry.text("price"), "stock": f"is_active: {active}".lower() if active is not None else None},
    )


def _title(article: str) -> str:
    """The card that an article number names; where that cannot be told, the number."""
    match = next((found for form in _ARTICLES if (found := form.fullmatch(article.upper()))), None)
    model = f"{_SERIES[match[1]]}0{match[2]}{_SUFFIX[match[3]]}" if match else ""
    return f"NVIDIA GeForce RTX {model} Founders Edition" if model in _FOUNDERS else f"NVIDIA {article}"


def _products(page: Page, answer: Any) -> list[Record]:
    """The products of an answer: a list, one alone, or the store's whole search result."""
    if isinstance(answer, list):
        return records(answer)
    top = Record(answer)
    if top.text("productTitle"):
        return [top]
    search = top.record("searchedProducts")
    if search:
        featured = search.record("featuredProduct")
        return ([featured] if featured else []) + search.records("productDetails")
    raise not_expected(page, answer, "products")


def _of_product(product: Record, page: Page, retailer: RetailerSpec) -> list[Offer]:
    """The offers of a product, one for each retailer that sells it; the product's own where none does."""
    title = product.words("productTitle")
    if not title:
        return []
    shown = read_price(product.text("productPrice") or "", market=retailer.place, currency=retailer.currency)
    currency = (shown.currency if shown else None) or _currency(product, retailer)
    sellers = product.records("retailers") or [Record({"salePrice": str(shown.amount) if shown else None})]
    offers = []
    for entry in sellers:
        links = (entry.link(name, page.url) for name in ("directPurchaseLink", "purchaseLink"))
        own = product.link("internalLink", page.url)
        link = next((link for link in links if link), None)
        price = entry.amount("salePrice")
        for_sale = price != _NOT_FOR_SALE
        seller = _seller(link, entry.text("retailerName"))
        offers.append(
            build(
                title=title,
                url=link or own or retailer.url,
                sku=entry.text("sku") or product.text("productSKU"),
                price=price if for_sale else None,
                currency=currency,
                before=entry.amount("mrp"),
                stock=_stock(product, entry) if for_sale else Stock.OUT_OF_STOCK,
                quantity=entry.count("stock") or None,
                seller=seller,
                first_party=seller is None,
                raw={"price": entry.text("salePrice") or product.text("productPrice"), "stock": _said(product, entry)},
            )
        )
    return offers


def _stock(product: Record, entry: Record) -> Stock | None:
    """Whether a retailer has a product. The product's own state goes first: entries say "available" of what is sold out."""
    state = (product.text("prdStatus") or "").lower()
    if state in _STATES:
        return _STATES[state]
    available = entry.flag("isAvailable")
    if available is False or (available is None and product.flag("productAvailable") is False):
        return Stock.OUT_OF_STOCK
    return Stock.IN_STOCK if state == _BUY else None


def _said(product: Record, entry: Record) -> str | None:
    state, available = product.text("prdStatus"), entry.flag("isAvailable")
    said = [f"prdStatus: {state}" if state else "", f"isAvailable: {available}" if available is not None else ""]
    return ", ".join(filter(None, said)) or None


def _seller(link: str | None, name: str | None) -> str | None:
    """Who sells: None is NVIDIA itself. Retailers are named by their addresses."""
    if name and "//" not in name and "nvidia" not in name.lower():
        return name
    address = absolute("", name or "") or link or ""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    return None if not host or host == "nvidia.com" or host.endswith(".nvidia.com") else host


def _currency(record: Record, retailer: RetailerSpec) -> str:
    """The currency of the answer's own country where we know it, else the retailer's."""
    locale = (record.text("locale") or "").lower()
    market = MARKETS.get({"uk": "gb"}.get(locale, locale))
    return market.currency if market else retailer.currency or retailer.place.currency
