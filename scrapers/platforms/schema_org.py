"""Shops that carry schema.org or OpenGraph data, checked against what their pages show; also shops that carry none."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from scrapers.boxes import Box
from scrapers.cards import first_link
from scrapers.claim import Claim, Role
from scrapers.embedded import find
from scrapers.layout import Layout
from scrapers.list_page import TOO_MANY, product_cards, read_list, says_nothing_found
from scrapers.offer import Offer, Reading, ReadWarning
from scrapers.page import Page
from scrapers.paging import next_page
from scrapers.product_page import MANY_CARDS, read_product, shows_one_item
from scrapers.shop import Shop, guess_shop, shop_of
from scrapers.spec import Kind, RetailerSpec, SourceSpec
from scrapers.state import state_list
from scrapers.walk import lay_out
from scrapers.whole import is_cut, nothing_read


def read(page: Page, retailer: RetailerSpec | None, source: SourceSpec | None) -> Reading:
    """Read a page by its embedded data and by what it shows.

    Args:
        page: the page.
        retailer: whose it is; None when nobody described the shop: it is then guessed from the page.
        source: what was polled; None when it is not known whether this is a product or a list.

    Returns:
        The offers; of a product's page its item first. `complete` is False when the page was cut off.

    Raises:
        LayoutChanged: nothing could be read.
    """
    return read_layout(page, lay_out(page), retailer, source)


def read_layout(page: Page, layout: Layout, retailer: RetailerSpec | None, source: SourceSpec | None) -> Reading:
    """As `read`, for a page that is laid out already."""
    cut = is_cut(page, layout)
    shop = shop_of(retailer) if retailer else guess_shop(layout, None)
    embedded = find(layout, shop.market)
    if retailer is None:
        shop = guess_shop(layout, _currency(embedded.claims))
    cut = cut or embedded.cut
    warnings = list(embedded.warnings)
    is_list = _is_list(layout, embedded.claims, shop) if source is None else source.kind is Kind.LIST
    if is_list:
        offers = read_list(layout, _listed(embedded.claims), shop, warnings, cut=cut)
    else:
        offers = read_product(layout, embedded.claims, shop)
        _warn_of_price(embedded.claims, offers, warnings)
    if not offers and (source is None or is_list) and not cut and (drawn := state_list(layout)):
        is_list = True
        offers = read_list(layout, drawn, shop, warnings)
    cut = cut or any(warning.kind == TOO_MANY for warning in warnings)
    may_be_empty = (is_list or source is None) and not cut
    if not offers and not (may_be_empty and says_nothing_found(layout)):
        raise nothing_read(page, layout, warnings)
    return Reading(offers=offers, warnings=warnings, next_url=next_page(layout) if is_list else None, complete=not cut)


def kind_of(layout: Layout, retailer: RetailerSpec) -> Kind:
    """What a page of a shop is: a list of items, or the page of one."""
    shop = shop_of(retailer)
    return Kind.LIST if _is_list(layout, find(layout, shop.market).claims, shop) else Kind.PRODUCT


def _is_list(layout: Layout, claims: Sequence[Claim], shop: Shop) -> bool:
    """Whether a page of unknown kind is a list: its data name several items and none as its own, or its cards do."""
    main = [claim for claim in claims if claim.role is Role.MAIN and claim.offers and claim.syntax != "open_graph"]
    if len({claim.name for claim in main}) == 1 and not _sums_up(main[0]):
        return False
    cards = product_cards(layout)
    alone = len(cards) < MANY_CARDS or shows_one_item(layout, shop, cards)
    if alone and (layout.meta("og:type") or "").startswith(("product", "og:product")):
        return False
    if len({claim.name for claim in main}) == 1 and (alone or _are_offers_of_one(layout, cards)):
        return False
    listed = [claim for claim in claims if claim.role is Role.LISTED and claim.offers]
    if len(listed) > 1 or len({claim.url or claim.name for claim in main}) > 2:
        return True
    if main and alone:
        return False
    return bool(cards) and not shows_one_item(layout, shop, cards)


def _are_offers_of_one(layout: Layout, cards: Sequence[Box]) -> bool:
    """Whether cards are sellers' offers of one item: their links lead out by one and the same way."""
    ways = {urlsplit(link).path for card in cards if (link := first_link(layout, card))}
    return len(ways) * 2 <= len(cards)


def _sums_up(claim: Claim) -> bool:
    """Whether data name a category as if it were an item: at the least of many prices."""
    return any(offer.is_lowest or (offer.offer_count or 1) > 1 for offer in claim.offers)


def _listed(claims: Sequence[Claim]) -> list[Claim]:
    """The claims that a list's items rest on: those of its item list, or else all that name an item with an offer."""
    listed = [claim for claim in claims if claim.role is Role.LISTED]
    several = [claim for claim in claims if claim.role is not Role.LISTED and claim.offers and claim.url]
    chosen = listed or (several if len(several) > 1 else [])
    return [claim for claim in chosen if claim.syntax == chosen[0].syntax]


def _currency(claims: Sequence[Claim]) -> str | None:
    return next((offer.currency for claim in claims for offer in claim.offers if offer.currency), None)


def _warn_of_price(claims: Sequence[Claim], offers: Sequence[Offer], warnings: list[ReadWarning]) -> None:
    """Say so when the data state a price that is no amount, and the page shows none either."""
    texts = [offer.price_text for claim in claims for offer in claim.offers if offer.price_text and offer.price is None]
    if texts and offers and offers[0].price is None:
        warnings.append(ReadWarning("price_unreadable", texts[0]))
