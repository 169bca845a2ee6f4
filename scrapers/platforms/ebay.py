"""eBay's Browse API, which wants an application token (client credentials).

``https://api.ebay.com/buy/browse/v1/item_summary/search?q=rtx+5090&limit=200`` lists what is on sale, and names its next
page. ("Browse API: item_summary/search", type ItemSummary; "Item condition ID and name values", both at
developer.ebay.com/api-docs.) A running auction's bid is no price. Without the filter that asks for auctions the API lists
what can be bought at once: say ``lists_only_in_stock`` in the source.

Sellers are mostly private persons, and their names personal data: what is kept is a short digest of the name, enough to
count sellers and to see the same one again. It is a pseudonym, not anonymous: who has a list of names can compute it.
"""

import hashlib
import re
from decimal import Decimal
from typing import Any, Final
from urllib.parse import urlsplit, urlunsplit

from scrapers.json_answer import Record, no_items, not_expected, read_answer
from scrapers.listed import build, parameter, warn_of_prices
from scrapers.offer import Condition, Offer, PriceKind, Reading, Stock
from scrapers.page import Page
from scrapers.spec import RetailerSpec, SourceSpec
from scrapers.stock import read_condition

#: From this condition on an item has been used, down to "for parts or not working" (7000).
_USED_FROM: Final = 2750
_STOCK: Final = {
    "IN_STOCK": Stock.IN_STOCK,
    "LIMITED_STOCK": Stock.LIMITED,
    "OUT_OF_STOCK": Stock.OUT_OF_STOCK,
}


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:  # noqa: ARG001 - as every platform
    """Read a page of search results, or an item.

    Raises:
        LayoutChanged: nothing could be read.
    """
    answer, whole = read_answer(page)
    top = Record(answer)
    summaries = _summaries(page, answer)
    offers = [offer for summary in summaries if (offer := _offer(summary, page, retailer))]
    if summaries and not offers:
        raise no_items(page)
    fixed = [offer for offer in offers if "bid" not in offer.raw]
    return Reading(
        offers=offers,
        warnings=warn_of_prices(fixed),
        next_url=top.link("next", page.url) if whole else None,
        complete=whole,
    )


def seller_token(name: str) -> str:
    """What stands for a seller's name."""
    return f"ebay seller {hashlib.blake2b(name.lower().encode(), digest_size=5, person=b'ebay seller').hexdigest()}"


def _summaries(page: Page, answer: Any) -> list[Record]:
    top = Record(answer)
    if top.lists("itemSummaries"):
        return top.records("itemSummaries")
    if top.text("itemId") and top.text("title"):
        return [top]
    if top.count("total") == 0:
        return []  # what finds nothing has no list at all
    raise not_expected(page, answer, 'list "itemSummaries"')


def _offer(item: Record, page: Page, retailer: RetailerSpec) -> Offer | None:
    title, number, url = item.words("title"), item.text("itemId"), item.link("itemWebUrl", page.url)
    if not title or not number or not url:
        return None
    asked = item.record("price")
    options = item.texts("buyingOptions")
    fixed = not options or "FIXED_PRICE" in options
    currency = asked.currency("currency") or retailer.currency or retailer.place.currency
    was = item.record("marketingPrice").record("originalPrice")
    seller = item.record("seller").text("username")
    group = item.text("itemGroupHref") or item.text("itemGroupType")
    stock, quantity = _stock(item)
    return build(
        title=title,
        url=_bare(url),
        sku=number,
        price=asked.amount("value") if fixed else None,
        currency=currency,
        kind=PriceKind.FROM if group else PriceKind.LIST,
        before=was.amount("value") if was.currency("currency") == currency else None,
        stock=stock,
        quantity=quantity,
        seller=seller_token(seller) if seller else None,
        first_party=False,
        condition=_condition(item),
        shipping=_shipping(item, currency),
        raw={
            "price": _said(asked) if fixed else None,
            "bid": None if fixed else _said(item.record("currentBidPrice")) or _said(asked) or "auction",
            "condition": item.text("condition"),
            "ships_from": item.record("itemLocation").text("country"),
        },
    )


def _stock(item: Record) -> tuple[Stock | None, int | None]:
    """What an item's estimate says, and how many are left; search results have none."""
    for estimate in item.records("estimatedAvailabilities"):
        stock = _STOCK.get(estimate.text("estimatedAvailabilityStatus") or "")
        return stock, estimate.count("estimatedAvailableQuantity") if stock is not Stock.OUT_OF_STOCK else None
    return None, None


def _condition(item: Record) -> Condition | None:
    """The condition by its number, which is the same in all languages; without one by its name."""
    number = item.count("conditionId")
    if number is None:
        return read_condition(item.text("condition") or "")
    if number >= _USED_FROM:
        return Condition.USED
    if number >= 2000:
        return Condition.REFURBISHED
    return Condition.OPEN_BOX if number >= 1500 else Condition.NEW if number >= 1000 else None


def _shipping(item: Record, currency: str) -> Decimal | None:
    """The least cost of delivery in the price's currency; calculated ones are not known here."""
    costs = [option.record("shippingCost") for option in item.records("shippingOptions")]
    known = [cost.cost("value") for cost in costs if cost.currency("currency") == currency]
    return min((cost for cost in known if cost is not None), default=None)


def _said(price: Record) -> str | None:
    value = price.text("value")
    return f"{value} {price.text('currency') or ''}".strip() if value else None


def _bare(url: str) -> str:
    """An item's address without what the search hung on it; the number of a variant stays."""
    variant = parameter(url, "var") or ""
    query = f"var={variant}" if re.fullmatch(r"[0-9]+", variant) else ""
    return urlunsplit(urlsplit(url)._replace(query=query, fragment=""))
