"""The use case "rehearse": what a rule would have sent lately, so that people tune it before it annoys.

The same conditions and the same states as when it counts (`monitor/alerting.py`), over what is stored.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

import msgspec
from sqlalchemy.orm import Session

from monitor.alerting import subject_of
from monitor.alerts import episode as episodes
from monitor.alerts.episode import NEW, State
from monitor.alerts.matching import LiveRule, Rules, is_on
from monitor.alerts.notice import NoticeKind
from monitor.alerts.offers import Offer, counts, holds, new_low, shelf
from monitor.alerts.pace import due_at
from monitor.alerts.rule import Pace, Rule, What
from monitor.notices import Facts
from monitor.storage import alert_offers, alerts, catalogue
from monitor.vocabulary import Level

DAYS: Final = 90
_INSTANT: Final = timedelta(microseconds=1)
_WORDS: Final = {
    NoticeKind.OPENED: ("opening", "openings"),
    NoticeKind.CLOSED: ("end", "ends"),
    NoticeKind.REMINDER: ("reminder", "reminders"),
    NoticeKind.FLAPPING: ("note that it goes back and forth", "notes that it goes back and forth"),
}


class Turn(NamedTuple):
    """From a moment on (aware UTC), whether what a rule waits for holds, about one thing."""

    at: datetime
    subject: str
    is_on: bool
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rule would have sent over the last 90 days.

    Attributes:
        notices: what was told, with when.
        messages: in how many messages.
    """

    notices: list[tuple[datetime, NoticeKind]]
    messages: int

    @property
    def in_words(self) -> str:
        """One sentence: "Over the last 90 days it would have sent 4 messages: 2 openings, 2 ends."."""
        if not self.notices:
            return f"Over the last {DAYS} days it would have sent nothing."
        counts = Counter(kind for _, kind in self.notices)
        told = ", ".join(f"{n} {_WORDS[kind][n != 1]}" for kind, n in counts.items())
        word = "message" if self.messages == 1 else "messages"
        return f"Over the last {DAYS} days it would have sent {self.messages} {word}: {told}."


def rehearse(session: Session, rule: Rule, now: datetime) -> Rehearsal:
    """What a rule would have sent over the last 90 days.

    Args:
        session: an open session; nothing is written.
        rule: as it would count.
        now: aware UTC.
    """
    since = now - timedelta(days=DAYS)
    turns = _of_offers(session, rule, since, now) if rule.by_offers else _of_signals(session, rule, since, now)
    return play(rule, sorted(turns, key=lambda turn: turn.at), now)


def play(rule: Rule, turns: Iterable[Turn], now: datetime) -> Rehearsal:
    """What is told when things turn like this. Pure.

    Args:
        rule: whose states they are. Polls cannot be counted afterwards: what must be seen several times is told at once.
        turns: in order of time.
        now: up to when reminders and ends are told.
    """
    at_once = msgspec.structs.replace(rule, confirm=1)
    states: dict[str, State] = {}
    told: list[tuple[datetime, NoticeKind]] = []
    for turn in turns:
        # What turns just when an end would be told goes first, as it does when it counts.
        state = _up_to(states.get(turn.subject, NEW), at_once, turn.at - _INSTANT, told)
        state, kind = episodes.turn(state, at_once, turn.at, is_on=turn.is_on, level=turn.level)
        told += [(turn.at, kind)] if kind else []
        states[turn.subject] = state
    for state in states.values():
        _up_to(state, at_once, now, told)
    told.sort(key=lambda each: each[0])
    apart = rule.pace is Pace.AT_ONCE
    return Rehearsal(told, len(told) if apart else len({due_at(rule, at) for at, _ in told}))


def _up_to(state: State, rule: Rule, until: datetime, told: list[tuple[datetime, NoticeKind]]) -> State:
    """Let time go by."""
    while (due := episodes.next_check(state, rule)) is not None and due <= until:
        before = state
        state, kind = episodes.check(state, rule, due)
        told += [(due, kind)] if kind else []
        if state == before:
            break
    return state


def _of_signals(session: Session, rule: Rule, since: datetime, now: datetime) -> Iterator[Turn]:
    rules = Rules([LiveRule(0, 0, rule, since)])
    for news in alerts.news_of_time(session, since, now):
        if any(rules.of_signal(news.about)):
            on = is_on(rule, is_open=news.is_open, level=news.level)
            yield Turn(news.at, subject_of(news), on, news.level)


def _of_offers(session: Session, rule: Rule, since: datetime, now: datetime) -> Iterator[Turn]:
    facts = Facts(session, now)
    ids = catalogue.ids(session)
    pairs = [(market, ids[gpu]) for gpu in rule.gpus for market in rule.markets or sorted(facts.watched)]
    offers = facts.offers(pairs)
    for pair in pairs:
        lowest = _lowest_by_day(facts, rule, pair)
        yield from _of_card(session, rule, pair, offers[pair], lowest, since)


def _of_card(
    session: Session,
    rule: Rule,
    pair: tuple[str, int],
    offers: list[Offer],
    lowest: dict[date, Decimal],
    since: datetime,
) -> Iterator[Turn]:
    """A card's offers as they changed, one reading after the other."""
    by_id = {offer.listing_id: offer for offer in offers}
    now: dict[int, Offer] = {}
    for reading in alert_offers.history(session, list(by_id), since):
        before = now.get(reading.listing_id) or by_id[reading.listing_id]
        known = reading.stock is not None
        now[reading.listing_id] = replace(
            before,
            price=reading.price,
            currency=reading.currency,
            shipping=reading.shipping,
            stock=reading.stock if known else before.stock if reading.listing_id in now else None,
            stock_known=known,
        )
        if reading.observed_at < since:
            continue
        on = holds(rule, shelf(o for o in now.values() if counts(rule, o)), lowest.get(reading.observed_at.date()))
        if on is not None:
            yield Turn(reading.observed_at, f"{pair[0]}:{pair[1]}", on)


def _lowest_by_day(facts: Facts, rule: Rule, pair: tuple[str, int]) -> dict[date, Decimal]:
    """For each day, what the card cost at least on the rule's days before; days of which too few are known are left out."""
    if rule.what is not What.NEW_LOW:
        return {}
    days = facts.past(*pair, DAYS + rule.days, rule.retailers)
    found = {}
    for n in range(rule.days, len(days)):
        lowest = new_low(rule, days[n - rule.days : n])
        if lowest is not None:
            found[days[n].day] = lowest
    return found
