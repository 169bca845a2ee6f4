"""The outbox as people and programs see it: what waits, what was sent, what was refused, and how fast restocks are told."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, extract, func, select
from sqlalchemy.orm import Session

from monitor.alerts.notice import NoticeKind
from monitor.alerts.words import Result
from monitor.storage.models_alerts import Delivery, DeliveryAttempt, Recipient
from monitor.storage.outbox import BOUNCED


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """Something to be sent, with whom it is for."""

    delivery: Delivery
    recipient: Recipient


def recent(session: Session, *, failed: bool = False, limit: int = 50) -> list[DeliveryView]:
    """Deliveries, the latest queued first; only those refused where `failed`."""
    query = select(Delivery, Recipient).join(Recipient, Recipient.id == Delivery.recipient_id)
    if failed:
        query = query.where(Delivery.failed_at.is_not(None))
    return [DeliveryView(d, r) for d, r in session.execute(query.order_by(Delivery.id.desc()).limit(limit))]


def last_of(session: Session, rule_id: int) -> Delivery | None:
    """The last delivery of a rule."""
    query = select(Delivery).where(Delivery.rule_id == rule_id).order_by(Delivery.id.desc()).limit(1)
    return session.scalar(query)


@dataclass(frozen=True, slots=True)
class LastAttempt:
    """What came of the last attempt that has ended.

    Attributes:
        reason: machine word; None where it was taken.
        detail: for the operator alone: it may name the server and the recipient.
        ended_at: aware UTC.
    """

    result: Result
    reason: str | None
    detail: str | None
    ended_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxStatus:
    """How delivering goes, without any address.

    Attributes:
        waiting: due, and not sent yet; of recipients who may be sent to.
        oldest_due_at: since when the oldest of them is due, aware UTC.
        sent, failed: in the last 24 hours.
        attempts: in the last 24 hours, by what came of them; `unfinished` are those in which a process died.
        last: attempt; None before the first.
        bounced: recipients that get nothing more, since their server says that they do not exist.
        restock_median_s, restock_p95_s: from the poll that saw an offer to the hand-over, of the last 30 days; None
            without any.
        restocks: how many that is.
        maybe_twice: messages of the last 30 days that may have arrived twice: an attempt was cut off, and repeated.
    """

    waiting: int
    oldest_due_at: datetime | None
    sent: int
    failed: int
    attempts: dict[str, int]
    last: LastAttempt | None
    bounced: int
    restock_median_s: float | None
    restock_p95_s: float | None
    restocks: int
    maybe_twice: int

    @property
    def last_error(self) -> str | None:
        """What went wrong at the last attempt, if anything did; for the operator alone, see `LastAttempt`."""
        if self.last is None or self.last.result is Result.SENT:
            return None
        return f"{self.last.reason}: {self.last.detail}"


def status(session: Session, now: datetime) -> OutboxStatus:
    """How delivering goes at a moment (aware UTC)."""
    day, month = now - timedelta(days=1), now - timedelta(days=30)
    is_open = and_(Delivery.sent_at.is_(None), Delivery.failed_at.is_(None))
    waiting, oldest = session.execute(
        select(func.count(), func.min(Delivery.due_at))
        .join(Recipient, Recipient.id == Delivery.recipient_id)
        .where(is_open, Delivery.due_at <= now, Recipient.stopped_at.is_(None))
    ).one()
    sent, failed = session.execute(
        select(
            func.count().filter(Delivery.sent_at > day),
            func.count().filter(Delivery.failed_at > day),
        )
    ).one()
    attempts = {
        str(result or "unfinished"): count
        for result, count in session.execute(
            select(DeliveryAttempt.result, func.count())
            .where(DeliveryAttempt.began_at > day)
            .group_by(DeliveryAttempt.result)
        )
    }
    bounced = select(func.count()).select_from(Recipient).where(Recipient.stopped_why == BOUNCED)
    took = extract("epoch", Delivery.sent_at - Delivery.seen_at)
    restocks, middle, slow = session.execute(
        select(
            func.count(),
            func.percentile_cont(0.5).within_group(took),
            func.percentile_cont(0.95).within_group(took),
        ).where(
            Delivery.sent_at > month,
            Delivery.seen_at.is_not(None),
            Delivery.kind == NoticeKind.OPENED,
            # What waited for a pace, for quiet hours or for a confirmation says nothing of speed.
            Delivery.due_at == Delivery.queued_at,
            Delivery.queued_at - Delivery.seen_at < timedelta(minutes=5),
        )
    ).one()
    return OutboxStatus(
        waiting=waiting,
        oldest_due_at=oldest,
        sent=sent,
        failed=failed,
        attempts=attempts,
        last=_last(session),
        bounced=session.scalar(bounced) or 0,
        restock_median_s=None if middle is None else float(middle),
        restock_p95_s=None if slow is None else float(slow),
        restocks=restocks,
        maybe_twice=_maybe_twice(session, month),
    )


def _last(session: Session) -> LastAttempt | None:
    ended = select(DeliveryAttempt).where(DeliveryAttempt.ended_at.is_not(None))
    row = session.scalar(ended.order_by(DeliveryAttempt.id.desc()).limit(1))
    if row is None or row.result is None or row.ended_at is None:
        return None
    return LastAttempt(row.result, row.reason, row.detail, row.ended_at)


def _maybe_twice(session: Session, since: datetime) -> int:
    """Messages that were taken after an attempt of which nobody knows how it ended."""
    unsure = (
        select(DeliveryAttempt.message_key)
        .where(
            DeliveryAttempt.began_at > since,
            (DeliveryAttempt.ended_at.is_(None)) | (DeliveryAttempt.reason == "unsure"),
        )
        .scalar_subquery()
    )
    taken = select(func.count(DeliveryAttempt.message_key.distinct())).where(
        DeliveryAttempt.result == Result.SENT, DeliveryAttempt.message_key.in_(unsure)
    )
    return session.scalar(taken) or 0
