"""A market's verdict in the reader's language: the same sentences on pages, in mails, in the command and in JSON. Pure."""

from datetime import date, datetime
from typing import Final

from babel.dates import format_date

from monitor.i18n.language import Language
from monitor.i18n.names import Names
from monitor.signals.sentence import ENGLISH, badness, says_what_it_looks_like, short_market, short_name
from monitor.signals.verdict import Verdict

#: So many cards that are tight in a normal market are named.
_NAMED: Final = 2


def sentence(verdict: Verdict, words: Language = ENGLISH) -> str:
    """Market, level, since when and why, in one line."""
    return f"{verdict.market}: {standing(verdict, words)}"


def standing(verdict: Verdict, words: Language) -> str:
    """The same without the market: ``tight since 12 January. RTX 5090 in stock at ...``."""
    level = Names(words).level(verdict.level)
    if since_when := since(verdict, words):
        level = words.say("{level} {since}", level=level, since=since_when)
    return f"{level}. {why(verdict, words)}"


def since(verdict: Verdict, words: Language) -> str:
    """``since 12 May``, with the year where it is another; empty when that cannot be told."""
    if verdict.since is None:
        return ""
    return words.say("since {day}", day=_day(verdict.since, verdict.asked_at, words))


def why(verdict: Verdict, words: Language) -> str:
    """The level's reason, without market and level."""
    said = _why(verdict, words)
    if verdict.shortage and verdict.last_known:
        level = Names(words).level(verdict.last_known)
        day = words.say("since {day}", day=_day(verdict.shortage.since, verdict.asked_at, words))
        known = words.say("Last known: {level}", level=words.say("{level} {since}", level=level, since=day))
        said = f"{said}. {known}"
    return said if said.endswith(".") else f"{said}."


def says_cause(verdict: Verdict) -> bool:
    """Whether the reason says what a shortage looks like."""
    return verdict.reason == "open_shortage" and bool(verdict.shortage and says_what_it_looks_like(verdict.shortage))


def seen(verdict: Verdict, words: Language) -> str:
    """``seen 14:07 UTC, 5 of 7 shops readable``; with the day, where it is another."""
    watched, at = verdict.watched, verdict.watched.seen_at
    if at is None:
        return words.say(
            "never seen, {readable} of {shops} shops readable", readable=watched.shops_readable, shops=watched.shops
        )
    clock = f"{at:%H:%M} UTC"
    if at.date() != verdict.asked_at.date():
        clock = f"{_day(at, verdict.asked_at, words)} {clock}"
    return words.say(
        "seen {time}, {readable} of {shops} shops readable",
        time=clock,
        readable=watched.shops_readable,
        shops=watched.shops,
    )


def _why(verdict: Verdict, words: Language) -> str:
    missing = verdict.missing
    if missing:
        match missing.what:
            case "coverage":
                return words.say(
                    "Only {share} of {n} offers can be told ({least} are needed)",
                    share=words.percent(missing.have),
                    n=verdict.followed,
                    least=words.percent(missing.needed),
                )
            case "history_days":
                day, days = int(missing.have) + 1, int(missing.needed)
                return words.say("Day {n} of {of} of learning what is usual here", n=day, of=days)
        return words.count(
            "Only {n} independent seller; {least} are needed to tell a shortage from a sold-out shop",
            "Only {n} independent sellers; {least} are needed to tell a shortage from a sold-out shop",
            verdict.sellers,
            least=int(missing.needed),
        )
    if verdict.reason == "nothing_followed":
        return words.say("No consumer graphics card has been read yet")
    if verdict.reason == "open_shortage" and verdict.shortage:
        return short_market(verdict.shortage, verdict.short, verdict.gpus, words)
    said = words.say("{some} of {all} offers in stock", some=verdict.in_stock, all=verdict.known)
    return "; ".join([said, *filter(None, [_tight(verdict, words)])])


def _tight(verdict: Verdict, words: Language) -> str:
    """The cards that are short in a market that is not."""
    worst = sorted(verdict.short, key=badness, reverse=True)
    names = Names(words)
    said = [
        words.say("{gpu} {level}", gpu=short_name(str(each.scope.gpu), verdict.gpus), level=names.level(each.level))
        for each in worst[:_NAMED]
    ]
    if (more := len(worst) - _NAMED) > 0:
        said.append(words.count("{n} more short", "{n} more short", more))
    return ", ".join(said)


def _day(day: date, now: datetime, words: Language) -> str:
    """``12 May``; with the year where it is not this one."""
    return str(format_date(day, "d MMMM" if day.year == now.year else "d MMMM y", locale=words.code))
