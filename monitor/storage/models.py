"""The tables. What each column means stands here; every query stands beside this file, in one module per use."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monitor.storage.base import Base
from monitor.vocabulary import Unknown
from scrapers.errors import Outcome
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Follow, Kind, Tier

EPOCH = text("'epoch'::timestamptz")
ZERO = text("0")
FALSE = text("false")
#: Polls whose offers say something of their source.
TELLING = text("outcome IN ('ok', 'suspect', 'layout_changed')")


class Retailer(Base):
    """A site we poll. Its file is kept whole, so that a worker on another machine polls it the same way."""

    __tablename__ = "retailer"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    market: Mapped[str]
    tier: Mapped[Tier]
    demo: Mapped[bool] = mapped_column(server_default=FALSE)
    enabled: Mapped[bool] = mapped_column(server_default=FALSE)
    #: True while its history is being replayed: then only the replay polls it, not the tick.
    replaying: Mapped[bool] = mapped_column(server_default=FALSE)
    spec: Mapped[dict[str, Any]]
    #: The retailer's request budget: nobody, on any machine, may ask it for anything before this.
    next_request_at: Mapped[datetime] = mapped_column(server_default=EPOCH)


class Source(Base):
    """What is polled at one retailer, and when next. The schedule lives here and nowhere else."""

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("retailer_id", "url"),
        Index("ix_source_due_at", "due_at", postgresql_where=text("active")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    retailer_id: Mapped[int] = mapped_column(ForeignKey("retailer.id", ondelete="CASCADE"))
    url: Mapped[str]
    kind: Mapped[Kind]
    follow: Mapped[Follow]
    interval: Mapped[timedelta]
    lists_only_in_stock: Mapped[bool] = mapped_column(server_default=FALSE)
    #: False when the retailer's file no longer names it; its history stays.
    active: Mapped[bool] = mapped_column(server_default=text("true"))
    due_at: Mapped[datetime] = mapped_column(server_default=EPOCH)
    #: Polls in a row that brought nothing; back-off grows with it.
    failures: Mapped[int] = mapped_column(server_default=ZERO)
    last_poll_at: Mapped[datetime | None]
    last_outcome: Mapped[Outcome | None]
    last_reason: Mapped[str | None]
    last_detail: Mapped[str | None]
    #: How much of its offers was read the last time that any were; as `poll.fields`.
    last_fields: Mapped[dict[str, Any] | None]
    last_complete_at: Mapped[datetime | None]
    #: Since when it is asked for: its retailer was enabled, or its file names it again. NULL is since its first poll.
    asked_since: Mapped[datetime | None]


class PageValidator(Base):
    """What lets the next request for a page be conditional. Only from complete polls with outcome ok."""

    __tablename__ = "page_validator"

    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"), primary_key=True)
    #: Order of the page in the source: all of its pages must answer "not modified".
    position: Mapped[int] = mapped_column(primary_key=True)
    url: Mapped[str]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    #: Parser version and retailer file they were read with; another one reads the page anew.
    read_with: Mapped[str]
    #: The last time the whole page came; a full fetch is due at least daily.
    fetched_at: Mapped[datetime]


class Poll(Base):
    """One attempt to poll a source, also when it failed."""

    __tablename__ = "poll"
    __table_args__ = (
        Index("ix_poll_source_id_observed_at", "source_id", "observed_at"),
        Index("ix_poll_telling", "source_id", "observed_at", postgresql_where=TELLING),
        Index(None, "recorded_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    #: When the pages were seen.
    observed_at: Mapped[datetime]
    #: When this was written.
    recorded_at: Mapped[datetime]
    outcome: Mapped[Outcome]
    #: Machine word that tells apart what an outcome lumps together, such as redirect_loop.
    reason: Mapped[str | None]
    detail: Mapped[str | None]
    #: Every page of the source was read: only then does a missing item mean anything.
    complete: Mapped[bool]
    pages: Mapped[int]
    #: The usual number of offers, from recent polls, that `found` was judged against.
    expected: Mapped[int | None]
    found: Mapped[int]
    changed: Mapped[int]
    #: On how many of the offers each field was read: over `all`, and over those `for_sale` (not said to be sold out).
    #: NULL where no offers were read.
    fields: Mapped[dict[str, Any] | None]
    warnings: Mapped[int]
    #: How many warnings there were of each kind, such as implausible_price.
    warning_kinds: Mapped[dict[str, Any] | None]
    duration_s: Mapped[float]


class Coverage(Base):
    """A time during which a source was watched without a gap. Half-open; never thinned.

    What its last complete poll said holds until `held_to`, or until the next stretch begins: a source is lost sight of
    only after three missed intervals. So whether it was watched at a moment depends on nothing that came later.
    """

    __tablename__ = "coverage"
    __table_args__ = (
        UniqueConstraint("source_id", "valid_from"),
        CheckConstraint("valid_to >= valid_from AND held_to >= valid_to", name="ordered"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    valid_from: Mapped[datetime]
    #: The last complete poll.
    valid_to: Mapped[datetime]
    held_to: Mapped[datetime]


class GpuRow(Base):
    """A chip model buyers compare, as the catalogue has it."""

    __tablename__ = "gpu"
    __table_args__ = (
        CheckConstraint(
            "(price_source IS NULL) ="
            " (coalesce(launch_price_usd, launch_price_eur, launch_price_gbp, launch_price_try) IS NULL)",
            name="price_has_source",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    model: Mapped[str]
    vendor: Mapped[str]
    family: Mapped[str]
    segment: Mapped[str]
    memory_gb: Mapped[Decimal]
    memory_type: Mapped[str | None]
    bus_bits: Mapped[int | None]
    board_power_w: Mapped[int | None]
    launch_date: Mapped[date | None]
    #: Without tax; the others with it.
    launch_price_usd: Mapped[Decimal | None]
    launch_price_eur: Mapped[Decimal | None]
    launch_price_gbp: Mapped[Decimal | None]
    launch_price_try: Mapped[Decimal | None]
    price_source: Mapped[str | None]
    #: Models, as `model` has them.
    predecessor: Mapped[str | None]
    successor: Mapped[str | None]


class Listing(Base):
    """An item at a retailer that we follow, with its current state. One listing per item, seller and condition."""

    __tablename__ = "listing"
    __table_args__ = (
        # Condition not said is NULL and must still be one listing.
        UniqueConstraint("retailer_id", "item_key", "seller", "condition", postgresql_nulls_not_distinct=True),
        CheckConstraint("(price IS NULL) = (currency IS NULL)", name="price_has_currency"),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("shipping IS NULL OR (shipping >= 0 AND price IS NOT NULL)", name="shipping_of_price"),
        CheckConstraint("num_nonnulls(gpu_id, refused, unknown) <= 1", name="one_answer"),
        CheckConstraint("(named IS NULL) = (unknown IS DISTINCT FROM 'not_in_catalogue')", name="named_if_missing"),
        Index(None, "gpu_id"),
        Index(None, "home_source_id"),
        Index(None, "retailer_id", "url_key"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    retailer_id: Mapped[int] = mapped_column(ForeignKey("retailer.id", ondelete="CASCADE"))
    item_key: Mapped[str]
    #: Who sells it; empty where the retailer itself does or nobody is named.
    seller: Mapped[str] = mapped_column(server_default="")
    #: True when the retailer itself sells it, False for a marketplace seller, NULL where it is not said.
    first_party: Mapped[bool | None]
    seller_kind: Mapped[SellerKind] = mapped_column(server_default=text("'unknown'"))
    #: One word for all names of that seller on all sites: independent sellers are counted by it. NULL is nobody known.
    seller_group: Mapped[str | None]
    condition: Mapped[Condition | None]
    title: Mapped[str]
    url: Mapped[str]
    #: The address without what varies from visit to visit; finds the item where a page does not say its number.
    url_key: Mapped[str]
    gpu_id: Mapped[int | None] = mapped_column(ForeignKey("gpu.id"))
    #: Why the title is no card (laptop, complete_pc, ...); NULL for a card and for an unknown one.
    refused: Mapped[str | None]
    #: Why it is not known which card the title is; NULL where it is known, or refused.
    unknown: Mapped[Unknown | None]
    #: The model that the title names and the catalogue does not have, spelt alike for all titles that name it.
    named: Mapped[str | None]
    match_version: Mapped[int]
    #: Only this source changes the listing's state.
    home_source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    first_seen_at: Mapped[datetime]
    #: When its home last showed it before it went missing; NULL while it is there.
    last_seen_at: Mapped[datetime | None]
    price: Mapped[Decimal | None]
    currency: Mapped[str | None]
    #: Cost of delivery in `currency`; NULL where it is not said.
    shipping: Mapped[Decimal | None]
    #: NULL is "could not tell", never a state.
    stock: Mapped[Stock | None]
    offer_count: Mapped[int | None]
    #: Since when price and stock are as they are.
    changed_at: Mapped[datetime]
    #: The last price that was known: what a new one is judged against, also after a time of not knowing.
    last_price: Mapped[Decimal | None]
    last_currency: Mapped[str | None]
    #: Complete polls of its home in a row that did not show it.
    missed: Mapped[int] = mapped_column(server_default=ZERO)
    #: A reading outside the robust band, held until a later poll confirms it.
    pending: Mapped[dict[str, Any] | None]


class ListingHome(Base):
    """Which source a listing's state came from, when. Half-open; an open end is NULL."""

    __tablename__ = "listing_home"

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id", ondelete="CASCADE"))
    valid_to: Mapped[datetime | None]


class Observation(Base):
    """A change of a listing's price or stock. Append-only; holds until the next one while its source is covered."""

    __tablename__ = "observation"
    __table_args__ = (
        CheckConstraint("(price IS NULL) = (currency IS NULL)", name="price_has_currency"),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("shipping IS NULL OR (shipping >= 0 AND price IS NOT NULL)", name="shipping_of_price"),
        Index(None, "recorded_at"),
    )

    listing_id: Mapped[int] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"), primary_key=True)
    observed_at: Mapped[datetime] = mapped_column(primary_key=True)
    #: When it became known: for what was imported, when it was observed.
    recorded_at: Mapped[datetime]
    #: The poll that saw it; its row may be gone, polls are thinned.
    poll_id: Mapped[int | None]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("import_batch.id"))
    price: Mapped[Decimal | None]
    currency: Mapped[str | None]
    shipping: Mapped[Decimal | None]
    stock: Mapped[Stock | None]
    offer_count: Mapped[int | None]
    confidence: Mapped[float]
    #: The texts on the page that this rests on.
    raw: Mapped[dict[str, Any]]


class Watermark(Base):
    """How far something has come in time, so that it goes on from there after a stop."""

    __tablename__ = "watermark"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
