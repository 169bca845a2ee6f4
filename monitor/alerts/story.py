"""A notice in words: its subject and its three first lines, the same in a mail and in a short message. Pure.

The first line says what and where, with its link and age; the second whether it is fair; the third how sure it is.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from monitor.alerts import story_signals
from monitor.alerts.described import about, described, limit_of
from monitor.alerts.fair import is_fair
from monitor.alerts.notice import Notice, NoticeKind, Shop
from monitor.alerts.rule import What
from monitor.alerts.said import Line, Subject, age, lasted, readable, sold_by
from monitor.i18n.language import Language
from monitor.i18n.names import Names
from monitor.signals.sentence import short_name
from scrapers.offer import AVAILABLE

#: What has rested for this share of the rule's `rearm` is told again.
_RESTED: Final = 2


@dataclass(frozen=True, slots=True)
class Story:
    """A notice in words.

    Attributes:
        subject: state | model | price | shop.
        lines: the three first lines.
    """

    subject: str
    lines: tuple[Line, Line, Line]


def tell(notice: Notice, words: Language, now: datetime, page: str = "") -> Story:
    """Put a notice into words.

    Args:
        notice: cleaned.
        words: the language.
        now: when it is sent, aware; ages are as of now.
        page: address of the page about it; empty where there is none.
    """
    if notice.kind is NoticeKind.CONFIRM:
        return _question(notice, words)
    if notice.rule.by_offers:
        story = _of_offers(notice, words, now, page)
    else:
        story = Story(*story_signals.tell(notice, words, now, page))
    if not notice.demo:
        return story
    return Story(words.say("[Demo] {subject}", subject=story.subject), story.lines)


def _question(notice: Notice, words: Language) -> Story:
    model = about(notice.rule, words)
    return Story(
        Subject(words.say("Please confirm"), model).text,
        (
            Line(words.say("Somebody, probably you, asked for this alert at this address:")),
            Line(f"{words.begin(described(notice.rule, words))}."),
            Line(words.say("If it was not you, do nothing: nothing more is sent.")),
        ),
    )


def _of_offers(notice: Notice, words: Language, now: datetime, page: str) -> Story:
    best = notice.shops[0] if notice.shops and notice.shops[0].meets else None
    state = _state(notice, best, words)
    subject = Subject(
        words.begin(state),
        short_name(notice.gpu) if notice.gpu else about(notice.rule, words),
        words.money(best.total, best.currency) if best and best.total is not None else "",
        best.shop if best else words.market(notice.market) if notice.market else "",
    )
    match notice.kind:
        case NoticeKind.CLOSED:
            lines = _over(notice, subject, words, now, page)
        case NoticeKind.FLAPPING:
            lines = _back_and_forth(notice, best, subject, words, now, page)
        case _ if best is None:
            lines = _nothing(notice, subject, words, page)
        case _:
            lines = _there(notice, best, state, words, now)
    return Story(subject.text, (*lines, _sure(notice, best, words)))


def _state(notice: Notice, best: Shop | None, words: Language) -> str:
    """``in stock``, ``still in stock``, ``no longer at your limit``."""
    on = {
        What.IN_STOCK: words.say("in stock"),
        What.PREMIUM: words.say("near launch price"),
        What.NEW_LOW: words.say("new low"),
    }[notice.rule.what]
    match notice.kind:
        case NoticeKind.CLOSED:
            return _off(notice, words)
        case NoticeKind.FLAPPING:
            return words.say("on and off")
        case NoticeKind.REMINDER:
            return words.say("still {state}", state=on)
        case NoticeKind.TEST:
            return words.say("test, {state}", state=on if best else words.say("nothing at the moment"))
        case _:
            return on


def _off(notice: Notice, words: Language) -> str:
    match notice.rule.what:
        case What.PREMIUM:
            return words.say("no longer near launch price")
        case What.NEW_LOW:
            return words.say("new low is over")
    return words.say("no longer in stock") if notice.rule.limit is None else words.say("no longer at your limit")


def _there(notice: Notice, best: Shop, state: str, words: Language, now: datetime) -> tuple[Line, Line]:
    """It can be had: where, and whether that is fair."""
    said = words.begin(state)
    if notice.kind is NoticeKind.REMINDER and notice.opened_at:
        said = words.say("{state} ({time} so far)", state=said, time=words.lasted(now - notice.opened_at))
    text = words.say("{state}: {shop}, {price}.", state=said, shop=best.shop, price=_price(notice, best, words))
    return Line(f"{text} {age(best, notice.rule.timezone, now, words)}", best.url, best.shop), _fair(
        notice, best, words
    )


def _price(notice: Notice, best: Shop, words: Language) -> str:
    """The price with what the rule measures it by."""
    price = words.money(best.total, best.currency) if best.total is not None else words.say("price not said")
    if (limit := limit_of(notice.rule, words)) is not None:
        return words.say("{price} (your limit: {limit})", price=price, limit=limit)
    if notice.rule.what is What.PREMIUM and notice.premium is not None:
        asked = words.change(notice.rule.premium)
        premium = words.change(notice.premium)
        return words.say(
            "{price} (street price against launch price: {premium}, your limit: {asked})",
            price=price,
            premium=premium,
            asked=asked,
        )
    if notice.rule.what is What.NEW_LOW:
        return words.say("{price} (lowest of {days} days)", price=price, days=notice.rule.days)
    return price


def _fair(notice: Notice, best: Shop | None, words: Language) -> Line:
    if notice.fairness:
        text = is_fair(notice.fairness, notice.at.date(), words)
    else:
        text = words.say("Not known: there is nothing to compare it with")
    others = [shop for shop in notice.shops if shop is not best and shop.stock in AVAILABLE and shop.total is not None]
    said = words.say("Fair? {verdict}.", verdict=text)
    if others:
        after = others[0]
        price = words.money(after.total, after.currency)
        following = words.say("Next: {shop}, {price}.", shop=after.shop, price=price)
        said = f"{said} {following}"
    return Line(said)


def _over(notice: Notice, subject: Subject, words: Language, now: datetime, page: str) -> tuple[Line, Line]:
    """It is over: how long it lasted, and whether it still holds elsewhere."""
    where = words.market(notice.market) if notice.market else ""
    text = words.say("{state}: {model}, {market}.", state=subject.state, model=subject.model, market=where)
    said = lasted(notice.opened_at, notice.ended_at or notice.at, notice.rule.timezone, now, words)
    return Line(f"{text} {said}", page), _elsewhere(notice, words)


def _elsewhere(notice: Notice, words: Language) -> Line:
    """Who still sells it at the limit, or what is the cheapest that can be had."""
    limit = limit_of(notice.rule, words)
    if notice.elsewhere:
        shop = notice.elsewhere[0]
        values = {"shop": _named(shop, words), "price": words.money(shop.total, shop.currency)}
        if limit is None:
            return Line(
                words.say("Elsewhere? Still in stock, other seller or condition: {shop}, {price}", **values),
                shop.url,
                shop.shop,
            )
        text = words.say("Elsewhere? Still at your limit, other seller or condition: {shop}, {price}", **values)
        return Line(text, shop.url, shop.shop)
    cheapest = next((shop for shop in notice.shops if shop.stock in AVAILABLE and shop.total is not None), None)
    if cheapest is None:
        return Line(words.say("Elsewhere? Nowhere in stock that can be read now."))
    price = words.money(cheapest.total, cheapest.currency)
    text = words.say("Elsewhere? Not as you asked. Cheapest in stock: {shop}, {price}", shop=cheapest.shop, price=price)
    return Line(text, cheapest.url, cheapest.shop)


def _named(shop: Shop, words: Language) -> str:
    """``Amazon (BitBazaar, used)``."""
    beside = [shop.seller] if shop.seller else []
    beside += [Names(words).condition(shop.condition)] if shop.condition else []
    return f"{shop.shop} ({', '.join(beside)})" if beside else shop.shop


def _back_and_forth(
    notice: Notice, best: Shop | None, subject: Subject, words: Language, now: datetime, page: str
) -> tuple[Line, Line]:
    state = words.count(
        "{state}: {model}, {n} change in 24 hours.",
        "{state}: {model}, {n} changes in 24 hours.",
        notice.changes,
        state=subject.state,
        model=subject.model,
    )
    if not notice.is_on or best is None:
        there = words.say("Now: not as you asked.")
        return Line(f"{state} {there}", page), _elsewhere(notice, words)
    price = _price(notice, best, words)
    there = words.say("Now: {shop}, {price}.", shop=best.shop, price=price)
    text = f"{state} {there} {age(best, notice.rule.timezone, now, words)}"
    return Line(text, best.url, best.shop), _fair(notice, best, words)


def _nothing(notice: Notice, subject: Subject, words: Language, page: str) -> tuple[Line, Line]:
    """A test of a rule for which there is nothing at the moment."""
    text = words.say("{state}: {model}, {market}.", state=subject.state, model=subject.model, market=subject.shop)
    return Line(text, page), _elsewhere(notice, words)


def _sure(notice: Notice, best: Shop | None, words: Language) -> Line:
    """How sure it is: ``Sure? Read twice, seller: the shop itself, new. Türkiye: 5 of 7 shops readable``."""
    seen = readable(notice, words)
    if notice.kind is NoticeKind.FLAPPING:
        rest = words.lasted(notice.rule.rearm / _RESTED)
        quiet = words.say("You hear of it again when it has rested for {time}.", time=rest)
        seen = f"{seen} {quiet}"
    if best is None or notice.kind is NoticeKind.CLOSED:
        return Line(words.say("Sure? {seen}", seen=seen))
    read = {1: words.say("read once"), 2: words.say("read twice")}.get(best.readings) or words.count(
        "read {n} time", "read {n} times", best.readings
    )
    return Line(
        words.say(
            "Sure? {read}, {seller}, {condition}. {seen}",
            read=words.begin(read),
            seller=sold_by(best, words),
            condition=_condition(best, words),
            seen=seen,
        )
    )


def _condition(shop: Shop, words: Language) -> str:
    return Names(words).condition(shop.condition)
