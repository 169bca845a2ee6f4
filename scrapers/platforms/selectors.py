"""Shops read by the CSS selectors in their file. What the file does not select is read as for any other shop."""

from collections.abc import Sequence

from msgspec.structs import replace
from selectolax.lexbor import LexborNode, SelectolaxError

from scrapers.boxes import Box
from scrapers.errors import LayoutChanged
from scrapers.evidence import judge_price, judge_stock
from scrapers.layout import Layout
from scrapers.list_page import MOST_ITEMS, TOO_MANY, says_nothing_found
from scrapers.offer import Offer, Reading, ReadWarning
from scrapers.page import Page
from scrapers.paging import next_page
from scrapers.platforms import schema_org
from scrapers.product_page import build_offer
from scrapers.selected import Selected
from scrapers.shop import Shop, shop_of
from scrapers.spec import Kind, RetailerSpec, Selectors, SourceSpec
from scrapers.visible import look_at_part
from scrapers.walk import lay_out
from scrapers.whole import is_cut, nothing_read


def read(page: Page, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """Read a page by the retailer's selectors.

    With `item` they describe the cards of lists, and product pages are read by their data and by what they show. Without
    it they describe the parts of a product's page; what they do not name is read in the same way.

    Raises:
        LayoutChanged: nothing could be read; or a selector is no CSS (``bad_selector``).
    """
    return read_layout(page, lay_out(page), retailer, source)


def read_layout(page: Page, layout: Layout, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    """As `read`, for a page that is laid out already."""
    selectors = retailer.selectors
    kind = source.kind if source else None
    try:
        if selectors.item is not None and kind is not Kind.PRODUCT:
            cards = _cards(layout, selectors.item)
            if cards or kind is Kind.LIST:
                return _read_list(page, layout, cards, retailer)
        elif selectors.item is None and selectors != Selectors() and kind is not Kind.LIST:
            return _read_product(page, layout, retailer, source)
    except SelectolaxError as error:
        raise LayoutChanged("bad_selector", f"{retailer.name}: {error}") from error
    return schema_org.read_layout(page, layout, retailer, source)


def _cards(layout: Layout, selector: str) -> list[tuple[LexborNode, Box]]:
    nodes = layout.tree.css(selector)
    return [(node, box) for node in nodes if (box := layout.box_of(node)) is not None]


def _read_list(page: Page, layout: Layout, cards: Sequence[tuple[LexborNode, Box]], retailer: RetailerSpec) -> Reading:
    shop, selectors = shop_of(retailer), retailer.selectors
    cut = is_cut(page, layout)
    if cut:
        cards = [card for card in cards if card[1].last < len(layout.runs)]  # where the page ends, one may not be whole
    warnings: list[ReadWarning] = []
    if len(cards) > MOST_ITEMS:
        cards, cut = cards[:MOST_ITEMS], True
        warnings.append(ReadWarning(TOO_MANY, f"only the first {MOST_ITEMS} were read"))
    once: dict[str, Offer] = {}
    for number, (node, box) in enumerate(cards, 1):
        part = Selected(layout, node, shop, selectors)
        if not part.title:
            warnings.append(ReadWarning("title_missing", f"item {number}: {layout.text(box)[:80]!r}"))
            continue
        offer = _of_card(part, box)
        key = part.url or (f"sku {offer.sku}" if offer.sku else f"item {number}")
        if key in once:
            continue
        once[key] = offer
        if offer.price is None:
            found = part.price_found
            detail = f"{offer.title[:120]}: {found.text[:80]!r}" if found else offer.title[:120]
            warnings.append(ReadWarning("price_unreadable" if found else "price_missing", detail))
    if not once and (cut or not says_nothing_found(layout)):
        raise nothing_read(page, layout, warnings)
    return Reading(
        offers=list(once.values()), warnings=warnings, next_url=_next(layout, selectors, shop), complete=not cut
    )


def _next(layout: Layout, selectors: Selectors, shop: Shop) -> str | None:
    root = layout.tree.root
    if selectors.next is None or root is None:
        return next_page(layout)
    found = Selected(layout, root, shop, selectors).find(selectors.next, attribute="href")
    return layout.link(found.text) if found else None


def _of_card(part: Selected, box: Box) -> Offer:
    """The offer of one card; where no selector names price or stock, what the card shows."""
    seen = look_at_part(part.layout, box, part.shop.market, currency=part.shop.currency)
    priced, stocked = judge_price([], seen.prices), judge_stock([], seen)
    selectors = part.selectors
    offer = build_offer(
        title=part.title,
        url=part.url or part.layout.canonical,
        sku=part.sku,
        price=priced if selectors.price is None else type(priced)(),
        stock=stocked if selectors.stock is None else type(stocked)(),
        shop=part.shop,
        seen=seen,
    )
    return _with_selected(offer, part)


def _read_product(page: Page, layout: Layout, retailer: RetailerSpec, source: SourceSpec | None) -> Reading:
    root, shop = layout.tree.root, shop_of(retailer)
    source = source or SourceSpec(url=page.url, kind=Kind.PRODUCT)
    part = Selected(layout, root, shop, retailer.selectors) if root is not None else None
    try:
        reading = schema_org.read_layout(page, layout, retailer, source)
    except LayoutChanged:
        if part is None or not part.title or (part.price is None and part.stock is None):
            raise
        reading = Reading(offers=[Offer(title=part.title, url=layout.canonical)], complete=not is_cut(page, layout))
    if part is None:
        return reading
    return replace(reading, offers=[_with_selected(reading.offers[0], part), *reading.offers[1:]])


def _with_selected(offer: Offer, part: Selected) -> Offer:
    """An offer with what the selectors found in place of what was guessed; the guess is kept where it differs."""
    raw = offer.raw | part.raw
    confidence = offer.confidence
    price, currency, kind = offer.price, offer.currency, offer.price_kind
    if (money := part.price) is not None:
        if price is not None and price != money.amount:
            raw["price_guessed"], confidence = str(price), min(confidence, 0.6)
        elif price is None:
            confidence = 0.9
        price, currency, kind = money.amount, money.currency or part.shop.currency, money.kind
    stock = offer.stock
    if part.stock is not None:
        if stock is not None and stock is not part.stock:
            raw["stock_guessed"], confidence = stock.value, min(confidence, 0.6)
        stock = part.stock
    seller = part.seller or offer.seller
    return replace(
        offer,
        title=part.title or offer.title,
        url=part.url or offer.url,
        sku=part.sku or offer.sku,
        price=price,
        currency=currency,
        price_kind=kind,
        stock=stock,
        seller=seller,
        first_party=part.shop.is_seller(seller),
        condition=part.condition or offer.condition,
        shipping=part.shipping if part.shipping is not None else offer.shipping,
        offer_count=part.offer_count or offer.offer_count,
        confidence=confidence,
        raw=raw,
    )
