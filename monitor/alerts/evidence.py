"""What a signal rests on, line by line as "label: value": what every language can say without inflecting a figure."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from monitor.alerts.notice import Told
from monitor.i18n.language import Language
from monitor.i18n.names import Names
from monitor.signals.segments import SEGMENTS
from monitor.signals.sentence import short_name
from monitor.vocabulary import DATA_QUALITY, Cause, ScopeKind

Line = tuple[str, str]


def evidence(signal: Told, currency: str | None, zone: str, now: datetime, words: Language) -> list[Line]:
    """The figures of a signal, each with its label; what is not known is left out.

    Args:
        signal: as it was told.
        currency: of its market.
        zone: the reader's time zone.
        now: aware.
        words: the language.
    """
    said = signal.evidence | (signal.evidence.get("now") or {})
    if signal.kind in DATA_QUALITY:
        lines = _of_sight(said, zone, now, words)
    elif signal.scope is ScopeKind.LISTING:
        lines = _of_listing(said, words)
    else:
        lines = _of_market(said, currency, words)
    return [*lines, *_likely(signal, words), *_end(signal, words)]


def _likely(signal: Told, words: Language) -> Iterator[Line]:
    if signal.cause not in {None, Cause.DATA_QUALITY}:
        yield words.say("Most likely"), Names(words).cause(signal.cause)


def _end(signal: Told, words: Language) -> Iterator[Line]:
    closing = signal.evidence.get("closing") or {}
    if (seconds := closing.get("lasted_seconds")) is not None:
        yield words.say("It lasted"), words.lasted(timedelta(seconds=seconds))


def _of_market(said: dict[str, Any], currency: str | None, words: Language) -> Iterator[Line]:
    """Of cards, parts of a market and whole markets."""
    n, have, usual = (said.get(name) for name in ("n_sellers", "n_sellers_in_stock", "usual_n_sellers_in_stock"))
    if n is not None and have is not None:
        known = words.say("{have} of {n}", have=have, n=n)
        yield (
            words.say("Sellers with stock"),
            known if usual is None else words.say("{now} (usually {usual})", now=known, usual=usual),
        )
    if short := said.get("gpus_short"):
        names = ", ".join(short_name(gpu) for gpu in short)
        yield words.say("Cards that are short"), names
    if judged := said.get("gpus_judged"):
        yield words.say("Cards judged"), words.number(judged)
    if (loss := said.get("loss_ratio")) is not None and loss > 0:
        yield words.say("Missing of what is usually in stock"), words.percent(loss)
    if (share := said.get("availability_ratio")) is not None:
        yield words.say("In stock, share of the time"), words.percent(share)
    yield from _of_price(said, currency, words)
    if successors := said.get("successors"):
        yield words.say("Takes its place"), ", ".join(short_name(gpu) for gpu in successors)
    if (segment := said.get("looks_like")) in SEGMENTS:
        yield words.say("Looks like"), Names(words).segment(str(segment))


def _of_price(said: dict[str, Any], currency: str | None, words: Language) -> Iterator[Line]:
    if (street := said.get("street_price")) is not None:
        yield words.say("Street price"), words.money(street, currency)
    if (premium := said.get("premium_ratio")) is not None:
        yield words.say("Against the launch price"), words.change(premium)
    for name in ("over_reference_ratio", "change_ratio"):
        if (ratio := said.get(name)) is not None:
            usual = said.get("reference")
            change = words.change(ratio)
            yield (
                words.say("Against the usual price"),
                change if usual is None else f"{change} ({words.money(usual, currency)})",
            )
            break
    if (crept := said.get("crept_ratio")) is not None:
        yield words.say("In small steps"), words.change(crept)
    if compared := said.get("sellers_compared"):
        yield words.say("Sellers that moved"), words.say("{have} of {n}", have=said.get("sellers_moved"), n=compared)
    if compared := said.get("gpus_compared"):
        moved = len(said.get("gpus") or ())
        yield words.say("Cards that moved"), words.say("{have} of {n}", have=moved, n=compared)


def _of_listing(said: dict[str, Any], words: Language) -> Iterator[Line]:
    names = Names(words)
    for name, label in (("stock_before", words.say("Before")), ("stock", words.say("Now"))):
        if said.get(name):
            yield label, names.stock(said[name])
    if said.get("price") is not None:
        yield words.say("Price"), words.money(said["price"], said.get("currency"))
    if said.get("change_ratio") is not None:
        usual = words.money(said.get("reference"), said.get("currency"))
        yield words.say("Against the usual price"), f"{words.change(said['change_ratio'])} ({usual})"


def _of_sight(said: dict[str, Any], zone: str, now: datetime, words: Language) -> Iterator[Line]:
    """Of what the monitor could not see. The detail is in English, for who operates it."""
    how = [Names(words).poll(said[name]) for name in ("outcome", "reason") if said.get(name)]
    how += [str(said["detail"])] if said.get("detail") else []
    if how:
        yield words.say("What came back"), ", ".join(dict.fromkeys(how))
    if said.get("polls") is not None:
        yield words.say("Polls"), words.number(said["polls"])
    for name, label in (
        ("first_poll_at", words.say("First of them")),
        ("last_poll_at", words.say("Last of them")),
        ("last_complete_at", words.say("Last read completely")),
    ):
        if said.get(name):
            yield label, words.clock(datetime.fromisoformat(said[name]), zone, now)
    if said.get("found") is not None:
        yield words.say("Offers found"), words.number(said["found"])
    if said.get("expected"):
        yield words.say("Offers usually found"), words.number(said["expected"])
    if said.get("source"):
        yield words.say("Page"), str(said["source"])
