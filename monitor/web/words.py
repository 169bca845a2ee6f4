"""How the page writes amounts, shares and times. What is not known is a dash, never a zero."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final

from monitor.signals.durations import Durations
from monitor.signals.index_figures import IndexFigures, InMoney
from monitor.signals.open_signals import OpenSignal
from monitor.vocabulary import Cause

_NOT_KNOWN: Final = "–"
_SYMBOLS: Final = {"USD": "$", "EUR": "€", "GBP": "£", "TRY": "₺", "JPY": "¥", "KRW": "₩", "INR": "₹"}


def money(amount: Decimal | str | None, currency: str | None) -> str:
    """``$1,299``; cents only where there are any, and only below a thousand."""
    if amount is None or currency is None:
        return _NOT_KNOWN
    value = Decimal(amount)
    digits = f"{value:,.0f}" if value >= 1000 or value == value.to_integral_value() else f"{value:,.2f}"
    return f"{_SYMBOLS[currency]}{digits}" if currency in _SYMBOLS else f"{digits} {currency}"


def percent(ratio: float | None) -> str:
    """``38 %``."""
    return _NOT_KNOWN if ratio is None else f"{ratio * 100:.0f} %"


def signed_percent(ratio: float | None) -> str:
    """``+38 %`` or ``-4 %``."""
    if ratio is None:
        return _NOT_KNOWN
    said = f"{ratio * 100:+.0f} %".replace("-", "−")
    return "0 %" if said[1:] == "0 %" else said


def day(moment: date | None) -> str:
    """``12 May 2026``."""
    return _NOT_KNOWN if moment is None else f"{moment.day} {moment:%b %Y}"


def short_day(moment: date | None) -> str:
    """``12 May``."""
    return _NOT_KNOWN if moment is None else f"{moment.day} {moment:%b}"


def clock(moment: datetime | None) -> str:
    """``12 May 14:07 UTC``."""
    return _NOT_KNOWN if moment is None else f"{moment.day} {moment:%b %H:%M} UTC"


def ago(moment: datetime | None, now: datetime) -> str:
    """``40 s ago``, ``3 h ago``, ``5 days ago``."""
    if moment is None:
        return "never"
    seconds = max((now - moment).total_seconds(), 0)
    for limit, size, unit in ((120, 1, "s"), (7200, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            return f"{seconds / size:.0f} {unit} ago"
    return f"{seconds / 86_400:.0f} days ago"


def word(value: str | None) -> str:
    """A machine word as people read it: ``out_of_stock`` is "out of stock"."""
    return _NOT_KNOWN if value is None else str(value).replace("_", " ")


#: Causes whose word says too little by itself.
_CAUSES: Final = {Cause.SEGMENT: "part of the market", Cause.MARKET_WIDE: "the whole market"}


def cause(value: Cause | None) -> str:
    """What a signal most likely is: "phase out", "part of the market"."""
    return _CAUSES.get(value, word(value)) if value else _NOT_KNOWN


def open_signal(signal: OpenSignal) -> str:
    """What goes on with a card beside a shortage: ``stockout: launch since 3 Oct``."""
    likely = f": {cause(signal.cause)}" if signal.cause else ""
    return f"{word(signal.kind)}{likely} since {short_day(signal.since)}"


def outcome(value: str | None, reason: str | None, detail: str | None) -> str:
    """How a poll went: ``layout changed (fields fell: price on 3 of 40 offers, usually 39 of 40)``."""
    said = [word(reason)] if reason else []
    said += [detail] if detail and detail not in said else []
    return f"{word(value)} ({': '.join(said)})" if said else word(value)


def lasted(seconds: float) -> str:
    """``40 min``, ``3 h``, ``5 days``."""
    for limit, size, unit in ((7200, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86_400:.0f} days"


#: Of fewer stockouts than this a median says nothing to a buyer.
_LEAST_STOCKOUTS: Final = 5


def restocked(stockouts: Durations | None) -> str:
    """``stockouts last 10 days (half of them 3 days to 22 days)``; empty where too few are known."""
    if stockouts is None or stockouts.spells < _LEAST_STOCKOUTS or stockouts.median is None:
        return ""
    lower, median, upper = (
        each and lasted(each.total_seconds()) for each in (stockouts.lower, stockouts.median, stockouts.upper)
    )
    return f"stockouts last {median} ({f'half of them {lower} to {upper}' if upper else f'a quarter up to {lower}'})"


def price_index(index: IndexFigures) -> str:
    """``123 on 25 Nov 2026 (100 on 29 Jul 2026), +1 % in 30 days; in USD 109, −2 % in 30 days``."""
    said = _in_money(index.own, f" on {day(index.day)} (100 on {day(index.base)})")
    if index.in_usd.currency == index.own.currency or index.in_usd.value is None:
        return said
    return f"{said}; in {index.in_usd.currency} {_in_money(index.in_usd)}"


def _in_money(index: InMoney, when: str = "") -> str:
    value = _NOT_KNOWN if index.value is None else f"{index.value:.0f}"
    known = ((index.change_30d, "30 days"), (index.change_365d, "a year"))
    return f"{value}{when}" + "".join(
        f", {signed_percent(ratio)} in {time}" for ratio, time in known if ratio is not None
    )
