"""A rule as people write it, read and checked: the same words in the command, the rules file and the page. Pure."""

import difflib
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct

from monitor.alerts.rule import Pace, Rule, Sellers, What
from monitor.signals.segments import SEGMENTS
from monitor.vocabulary import DATA_QUALITY, WIDE, Level, ScopeKind, SignalKind
from scrapers.market import MARKETS
from scrapers.money import read_price

_Word = TypeVar("_Word", bound=StrEnum)
LANGUAGES: Final = ("en", "tr")
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LASTS: Final = re.compile(r"(\d{1,4})\s*([mhdw])")
_SHARE: Final = re.compile(r"([+-]?\d{1,4}(?:[.,]\d+)?)\s*%?")
#: What signals are about that name a retailer.
_OF_A_SHOP: Final = (ScopeKind.RETAILER, ScopeKind.LISTING)
_LEVELS: Final = (Level.TIGHT, Level.SHORTAGE, Level.SEVERE)


class RuleError(ValueError):
    """A rule that cannot be used; the message says what is wrong and what to write instead."""


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
        raise RuleError('say which card, such as "RTX 5070 Ti"; without one every offer of every card would be told')
    if not by_offers and asked.used:
        raise RuleError("used cards can be asked for in stock, at a premium or at a new low; signals are of new ones")
    if by_offers and (asked.segment or asked.scope or asked.level):
        raise RuleError("segment, scope and level go with --when alone: what is on sale is asked by card")
    kinds, level = _signals(asked, what)
    return Rule(
        what=what,
        gpus=gpus,
        segments=tuple(_among(name, SEGMENTS, "segment") for name in asked.segment),
        markets=markets,
        retailers=tuple(asked.retailer),
        limit=_limit(asked.below, markets),
        premium=_share(asked.premium),
        days=_days(asked.new_low),
        sellers=_word(Sellers, asked.sellers, "sellers"),
        used=asked.used,
        kinds=kinds,
        scopes=_scopes(asked, what, kinds),
        level=level,
        pace=_word(Pace, asked.pace, "pace"),
        at=_clock(asked.at),
        timezone=_zone(asked.timezone),
        quiet=_quiet(asked.quiet),
        confirm=_count(asked.confirm),
        rearm=_lasts(asked.rearm, "rearm", timedelta(minutes=10), timedelta(days=30)),
        remind=None if asked.remind is None else _lasts(asked.remind, "remind", timedelta(hours=1), timedelta(days=90)),
        closing=asked.closing,
        language=_among(asked.language, LANGUAGES, "language"),
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
        raise RuleError(f"one rule waits for one thing, this one for {words}: make a rule of each")
    what = found[0] if found else What.IN_STOCK
    if what is What.SIGNAL and any(_is_sight(name) for name in asked.when):
        if not all(_is_sight(name) for name in asked.when) or asked.level:
            raise RuleError("what cannot be seen and what the market does are told apart: make a rule of each")
        return What.NOT_SEEN
    return what


def _is_sight(name: str) -> bool:
    word = _plain(name)
    return word == "data_quality" or word in DATA_QUALITY


def _signals(asked: Asked, what: What) -> tuple[tuple[SignalKind, ...], Level | None]:
    if what not in {What.SIGNAL, What.NOT_SEEN}:
        return (), None
    names = [name for name in asked.when if _plain(name) not in {"data_quality", "any"}]
    kinds = tuple(dict.fromkeys(_word(SignalKind, name, "when") for name in names))
    if asked.level is None:
        return kinds, None
    if kinds and kinds != (SignalKind.SHORTAGE,):
        raise RuleError("a level is one of a shortage: tight, shortage or severe; other signals have none")
    return (SignalKind.SHORTAGE,), Level(_among(_plain(asked.level), [str(level) for level in _LEVELS], "level"))


def _scopes(asked: Asked, what: What, kinds: Collection[SignalKind]) -> tuple[ScopeKind, ...]:
    """What signals are about: as it is said, or else where those that are asked for can be at all."""
    scopes = tuple(dict.fromkeys(_word(ScopeKind, name, "scope") for name in asked.scope))
    if what is not What.SIGNAL:
        return scopes
    if asked.retailer and (SignalKind.SHORTAGE in kinds or (scopes and not set(scopes) & set(_OF_A_SHOP))):
        raise RuleError("what a card, a segment or a market does is not one retailer's: leave the retailer out")
    if scopes and SignalKind.RESTOCK in kinds and ScopeKind.LISTING not in scopes:
        raise RuleError("a restock is one of a single offer: leave the scope out, or say --scope listing")
    if scopes or not (asked.retailer or SignalKind.RESTOCK in kinds):
        return scopes
    if asked.retailer:
        return _OF_A_SHOP
    return (ScopeKind.LISTING, *(sorted(WIDE) if len(kinds) > 1 else ()))


def _markets(asked: Asked, known: Known) -> tuple[str, ...]:
    markets = tuple(dict.fromkeys(_among(code.lower(), MARKETS, "market") for code in asked.market))
    for name in asked.retailer:
        where = known.retailers.get(name)
        if where is None:
            near = difflib.get_close_matches(name, known.retailers, n=1)
            hint = f"did you mean {near[0]}?" if near else "`gpumarket retailer list` shows all"
            raise RuleError(f"there is no retailer {name!r}; {hint}")
        if markets and where not in markets:
            raise RuleError(f"{name} sells in {where}, not in {', '.join(markets)}")
    return markets or tuple(dict.fromkeys(known.retailers[name] for name in asked.retailer))


def _gpus(name: str, known: Known) -> Collection[str]:
    found = known.gpu(name)
    if not found:
        near = difflib.get_close_matches(name, known.gpus, n=3, cutoff=0.4)
        hint = f"did you mean {' or '.join(near)}?" if near else 'write it like "RTX 5070 Ti" or "RX 9070 XT"'
        raise RuleError(f"{name!r} names no card of the catalogue; {hint}")
    return found


def _limit(text: str | None, markets: tuple[str, ...]) -> Decimal | None:
    if text is None:
        return None
    currencies = sorted({MARKETS[code].currency for code in markets})
    if len(currencies) != 1:
        where = f"these markets have {', '.join(currencies)}" if currencies else "such as --market de"
        raise RuleError(f"a highest price is one of a market's currency; say in which market ({where})")
    money = read_price(text, market=MARKETS[markets[0]])
    if money is None:
        raise RuleError(f"{text!r} is no price; write it like 899 or 899 {currencies[0]}")
    if money.currency not in {None, currencies[0]}:
        raise RuleError(f"{text!r} is in {money.currency}, but prices in {markets[0]} are in {currencies[0]}")
    if money.amount <= 0:
        raise RuleError("a highest price is more than nothing")
    return money.amount


def _share(text: str | None) -> float | None:
    if text is None:
        return None
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise RuleError(f"{text!r} is no share of a price; write it like 10%")
    share = float(found[1].replace(",", ".")) / 100
    if not -0.9 <= share <= 10:
        raise RuleError(f"{text!r} over the launch price is not meant, is it? Write it like 10%")
    return share


def _days(number: int | None) -> int:
    if number is not None and not 7 <= number <= 730:
        raise RuleError("a new low is one of 7 to 730 days")
    return number or 90


def _count(number: int) -> int:
    if not 1 <= number <= 10:
        raise RuleError("confirm takes 1 to 10 polls")
    return number


def _lasts(text: str, name: str, least: timedelta, most: timedelta) -> timedelta:
    found = _LASTS.fullmatch(text.strip().lower())
    lasts = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None
    if lasts is None or not least <= lasts <= most:
        raise RuleError(f"{name}: {text!r} cannot be used; write a time like 90m, 24h or 7d")
    return lasts


def _clock(text: str) -> time:
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError as error:
        raise RuleError(f"{text!r} is no time of the day; write it like 08:00") from error


def _quiet(text: str | None) -> tuple[time, time] | None:
    if text is None:
        return None
    begin, dash, end = text.partition("-")
    if not dash:
        raise RuleError(f"{text!r} are no quiet hours; write them like 22:00-07:00")
    times = _clock(begin), _clock(end)
    if times[0] == times[1]:
        raise RuleError("quiet hours that end when they begin would be all day; write them like 22:00-07:00")
    return times


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RuleError(f"{name!r} is no time zone; write it like Europe/Berlin or America/New_York") from error


def _word(words: type[_Word], text: str, name: str) -> _Word:
    return words(_among(_plain(text), [str(word) for word in words], name))


def _among(text: str, words: Collection[str], name: str) -> str:
    if text in words:
        return text
    near = difflib.get_close_matches(text, words, n=1)
    hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(sorted(words))}"
    raise RuleError(f"{name}: there is no {text!r}; {hint}")


def _plain(text: str) -> str:
    return text.strip().lower().replace("-", "_").replace(" ", "_")
