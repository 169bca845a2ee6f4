"""The tables of signals: episodes, and the append-only events that made them what they are."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monitor.storage.base import Base
from monitor.vocabulary import Cause, EventKind, Level, SignalKind


class Signal(Base):
    """An episode: its present state, as its events leave it."""

    __tablename__ = "signal"
    __table_args__ = (
        CheckConstraint("withdrawn_at IS NULL OR closed_at IS NOT NULL", name="withdrawn_is_over"),
        Index(None, "listing_id"),
        Index(None, "opened_at"),
        Index("ix_signal_open", "kind", "opened_at", postgresql_where=text("closed_at IS NULL")),
        # Of a busy market, one in hundreds.
        Index("ix_signal_wide", "opened_at", postgresql_where=text("listing_id IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    #: What makes running the fold twice harmless: kind, scope and opening time.
    episode_key: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[SignalKind]
    level: Mapped[Level | None]
    cause: Mapped[Cause | None]
    market: Mapped[str]
    gpu_id: Mapped[int | None] = mapped_column(ForeignKey("gpu.id"))
    retailer_id: Mapped[int | None] = mapped_column(ForeignKey("retailer.id", ondelete="CASCADE"))
    listing_id: Mapped[int | None] = mapped_column(ForeignKey("listing.id", ondelete="CASCADE"))
    #: Where it is about a part of the market: `halo`, `24gb_and_more`, ...
    segment: Mapped[str | None]
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    #: When it was found to rest on a wrong reading; it counts no more, and is over.
    withdrawn_at: Mapped[datetime | None]
    evidence: Mapped[dict[str, Any]]


class SignalEvent(Base):
    """One line of a signal's history. Append-only."""

    __tablename__ = "signal_event"
    __table_args__ = (UniqueConstraint("signal_id", "kind", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("signal.id", ondelete="CASCADE"))
    kind: Mapped[EventKind]
    #: When it happened, by the observations.
    at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    #: The level from then on, and what it most likely is; NULL leaves them as they were.
    level: Mapped[Level | None]
    cause: Mapped[Cause | None]
    evidence: Mapped[dict[str, Any]]
