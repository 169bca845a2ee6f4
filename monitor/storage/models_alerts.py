"""The tables of alerts: who is told what, how far each thing has been told, and what is to be sent."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from monitor.alerts.episode import Told
from monitor.alerts.notice import NoticeKind
from monitor.alerts.words import Came, Result, Via
from monitor.storage.base import Base
from monitor.storage.models import FALSE, ZERO
from monitor.vocabulary import Level


class Secret(Base):
    """What links in mails are signed with: made once, the same for every process."""

    __tablename__ = "secret"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]


class Recipient(Base):
    """Somebody who is told: a mail address, or a channel such as ntfy or Discord."""

    __tablename__ = "recipient"

    id: Mapped[int] = mapped_column(primary_key=True)
    via: Mapped[Via]
    #: A mail address, or the address of a channel, which holds its key: shown masked only.
    address: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str] = mapped_column(server_default="en")
    created_at: Mapped[datetime]
    #: Whose address it is said yes; before that, nothing but the question is sent.
    confirmed_at: Mapped[datetime | None]
    #: When the question was last asked, so that nobody is asked over and over.
    asked_at: Mapped[datetime | None]
    asked: Mapped[int] = mapped_column(server_default=ZERO)
    #: Nothing is sent any more: they asked for that, or the address does not exist.
    stopped_at: Mapped[datetime | None]
    stopped_why: Mapped[str | None]
    #: Nothing is tried before this: the last attempt failed for a time.
    retry_at: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(server_default=ZERO)


class AlertRule(Base):
    """A rule, as `monitor.alerts.rule.Rule` has it."""

    __tablename__ = "alert_rule"
    __table_args__ = (
        Index(None, "recipient_id"),
        Index("ix_alert_rule_new", "id", postgresql_where=text("looked_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("recipient.id", ondelete="CASCADE"))
    spec: Mapped[dict[str, Any]]
    came: Mapped[Came]
    created_at: Mapped[datetime]
    #: From when on it counts: who may write into the operator's file or run its command is believed; what came from the
    #: page is asked of the address, each time.
    confirmed_at: Mapped[datetime | None]
    #: When it was first looked whether what it waits for holds already; NULL is not yet.
    looked_at: Mapped[datetime | None]
    muted_until: Mapped[datetime | None]


class AlertEpisode(Base):
    """How far what a rule waits for has been told, by what it is about."""

    __tablename__ = "alert_episode"
    __table_args__ = (
        UniqueConstraint("rule_id", "subject"),
        Index("ix_alert_episode_check_at", "check_at", postgresql_where=text("check_at IS NOT NULL")),
        Index(None, "signal_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("alert_rule.id", ondelete="CASCADE"))
    #: What it is about, spelt alike each time: `de:GeForce RTX 5070 Ti`.
    subject: Mapped[str]
    market: Mapped[str]
    gpu_id: Mapped[int | None] = mapped_column(ForeignKey("gpu.id"))
    #: The last signal it was about, where the rule waits for signals.
    signal_id: Mapped[int | None] = mapped_column(ForeignKey("signal.id", ondelete="SET NULL"))
    #: The rule waits for signals.
    by_signal: Mapped[bool]
    is_on: Mapped[bool] = mapped_column(server_default=FALSE)
    told: Mapped[Told]
    #: Since when it is on; of something that is over, since when it was.
    opened_at: Mapped[datetime | None]
    #: When it went on and off lately: as far back as the rule's `rearm`.
    changes: Mapped[list[str]]
    #: When the last notice was made.
    told_at: Mapped[datetime | None]
    #: The highest level that was told.
    told_level: Mapped[Level | None]
    #: When to look again without anything happening.
    check_at: Mapped[datetime | None]
    #: Names the mail that began this thread.
    thread: Mapped[str | None]
    notices: Mapped[int] = mapped_column(server_default=ZERO)


class Delivery(Base):
    """Something to be sent, with all that it says. The outbox: written in the transaction that gave the reason."""

    __tablename__ = "delivery"
    __table_args__ = (
        CheckConstraint("num_nonnulls(sent_at, failed_at) <= 1", name="one_end"),
        Index(
            "ix_delivery_open",
            "recipient_id",
            "due_at",
            postgresql_where=text("sent_at IS NULL AND failed_at IS NULL"),
        ),
        Index(None, "queued_at"),
        Index(None, "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("recipient.id", ondelete="CASCADE"))
    rule_id: Mapped[int | None] = mapped_column(ForeignKey("alert_rule.id", ondelete="SET NULL"))
    kind: Mapped[NoticeKind]
    notice: Mapped[dict[str, Any]]
    #: The left part of its Message-ID: the same however often it is tried.
    message_key: Mapped[str] = mapped_column(unique=True)
    #: The left part of the Message-ID of the mail it answers to.
    thread: Mapped[str | None]
    queued_at: Mapped[datetime]
    #: When the poll saw what it tells, where one did: restocks are told fast.
    seen_at: Mapped[datetime | None]
    due_at: Mapped[datetime]
    #: What was sent together has the same: the Message-ID of the whole.
    bundle: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default=ZERO)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str | None]


class DeliveryAttempt(Base):
    """One attempt to send. Without a result the process died in the middle: it may have been sent."""

    __tablename__ = "delivery_attempt"
    __table_args__ = (Index(None, "recipient_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient_id: Mapped[int] = mapped_column(ForeignKey("recipient.id", ondelete="CASCADE"))
    message_key: Mapped[str]
    deliveries: Mapped[int]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    result: Mapped[Result | None]
    reason: Mapped[str | None]
    detail: Mapped[str | None]
