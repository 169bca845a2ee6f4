"""A language: its sentences, and how its readers write amounts, shares and times.

English sentences stand in the code; those of another language stand in a catalogue beside this file (`tr.po`), which
is compiled when it is first needed (10 ms): no file that can be out of date. A sentence never inflects what is put
into it: in Turkish that cannot be done right, so it is written as "label: value" there.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from scrapers.market import MARKETS

LANGUAGES: Final = ("en", "tr")
NOT_KNOWN: Final = "–"
_FOLDER: Final = Path(__file__).parent
_CENT: Final = Decimal("0.01")
_PERCENT: Final = {"en": "#,##0.## %", "tr": "%#,##0.##"}
_DAY: Final = {"en": "d MMM y", "tr": "d MMMM y"}
#: Amounts and shares of which the writing is remembered: a page has hundreds, mostly the same as the one before.
_REMEMBERED: Final = 4096
#: English puts an article before these names.
_WITH_THE: Final = frozenset({"us", "gb", "nl"})


class Language:
    """One language. Amounts are decimals, ratios are 0.12 for 12 %, times are aware.

    Args:
        code: one of `LANGUAGES`.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._locale = Locale.parse(code)
        self._words = NullTranslations() if code == "en" else _catalogue(code)

    def __repr__(self) -> str:
        return f"Language({self.code!r})"

    def say(self, message: str, /, **values: object) -> str:
        """A sentence of the catalogue with its values; `message` is the English one."""
        return self._words.gettext(message).format(**values)

    def count(self, one: str, many: str, n: int, /, **values: object) -> str:
        """A sentence about a number, `n` in it."""
        return self._words.ngettext(one, many, n).format(n=self.number(n), **values)

    def number(self, amount: float | Decimal) -> str:
        """``12,649``."""
        return _decimal(amount, "#,##0.##", self.code)

    def money(self, amount: Decimal | float | str | None, currency: str | None) -> str:
        """``€1,299``, ``54.999 TL``; cents only where there are any. Signals keep amounts as text or floats."""
        if amount is None or currency is None:
            return NOT_KNOWN
        value = Decimal(str(amount)).quantize(_CENT)
        digits = "#,##0" if value == value.to_integral_value() else "#,##0.00"
        # CLDR writes ₺ before the lira in Turkish and TRY in English; people write TL after it.
        pattern = f"{digits} 'TL'" if currency == "TRY" else f"¤{digits};-¤{digits}"
        return _currency(value, currency, pattern, self.code)

    def percent(self, ratio: float | None, *, exact: bool = False) -> str:
        """``38 %``, ``%38``; without a sign. `exact` are rates of tax, which may be ``25.5 %``."""
        if ratio is None:
            return NOT_KNOWN
        share = abs(round(ratio, 4 if exact else 2))
        return _decimal(share, _PERCENT[self.code], self.code)

    def change(self, ratio: float | None) -> str:
        """``+38 %``, ``−4 %``, ``0 %``."""
        sign = "" if ratio is None or not round(ratio, 2) else "+" if ratio > 0 else "−"
        return sign + self.percent(ratio)

    def day(self, moment: date) -> str:
        """``3 Oct 2026``, ``3 Ekim 2026``."""
        return str(format_date(moment, _DAY[self.code], locale=self._locale))

    def clock(self, moment: datetime, zone: str, now: datetime) -> str:
        """``14:07`` of the reader's today, otherwise with the day; UTC is named, other zones are the reader's own.

        Args:
            moment: what is told, aware.
            zone: the reader's time zone, as IANA names it.
            now: aware.
        """
        there = moment.astimezone(ZoneInfo(zone))
        said = f"{there:%H:%M}" + (" UTC" if zone == "UTC" else "")
        return said if there.date() == now.astimezone(ZoneInfo(zone)).date() else f"{self.day(there)} {said}"

    def lasted(self, time: timedelta) -> str:
        """``40 s``, ``5 min``, ``3 h``, ``5 days``."""
        seconds = max(time.total_seconds(), 0)
        if seconds < 120:
            return self.count("{n} s", "{n} s", round(seconds))
        if seconds < 7200:
            return self.count("{n} min", "{n} min", round(seconds / 60))
        if seconds < 172_800:
            return self.count("{n} h", "{n} h", round(seconds / 3600))
        return self.count("{n} day", "{n} days", round(seconds / 86_400))

    def ago(self, time: timedelta) -> str:
        """``40 s ago``, ``40 sn önce``."""
        return self.say("{time} ago", time=self.lasted(time))

    def market(self, code: str, *, within: bool = False) -> str:
        """A market's country; `within` a sentence English says "the United States"."""
        if code not in MARKETS:
            return code
        if self.code == "en":
            return f"the {MARKETS[code].name}" if within and code in _WITH_THE else MARKETS[code].name
        return str(self._locale.territories.get(MARKETS[code].country, MARKETS[code].name))

    def either(self, names: Iterable[str]) -> str:
        """``one, two or three``."""
        *first, last = names
        return self.say("{first} or {last}", first=", ".join(first), last=last) if first else last

    def begin(self, text: str) -> str:
        """The same with a capital at its beginning; a Turkish i keeps its dot."""
        first = text[:1]
        return ("İ" if first == "i" and self.code == "tr" else first.upper()) + text[1:]


@lru_cache(_REMEMBERED)
def _decimal(amount: float | Decimal, pattern: str, locale: str) -> str:
    return str(format_decimal(amount, format=pattern, locale=locale))


@lru_cache(_REMEMBERED)
def _currency(amount: Decimal, currency: str, pattern: str, locale: str) -> str:
    said = format_currency(amount, currency, format=pattern, locale=locale, currency_digits=False)
    return str(said).replace("\N{NO-BREAK SPACE}", " ")


@cache
def language(code: str) -> Language:
    """A language by its code; English where there is none of it."""
    return Language(code if code in LANGUAGES else "en")


def _catalogue(code: str) -> GNUTranslations:
    with (_FOLDER / f"{code}.po").open("rb") as source:
        catalogue = read_po(source, locale=code, abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
