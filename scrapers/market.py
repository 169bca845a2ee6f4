"""Markets: where a price holds. Country, currency, tax, and how its people write numbers."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Market:
    """A country's market for graphics cards.

    Attributes:
        code: short name used everywhere, e.g. ``us``.
        country: ISO 3166 code.
        currency: ISO 4217 code that its retailers sell in.
        language: ISO 639 code of most of its shops.
        decimal: the decimal separator of its visible prices.
        name: its name in English, for people.
        fx_anchor: ISO 4217 code of the currency that import prices follow, where its own loses value fast; None
            elsewhere.
        vat: the standard rates of value added tax that its shops' prices contain, as a share, each with the day since
            which it holds, in order. Empty where not kept.
    """

    code: str
    country: str
    currency: str
    language: str
    decimal: str
    name: str
    fx_anchor: str | None = None
    vat: tuple[tuple[date, Decimal], ...] = ()

    def vat_on(self, day: date) -> Decimal | None:
        """The tax that prices of a day contain, as a share of the price without it; None where not known."""
        return next((rate for since, rate in reversed(self.vat) if since <= day), None)


def _vat(text: str) -> tuple[tuple[date, Decimal], ...]:
    """Rates as they stand below: a day and the percentage since then."""
    steps = (step.split() for step in text.split(","))
    return tuple((date.fromisoformat(since), Decimal(percent) / 100) for since, percent in steps)


# Prices in the United States and Canada are shown without their sales taxes.
_VAT: Final = {
    market: _vat(text)
    for market, text in {
        "us": "1970-01-01 0",
        "ca": "1970-01-01 0",
        "gb": "2010-01-01 17.5, 2011-01-04 20",
        "au": "2000-07-01 10",
        "de": "2007-01-01 19, 2020-07-01 16, 2021-01-01 19",
        "at": "1984-01-01 20",
        "ch": "2011-01-01 8, 2018-01-01 7.7, 2024-01-01 8.1",
        "fr": "2000-04-01 19.6, 2014-01-01 20",
        "it": "2011-09-17 21, 2013-10-01 22",
        "es": "2010-07-01 18, 2012-09-01 21",
        "nl": "2001-01-01 19, 2012-10-01 21",
        "fi": "2010-07-01 23, 2013-01-01 24, 2024-09-01 25.5",
        "pl": "2011-01-01 23",
        "cz": "2010-01-01 20, 2013-01-01 21",
        "hu": "2009-07-01 25, 2012-01-01 27",
        "se": "1990-07-01 25",
        "no": "2005-01-01 25",
        "dk": "1992-01-01 25",
        "tr": "2001-05-15 18, 2023-07-10 20",
        "kr": "1977-07-01 10",
        "jp": "2014-04-01 8, 2019-10-01 10",
        "cn": "2018-05-01 16, 2019-04-01 13",
    }.items()
}
_ANCHORS: Final = {"tr": "USD"}


def _market(code: str, country: str, currency: str, language: str, decimal: str, name: str) -> Market:
    return Market(code, country, currency, language, decimal, name, _ANCHORS.get(code), _VAT.get(code, ()))


MARKETS: Final = {
    market.code: market
    for market in (
        _market("us", "US", "USD", "en", ".", "United States"),
        _market("ca", "CA", "CAD", "en", ".", "Canada"),
        _market("gb", "GB", "GBP", "en", ".", "United Kingdom"),
        _market("au", "AU", "AUD", "en", ".", "Australia"),
        _market("de", "DE", "EUR", "de", ",", "Germany"),
        _market("at", "AT", "EUR", "de", ",", "Austria"),
        _market("ch", "CH", "CHF", "de", ".", "Switzerland"),
        _market("fr", "FR", "EUR", "fr", ",", "France"),
        _market("it", "IT", "EUR", "it", ",", "Italy"),
        _market("es", "ES", "EUR", "es", ",", "Spain"),
        _market("nl", "NL", "EUR", "nl", ",", "Netherlands"),
        _market("fi", "FI", "EUR", "fi", ",", "Finland"),
        _market("pl", "PL", "PLN", "pl", ",", "Poland"),
        _market("cz", "CZ", "CZK", "cs", ",", "Czechia"),
        _market("hu", "HU", "HUF", "hu", ",", "Hungary"),
        _market("se", "SE", "SEK", "sv", ",", "Sweden"),
        _market("no", "NO", "NOK", "no", ",", "Norway"),
        _market("dk", "DK", "DKK", "da", ",", "Denmark"),
        _market("tr", "TR", "TRY", "tr", ",", "Türkiye"),
        _market("in", "IN", "INR", "en", ".", "India"),
        _market("kr", "KR", "KRW", "ko", ".", "South Korea"),
        _market("jp", "JP", "JPY", "ja", ".", "Japan"),
        _market("cn", "CN", "CNY", "zh", ".", "China"),
    )
}
