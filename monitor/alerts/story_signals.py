"""A notice of a signal in words: a shortage, a price spike, a shop that cannot be read. Pure."""

from datetime import datetime

from monitor.alerts.described import about
from monitor.alerts.evidence import evidence
from monitor.alerts.notice import Notice, NoticeKind, Told
from monitor.alerts.rule import What
from monitor.alerts.said import Line, Subject, lasted, readable
from monitor.i18n.language import Language
from monitor.i18n.names import Names
from monitor.signals.sentence import over_launch, short_name
from monitor.signals.verdict_said import standing
from monitor.vocabulary import Cause, ScopeKind
from scrapers.offer import AVAILABLE


def tell(notice: Notice, words: Language, now: datetime, page: str) -> tuple[str, tuple[Line, Line, Line]]:
    """The subject and the three lines; see `story.tell`."""
    market = words.market(notice.market) if notice.market else ""
    signal = notice.signal
    subject = Subject(words.begin(_state(notice, words)), _about(notice, words), "", market)
    head = ", ".join(filter(None, (f"{subject.state}: {subject.model}", market)))
    first = Line(f"{head}. {_when(notice, signal, now, words)}".rstrip(), page)
    if notice.rule.what is What.NOT_SEEN:
        second = Line(
            words.say("What it means? Its prices and stock are not known meanwhile; no shortage is concluded.")
        )
    else:
        second = _price(notice, words)
    return subject.text, (first, second, _sure(notice, now, words))


def _state(notice: Notice, words: Language) -> str:
    signal = notice.signal
    names = Names(words)
    if signal is None:
        kinds = notice.rule.kinds
        on = names.signal(kinds[0], notice.rule.level) if kinds else words.say("signal")
    else:
        on = names.signal(signal.kind, signal.level)
    match notice.kind:
        case NoticeKind.CLOSED:
            return words.say("over: {state}", state=on)
        case NoticeKind.REMINDER:
            return words.say("still: {state}", state=on)
        case NoticeKind.FLAPPING:
            return words.say("on and off: {state}", state=on)
        case NoticeKind.TEST:
            return words.say("test, {state}", state=on)
        case _:
            return on


def _about(notice: Notice, words: Language) -> str:
    """The card, the part of the market or the shop that it is about."""
    signal = notice.signal
    if notice.gpu:
        return short_name(notice.gpu)
    if signal is None:
        return about(notice.rule, words)
    if signal.segment:
        return Names(words).segment(signal.segment)
    if signal.scope is ScopeKind.MARKET:
        return words.say("the whole market")
    return signal.retailer or signal.about or words.say("unknown model")


def _when(notice: Notice, signal: Told | None, now: datetime, words: Language) -> str:
    zone = notice.rule.timezone
    began = signal.opened_at if signal else notice.opened_at
    if signal is None and notice.kind is NoticeKind.TEST:
        return words.say("There was no such signal yet.")
    if notice.kind is NoticeKind.FLAPPING:
        changes = words.count("{n} change in 24 hours.", "{n} changes in 24 hours.", notice.changes)
        rest = words.lasted(notice.rule.rearm / 2)
        quiet = words.say("You hear of it again when it has rested for {time}.", time=rest)
        return f"{changes} {quiet}"
    if notice.kind is NoticeKind.CLOSED:
        end = (signal.closed_at if signal else None) or notice.ended_at or notice.at
        return lasted(began, end, zone, now, words)
    if began is None:
        return ""
    if notice.kind is NoticeKind.REMINDER:
        return words.say(
            "Since {clock}, {time} so far.", clock=words.clock(began, zone, now), time=words.lasted(now - began)
        )
    return words.say("Since {clock}.", clock=words.clock(began, zone, now))


def _price(notice: Notice, words: Language) -> Line:
    """What must be paid now, or how the market as a whole stands."""
    there = next((shop for shop in notice.shops if shop.stock in AVAILABLE and shop.total is not None), None)
    over = over_launch(notice.premium, words)
    if there is not None:
        price = words.money(there.total, there.currency)
        text = words.say("Fair? Cheapest in stock: {shop}, {price}", shop=there.shop, price=price)
        street = words.say("street price: {over}", over=over)
        return Line(f"{text}; {street}" if over else text, there.url, there.shop)
    if notice.gpu:
        return Line(words.say("Fair? Nothing to buy at the shops that can be read now."))
    if notice.verdict:
        sentence = words.begin(standing(notice.verdict, words))
        return Line(words.say("How bad? {sentence}", sentence=sentence))
    figures = _figures(notice, notice.at, words)[:2]
    return Line(words.say("How bad? {figures}.", figures="; ".join(figures) or words.say("No figures are known")))


def _figures(notice: Notice, now: datetime, words: Language) -> list[str]:
    if notice.signal is None:
        return []
    found = evidence(notice.signal, notice.currency, notice.rule.timezone, now, words)
    return [f"{label}: {value}" for label, value in found]


def _sure(notice: Notice, now: datetime, words: Language) -> Line:
    """What it rests on, and its most likely cause."""
    figures = 2 if notice.rule.what is What.NOT_SEEN else 1 if notice.gpu else 0
    parts = _figures(notice, now, words)[:figures]
    if notice.signal and notice.signal.cause not in {None, Cause.DATA_QUALITY}:
        cause = Names(words).cause(notice.signal.cause)
        parts.append(words.say("most likely: {cause}", cause=cause))
    seen = readable(notice, words)
    if not parts:
        return Line(words.say("Sure? {seen}", seen=seen))
    return Line(words.say("Sure? {figures}. {seen}", figures=words.begin("; ".join(parts)), seen=seen))
