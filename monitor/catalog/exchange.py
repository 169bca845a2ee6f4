"""Orders of magnitude of exchange rates: enough to tell a price from a hundred times the price, not to convert one."""

from datetime import date
from typing import Final

#: The day that the rates below were about right.
RATES_OF: Final = date(2025, 11, 15)

# Units of each currency for one US dollar.
_RATES: Final = {
    "AED": 3.67, "ARS": 1420, "AUD": 1.53, "AZN": 1.70, "BDT": 122, "BGN": 1.69, "BHD": 0.376, "BRL": 5.35,
    "CAD": 1.40, "CHF": 0.80, "CLP": 940, "CNY": 7.1, "COP": 3800, "CRC": 502, "CZK": 20.9, "DKK": 6.45, "DOP": 64,
    "EGP": 47.3, "EUR": 0.864, "GBP": 0.76, "HKD": 7.78, "HUF": 332, "IDR": 16_700, "ILS": 3.27, "INR": 88.7,
    "IQD": 1310, "IRR": 1_100_000, "ISK": 127, "JOD": 0.709, "JPY": 155, "KES": 129, "KRW": 1460, "KWD": 0.307,
    "KZT": 520, "LYD": 5.46, "MAD": 9.25, "MXN": 18.4, "MYR": 4.15, "NGN": 1440, "NOK": 10.1, "NPR": 142, "NZD": 1.77,
    "OMR": 0.385, "PHP": 58.9, "PKR": 281, "PLN": 3.66, "QAR": 3.64, "RON": 4.39, "RSD": 101, "RUB": 80, "SAR": 3.75,
    "SEK": 9.5, "SGD": 1.30, "THB": 32.4, "TND": 2.94, "TRY": 42.4, "TWD": 31.2, "UAH": 42.1, "USD": 1, "UYU": 39.7,
    "VND": 26_350, "ZAR": 17.2,
}  # fmt: skip

# How many times more of a currency a dollar buys each year, where that soon adds up.
_YEARLY: Final = {"ARS": 1.75, "EGP": 1.15, "PKR": 1.14, "TRY": 1.35}


def per_dollar(currency: str, on: date) -> float | None:
    """About how many units of a currency (ISO 4217) one US dollar bought that day; None for one that is not listed."""
    rate = _RATES.get(currency)
    if rate is None:
        return None
    years = (on - RATES_OF).days / 365.25
    return float(rate * _YEARLY.get(currency, 1.0) ** years)
