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


class OpenSignalModel(BaseModel):
    """What goes on with a card beside a shortage."""

    kind: SignalKind
    cause: Cause | None
    since: date


class InAnchorModel(BaseModel):
    """A price in the money that prices of its market follow."""

    currency: str
    price: Decimal
    lowest: Decimal
    over_lowest: float


class FairModel(BaseModel):
    """What the past says of the cheapest price now."""

    price: Decimal
    lowest_price: Decimal = Field(description="The lowest known one of a year.")
    lowest_on: date
    over_lowest: float
    usual_price: Decimal | None = Field(description="Median of 90 days.")
    over_usual: float | None
    is_good: bool | None = Field(description="Within 5 % of the lowest; null before 35 days of known prices.")
    in_anchor: InAnchorModel | None


class DurationsModel(BaseModel):
    """How long something lasts, of all that began within 180 days. Quartiles are null where too few were seen to end."""

    seen: int = Field(description="How many there were: the quartiles of fewer than five say little.")
    ended: int
    going_on: int
    taken_off: int = Field(description="Ended because the listing was taken off the page.")
    lower_days: float | None
    median_days: float | None
    upper_days: float | None


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


class GpuFactsModel(GpuModel):
    """A card in a market: as it stands now, what to buy, whether that is a fair price, how long one waits."""

    usual_availability: float | None
    depth: float | None = Field(description="Offers in stock over their usual number.")
    judged: date | None = Field(description="The day of the figures beside what is usual.")
    signals: list[OpenSignalModel]
    cheapest: list[OfferModel] = Field(description="The three cheapest new ones that a buyer gets sent now.")
    fair: FairModel | None = Field(description="Null where nothing can be bought, or no price of the past is known.")
    known_days: int = Field(description="Days of the last year with a known price.")
    limit: Decimal | None = Field(description="A price to wait for: 5 % below the usual one.")
    stockouts: DurationsModel | None = Field(description="Until the restock.")
    restocks: DurationsModel | None = Field(description="Until it is sold out again.")


class IndexModel(BaseModel):
    """The price index of all cards of a market on one day (UTC)."""

    day: date
    value: float | None
    imputed: float | None = Field(description="Share of its listings whose price was carried.")
    listings: int


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
