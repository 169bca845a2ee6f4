"""Whether the offers of a card are what a rule waits for. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Final

from monitor.alerts.notice import PriceDay, Shop
from monitor.alerts.rule import Rule, Sellers, What
from monitor.signals.fair import LEAST_DAYS
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


def new_low(rule: Rule, days: Sequence[PriceDay]) -> Decimal | None:
    """What a card cost at least on the rule's last days; None where too few of them are known."""
    prices = [day.price for day in days if day.price is not None]
    return min(prices) if len(prices) >= min(LEAST_DAYS, rule.days) else None


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


def street_premium(offers: Iterable[Offer]) -> float | None:
    """Street price over launch price, minus one: the median of the up to five cheapest offers that can be had."""
    priced = sorted(
        ((o.price, o.launch_price) for o in offers if o.is_available and o.price and o.launch_price),
        key=lambda pair: pair[0],
    )[:_CHEAPEST]
    if not priced:
        return None
    return float(median(price for price, _ in priced) / priced[0][1]) - 1


@dataclass(frozen=True, slots=True)
class Shelf:
    """What a card can be had for, from those whose offers count: all that is needed to judge any limit.

    Attributes:
        total, price: the lowest with and without delivery, of what can be had now; None where nothing can, or no price
            is known.
        is_available: something can be had now.
        was_total, was_price, was_available: the same, with what could be had when it was last known.
        premium: street price over launch price, minus one.
    """

    total: Decimal | None
    price: Decimal | None
    is_available: bool
    was_total: Decimal | None
    was_price: Decimal | None
    was_available: bool
    premium: float | None


def shelf(offers: Iterable[Offer]) -> Shelf:
    """What a card can be had for.

    Args:
        offers: of the card in a market, those that count.
    """
    there = [offer for offer in offers if offer.is_available]
    known = [offer for offer in there if offer.stock_known]
    return Shelf(
        min((offer.total for offer in known if offer.total is not None), default=None),
        min((offer.price for offer in known if offer.price is not None), default=None),
        bool(known),
        min((offer.total for offer in there if offer.total is not None), default=None),
        min((offer.price for offer in there if offer.price is not None), default=None),
        bool(there),
        street_premium(there),
    )


def whose(rule: Rule) -> tuple[object, ...]:
    """What decides which offers a rule looks at: rules with the same look at the same."""
    return rule.retailers, rule.sellers, rule.used


def holds(rule: Rule, on_sale: Shelf, lowest: Decimal | None = None) -> bool | None:
    """Whether what a rule waits for holds for a card in a market; None where it cannot be told.

    Args:
        rule: judged by offers.
        on_sale: what those offer that it looks at.
        lowest: see `meets`.
    """
    if rule.what is What.PREMIUM:
        premium = on_sale.premium
        return None if premium is None or rule.premium is None else premium <= rule.premium
    if _reaches(rule, lowest, on_sale.is_available, on_sale.total, on_sale.price):
        return True
    # It could be had when it was last known, and the page says nothing now: no end, and no beginning.
    return None if _reaches(rule, lowest, on_sale.was_available, on_sale.was_total, on_sale.was_price) else False


def _reaches(
    rule: Rule,
    lowest: Decimal | None,
    there: bool,  # noqa: FBT001 - of a shelf
    total: Decimal | None,
    price: Decimal | None,
) -> bool:
    if rule.what is What.NEW_LOW:
        return lowest is not None and price is not None and price < lowest
    return there if rule.limit is None else total is not None and total <= rule.limit


def of_use(rule: Rule, offers: Iterable[Offer], lowest: Decimal | None) -> list[tuple[Offer, bool]]:
    """The table of shops: what meets the rule first, then what can be had, then the rest; the cheapest first.

    Args:
        rule: whose offers they are.
        offers: all of the card in the market.
        lowest: see `meets`.

    Returns:
        Offers, and whether each meets the rule; at most ten.
    """
    mine = (offer for offer in offers if counts(rule, offer) and offer.stock is not Stock.UNLISTED)
    rows = [(offer, offer.is_available if rule.what is What.PREMIUM else meets(rule, offer, lowest)) for offer in mine]
    return sorted(rows, key=_by_use)[:_MOST_SHOPS]


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


def _by_use(row: tuple[Offer, bool]) -> tuple[bool, bool, bool, Decimal]:
    offer, is_met = row
    return (not is_met, not (offer.is_available and offer.stock_known), offer.total is None, offer.total or Decimal(0))
