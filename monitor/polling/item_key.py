"""What makes two readings readings of the same item."""

from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

from scrapers.offer import Offer

#: Where a visitor comes from, and (hloc, at Geizhals) where its page thinks that he is.
_TRACKING = frozenset(
    {"gclid", "fbclid", "msclkid", "ref", "ref_", "referrer", "srsltid", "tag", "qid", "sr", "pd_rd_i", "hloc"}
)


def item_key(offer: Offer) -> str:
    """The retailer's own item number where the page states one, else the item's address."""
    return offer.sku if offer.sku and not offer.sku_is_found else url_key(offer.url)


@lru_cache(maxsize=50_000)
def url_key(url: str) -> str:
    """An item's address without what varies from visit to visit: scheme, case of the host, tracking, fragment."""
    parts = urlsplit(url)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.lower() not in _TRACKING and not name.lower().startswith("utm_")
    ]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"{(parts.netloc or '').lower().removeprefix('www.')}{parts.path.rstrip('/')}{query}"
