"""How the page writes amounts, shares and times. What is not known is a dash, never a zero."""

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from monitor.storage.models_signals import Signal
from monitor.vocabulary import DATA_QUALITY, SignalKind
from scrapers.market import MARKETS

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
    return _NOT_KNOWN if ratio is None else f"{ratio * 100:+.0f} %".replace("-", "−")


def day(moment: datetime | None) -> str:
    """``12 May 2026``."""
    return _NOT_KNOWN if moment is None else f"{moment.day} {moment:%b %Y}"


def clock(moment: datetime | None) -> str:
    """``12 May 14:07 UTC``."""
    return _NOT_KNOWN if moment is None else f"{moment.day} {moment:%b %H:%M} UTC"


def short_clock(moment: datetime) -> str:
    """``12 May 14:07``, where UTC is said elsewhere."""
    return f"{moment.day} {moment:%b %H:%M}"


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


def outcome(value: str | None, reason: str | None, detail: str | None) -> str:
    """How a poll went: ``layout changed (fields fell: price on 3 of 40 offers, usually 39 of 40)``."""
    said = [word(reason)] if reason else []
    said += [detail] if detail and detail not in said else []
    return f"{word(value)} ({': '.join(said)})" if said else word(value)


def market_name(code: str) -> str:
    """A market's name in English."""
    return MARKETS[code].name if code in MARKETS else code


def evidence(signal: Signal) -> str:
    """What a signal rests on, in a line."""
    if signal.kind in DATA_QUALITY:
        return _not_seen(signal)
    said = signal.evidence
    price, currency = said.get("price"), said.get("currency")
    if signal.kind in {SignalKind.PRICE_SPIKE, SignalKind.PRICE_DROP}:
        text = f"{money(price, currency)}, {signed_percent(said['change_ratio'])} against {money(said['reference'], currency)}"
        text += f" ({said['reference_is']})"
    else:
        text = f"{word(said.get('stock_before'))} → {word(said.get('stock'))}"
        if price:
            text += f" at {money(price, currency)}"
        elif said.get("price_before"):
            text += f", last at {money(said['price_before'], said['currency_before'])}"
    if (closing := said.get("closing")) and not _is_old_news(signal):
        text += f"; over after {lasted(closing['lasted_seconds'])}"
    return text


def _not_seen(signal: Signal) -> str:
    """``12 polls in 3 h, blocked (captcha: a challenge page) at https://...``; and the end, where it is over."""
    said = signal.evidence
    polls = "no poll" if not said["polls"] else "1 poll" if said["polls"] == 1 else f"{said['polls']} polls"
    if said["polls"] > 1:
        first, last = (datetime.fromisoformat(said[name]) for name in ("first_poll_at", "last_poll_at"))
        polls += f" in {lasted((last - first).total_seconds())}"
    how = outcome(said.get("outcome"), said.get("reason"), said.get("detail"))
    match signal.kind:
        case SignalKind.STALE:
            complete = said.get("last_complete_at")
            since = f"since {clock(datetime.fromisoformat(complete))}" if complete else "yet"
            text = f"not read completely {since}; {polls}" + (f", {how}" if said["polls"] else "")
        case SignalKind.YIELD_FALL:
            usual = f" where {said['expected']} are usual" if said["expected"] else ""
            text = f"{polls}, {how}, {said['found']} offers{usual}"
        case SignalKind.PRICE_GATE | SignalKind.CURRENCY_CHANGE:
            doubts = ", ".join(f"{count} {word(kind)}" for kind, count in said["doubts"].items())
            text = f"{polls}, {doubts} among {said['found']} offers"
        case _:
            text = f"{polls}, {how}"
    text += f" at {said['source']}"
    if closing := said.get("closing"):
        why = f" ({word(closing['ended'])})" if "ended" in closing else ""
        text += f"; over after {lasted(closing['lasted_seconds'])}{why}"
    return text


def _is_old_news(signal: Signal) -> bool:
    """A restock that is only a day old now: nothing ended."""
    return signal.kind is SignalKind.RESTOCK and "stock" not in signal.evidence.get("closing", {})


def lasted(seconds: float) -> str:
    """``40 min``, ``3 h``, ``5 days``."""
    for limit, size, unit in ((7200, 60, "min"), (172_800, 3600, "h")):
        if seconds < limit:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds / 86_400:.0f} days"


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "money": money,
    "percent": percent,
    "signed_percent": signed_percent,
    "day": day,
    "clock": clock,
    "short_clock": short_clock,
    "ago": ago,
    "word": word,
    "market_name": market_name,
    "evidence": evidence,
}
