"""Markets: where a price holds. Country, currency and how its people write numbers."""

from dataclasses import dataclass
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
    """

    code: str
    country: str
    currency: str
    language: str
    decimal: str
    name: str


MARKETS: Final = {
    market.code: market
    for market in (
        Market("us", "US", "USD", "en", ".", "United States"),
        Market("ca", "CA", "CAD", "en", ".", "Canada"),
        Market("gb", "GB", "GBP", "en", ".", "United Kingdom"),
        Market("au", "AU", "AUD", "en", ".", "Australia"),
        Market("de", "DE", "EUR", "de", ",", "Germany"),
        Market("at", "AT", "EUR", "de", ",", "Austria"),
        Market("ch", "CH", "CHF", "de", ".", "Switzerland"),
        Market("fr", "FR", "EUR", "fr", ",", "France"),
        Market("it", "IT", "EUR", "it", ",", "Italy"),
        Market("es", "ES", "EUR", "es", ",", "Spain"),
        Market("nl", "NL", "EUR", "nl", ",", "Netherlands"),
        Market("fi", "FI", "EUR", "fi", ",", "Finland"),
        Market("pl", "PL", "PLN", "pl", ",", "Poland"),
        Market("cz", "CZ", "CZK", "cs", ",", "Czechia"),
        Market("hu", "HU", "HUF", "hu", ",", "Hungary"),
        Market("se", "SE", "SEK", "sv", ",", "Sweden"),
        Market("no", "NO", "NOK", "no", ",", "Norway"),
        Market("dk", "DK", "DKK", "da", ",", "Denmark"),
        Market("tr", "TR", "TRY", "tr", ",", "Türkiye"),
        Market("in", "IN", "INR", "en", ".", "India"),
        Market("kr", "KR", "KRW", "ko", ".", "South Korea"),
        Market("jp", "JP", "JPY", "ja", ".", "Japan"),
        Market("cn", "CN", "CNY", "zh", ".", "China"),
    )
}
