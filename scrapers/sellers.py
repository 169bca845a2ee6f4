"""Who sells an offer: which kind of seller, and one word for it on all sites."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from msgspec.structs import replace

from scrapers.offer import Offer, SellerKind
from scrapers.seller_names import is_known_shop, seller_group
from scrapers.spec import RetailerSpec, Tier

_SHIPPED: Final = Path(__file__).with_name("retailers")
#: Sites that sell nothing themselves.
_SELLS_NOTHING: Final = frozenset({Tier.AGGREGATOR, Tier.AUCTION})


def with_seller(offer: Offer, retailer: RetailerSpec | None) -> Offer:
    """Fill in the kind and group of an offer's seller.

    Args:
        offer: as it was read.
        retailer: whose page it was read from; None where nobody described the shop.
    """
    own = group_of(retailer) if retailer else None
    group = seller_group(offer.seller) if offer.seller else None
    kind = _kind(offer, group, own, retailer.tier if retailer else None)
    if kind is SellerKind.RETAILER:
        group = own or group
    return replace(offer, seller_kind=kind, seller_group=group)


def _kind(offer: Offer, group: str | None, own: str | None, tier: Tier | None) -> SellerKind:
    if tier not in _SELLS_NOTHING and (offer.first_party or (group is not None and group == own)):
        return SellerKind.RETAILER
    if group is not None:
        return SellerKind.KNOWN_SHOP if is_known_shop(group) or group in _shipped() else SellerKind.MARKETPLACE
    if offer.first_party is False:
        return SellerKind.UNKNOWN if tier in _SELLS_NOTHING else SellerKind.MARKETPLACE
    return SellerKind.RETAILER if tier is Tier.FIRST_PARTY else SellerKind.UNKNOWN


def group_of(retailer: RetailerSpec) -> str | None:
    """The group of a retailer as a seller: by its title, or by its host where that is a known shop's and the title is not."""
    titled, hosted = seller_group(retailer.title), seller_group(urlsplit(retailer.url).hostname or "")
    known = (group for group in (titled, hosted) if group and is_known_shop(group))
    return next(known, titled or hosted)


@cache
def _shipped() -> frozenset[str]:
    """The groups of all retailers that come with the program."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in _SHIPPED.glob("*.toml")]
    names = [name for file in files for name in (file["title"], urlsplit(file["url"]).hostname or "")]
    return frozenset(group for name in names if (group := seller_group(name)))
