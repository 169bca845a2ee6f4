"""What buyers can choose from now: every offer of a card, as it last was known, with its age."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import Select, case, false, func, or_, select
from sqlalchemy.orm import Session

from monitor.storage.measures import covered_sources, launch_price
from monitor.storage.models import GpuRow, Listing, Retailer, Source
from scrapers.offer import AVAILABLE, Condition, SellerKind, Stock
from scrapers.spec import Tier

#: Sellers whose names may be shown; who else sells may be a private person.
_NAMED: Final = frozenset({SellerKind.RETAILER, SellerKind.KNOWN_SHOP})


@dataclass(frozen=True, slots=True)
class ShelfOffer:
    """An offer of a card at an enabled retailer.

    Attributes:
        shop: the retailer's title.
        tier: whose price it is: also a marketplace seller's offer in a shop is `marketplace`.
        stock: None where it is not known now.
        seen_at: the last time its source was read whole, aware UTC.
        covered: that is so short ago that it still holds.
        launch_price: of its card, in `currency`.
    """

    listing_id: int
    market: str
    gpu: str
    retailer: str
    shop: str
    demo: bool
    tier: Tier
    title: str
    url: str
    named_seller: str
    seller_kind: SellerKind
    first_party: bool | None
    condition: Condition | None
    price: Decimal | None
    currency: str | None
    shipping: Decimal | None
    last_stock: Stock | None
    offer_count: int | None
    launch_price: Decimal | None
    changed_at: datetime
    seen_at: datetime | None
    covered: bool

    @property
    def stock(self) -> Stock | None:
        """Whether it can be had, as far as that is known now."""
        return self.last_stock if self.covered else None

    @property
    def available(self) -> bool:
        """A buyer gets it sent now."""
        return self.stock in AVAILABLE

    @property
    def total(self) -> Decimal | None:
        """Price and delivery, as far as the shop says it."""
        return None if self.price is None else self.price + (self.shipping or 0)

    @property
    def seller(self) -> str | None:
        """Who sells it, where that is not the shop itself and is a shop known by name."""
        return self.named_seller if self.named_seller and self.seller_kind in _NAMED else None

    @property
    def is_new(self) -> bool:
        """It is new, or nothing else is said."""
        return self.condition in {None, Condition.NEW}

    @property
    def premium(self) -> float | None:
        """Over the launch price."""
        return None if self.price is None or not self.launch_price else float(self.price / self.launch_price) - 1


def offers(
    session: Session,
    now: datetime,
    *,
    market: str | None = None,
    gpu_id: int | None = None,
    available: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[ShelfOffer]:
    """Offers of cards that are listed, those that can be had first, then by what they cost in all.

    Args:
        session: an open session.
        now: aware UTC.
        market: only of this one.
        gpu_id: only of this card.
        available: only those that a buyer gets sent now.
        limit: at most so many.
        offset: so many are passed over.
    """
    covered = func.coalesce(Listing.home_source_id.in_(covered_sources(now)), false())
    can_be_had = covered & Listing.stock.in_(AVAILABLE)
    total = Listing.price + func.coalesce(Listing.shipping, 0)
    query = _listed().add_columns(covered.label("covered"))
    if market:
        query = query.where(Retailer.market == market)
    if gpu_id is not None:
        query = query.where(Listing.gpu_id == gpu_id)
    if available:
        query = query.where(can_be_had)
    query = query.order_by(func.coalesce(can_be_had, false()).desc(), total.nulls_last(), Listing.id)
    return [ShelfOffer(**row) for row in session.execute(query.limit(limit).offset(offset)).mappings()]


def _listed() -> Select:  # type: ignore[type-arg] # as many columns as an offer has fields
    of_other = (Retailer.tier == Tier.FIRST_PARTY) & Listing.first_party.is_(False)
    return (
        select(
            Listing.id.label("listing_id"),
            Retailer.market,
            GpuRow.name.label("gpu"),
            Retailer.name.label("retailer"),
            Retailer.title.label("shop"),
            Retailer.demo,
            case((of_other, Tier.MARKETPLACE), else_=Retailer.tier).label("tier"),
            Listing.title,
            Listing.url,
            Listing.seller.label("named_seller"),
            Listing.seller_kind,
            Listing.first_party,
            Listing.condition,
            Listing.price,
            Listing.currency,
            Listing.shipping,
            Listing.stock.label("last_stock"),
            Listing.offer_count,
            launch_price(Listing.currency).label("launch_price"),
            Listing.changed_at,
            Source.last_complete_at.label("seen_at"),
        )
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .join(GpuRow, GpuRow.id == Listing.gpu_id)
        .join(Source, Source.id == Listing.home_source_id)
        .where(Retailer.enabled, or_(Listing.stock.is_(None), Listing.stock != Stock.UNLISTED))
    )
