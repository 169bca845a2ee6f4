"""A rule in one plain sentence: "RTX 5070 Ti in stock at €899 or less in Germany, sold by shops; told at once".

Each part is a sentence of the catalogue around the one before it, so that another language may order and mark them
its own way.
"""

from datetime import time
from typing import Final

from monitor.alerts.rule import Pace, Rule, Sellers, What
from monitor.i18n.language import Language
from monitor.i18n.names import Names
from monitor.signals.sentence import short_name
from monitor.vocabulary import Level, SignalKind
from scrapers.market import MARKETS

#: So many things are named; how many more there are is counted.
_NAMED: Final = 4


def described(rule: Rule, words: Language) -> str:
    """What a rule asks for, and how it is told."""
    said = _where(rule, words, _what(rule, words))
    if rule.by_offers:
        said = _from_whom(rule, words, said)
    return words.say("{what}; {pace}", what=said, pace=_how(rule, words))


def limit_of(rule: Rule, words: Language) -> str | None:
    """A rule's highest price; None where it has none."""
    if rule.limit is None or not rule.markets:
        return None
    return words.money(rule.limit, MARKETS[rule.markets[0]].currency)


def about(rule: Rule, words: Language) -> str:
    """What a rule looks at: the cards and parts of the market that it names, or what it takes of everything."""
    names = [short_name(gpu) for gpu in rule.gpus]
    names += [Names(words).segment(segment) for segment in rule.segments]
    if rule.what is What.NOT_SEEN:
        names = list(rule.retailers) or [words.say("any shop")]
    if not names and not rule.scopes:
        return words.say("any card or the whole market")
    if not names:
        names = [Names(words).scope(scope) for scope in rule.scopes]
    if len(names) > _NAMED:
        return words.count("{names} and {n} more", "{names} and {n} more", len(names) - 3, names=", ".join(names[:3]))
    return words.either(names)


def _what(rule: Rule, words: Language) -> str:
    gpus = about(rule, words)
    match rule.what:
        case What.IN_STOCK:
            limit = limit_of(rule, words)
            if limit is None:
                return words.say("{gpus} in stock", gpus=gpus)
            return words.say("{gpus} in stock at {limit} or less", gpus=gpus, limit=limit)
        case What.PREMIUM:
            return _premium(rule.premium or 0, gpus, words)
        case What.NEW_LOW:
            return words.say("{gpus} cheaper than in the last {days} days", gpus=gpus, days=rule.days)
    return _signals(rule, gpus, words)


def _signals(rule: Rule, gpus: str, words: Language) -> str:
    names = Names(words)
    if rule.what is What.NOT_SEEN:
        if not rule.kinds:
            return words.say("shops that cannot be read")
        return words.say("shops that cannot be read ({kinds})", kinds=words.either(map(names.signal, rule.kinds)))
    if rule.level in {Level.TIGHT, Level.SHORTAGE}:
        least = names.signal(SignalKind.SHORTAGE, rule.level)
        return words.say("{level} or worse of {gpus}", level=least, gpus=gpus)
    if rule.level:
        kinds = names.signal(SignalKind.SHORTAGE, rule.level)
    else:
        kinds = words.either(map(names.event, rule.kinds)) if rule.kinds else words.say("any signal")
    return words.say("{kinds} of {gpus}", kinds=kinds, gpus=gpus)


def _premium(premium: float, gpus: str, words: Language) -> str:
    if not round(premium, 2):
        return words.say("{gpus} at a street price of launch price or less", gpus=gpus)
    if premium < 0:
        share = words.percent(premium)
        return words.say("{gpus} at a street price at least {share} below launch price", gpus=gpus, share=share)
    share = words.percent(premium)
    return words.say("{gpus} at a street price at most {share} over launch price", gpus=gpus, share=share)


def _where(rule: Rule, words: Language, what: str) -> str:
    if rule.markets:
        names = words.either(words.market(code, within=True) for code in rule.markets)
        what = words.say("{what} in {markets}", what=what, markets=names)
    if rule.retailers and rule.what is What.NOT_SEEN:
        what = words.say("{what}: {retailers}", what=what, retailers=words.either(rule.retailers))
    elif rule.retailers:
        what = words.say("{what} at {retailers}", what=what, retailers=words.either(rule.retailers))
    return what


def _from_whom(rule: Rule, words: Language, what: str) -> str:
    if rule.sellers is Sellers.SHOPS:
        what = words.say("{what}, sold by shops", what=what)
    else:
        what = words.say("{what}, from any seller", what=what)
    return words.say("{what}, also used", what=what) if rule.used else what


def _how(rule: Rule, words: Language) -> str:
    match rule.pace:
        case Pace.DAILY:
            how = words.say("told once a day at {at}", at=_at(rule.at, rule.timezone))
        case Pace.WEEKLY:
            how = words.say("told once a week at {at}", at=_at(rule.at, rule.timezone))
        case _:
            how = words.say("told at once")
    if rule.quiet:
        begin, end = rule.quiet[0].strftime("%H:%M"), _at(rule.quiet[1], rule.timezone)
        how = words.say("{how}, not between {begin} and {end}", how=how, begin=begin, end=end)
    if rule.confirm > 1:
        how = words.say("{how}, when seen in {polls} polls", how=how, polls=rule.confirm)
    if rule.remind:
        how = words.say("{how}, again every {time}", how=how, time=words.lasted(rule.remind))
    return how


def _at(at: time, zone: str) -> str:
    return f"{at:%H:%M} ({zone})"
