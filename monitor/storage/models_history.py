"""The tables of what is not polled: imports, corrections, exchange rates, market events, and the daily figures."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from monitor.storage.base import Base
from scrapers.offer import Stock
from scrapers.spec import Tier

#: Rates need more digits than money.
RATE = Numeric(18, 8)


class ImportBatch(Base):
    """A file of history that was imported. The same bytes are imported once."""

    __tablename__ = "import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(unique=True)
    file: Mapped[str]
    #: Every retailer's rows of one time are all that it listed then.
    snapshots: Mapped[bool]
    rows: Mapped[int]
    skipped: Mapped[int]
    first_at: Mapped[datetime | None]
    last_at: Mapped[datetime | None]
    recorded_at: Mapped[datetime]


class Correction(Base):
    """Somebody marked a reading as wrong. The observation stays as it was read."""

    __tablename__ = "correction"
    __table_args__ = (
        ForeignKeyConstraint(
            ["listing_id", "observed_at"], ["observation.listing_id", "observation.observed_at"], ondelete="CASCADE"
        ),
        CheckConstraint("field IN ('price', 'stock')", name="field"),
        Index(None, "recorded_at"),
        Index(None, "listing_id", "observed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    listing_id: Mapped[int]
    observed_at: Mapped[datetime]
    #: `price` or `stock`.
    field: Mapped[str]
    #: What it should have been; NULL is "not known".
    value: Mapped[str | None]
    reason: Mapped[str]
    by: Mapped[str]
    recorded_at: Mapped[datetime]


class ExchangeRate(Base):
    """A reference rate of a day: units of a currency for one euro."""

    __tablename__ = "exchange_rate"
    __table_args__ = (CheckConstraint("per_euro > 0", name="positive"),)

    currency: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    per_euro: Mapped[Decimal] = mapped_column(RATE)
    #: Who published it, such as `ecb`.
    source: Mapped[str]
    recorded_at: Mapped[datetime]


class MarketEvent(Base):
    """A dated note, such as a bulk purchase, drawn on charts and usable in an event study."""

    __tablename__ = "market_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    title: Mapped[str]
    #: NULL is every market.
    market: Mapped[str | None]
    url: Mapped[str | None]
    note: Mapped[str | None]
    recorded_at: Mapped[datetime]


class ListingDay(Base):
    """A listing on one day (UTC): how long it was known and in stock, and what it cost.

    Computed from observations, homes and coverage (`monitor/signals/daily.py`); it can be computed again at any time.
    Days on which it was not watched, or unlisted throughout, have no row.
    """

    __tablename__ = "listing_day"
    __table_args__ = (Index(None, "day"),)

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    #: Seconds of the day during which its source was watched.
    covered_s: Mapped[int]
    #: Of these, seconds with a known stock state other than unlisted.
    known_s: Mapped[int]
    #: Of these, seconds in stock.
    in_stock_s: Mapped[int]
    #: Seconds with a payable price.
    priced_s: Mapped[int]
    #: Offers times seconds in stock; an item without a count is one offer.
    offer_s: Mapped[int]
    #: The payable price with which the day ends; NULL where it ends without one.
    price_close: Mapped[Decimal | None]
    #: Lowest and time-weighted mean payable price in `currency`.
    price_min: Mapped[Decimal | None]
    price_mean: Mapped[Decimal | None]
    currency: Mapped[str | None]
    #: The state with which the day ends; NULL is not known.
    stock_close: Mapped[Stock | None]
    method: Mapped[int]


class GpuDay(Base):
    """A gpu in a market and price tier on one day (UTC)."""

    __tablename__ = "gpu_day"
    __table_args__ = (Index(None, "day"),)

    market: Mapped[str] = mapped_column(primary_key=True)
    gpu_id: Mapped[int] = mapped_column(ForeignKey("gpu.id"), primary_key=True)
    tier: Mapped[Tier] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    street_price: Mapped[Decimal | None]
    currency: Mapped[str | None]
    n_listings: Mapped[int]
    #: Independent sellers whose stock was known.
    n_sellers: Mapped[int]
    n_sellers_in_stock: Mapped[int]
    covered_s: Mapped[int]
    known_s: Mapped[int]
    in_stock_s: Mapped[int]
    offer_s: Mapped[int]
    #: The same by source and seller, with their cheapest prices: what comparisons over an unchanged panel need.
    panel: Mapped[dict[str, Any]]
    method: Mapped[int]


class GpuStanding(Base):
    """A gpu in a market as a day (UTC) was judged when it was over: figures now beside what is usual.

    Written once, never revised: it is what was known then. What cannot be told is NULL; ratios are 0.12 for 12 %.
    """

    __tablename__ = "gpu_standing"
    __table_args__ = (Index(None, "day"),)

    market: Mapped[str] = mapped_column(primary_key=True)
    gpu_id: Mapped[int] = mapped_column(ForeignKey("gpu.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    #: Over the sources watched then and now, and its calm baseline; in the market's currency.
    street_price: Mapped[Decimal | None]
    reference: Mapped[Decimal | None]
    over_reference_ratio: Mapped[float | None]
    #: Over the launch price.
    premium_ratio: Mapped[float | None]
    #: Whose price it is.
    tier: Mapped[Tier | None]
    #: Share of known time in stock over three days, with its interval clustered by seller.
    availability_ratio: Mapped[float | None]
    availability_low: Mapped[float | None]
    availability_high: Mapped[float | None]
    usual_availability_ratio: Mapped[float | None]
    #: Offers in stock per watched day.
    depth: Mapped[float | None]
    usual_depth: Mapped[float | None]
    #: Share of what usually is in stock that is missing.
    loss_ratio: Mapped[float | None]
    #: Independent sellers compared, and those of them that have it in stock at least half of the time.
    n_sellers: Mapped[int | None]
    n_sellers_in_stock: Mapped[int | None]
    usual_n_sellers_in_stock: Mapped[int | None]
    #: Over all tiers and 90 days.
    n_independent_sellers: Mapped[int]


class IndexDay(Base):
    """A price index of a market, or of a part of it, on one day; 100 on its first. Every computation is kept."""

    __tablename__ = "index_day"

    market: Mapped[str] = mapped_column(primary_key=True)
    #: `all`, or a segment: `halo`, `24gb_and_more`, ...
    segment: Mapped[str] = mapped_column(primary_key=True)
    tier: Mapped[Tier] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    method: Mapped[int] = mapped_column(primary_key=True)
    computed_at: Mapped[datetime] = mapped_column(primary_key=True)
    value: Mapped[float]
    #: Share of the listings whose price was not known that day and was carried.
    imputed_ratio: Mapped[float]
    n_listings: Mapped[int]


class PseudonymKey(Base):
    """One random text: what sellers' pseudonyms in the views are made with, so that nobody can compute them from names."""

    __tablename__ = "pseudonym_key"

    key: Mapped[str] = mapped_column(primary_key=True)
