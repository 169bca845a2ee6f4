"""What a poll starts from: the source that is polled, and the listings as they stand in the database."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any

from monitor.vocabulary import Unknown
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Follow, Kind, Tier

#: What makes a listing: the item, its seller (empty where that is the retailer or nobody is named), its condition.
Key = tuple[str, str, Condition | None]


@dataclass(frozen=True, slots=True)
class State:
    """A listing's price and stock. `price` and `currency` are None together, `shipping` with them; not known is None."""

    price: Decimal | None
    currency: str | None
    stock: Stock | None
    offer_count: int | None
    shipping: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SoldBy:
    """Which kind of seller sells a listing, and the one word for all that seller's names on all sites."""

    kind: SellerKind = SellerKind.UNKNOWN
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Identity:
    """What a title turned out to be: a gpu of the catalogue, refused with a reason, or unknown with a reason.

    Attributes:
        named: the model that the catalogue does not have, where the title names such a one.
    """

    gpu_id: int | None
    refused: str | None
    match_version: int
    unknown: Unknown | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """A listing as it stands in the database."""

    id: int
    key: Key
    url_key: str
    title: str
    gpu_id: int | None
    match_version: int
    home_source_id: int
    home_kind: Kind
    sold_by: SoldBy
    state: State
    #: The last price that was known, also if it is not now.
    last_price: Decimal | None
    last_currency: str | None
    missed: int
    pending: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Polled:
    """The source that was polled."""

    id: int
    kind: Kind
    follow: Follow
    interval: timedelta
    lists_only_in_stock: bool
    currency: str
    tier: Tier
