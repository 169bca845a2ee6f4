"""What somebody says of a reading that was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import Final

from scrapers.offer import Stock

#: Money has four decimals, and fourteen digits before them.
_MOST: Final = Decimal(10) ** 14


class CorrectionError(Exception):
    """What was asked for cannot be corrected; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A reading that somebody found to be wrong.

    Attributes:
        observed_at: when it was read, aware.
        fields: what `price` and `stock` should have been, as `price_value` and `stock_value` give them; None is not known.
    """

    listing_id: int
    observed_at: datetime
    fields: Mapping[str, str | None]
    reason: str
    by: str


def price_value(text: str) -> str | None:
    """A price as a correction keeps it: a decimal, or None for "unknown".

    Raises:
        CorrectionError: it is neither.
    """
    if text == "unknown":
        return None
    try:
        price = Decimal(text)
    except InvalidOperation:
        price = Decimal("NaN")
    if not price.is_finite() or not 0 < price < _MOST or price != round(price, 4):
        raise CorrectionError(f"the price {text!r} is no amount such as 1299.00; `unknown` says that it is not known")
    return f"{price:f}"


def stock_value(text: str) -> str | None:
    """A state of stock as a correction keeps it: its word, or None for "unknown".

    Raises:
        CorrectionError: there is no such word.
    """
    if text == "unknown":
        return None
    try:
        return Stock(text)
    except ValueError:
        raise CorrectionError(f"the stock {text!r} is none of {', '.join(Stock)}, unknown") from None
