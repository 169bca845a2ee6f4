"""What is to be sent: queued in the transaction that gave the reason, tried until it is sent or refused, then kept."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, text, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.alerts.notice import Notice, NoticeKind
from monitor.alerts.words import Result, Via
from monitor.storage.engine import Sessions
from monitor.storage.models_alerts import Delivery, DeliveryAttempt, Recipient

#: So many are told in one message at most, each of them in full; what is beyond comes in the next one.
_MOST_AT_ONCE: Final = 50
#: Why a recipient gets nothing more whose server says that it does not exist.
BOUNCED: Final = "bounced"
#: Our advisory locks of this kind.
_SENDING: Final = 71_771
_OPEN: Final = and_(Delivery.sent_at.is_(None), Delivery.failed_at.is_(None))


@dataclass(frozen=True, slots=True)
class Thread:
    """How a message is named, and which one it answers to: left parts of Message-IDs."""

    key: str
    answers: str | None = None


def queue(
    session: Session,
    recipient_id: int,
    notice: Notice,
    thread: Thread,
    *,
    now: datetime,
    due_at: datetime,
    rule_id: int | None = None,
    seen_at: datetime | None = None,
) -> bool:
    """Write something to be sent; False where it is written already.

    Args:
        session: in the transaction that gives the reason.
        recipient_id: to whom.
        notice: what it says.
        thread: its name; the same thing has the same.
        now: aware UTC.
        due_at: not before then.
        rule_id: the rule that asked for it.
        seen_at: when a poll saw what it tells.
    """
    new = insert(Delivery).values(
        recipient_id=recipient_id,
        rule_id=rule_id,
        kind=notice.kind,
        notice=msgspec.to_builtins(notice),
        message_key=thread.key,
        thread=thread.answers,
        queued_at=now,
        seen_at=seen_at,
        due_at=due_at,
    )
    return session.scalar(new.on_conflict_do_nothing().returning(Delivery.id)) is not None


def notice_of(row: Delivery) -> Notice:
    """What a delivery says."""
    return msgspec.convert(row.notice, Notice)


def _ready(now: datetime) -> Select[int]:
    """Recipients with something due that may be tried."""
    return (
        select(Recipient.id)
        .where(or_(Recipient.retry_at.is_(None), Recipient.retry_at <= now), Recipient.stopped_at.is_(None))
        .where(select(Delivery.id).where(Delivery.recipient_id == Recipient.id, _OPEN, Delivery.due_at <= now).exists())
    )


def ready(session: Session, now: datetime, ways: Collection[Via], limit: int = 500) -> list[int]:
    """Recipients with something due that may be tried now, of those reached in one of some ways."""
    found = _ready(now).where(Recipient.via.in_(ways)).order_by(Recipient.retry_at.nulls_first(), Recipient.id)
    return list(session.scalars(found.limit(limit)))


@contextmanager
def alone(sessions: Sessions, recipient_id: int) -> Iterator[bool]:
    """Whether nobody else, in any process, sends to a recipient while the context lasts.

    PostgreSQL's own lock: it goes with the process that holds it, however that ends.
    """
    key = {"what": _SENDING, "who": recipient_id}
    with sessions() as session:
        # No transaction stays open while a mail server takes its time.
        session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        is_mine = bool(session.scalar(text("SELECT pg_try_advisory_lock(:what, CAST(:who AS integer))"), key))
        try:
            yield is_mine
        finally:
            if is_mine:
                session.execute(text("SELECT pg_advisory_unlock(:what, CAST(:who AS integer))"), key)


def take(session: Session, recipient_id: int, now: datetime, *, apart: int) -> tuple[Recipient, list[Delivery]] | None:
    """What is sent to a recipient next, as one message; locked until the transaction ends.

    Who has not confirmed is sent the question alone. What an earlier attempt put together stays together. Otherwise what
    is due is sent one by one, in order, and all in one message where it is more than `apart`.

    Returns:
        None where nothing is due, or it may not be tried yet.
    """
    recipient = session.scalar(
        select(Recipient).where(Recipient.id.in_(_ready(now)), Recipient.id == recipient_id).with_for_update()
    )
    if recipient is None:
        return None
    allowed = true() if recipient.confirmed_at else Delivery.kind == NoticeKind.CONFIRM
    due = list(
        session.scalars(
            select(Delivery)
            .where(Delivery.recipient_id == recipient_id, _OPEN, Delivery.due_at <= now, allowed)
            .order_by(Delivery.bundle.is_(None), Delivery.id)
            .limit(_MOST_AT_ONCE)
            .with_for_update()
        )
    )
    if not due:
        return None
    begun = [row for row in due if row.bundle is not None and row.bundle == due[0].bundle]
    if begun:
        return recipient, begun
    return recipient, due if len(due) > apart else due[:1]


def begin(session: Session, recipient: Recipient, rows: Sequence[Delivery], key: str, now: datetime) -> int:
    """Write that an attempt begins, before anything is sent; answer its number."""
    for row in rows:
        row.bundle = key
        row.attempts += 1
    new = insert(DeliveryAttempt).values(recipient_id=recipient.id, message_key=key, deliveries=len(rows), began_at=now)
    return session.execute(new.returning(DeliveryAttempt.id)).scalar_one()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt.

    Attributes:
        reason: machine word.
        detail: what to do about it, or the server's answer.
        retry_in: of one that is tried again.
    """

    result: Result
    reason: str | None = None
    detail: str | None = None
    retry_in: timedelta = timedelta()


def finish(session: Session, attempt_id: int, delivery_ids: Sequence[int], outcome: Outcome, now: datetime) -> None:
    """Write what came of an attempt."""
    attempt = session.get_one(DeliveryAttempt, attempt_id)
    attempt.ended_at, attempt.result = now, outcome.result
    attempt.reason, attempt.detail = outcome.reason, outcome.detail
    recipient = session.scalars(select(Recipient).where(Recipient.id == attempt.recipient_id).with_for_update()).one()
    ended: dict[str, Any] = {}
    match outcome.result:
        case Result.SENT:
            ended = {"sent_at": now, "error": None}
            recipient.failures, recipient.retry_at = 0, None
        case Result.TRY_LATER:
            ended = {"error": outcome.detail}
            recipient.failures += 1
            recipient.retry_at = now + outcome.retry_in
        case Result.MESSAGE_REFUSED:
            ended = {"failed_at": now, "error": outcome.detail}
        case Result.RECIPIENT_REFUSED:
            stop(session, recipient, BOUNCED, now, detail=outcome.detail)
    if ended:
        session.execute(update(Delivery).where(Delivery.id.in_(delivery_ids), _OPEN).values(ended))


def stop(session: Session, recipient: Recipient, why: str, now: datetime, *, detail: str | None = None) -> None:
    """Send nothing more to a recipient; what waits for it has failed."""
    recipient.stopped_at, recipient.stopped_why = now, why
    waiting = update(Delivery).where(Delivery.recipient_id == recipient.id, _OPEN)
    session.execute(waiting.values(failed_at=now, error=detail or why))


def send_again(session: Session, now: datetime, delivery_id: int | None = None) -> int:
    """Queue what was refused once more, or one of it; answer how many. Its recipient is tried again, too."""
    failed = select(Delivery.id).where(Delivery.failed_at.is_not(None))
    if delivery_id is not None:
        failed = failed.where(Delivery.id == delivery_id)
    rows = session.execute(
        update(Delivery)
        .where(Delivery.id.in_(failed))
        .values(failed_at=None, error=None, due_at=now)
        .returning(Delivery.recipient_id)
    )
    recipients = [recipient_id for (recipient_id,) in rows]
    bounced = update(Recipient).where(Recipient.id.in_(recipients), Recipient.stopped_why == BOUNCED)
    session.execute(bounced.values(stopped_at=None, stopped_why=None))
    session.execute(update(Recipient).where(Recipient.id.in_(recipients)).values(retry_at=None, failures=0))
    return len(recipients)


def forget(session: Session, before: datetime) -> int:
    """Delete what was sent, or failed, before then, and its attempts; answer how many."""
    session.execute(delete(DeliveryAttempt).where(DeliveryAttempt.began_at < before))
    ended = func.coalesce(Delivery.sent_at, Delivery.failed_at)
    gone: ColumnElement[bool] = ended < before
    return len(session.execute(delete(Delivery).where(gone).returning(Delivery.id)).all())
