"""Price comparison sites: many shops' offers for one item.

Their lists show each item with its lowest price and the number of offers (``[selectors]``); an item's own page shows each
shop's offer besides (``[sellers]``). The lowest price is what one pays today at the cheapest shop: a list price.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import quote

from msgspec.structs import replace
from selectolax.lexbor import SelectolaxError

from scrapers.errors import LayoutChanged
from scrapers.layout import Layout
from scrapers.offer import AVAILABLE, Condition, Offer, PriceKind, Reading, ReadWarning, Stock
from scrapers.page import Page
from scrapers.platforms import selectors
from scrapers.selected import Selected
from scrapers.seller_names import seller_group
from scrapers.shipping import shipping_cost
from scrapers.shop import Shop, shop_of
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec
from scrapers.stock import read_condition
from scrapers.walk import lay_out

#: The states of single offers, the best for a buyer first.
_BEST_FIRST: Final = (
    Stock.IN_STOCK, Stock.LIMITED, Stock.PREORDER, Stock.BACKORDER, Stock.IN_STORE_ONLY, Stock.OUT_OF_STOCK,
)  # fmt: skip


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """Read a list of items, or one item with its sellers' offers.

    Returns:
        Of a list one offer an item, with `offer_count`, and no seller: the cheapest changes, the item stays. Of an item's
        page the item, then one offer a seller, whose address is the item's with the seller behind ``#``.

    Raises:
        LayoutChanged: nothing could be read; or a selector is no CSS (``bad_selector``).
    """
    layout = lay_out(page)
    reading = selectors.read_layout(page, layout, retailer, source)
    items = [_item(offer) for offer in reading.offers]
    if retailer.sellers is None or (source is not None and source.kind is Kind.LIST) or len(items) != 1:
        return replace(reading, offers=items)
    try:
        shown = list(_sellers(layout, retailer.sellers, shop_of(retailer), items[0]))
    except SelectolaxError as error:
        raise LayoutChanged("bad_selector", f"{retailer.name}: {error}") from error
    return _of_item(reading, items[0], shown)


def _item(offer: Offer) -> Offer:
    """The item itself, at the lowest of its sellers' prices."""
    raw = offer.raw | ({"cheapest_seller": offer.seller} if offer.seller else {})
    kind = PriceKind.LIST if offer.price is not None else None
    return replace(offer, price_kind=kind, seller=None, first_party=None, shipping=None, raw=raw)


def _of_item(reading: Reading, item: Offer, shown: Sequence[Offer | ReadWarning]) -> Reading:
    """What an item's page says: the item, can it be had from anybody, and its sellers' offers."""
    offers = [each for each in shown if isinstance(each, Offer)]
    warnings = [each for each in shown if isinstance(each, ReadWarning)]
    count = item.offer_count or len(shown) or None
    item = replace(item, offer_count=count)
    if offers:
        item = replace(item, stock=_best([offer.stock for offer in offers]), raw=item.raw | _stock_raw(offers))
    more = count is not None and count > len(shown)
    if more:
        warnings.append(ReadWarning("sellers_missing", f"{count} offers said, {len(shown)} shown"))
    return replace(
        reading,
        offers=[item, *offers],
        warnings=[*reading.warnings, *warnings],
        complete=reading.complete and not more,
    )


def _best(stocks: Sequence[Stock | None]) -> Stock | None:
    """Whether anybody has the item. That nobody has it is known only where all say so."""
    best = next((stock for stock in _BEST_FIRST if stock in stocks), None)
    return best if best in AVAILABLE or None not in stocks else None


def _stock_raw(offers: Sequence[Offer]) -> dict[str, str]:
    best = _best([offer.stock for offer in offers])
    said = next((offer for offer in offers if offer.stock is best and "stock" in offer.raw), None)
    return {"stock": f"{said.seller}: {said.raw['stock']}"[:300]} if said and best else {}


def _sellers(layout: Layout, parts: Selectors, shop: Shop, item: Offer) -> Iterator[Offer | ReadWarning]:
    """Each seller's offer, in the page's order; a warning for one that cannot be followed."""
    for number, node in enumerate(layout.tree.css(parts.item) if parts.item else [], 1):
        part = Selected(layout, node, shop, parts)
        group = seller_group(part.seller or "")
        if part.seller is None or group is None:
            yield ReadWarning("seller_missing", f"offer {number} of {item.title[:100]}")
        elif (money := part.price) is None:
            yield ReadWarning("price_missing", f"{part.seller[:60]}: {item.title[:100]}")
        else:
            said = part.find(parts.shipping)
            raw = part.raw | {"seller": part.seller} | ({"shipping": said.text[:300]} if said else {})
            yield Offer(
                title=item.title,
                url=f"{item.url}#{quote(group, safe='')}",
                price=money.amount,
                currency=money.currency or shop.currency,
                price_kind=money.kind,
                stock=part.stock,
                seller=part.seller,
                first_party=False,
                condition=part.condition or _condition(part.title),
                shipping=shipping_cost(said.text, market=shop.market, currency=shop.currency) if said else None,
                raw=raw | ({"title": part.title[:300]} if part.title else {}),
            )


def _condition(title: str) -> Condition | None:
    """What a seller's own title says of the state; that it is new goes without saying."""
    said = read_condition(title[:200])
    return said if said is not Condition.NEW else None
