"""Single values of a rule as people write them, read and checked; each raises RuleError. Pure."""

import difflib
import re
from collections.abc import Collection
from datetime import time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from monitor.i18n.deferred import SaidError
from monitor.i18n.names import mark
from scrapers.market import MARKETS
from scrapers.money import read_price

_Word = TypeVar("_Word", bound=StrEnum)
_UNITS: Final = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LASTS: Final = re.compile(r"(\d{1,4})\s*([mhdw])")
_SHARE: Final = re.compile(r"([+-]?\d{1,4}(?:[.,]\d+)?)\s*%?")


class RuleError(SaidError):
    """A rule that cannot be used."""


def highest_price(text: str | None, markets: tuple[str, ...]) -> Decimal | None:
    """The most that is paid, in the currency of the markets; None where nothing is said."""
    if text is None:
        return None
    currencies = sorted({MARKETS[code].currency for code in markets})
    if not currencies:
        raise RuleError(
            mark("a highest price is one of a market's currency; say in which market (such as --market de)")
        )
    if len(currencies) > 1:
        wrong = mark("a highest price is one of a market's currency; these markets have {currencies}")
        raise RuleError(wrong, currencies=", ".join(currencies))
    money = read_price(text, market=MARKETS[markets[0]])
    if money is None:
        raise RuleError(
            mark("{text!r} is no price; write it like 899 or 899 {currency}"), text=text, currency=currencies[0]
        )
    if money.currency not in {None, currencies[0]}:
        wrong = mark("{text!r} is in {currency}, but prices in {market} are in {theirs}")
        raise RuleError(wrong, text=text, currency=money.currency, market=markets[0], theirs=currencies[0])
    if money.amount <= 0:
        raise RuleError(mark("a highest price is more than nothing"))
    return money.amount


def share(text: str | None) -> float | None:
    """A share over the launch price: 0.1 for "10%"; None where nothing is said."""
    if text is None:
        return None
    found = _SHARE.fullmatch(text.strip())
    if found is None:
        raise RuleError(mark("{text!r} is no share of a price; write it like 10%"), text=text)
    ratio = float(found[1].replace(",", ".")) / 100
    if not -0.9 <= ratio <= 10:
        raise RuleError(mark("{text!r} over the launch price is not meant, is it? Write it like 10%"), text=text)
    return ratio


def days_of_low(number: int | None) -> int:
    """Over how many days a price is the lowest; 90 where nothing is said."""
    if number is not None and not 7 <= number <= 730:
        raise RuleError(mark("a new low is one of 7 to 730 days"))
    return number or 90


def polls(number: int) -> int:
    """In how many polls something must be seen."""
    if not 1 <= number <= 10:
        raise RuleError(mark("confirm takes 1 to 10 polls"))
    return number


def time_span(text: str, name: str, least: timedelta, most: timedelta) -> timedelta:
    """A time such as "90m", "24h" or "7d", within bounds; `name` is what it is for."""
    found = _LASTS.fullmatch(text.strip().lower())
    lasts = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else None
    if lasts is None or not least <= lasts <= most:
        raise RuleError(mark("{name}: {text!r} cannot be used; write a time like 90m, 24h or 7d"), name=name, text=text)
    return lasts


def time_of_day(text: str) -> time:
    """A time of the day such as "08:00"."""
    try:
        return time.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError as error:
        raise RuleError(mark("{text!r} is no time of the day; write it like 08:00"), text=text) from error


def quiet_hours(text: str | None) -> tuple[time, time] | None:
    """When nothing is sent, such as "22:00-07:00"; None where nothing is said."""
    if text is None:
        return None
    begin, dash, end = text.partition("-")
    if not dash:
        raise RuleError(mark("{text!r} are no quiet hours; write them like 22:00-07:00"), text=text)
    times = time_of_day(begin), time_of_day(end)
    if times[0] == times[1]:
        raise RuleError(mark("quiet hours that end when they begin would be all day; write them like 22:00-07:00"))
    return times


def time_zone(name: str) -> str:
    """The name of a time zone, as the database of time zones has it."""
    try:
        return ZoneInfo(name).key
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise RuleError(
            mark("{name!r} is no time zone; write it like Europe/Berlin or America/New_York"), name=name
        ) from error


def word(words: type[_Word], text: str, name: str) -> _Word:
    """One word of a vocabulary; `name` is what it is for."""
    return words(among(plain(text), [str(word) for word in words], name))


def among(text: str, words: Collection[str], name: str) -> str:
    """The text, if it is among words; else the error says which one is near."""
    if text in words:
        return text
    near = difflib.get_close_matches(text, words, n=1)
    if near:
        raise RuleError(mark("{name}: there is no {text!r}; did you mean {near}?"), name=name, text=text, near=near[0])
    known = ", ".join(sorted(words))
    raise RuleError(mark("{name}: there is no {text!r}; known are {known}"), name=name, text=text, known=known)


def plain(text: str) -> str:
    """A word as vocabularies spell it: "Data-Quality" is data_quality."""
    return text.strip().lower().replace("-", "_").replace(" ", "_")
