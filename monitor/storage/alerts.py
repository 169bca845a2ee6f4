"""Who is told what: recipients, their rules, and how far each thing has been told."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from sqlalchemy import and_, delete, func, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Session

from monitor.alerts.episode import State
from monitor.alerts.matching import About, LiveRule
from monitor.alerts.rule import Rule
from monitor.alerts.words import Came, Via
from monitor.storage import signal_views
from monitor.storage.models import GpuRow, Listing, Retailer
from monitor.storage.models_alerts import AlertEpisode, AlertRule, Delivery, Recipient, Secret
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import EventKind, Level

_SIGNING: Final = "links"
#: A rule muted until then was ended by who is told.
FOR_GOOD: Final = datetime(9999, 1, 1, tzinfo=UTC)


def signing_key(session: Session) -> str:
    """What links are signed with; made the first time that it is asked for."""
    new = insert(Secret).values(name=_SIGNING, value=secrets.token_urlsafe(32)).on_conflict_do_nothing()
    session.execute(new)
    return session.scalars(select(Secret.value).where(Secret.name == _SIGNING)).one()


# --- recipients and rules ------------------------------------------------------------------------------------------


def recipient(session: Session, via: Via, address: str, *, language: str, now: datetime) -> Recipient:
    """The recipient of an address, locked; made if it is a new one. A channel needs no confirming: who knows its key may."""
    confirmed_at = now if via is Via.CHANNEL else None
    new = insert(Recipient).values(
        via=via, address=address, language=language, created_at=now, confirmed_at=confirmed_at
    )
    session.execute(new.on_conflict_do_nothing(index_elements=["address"]))
    return session.scalars(select(Recipient).where(Recipient.address == address).with_for_update()).one()


def add_rule(session: Session, recipient_id: int, rule: Rule, came: Came, now: datetime) -> AlertRule | None:
    """Add a rule of a recipient, who is locked; None where there is the same one already."""
    same = select(AlertRule.id).where(AlertRule.recipient_id == recipient_id, AlertRule.spec == stored(rule))
    if session.scalar(same) is not None:
        return None
    confirmed_at = None if came is Came.PAGE else now
    row = AlertRule(recipient_id=recipient_id, spec=stored(rule), came=came, created_at=now, confirmed_at=confirmed_at)
    session.add(row)
    session.flush()
    return row


def stored(rule: Rule) -> dict[str, Any]:
    """A rule as its row has it."""
    built: dict[str, Any] = msgspec.to_builtins(rule)
    return built


def rule_of(row: AlertRule) -> Rule:
    """A row's rule."""
    return msgspec.convert(row.spec, Rule)


def all_rules(session: Session) -> list[tuple[AlertRule, Recipient]]:
    """Every rule with whom it tells, in order of their numbers."""
    rows = session.execute(
        select(AlertRule, Recipient).join(Recipient, Recipient.id == AlertRule.recipient_id).order_by(AlertRule.id)
    )
    return [(rule, recipient) for rule, recipient in rows]


def waiting_rules(session: Session, recipient_id: int) -> list[AlertRule]:
    """A recipient's rules that count only when it says yes, in order of their numbers."""
    query = (
        select(AlertRule)
        .join(Recipient, Recipient.id == AlertRule.recipient_id)
        .where(Recipient.id == recipient_id, or_(AlertRule.confirmed_at.is_(None), Recipient.confirmed_at.is_(None)))
        .order_by(AlertRule.id)
    )
    return list(session.scalars(query))


def remove_rule(session: Session, rule_id: int) -> bool:
    """Delete a rule and what it had still to send; False when there is none of that number."""
    _drop_waiting(session, rule_id)
    return session.execute(delete(AlertRule).where(AlertRule.id == rule_id).returning(AlertRule.id)).first() is not None


def end_rule(session: Session, rule_id: int) -> bool:
    """End a rule as its reader wants. One of the operator's file stays, muted for good: the file would bring it back."""
    came = session.scalar(select(AlertRule.came).where(AlertRule.id == rule_id))
    if came is not Came.FILE:
        return remove_rule(session, rule_id)
    _drop_waiting(session, rule_id)
    mute(session, rule_id, FOR_GOOD)
    return True


def _drop_waiting(session: Session, rule_id: int) -> None:
    waiting = delete(Delivery).where(Delivery.sent_at.is_(None), Delivery.failed_at.is_(None))
    session.execute(waiting.where(Delivery.rule_id == rule_id))


def rule_by_id(session: Session, rule_id: int) -> tuple[AlertRule, Recipient] | None:
    """A rule with whom it tells; None when there is none of that number."""
    row = session.execute(
        select(AlertRule, Recipient)
        .join(Recipient, Recipient.id == AlertRule.recipient_id)
        .where(AlertRule.id == rule_id)
    ).one_or_none()
    return None if row is None else (row[0], row[1])


def count_rules(session: Session, recipient_id: int) -> int:
    """How many rules a recipient has."""
    return session.scalar(select(func.count()).where(AlertRule.recipient_id == recipient_id)) or 0


def unanswered(session: Session, since: datetime) -> int:
    """How many recipients were asked for their consent since then, and have not answered."""
    return session.scalar(select(func.count()).select_from(Recipient).where(Recipient.asked_at > since)) or 0


def is_rule_of(session: Session, rule_id: int, recipient_id: int) -> bool:
    """Whether a rule is a recipient's."""
    return session.scalar(select(AlertRule.recipient_id).where(AlertRule.id == rule_id)) == recipient_id


def mute(session: Session, rule_id: int, until: datetime) -> None:
    """Send nothing of a rule until then."""
    session.execute(update(AlertRule).where(AlertRule.id == rule_id).values(muted_until=until))


def lock_recipient(session: Session, recipient_id: int) -> Recipient | None:
    """A recipient, locked until the transaction ends; None where it is gone."""
    return session.scalar(select(Recipient).where(Recipient.id == recipient_id).with_for_update())


def live_rules(session: Session, now: datetime) -> list[LiveRule]:
    """The confirmed rules of everybody who confirmed and was not stopped."""
    rows = session.execute(
        select(
            AlertRule.id,
            AlertRule.recipient_id,
            AlertRule.spec,
            func.greatest(AlertRule.confirmed_at, Recipient.confirmed_at).label("since"),
            AlertRule.looked_at.is_(None).label("is_new"),
            func.coalesce(AlertRule.muted_until > now, False).label("muted"),
        )
        .join(Recipient, Recipient.id == AlertRule.recipient_id)
        .where(AlertRule.confirmed_at.is_not(None), Recipient.confirmed_at.is_not(None), Recipient.stopped_at.is_(None))
        .order_by(AlertRule.id)
    )
    return [
        LiveRule(row.id, row.recipient_id, msgspec.convert(row.spec, Rule), row.since, row.is_new, row.muted)
        for row in rows
    ]


def looked_at(session: Session, rule_ids: Sequence[int], now: datetime) -> None:
    """Note that it was looked whether what these rules wait for holds already."""
    session.execute(update(AlertRule).where(AlertRule.id.in_(rule_ids)).values(looked_at=now))


# --- what happened -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class News:
    """Something that happened to a signal.

    Attributes:
        is_open: it is open after it.
        is_silent: it ended for a reason that lies outside the market: nobody is told.
        level: after it.
        view: the signal as it stands.
    """

    about: About
    at: datetime
    is_open: bool
    is_silent: bool
    level: Level | None
    view: signal_views.SignalView


#: A retailer that is switched off ends its part in episodes; that is no news of the market.
_SILENT: Final = "retailer_disabled"


def news(session: Session, after: datetime, until: datetime) -> list[News]:
    """What happened to signals, recorded in (after, until] (aware UTC), in the order it was recorded."""
    return _news(session, SignalEvent.recorded_at, after, until)


def news_of_time(session: Session, after: datetime, until: datetime) -> list[News]:
    """What happened to signals in (after, until] (aware UTC), whenever it was recorded; not those that were withdrawn."""
    return [each for each in _news(session, SignalEvent.at, after, until) if each.view.signal.withdrawn_at is None]


def _news(session: Session, time: InstrumentedAttribute[datetime], after: datetime, until: datetime) -> list[News]:
    rows = session.execute(
        select(SignalEvent, Signal, GpuRow.name, Retailer.name, signal_views.is_demo(), Listing.title, Listing.url)
        .join(Signal, Signal.id == SignalEvent.signal_id)
        .outerjoin(GpuRow, GpuRow.id == Signal.gpu_id)
        .outerjoin(Retailer, Retailer.id == Signal.retailer_id)
        .outerjoin(Listing, Listing.id == Signal.listing_id)
        .where(time > after, time <= until)
        .order_by(time, SignalEvent.id)
    )
    found = []
    level: dict[int, Level | None] = {}
    for event, signal, gpu, retailer, demo, title, url in rows:
        view = signal_views.SignalView(signal, gpu, retailer, demo, title, url)
        level[signal.id] = event.level or level.get(signal.id) or signal.level
        over = event.kind in {EventKind.CLOSE, EventKind.WITHDRAW}
        about = About(signal.kind, view.scope, signal.market, gpu, signal.segment, retailer)
        silent = event.evidence.get("ended") == _SILENT
        found.append(News(about, event.at, not over, silent, level[signal.id], view))
    return found


# --- episodes ------------------------------------------------------------------------------------------------------


def episodes(session: Session, wanted: Iterable[tuple[int, str]]) -> dict[tuple[int, str], AlertEpisode]:
    """The episodes of pairs of rule id and subject, as far as there are any."""
    pairs = list(wanted)
    if not pairs:
        return {}
    rows = session.scalars(
        select(AlertEpisode)
        .where(tuple_(AlertEpisode.rule_id, AlertEpisode.subject).in_(pairs))
        .order_by(AlertEpisode.id)
    )
    return {(row.rule_id, row.subject): row for row in rows}


def episodes_to_check(session: Session, now: datetime) -> list[AlertEpisode]:
    """Episodes that are to be looked at again by now, and those whose signal is over or gone without having been told."""
    over = or_(AlertEpisode.signal_id.is_(None), Signal.closed_at.is_not(None))
    of_signal = and_(AlertEpisode.is_on, AlertEpisode.by_signal, over)
    rows = session.scalars(
        select(AlertEpisode)
        .outerjoin(Signal, Signal.id == AlertEpisode.signal_id)
        .where(or_(AlertEpisode.check_at <= now, of_signal))
        .order_by(AlertEpisode.id)
    )
    return list(rows)


def state_of(row: AlertEpisode) -> State:
    """How far an episode has been told."""
    return State(
        row.is_on,
        row.told,
        row.opened_at,
        tuple(datetime.fromisoformat(at) for at in row.changes),
        row.told_at,
        row.told_level,
    )


def keep(row: AlertEpisode, state: State, check_at: datetime | None) -> None:
    """Bring an episode's row up to its state."""
    row.is_on = state.is_on
    row.told = state.told
    row.opened_at = state.opened_at
    row.changes = [at.isoformat() for at in state.changes]
    row.told_at = state.told_at
    row.told_level = state.level
    row.check_at = check_at
