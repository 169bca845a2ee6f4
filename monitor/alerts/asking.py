"""A rule as people write it, read and checked: the same words in the command, the rules file and the page. Pure."""

import difflib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from msgspec import Struct

from monitor.alerts import values
from monitor.alerts.rule import Pace, Rule, Sellers, What
from monitor.alerts.values import RuleError
from monitor.i18n.names import mark
from monitor.signals.segments import SEGMENTS
from monitor.vocabulary import DATA_QUALITY, WIDE, Level, ScopeKind, SignalKind
from scrapers.market import MARKETS

LANGUAGES: Final = ("en", "tr")
#: What signals are about that name a retailer.
_OF_A_SHOP: Final = (ScopeKind.RETAILER, ScopeKind.LISTING)
_LEVELS: Final = (Level.TIGHT, Level.SHORTAGE, Level.SEVERE)


class Asked(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule as it is written. Everything but what is waited for may be left out.

    Attributes:
        gpu: cards, in any words that name them: "RTX 5070 Ti".
        below: highest price with delivery: "899" or "899 EUR".
        premium: highest street price over launch price: "10%".
        new_low: cheaper than on so many days.
        when: a signal: "shortage", "price_spike", "data-quality", ...
        level: a shortage at least so bad: tight, shortage or severe.
        market, retailer, segment: where; everywhere if not said.
        scope: what signals are about. If not said: of a retailer what is about it or its offers, of restocks single
            offers, and of others all but single offers.
        sellers: "shops" (the shop itself or known shops) or "any".
        used: also what is not new.
        pace: "at_once", "daily" or "weekly"; `at` says when: "08:00".
        timezone: "Europe/Berlin".
        quiet: no messages between: "22:00-07:00".
        confirm: seen in so many polls.
        rearm: going back and forth within this is told once: "24h".
        remind: told again while it lasts: "7d".
        closing: told when it is over.
        language: "en" or "tr".
    """

    gpu: list[str] = []
    below: str | None = None
    premium: str | None = None
    new_low: int | None = None
    when: list[str] = []
    level: str | None = None
    market: list[str] = []
    retailer: list[str] = []
    segment: list[str] = []
    scope: list[str] = []
    sellers: str = "shops"
    used: bool = False
    pace: str = "at_once"
    at: str = "08:00"
    timezone: str = "UTC"
    quiet: str | None = None
    confirm: int = 1
    rearm: str = "24h"
    remind: str | None = None
    closing: bool = True
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may name.

    Attributes:
        gpu: the catalogue's names for a card in any words: its variants with more or less memory where none is named.
        gpus: all of the catalogue's names.
        retailers: markets by the retailers' names.
    """

    gpu: Callable[[str], Collection[str]]
    gpus: Collection[str]
    retailers: Mapping[str, str]


def read(asked: Asked, known: Known) -> Rule:
    """The rule that somebody wrote.

    Raises:
        RuleError: the first thing that cannot be used.
    """
    what = _what(asked)
    markets = _markets(asked, known)
    by_offers = what in {What.IN_STOCK, What.PREMIUM, What.NEW_LOW}
    gpus = tuple(dict.fromkeys(name for words in asked.gpu for name in _gpus(words, known)))
    if by_offers and not gpus:
        raise RuleError(
            mark('say which card, such as "RTX 5070 Ti"; without one every offer of every card would be told')
        )
    if not by_offers and asked.used:
        raise RuleError(
            mark("used cards can be asked for in stock, at a premium or at a new low; signals are of new ones")
        )
    if by_offers and (asked.segment or asked.scope or asked.level):
        raise RuleError(mark("segment, scope and level go with --when alone: what is on sale is asked by card"))
    kinds, level = _signals(asked, what)
    return Rule(
        what=what,
        gpus=gpus,
        segments=tuple(values.among(name, SEGMENTS, "segment") for name in asked.segment),
        markets=markets,
        retailers=tuple(asked.retailer),
        limit=values.highest_price(asked.below, markets),
        premium=values.share(asked.premium),
        days=values.days_of_low(asked.new_low),
        sellers=values.word(Sellers, asked.sellers, "sellers"),
        used=asked.used,
        kinds=kinds,
        scopes=_scopes(asked, what, kinds),
        level=level,
        pace=values.word(Pace, asked.pace, "pace"),
        at=values.time_of_day(asked.at),
        timezone=values.time_zone(asked.timezone),
        quiet=values.quiet_hours(asked.quiet),
        confirm=values.polls(asked.confirm),
        rearm=values.time_span(asked.rearm, "rearm", timedelta(minutes=10), timedelta(days=30)),
        remind=None
        if asked.remind is None
        else values.time_span(asked.remind, "remind", timedelta(hours=1), timedelta(days=90)),
        closing=asked.closing,
        language=values.among(asked.language, LANGUAGES, "language"),
    )


def _what(asked: Asked) -> What:
    said = {
        What.PREMIUM: asked.premium is not None,
        What.NEW_LOW: asked.new_low is not None,
        What.SIGNAL: bool(asked.when) or asked.level is not None,
        What.IN_STOCK: asked.below is not None,
    }
    found = [what for what, is_said in said.items() if is_said]
    if len(found) > 1:
        words = " and ".join(str(what) for what in found)
        raise RuleError(mark("one rule waits for one thing, this one for {words}: make a rule of each"), words=words)
    what = found[0] if found else What.IN_STOCK
    if what is What.SIGNAL and any(_is_sight(name) for name in asked.when):
        if not all(_is_sight(name) for name in asked.when) or asked.level:
            raise RuleError(mark("what cannot be seen and what the market does are told apart: make a rule of each"))
        return What.NOT_SEEN
    return what


def _is_sight(name: str) -> bool:
    word = values.plain(name)
    return word == "data_quality" or word in DATA_QUALITY


def _signals(asked: Asked, what: What) -> tuple[tuple[SignalKind, ...], Level | None]:
    if what not in {What.SIGNAL, What.NOT_SEEN}:
        return (), None
    names = [name for name in asked.when if values.plain(name) not in {"data_quality", "any"}]
    kinds = tuple(dict.fromkeys(values.word(SignalKind, name, "when") for name in names))
    if asked.level is None:
        return kinds, None
    if kinds and kinds != (SignalKind.SHORTAGE,):
        raise RuleError(mark("a level is one of a shortage: tight, shortage or severe; other signals have none"))
    return (SignalKind.SHORTAGE,), Level(
        values.among(values.plain(asked.level), [str(level) for level in _LEVELS], "level")
    )


def _scopes(asked: Asked, what: What, kinds: Collection[SignalKind]) -> tuple[ScopeKind, ...]:
    """What signals are about: as it is said, or else where those that are asked for can be at all."""
    scopes = tuple(dict.fromkeys(values.word(ScopeKind, name, "scope") for name in asked.scope))
    if what is not What.SIGNAL:
        return scopes
    if asked.retailer and (SignalKind.SHORTAGE in kinds or (scopes and not set(scopes) & set(_OF_A_SHOP))):
        raise RuleError(mark("what a card, a segment or a market does is not one retailer's: leave the retailer out"))
    if scopes and SignalKind.RESTOCK in kinds and ScopeKind.LISTING not in scopes:
        raise RuleError(mark("a restock is one of a single offer: leave the scope out, or say --scope listing"))
    if scopes or not (asked.retailer or SignalKind.RESTOCK in kinds):
        return scopes
    if asked.retailer:
        return _OF_A_SHOP
    return (ScopeKind.LISTING, *(sorted(WIDE) if len(kinds) > 1 else ()))


def _markets(asked: Asked, known: Known) -> tuple[str, ...]:
    markets = tuple(dict.fromkeys(values.among(code.lower(), MARKETS, "market") for code in asked.market))
    for name in asked.retailer:
        where = known.retailers.get(name)
        if where is None:
            near = difflib.get_close_matches(name, known.retailers, n=1)
            if near:
                raise RuleError(mark("there is no retailer {name!r}; did you mean {near}?"), name=name, near=near[0])
            raise RuleError(mark("there is no retailer {name!r}; `gpumarket retailer list` shows all"), name=name)
        if markets and where not in markets:
            others = ", ".join(markets)
            raise RuleError(mark("{name} sells in {where}, not in {markets}"), name=name, where=where, markets=others)
    return markets or tuple(dict.fromkeys(known.retailers[name] for name in asked.retailer))


def _gpus(name: str, known: Known) -> Collection[str]:
    found = known.gpu(name)
    if not found:
        near = difflib.get_close_matches(name, known.gpus, n=3, cutoff=0.4)
        if near:
            wrong = mark("{name!r} names no card of the catalogue; did you mean {near}?")
            raise RuleError(wrong, name=name, near=", ".join(near))
        wrong = mark('{name!r} names no card of the catalogue; write it like "RTX 5070 Ti" or "RX 9070 XT"')
        raise RuleError(wrong, name=name)
    return found
