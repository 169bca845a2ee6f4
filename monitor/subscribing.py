"""The use cases around rules: ask for one, confirm, mute, stop, try. An address gets nothing before it says yes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from email_validator import EmailNotValidError, validate_email
from sqlalchemy.orm import Session

from monitor.alerts import channels
from monitor.alerts.asking import Known
from monitor.alerts.channels import ChannelError
from monitor.alerts.links import MUTED_FOR, Link, Purpose
from monitor.alerts.notice import Notice, NoticeKind
from monitor.alerts.rule import Rule
from monitor.alerts.values import RuleError
from monitor.alerts.words import Came, Via
from monitor.catalog.catalog import Catalog
from monitor.catalog.matcher import Matcher
from monitor.i18n.names import mark
from monitor.notices import Facts, example, signal_facts
from monitor.storage import alerts, catalogue, outbox, signal_views
from monitor.storage.models_alerts import AlertRule, Recipient
from monitor.storage.outbox import Thread

#: Nobody is asked again within this time, and never more often than this without an answer.
_ASK_AGAIN: Final = timedelta(hours=24)
_MOST_ASKED: Final = 3
#: Of all addresses together: whoever fills in the form for strangers must not make the mail server a nuisance.
_MOST_UNANSWERED: Final = 30
_WITHIN: Final = timedelta(hours=1)
#: More rules of one recipient are a mistake, or somebody else's joke.
_MOST_RULES: Final = 200
#: Before a rule is confirmed this many may wait for it.
_MOST_UNCONFIRMED: Final = 10


@dataclass(frozen=True, slots=True)
class Added:
    """What came of asking for a rule.

    Attributes:
        is_new: there was none like it.
        asked: the address was sent the question whether it is its owner's wish.
        confirmed: it counts already.
    """

    rule_id: int | None
    is_new: bool
    asked: bool
    confirmed: bool


def known(catalog: Catalog, matcher: Matcher, retailers: Mapping[str, str]) -> Known:
    """What a rule may name: the catalogue's cards, and retailers, by name with their markets."""
    models = {gpu.model: tuple(each.name for each in catalog.variants(gpu.model)) for gpu in catalog}

    def gpu(words: str) -> tuple[str, ...]:
        found = matcher.match(words)
        if found.gpu:
            return (found.gpu,)
        # Without a memory size it is every size: a model is what its variants share.
        shared = {model for model, names in models.items() if found.candidates and set(found.candidates) <= set(names)}
        return models[shared.pop()] if len(shared) == 1 else ()

    return Known(gpu, tuple(each.name for each in catalog), retailers)


def mail_address(text: str) -> str:
    """A mail address, spelt one way.

    Raises:
        RuleError: it is none.
    """
    try:
        return validate_email(text.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError as error:
        raise RuleError(mark("{text!r} is no mail address: {error}"), text=text, error=error) from error


def reached(to: str) -> tuple[Via, str]:
    """How somebody is reached who is written as a mail address, or as the address of a channel.

    Raises:
        RuleError: it is neither.
    """
    if "://" not in to:
        return Via.MAIL, mail_address(to)
    try:
        channels.check(to)
    except ChannelError as error:
        raise RuleError("{why}", why=error) from error
    return Via.CHANNEL, to.strip()


def add(session: Session, via: Via, address: str, rule: Rule, came: Came, now: datetime) -> Added:
    """Add a rule, and ask its recipient where that has not said yes.

    Args:
        session: in a transaction.
        via: how the address is reached.
        address: as `mail_address` spells it, or that of a channel.
        rule: what to tell.
        came: where the rule came from.
        now: aware UTC.

    Raises:
        RuleError: the recipient has too many rules, or the page has asked too many that do not answer.
    """
    if came is Came.PAGE and alerts.unanswered(session, now - _WITHIN) >= _MOST_UNANSWERED:
        raise RuleError(
            mark("too many addresses were asked in the last hour and have not answered; please try again later")
        )
    recipient = alerts.recipient(session, via, address, language=rule.language, now=now)
    count, waiting = alerts.count_rules(session, recipient.id), len(alerts.waiting_rules(session, recipient.id))
    if count >= _MOST_RULES or waiting >= _MOST_UNCONFIRMED:
        raise RuleError(mark("{count} rules are enough for one recipient; remove some first"), count=count)
    if recipient.stopped_at and came is not Came.PAGE:
        wrong = mark("nothing is sent to this recipient any more ({why}); it has to confirm again")
        raise RuleError(wrong, why=recipient.stopped_why)
    row = alerts.add_rule(session, recipient.id, rule, came, now)
    # What the page is asked may be somebody else's joke: the address says yes to each such rule.
    confirmed = _is_confirmed(recipient) and came is not Came.PAGE
    waits = alerts.waiting_rules(session, recipient.id)
    asked = bool(waits) and _ask(session, recipient, rule, now, number=waits[-1].id)
    return Added(row.id if row else None, row is not None, asked, confirmed)


def confirm(session: Session, link: Link, now: datetime) -> Recipient | None:
    """The owner of an address says yes to all that was asked for it so far. None where it is gone."""
    recipient = alerts.lock_recipient(session, link.recipient_id)
    if recipient is not None:
        waiting = alerts.waiting_rules(session, recipient.id)
        recipient.confirmed_at = recipient.confirmed_at or now
        recipient.stopped_at = recipient.stopped_why = None
        recipient.asked, recipient.asked_at = 0, None
        for row in waiting:
            row.confirmed_at = now
    return recipient


def stop(session: Session, link: Link, now: datetime) -> bool:
    """Send nothing of a rule any more, or nothing at all. True when there was something to end; twice is no error."""
    if link.purpose is Purpose.STOP_ALL or link.rule_id is None:
        recipient = alerts.lock_recipient(session, link.recipient_id)
        if recipient is None or recipient.stopped_at:
            return False
        outbox.stop(session, recipient, "unsubscribed", now)
        recipient.confirmed_at = None
        return True
    return alerts.is_rule_of(session, link.rule_id, link.recipient_id) and alerts.end_rule(session, link.rule_id)


def mute(session: Session, link: Link, now: datetime) -> datetime | None:
    """Send nothing of a rule for a week; answer until when, None where it is gone."""
    if link.rule_id is None or not alerts.is_rule_of(session, link.rule_id, link.recipient_id):
        return None
    until = now + MUTED_FOR
    alerts.mute(session, link.rule_id, until)
    return until


def rules_of_link(session: Session, link: Link) -> list[Rule]:
    """The rules that a link is about: one, or all that wait for the answer to a question. None of them where it is gone."""
    if link.rule_id is None:
        return [alerts.rule_of(row) for row in alerts.waiting_rules(session, link.recipient_id)]
    found = alerts.rule_by_id(session, link.rule_id)
    return [alerts.rule_of(found[0])] if found and found[1].id == link.recipient_id else []


def send_test(session: Session, row: AlertRule, recipient: Recipient, now: datetime) -> bool:
    """Queue a real example of what a rule tells; False while its recipient has not confirmed."""
    if not _is_confirmed(recipient):
        return False
    notice = example_of(session, alerts.rule_of(row), now)
    key = f"test.{row.id}.{int(now.timestamp())}"
    return outbox.queue(session, recipient.id, notice, Thread(key), now=now, due_at=now, rule_id=row.id)


def example_of(session: Session, rule: Rule, now: datetime) -> Notice:
    """A real example: the offers there are now, or the last signal that the rule would have told."""
    facts = Facts(session, now)
    markets = rule.markets or tuple(sorted(facts.watched))
    ids = catalogue.ids(session)
    if rule.by_offers:
        for gpu in rule.gpus:
            for market in markets:
                found = example(facts, rule, market, ids[gpu])
                if found.shops:
                    return found
        return Notice(kind=NoticeKind.TEST, rule=rule, at=now, gpu=rule.gpus[0], market=next(iter(markets), None))
    for view in signal_views.recent(session, quality=rule.what == "not_seen", limit=200):
        signal = view.signal
        mine = signal.kind in rule.signal_kinds and signal.market in markets
        if mine and (not rule.gpus or view.gpu in rule.gpus) and view.scope != "listing":
            return signal_facts(
                facts, rule, signal.market, view, NoticeKind.TEST, now, gpu_id=signal.gpu_id, opened_at=signal.opened_at
            )
    return Notice(kind=NoticeKind.TEST, rule=rule, at=now, market=next(iter(markets), None))


def _is_confirmed(recipient: Recipient) -> bool:
    return recipient.confirmed_at is not None and recipient.stopped_at is None


def _ask(session: Session, recipient: Recipient, rule: Rule, now: datetime, *, number: int) -> bool:
    """Queue the question; not over and over."""
    lately = recipient.asked_at is not None and now < recipient.asked_at + _ASK_AGAIN
    if recipient.asked >= _MOST_ASKED or lately:
        return False
    if recipient.stopped_at:
        # Who was stopped may be asked again, and gets nothing else before it says yes.
        recipient.stopped_at = recipient.stopped_why = recipient.confirmed_at = None
    recipient.asked_at, recipient.asked = now, recipient.asked + 1
    notice = Notice(kind=NoticeKind.CONFIRM, rule=rule, at=now)
    key = f"confirm.{recipient.id}.{number}.{int(now.timestamp())}"
    return outbox.queue(session, recipient.id, notice, Thread(key), now=now, due_at=now)
