"""One page in, what it says out: the way in for everybody outside this package."""

from msgspec.structs import replace

from scrapers.auth import without_key
from scrapers.blocked import why_blocked
from scrapers.errors import Blocked
from scrapers.offer import Offer, Reading, ReadWarning, Stock
from scrapers.page import Page
from scrapers.platforms import PLATFORMS, schema_org
from scrapers.sellers import with_seller
from scrapers.spec import RetailerSpec, SourceSpec


def read_page(page: Page, retailer: RetailerSpec | None = None, source: SourceSpec | None = None) -> Reading:
    """Read the offers of a page.

    Args:
        page: the page.
        retailer: whose it is; None reads a shop that nobody described, guessing its market from address and language.
        source: what was polled: a product or a list; None when that is not known.

    Raises:
        Blocked: it is a captcha, challenge, queue or consent wall instead of the page.
        LayoutChanged: it came, but nothing could be read from it; the reason is ``empty_page``, ``invalid_json_ld`` or
            ``no_items``.
    """
    if reason := why_blocked(page):
        raise Blocked(reason, f"{page.url}: {reason.replace('_', ' ')}")
    if retailer is None:
        reading = schema_org.read(page, None, source)
    else:
        reading = PLATFORMS[retailer.platform](page, retailer, source)
    offers = [with_seller(offer, retailer) for offer in reading.offers]
    warnings = reading.warnings
    if source is not None and source.lists_only_in_stock:
        offers = [_listed(offer) for offer in offers]
    if page.broken_encoding:
        warnings = [*warnings, ReadWarning("broken_encoding", f"some bytes are no {page.encoding}")]
    next_url = reading.next_url
    if retailer is not None and retailer.auth is not None:  # an API may name our own key in the addresses it gives
        offers = [replace(offer, url=without_key(offer.url, retailer.auth)) for offer in offers]
        next_url = without_key(next_url, retailer.auth) if next_url else None
    return replace(reading, offers=offers, warnings=warnings, next_url=next_url)


def _listed(offer: Offer) -> Offer:
    """An offer of a list that shows only what is in stock: standing there says so, where nothing else is said."""
    if offer.stock is not None:
        return offer
    return replace(offer, stock=Stock.IN_STOCK, raw=offer.raw | {"stock": "listed among what is in stock"})
