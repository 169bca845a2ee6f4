"""Whether the offers of a card are what a rule waits for. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Final

from monitor.alerts.notice import Shop
from monitor.alerts.rule import Rule, Sellers, What
from scrapers.offer import AVAILABLE, Condition, SellerKind, Stock
from scrapers.spec import Tier

#: The street price is the median of this many of the cheapest offers at most.
_CHEAPEST: Final = 5
_OF_SHOPS: Final = frozenset({SellerKind.RETAILER, SellerKind.KNOWN_SHOP})
_MOST_SHOPS: Final = 10


@dataclass(frozen=True, slots=True)
class Offer:
    """A listing of a card as it last was known.

    Attributes:
        stock: the last known state; None where none was ever known.
        stock_known: it is known now; otherwise the page did not say at the last reading.
        launch_price: of its card in `currency`; None where not known.
        seen_at: the last complete poll of its source, aware UTC.
        source_id: its home.
        changed_at: since when price and stock are as they are.
    """

    listing_id: int
    market: str
    gpu_id: int
    gpu: str
    retailer: str
    shop: str
    demo: bool
    tier: Tier
    title: str
    url: str
    seller: str
    seller_kind: SellerKind
    first_party: bool | None
    condition: Condition | None
    price: Decimal | None
    currency: str | None
    shipping: Decimal | None
    stock: Stock | None
    stock_known: bool
    launch_price: Decimal | None
    source_id: int
    seen_at: datetime
    changed_at: datetime

    @property
    def total(self) -> Decimal | None:
        """Price and delivery, where the shop says it."""
        return None if self.price is None else self.price + (self.shipping or 0)

    @property
    def is_available(self) -> bool:
        """A buyer gets it sent, as far as is known."""
        return self.stock in AVAILABLE

    @property
    def is_of_shop(self) -> bool:
        """The shop itself sells it, or one that is known by name."""
        if self.seller_kind in _OF_SHOPS:
            return True
        return self.tier is Tier.FIRST_PARTY and self.first_party is not False

    @property
    def premium(self) -> float | None:
        """Over the launch price."""
        return None if self.price is None or not self.launch_price else float(self.price / self.launch_price) - 1


def counts(rule: Rule, offer: Offer) -> bool:
    """Whether an offer is one of those that a rule looks at."""
    return (
        (not rule.retailers or offer.retailer in rule.retailers)
        and (rule.sellers is Sellers.ANY or offer.is_of_shop)
        and (rule.used or offer.condition in {None, Condition.NEW})
    )


def meets(rule: Rule, offer: Offer, lowest: Decimal | None) -> bool:
    """Whether one offer is what a rule waits for, as far as is known.

    Args:
        rule: of an offer that can be had, or of a new low.
        offer: one of those it looks at.
        lowest: what such an offer cost at least on the rule's last days; None where too little is known.
    """
    if not offer.is_available:
        return False
    if rule.what is What.NEW_LOW:
        return lowest is not None and offer.price is not None and offer.price < lowest
    return rule.limit is None or (offer.total is not None and offer.total <= rule.limit)


def street_premium(offers: Sequence[Offer]) -> float | None:
    """Street price over launch price, minus one: the median of the up to five cheapest offers that can be had."""
    priced = sorted(
        ((o.price, o.launch_price) for o in offers if o.is_available and o.price and o.launch_price),
        key=lambda pair: pair[0],
    )[:_CHEAPEST]
    if not priced:
        return None
    return float(median(price for price, _ in priced) / priced[0][1]) - 1


def holds(rule: Rule, offers: Sequence[Offer], lowest: Decimal | None = None) -> bool | None:
    """Whether what a rule waits for holds for a card in a market; None where it cannot be told.

    Args:
        rule: judged by offers.
        offers: all of the card in the market.
        lowest: see `meets`.
    """
    mine = [offer for offer in offers if counts(rule, offer)]
    if rule.what is What.PREMIUM:
        premium = street_premium(mine)
        return None if premium is None or rule.premium is None else premium <= rule.premium
    met = [offer for offer in mine if meets(rule, offer, lowest)]
    if any(offer.stock_known for offer in met):
        return True
    # It could be had when it was last known, and the page says nothing now: no end, and no beginning.
    return None if met else False


def shops(rule: Rule, offers: Sequence[Offer], lowest: Decimal | None, readings: dict[int, int]) -> tuple[Shop, ...]:
    """The table of shops: what meets the rule first, then what can be had, then the rest; the cheapest first.

    Args:
        rule: whose offers they are.
        offers: all of the card in the market.
        lowest: see `meets`.
        readings: by listing, in how many complete polls it was seen so.
    """
    mine = [offer for offer in offers if counts(rule, offer) and offer.stock is not Stock.UNLISTED]
    rows = [as_shop(o, meets=_is_met(rule, o, lowest), readings=readings.get(o.listing_id, 1)) for o in mine]
    return tuple(sorted(rows, key=_by_use)[:_MOST_SHOPS])


def as_shop(offer: Offer, *, meets: bool, readings: int = 1) -> Shop:
    """An offer as a row of the table."""
    return Shop(
        shop=offer.shop,
        title=offer.title,
        url=offer.url,
        seller=None if offer.is_of_shop and offer.tier is Tier.FIRST_PARTY else offer.seller or None,
        seller_kind=offer.seller_kind,
        tier=offer.tier,
        condition=offer.condition,
        stock=offer.stock if offer.stock_known else None,
        price=offer.price,
        shipping=offer.shipping,
        total=offer.total,
        currency=offer.currency,
        premium=offer.premium,
        seen_at=offer.seen_at,
        readings=readings,
        meets=meets,
    )


def _is_met(rule: Rule, offer: Offer, lowest: Decimal | None) -> bool:
    return offer.is_available if rule.what is What.PREMIUM else meets(rule, offer, lowest)


def _by_use(shop: Shop) -> tuple[bool, bool, bool, Decimal]:
    return (not shop.meets, shop.stock not in AVAILABLE, shop.total is None, shop.total or Decimal(0))
