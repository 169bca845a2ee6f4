"""Whether a price is a good one, beside the lowest prices of the days before. Pure.

A price is called good only within 5 % of the lowest known one, and only after 35 days of known history. Where a market's
own money loses value fast, it must be so in the money that prices follow, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Final

from monitor.signals.exchange import Rates

#: Days of known prices below which nothing is said.
LEAST_DAYS: Final = 35
#: How far a good price may lie above the lowest known one.
NEAR: Final = Decimal("1.05")
#: Days that the usual price is the median of.
USUAL_DAYS: Final = 90
#: A limit that somebody may wait for lies so far below the usual price.
_BELOW: Final = Decimal("0.95")


@dataclass(frozen=True, slots=True)
class PastPrice:
    """The lowest price of a day (UTC) in a currency."""

    day: date
    price: Decimal


@dataclass(frozen=True, slots=True)
class InAnchor:
    """The same in the money that prices follow."""

    currency: str
    price: Decimal
    lowest: Decimal
    over_lowest: float


@dataclass(frozen=True, slots=True)
class Fair:
    """What the past says of a price.

    Attributes:
        known_days: days with a known price.
        lowest: the lowest of them, and the last day of it.
        usual: median of the last 90 days' lowest prices; None where none of them is known.
        over_lowest, over_usual: 0.12 is 12 % dearer.
        in_anchor: None where the market has no anchor, or its rates are not known.
        is_good: by the rule above; None is too little known.
    """

    price: Decimal
    known_days: int
    lowest: PastPrice
    usual: Decimal | None
    over_lowest: float
    over_usual: float | None
    in_anchor: InAnchor | None
    is_good: bool | None


def judge(
    price: Decimal, past: Sequence[PastPrice], today: date, currency: str, anchor: str | None, rates: Rates
) -> Fair | None:
    """Judge a price; None without a known price in the past.

    Args:
        price: in `currency`.
        past: days before today with a known price, in order.
        today: the present day (UTC).
        currency: ISO 4217 code.
        anchor: ISO 4217 code of the money that prices follow; None for the market's own.
        rates: published ones.
    """
    if not past:
        return None
    lowest = min(past, key=lambda each: (each.price, -each.day.toordinal()))
    usual = usual_price(past, today)
    anchored = _in_anchor(price, past, today, currency, anchor, rates) if anchor else None
    is_good = None
    if len(past) >= LEAST_DAYS and (anchored or not anchor):
        is_good = price <= lowest.price * NEAR and (anchored is None or anchored.price <= anchored.lowest * NEAR)
    return Fair(
        price,
        len(past),
        lowest,
        usual,
        _over(price, lowest.price),
        None if usual is None else _over(price, usual),
        anchored,
        is_good,
    )


def usual_price(past: Sequence[PastPrice], today: date) -> Decimal | None:
    """The median of the last 90 days' lowest prices; None where none of them is known."""
    lately = [each.price for each in past if (today - each.day).days <= USUAL_DAYS]
    return median(lately) if lately else None


def sensible_limit(usual: Decimal | None) -> Decimal | None:
    """What somebody may wait for: 5 % below the usual price, in two or three leading digits."""
    if usual is None:
        return None
    limit = usual * _BELOW
    step = Decimal(10) ** max(limit.adjusted() - 1, 0)
    return (limit / step).to_integral_value() * step


def _in_anchor(
    price: Decimal, past: Sequence[PastPrice], today: date, currency: str, anchor: str, rates: Rates
) -> InAnchor | None:
    now = rates.rate(anchor, currency, today)
    known = [each.price / rate for each in past if (rate := rates.rate(anchor, currency, each.day))]
    if not now or len(known) < LEAST_DAYS:
        return None
    lowest = min(known)
    return InAnchor(anchor, price / now, lowest, _over(price / now, lowest))


def _over(price: Decimal, other: Decimal) -> float:
    return float(price / other) - 1
