"""What the JSON API answers with. Amounts are decimals as texts; ratios are 0.12 for 12 %; what is not known is null."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, Field

from monitor.vocabulary import Cause, Level, SignalKind
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Tier


class CardModel(BaseModel):
    """A card of the catalogue."""

    slug: str
    gpu: str
    vendor: str
    family: str
    segment: str
    memory_gb: Decimal
    memory_type: str | None
    board_power_w: int | None
    launch_date: date | None
    launch_prices: dict[str, Decimal] = Field(description="By currency: US dollars without tax, others with it.")
    launch_price_source: str | None


class GpuModel(BaseModel):
    """A card in a market, as it stands now."""

    market: str
    gpu: str
    slug: str
    segment: str
    level: Level
    reason: str | None
    since: date | None
    cause: Cause | None
    street_price: Decimal | None
    currency: str | None
    premium: float | None = Field(description="Street price over launch price, minus one.")
    over_reference: float | None = Field(description="Street price over the calm baseline, minus one.")
    availability: float | None
    availability_low: float | None
    availability_high: float | None
    coverage: float
    sellers: int
    sellers_in_stock: int
    offers_in_stock: int
    offers_known: int
    demo: bool


class GpuDayModel(BaseModel):
    """A card in a market and price tier on one day (UTC)."""

    day: date
    tier: Tier
    street_price: Decimal | None
    currency: str | None
    availability: float | None
    known: float | None = Field(description="Share of watched listing-time whose stock was known.")
    sellers: int
    sellers_in_stock: int


class OfferModel(BaseModel):
    """An offer that a watched shop lists."""

    listing_id: int
    market: str
    gpu: str
    retailer: str
    tier: Tier
    title: str
    url: str
    seller: str | None = Field(description="Who sells it, where that is another shop known by name.")
    seller_kind: SellerKind
    condition: Condition | None
    price: Decimal | None
    shipping: Decimal | None = Field(description="Null is not said.")
    total: Decimal | None
    currency: str | None
    premium: float | None
    stock: Stock | None = Field(description="Null is not known; never out of stock.")
    offer_count: int | None
    available: bool
    changed_at: datetime
    seen_at: datetime | None
    demo: bool


class IndexModel(BaseModel):
    """The price index of all cards of a market on one day (UTC)."""

    day: date
    value: float | None
    imputed: float | None = Field(description="Share of its listings whose price was carried.")
    listings: int


class RetailerModel(BaseModel):
    """A shop, and how well it can be read."""

    retailer: str
    title: str
    market: str
    tier: Tier
    enabled: bool
    demo: bool
    listings: int
    last_outcome: str | None
    last_reason: str | None
    last_detail: str | None
    last_poll_at: datetime | None
    last_complete_at: datetime | None
    coverage_7_days: float | None = Field(description="Share of the time that it was watched.")
    polls_7_days: dict[str, int] = Field(description="How often polls ended in which way.")


class EventModel(BaseModel):
    """A market event."""

    id: int
    day: date
    title: str
    market: str | None = Field(description="Null is every market.")
    url: str | None
    note: str | None


class ScopeModel(BaseModel):
    """What a signal is about: a market, and less than it where a field says so."""

    market: str
    gpu: str | None = None
    segment: str | None = None
    retailer: str | None = None
    listing: dict[str, Any] | None = None


class SignalModel(BaseModel):
    """An episode."""

    kind: SignalKind
    level: Level | None
    cause: Cause | None
    scope: ScopeModel
    opened_at: datetime
    closed_at: datetime | None
    withdrawn_at: datetime | None
    evidence: dict[str, Any]
    demo: bool


class DeliveriesModel(BaseModel):
    """How alerts are delivered: figures alone, never whom they are for."""

    mail_is_set_up: bool
    waiting: int = Field(description="Due and not sent yet.")
    oldest_due_at: datetime | None
    oldest_age_s: float | None = Field(description="Seconds since the oldest of them was due.")
    sent_24_hours: int
    refused_24_hours: int
    attempts_24_hours: dict[str, int] = Field(description="By what came of them; of unfinished ones nobody knows.")
    last_result: str | None
    last_reason: str | None = Field(description="Why the last attempt failed: a word such as login or no_recipient.")
    last_attempt_at: datetime | None
    bounced: int = Field(description="Recipients that get nothing more, since they do not exist.")
    restocks_30_days: int
    restock_median_s: float | None = Field(description="From the reading to the hand-over; of restocks told at once.")
    restock_p95_s: float | None
    maybe_twice_30_days: int
