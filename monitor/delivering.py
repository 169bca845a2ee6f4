"""The use case "deliver": hand over what waits for one recipient, in order, at least once.

Before something is sent it is written that an attempt begins, and afterwards what came of it. If the process dies in
between, it is sent again under the same Message-ID: that a message arrives twice is better than that it never does.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Protocol

import structlog

from monitor.alerts.errors import MessageRefused, NotHandedOver, RecipientRefused
from monitor.alerts.notice import Notice, NoticeKind
from monitor.alerts.rule import Pace
from monitor.alerts.words import Result, Via
from monitor.clock import Clock
from monitor.storage import outbox
from monitor.storage.engine import Sessions
from monitor.storage.outbox import Outcome

log = structlog.get_logger(__name__)

#: Up to so many things are told one by one, each in a message of its own; more are told in one.
_APART: Final = 3
#: After each failure in a row; then always the last.
_RETRY_IN: Final = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 30))
_MOST_MESSAGES: Final = 20


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message.

    Attributes:
        via, address: to whom.
        recipient_id: the same as a number, for links.
        language: `en` or `tr`.
        notices: what it says, in order; several are told together.
        rule_ids: of each of them; None where it is of no rule.
        key: left part of its Message-ID.
        answers: left part of that of the message it answers to.
        now: aware UTC.
    """

    via: Via
    address: str
    recipient_id: int
    language: str
    notices: Sequence[Notice]
    rule_ids: Sequence[int | None]
    key: str
    answers: str | None
    now: datetime

    def __repr__(self) -> str:
        return f"Parcel({self.key!r}, {len(self.notices)} notices)"


class Post(Protocol):
    """Hands messages over."""

    def is_ready(self, via: Via) -> bool:
        """Whether it is set up for messages of this kind."""

    def hand_over(self, parcel: Parcel) -> str:
        """Hand a message over and answer what the server said.

        Raises:
            NotHandedOver: it was not taken; which one says what to do next.
        """


def deliver(sessions: Sessions, post: Post, clock: Clock, recipient_id: int) -> int:
    """Send what is due to a recipient; answer how many messages were taken.

    Args:
        sessions: makes database sessions.
        post: hands over.
        clock: the present.
        recipient_id: to whom. If somebody else sends to it just now, nothing is done: it would arrive twice.
    """
    taken = 0
    with outbox.alone(sessions, recipient_id) as is_mine:
        while is_mine and taken < _MOST_MESSAGES and _deliver_one(sessions, post, clock, recipient_id):
            taken += 1
    return taken


def _deliver_one(sessions: Sessions, post: Post, clock: Clock, recipient_id: int) -> bool:
    """Send the next message; True when it was taken and there may be more."""
    now = clock.now()
    with sessions.begin() as session:
        found = outbox.take(session, recipient_id, now, apart=_APART)
        if found is None or not post.is_ready(found[0].via):
            return False
        recipient, rows = found
        notices = [outbox.notice_of(row) for row in rows]
        if len(rows) == 1 and notices[0].rule.pace is Pace.AT_ONCE:
            key, answers = rows[0].message_key, rows[0].thread
        else:
            key, answers = rows[0].bundle or f"{rows[0].message_key}.{len(rows)}", None
        attempt = outbox.begin(session, recipient, rows, key, now)
        ids = [row.id for row in rows]
        parcel = Parcel(
            recipient.via,
            recipient.address,
            recipient.id,
            recipient.language,
            notices,
            [row.rule_id for row in rows],
            key,
            answers,
            now,
        )
        failures = recipient.failures
    outcome = _hand_over(post, parcel, failures)
    with sessions.begin() as session:
        outbox.finish(session, attempt, ids, outcome, clock.now())
    log.info("delivered", result=str(outcome.result), reason=outcome.reason, notices=len(ids), message=key)
    return outcome.result in {Result.SENT, Result.MESSAGE_REFUSED}


def _hand_over(post: Post, parcel: Parcel, failures: int) -> Outcome:
    retry_in = _RETRY_IN[min(failures, len(_RETRY_IN) - 1)]
    try:
        return Outcome(Result.SENT, detail=post.hand_over(parcel))
    except RecipientRefused as error:
        return Outcome(Result.RECIPIENT_REFUSED, error.reason, error.detail)
    except MessageRefused as error:
        return Outcome(Result.MESSAGE_REFUSED, error.reason, error.detail)
    except NotHandedOver as error:
        log.warning("not delivered; it is tried again", reason=error.reason, detail=error.detail)
        return Outcome(Result.TRY_LATER, error.reason, error.detail, retry_in)
    except Exception as error:
        # A message that cannot be put together must not hold up those behind it for ever, nor be lost unseen.
        log.exception("a message could not be put together", message=parcel.key)
        kinds = {notice.kind for notice in parcel.notices}
        if failures < len(_RETRY_IN) and NoticeKind.CONFIRM not in kinds:
            return Outcome(Result.TRY_LATER, "not_composed", type(error).__name__, retry_in)
        return Outcome(Result.MESSAGE_REFUSED, "not_composed", type(error).__name__)
