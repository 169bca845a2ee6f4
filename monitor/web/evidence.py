"""What a signal is about and what it rests on, in a line each."""

from datetime import datetime
from typing import Any, Final

from monitor.signals.segments import SEGMENTS, described
from monitor.signals.sentence import price_over, short_name
from monitor.storage.models_signals import Signal
from monitor.storage.signal_views import SignalView
from monitor.vocabulary import DATA_QUALITY, Cause, ScopeKind, SignalKind
from monitor.web.words import cause, clock, lasted, money, outcome, percent, signed_percent, word
from scrapers.market import MARKETS

#: So many cards are named; how many more there are is counted.
_NAMED: Final = 3


def about(view: SignalView) -> str:
    """What a signal is about: a card, cards with 24 GB and more, a retailer, the whole market."""
    match view.scope:
        case ScopeKind.SEGMENT:
            return described(view.signal.segment) if view.signal.segment in SEGMENTS else word(view.signal.segment)
        case ScopeKind.RETAILER:
            return view.retailer or "a retailer"
        case ScopeKind.MARKET:
            return "the whole market"
        case _:
            return view.gpu or "unknown model"


def what(signal: Signal) -> str:
    """What happened: ``severe shortage``, ``stockout: launch``, ``price spike: one retailer``."""
    level = f"{word(signal.level)} " if signal.level and signal.level != str(signal.kind) else ""
    likely = f": {cause(signal.cause)}" if signal.cause and signal.kind not in DATA_QUALITY else ""
    return f"{level}{word(signal.kind)}{likely}"


def evidence(signal: Signal) -> str:
    """What a signal rests on, in a line; and the end, where it is over."""
    if signal.kind in DATA_QUALITY:
        return _not_seen(signal)
    if signal.listing_id is not None:
        return _of_listing(signal)
    said = signal.evidence | signal.evidence.get("now", {})
    if signal.kind is SignalKind.SHORTAGE:
        text = _shelves(signal, said) if signal.gpu_id is not None else _pool(said)
    elif signal.kind is SignalKind.STOCKOUT:
        text = _sold_out(said)
    elif signal.gpu_id is None:
        text = _repriced(said)
    else:
        text = _price(signal, said)
    closing = signal.evidence.get("closing")
    if closing and (seconds := closing.get("lasted_seconds")) is not None:
        text += f"; over after {lasted(seconds)}"
        text += ", as the new level" if signal.cause is Cause.NEW_LEVEL else ""
        text += f" ({word(closing['ended'])})" if "ended" in closing else ""
    return text


# --- gpus, segments, markets, retailers ----------------------------------------------------------------------------


def _money(signal: Signal, amount: float | str | None) -> str:
    return money(None if amount is None else str(amount), MARKETS[signal.market].currency)


def _shops(said: dict[str, Any]) -> str:
    n, have, usual = (said.get(name) for name in ("n_sellers", "n_sellers_in_stock", "usual_n_sellers_in_stock"))
    if n is None or have is None:
        return ""
    text = f"in stock at {have} of {n} shops" + ("" if usual is None else f" (usually at {usual})")
    loss = said.get("loss_ratio")
    # Where as many shops have it as ever, the shortage is one of their offers.
    return f"{text}, {percent(loss)} of the offers gone" if loss and usual is not None and have >= usual else text


def _shelves(signal: Signal, said: dict[str, Any]) -> str:
    """``in stock at 2 of 9 shops (usually at 7), $2,759, 38 % over launch price, +30 % against $2,100 usually``."""
    parts = [_shops(said)]
    if (street := said.get("street_price")) is not None:
        parts.append(_money(signal, street))
        if said.get("premium_ratio") is not None:
            parts.append(price_over(said) or "")
        if (over := said.get("over_reference_ratio")) is not None:
            parts.append(f"{signed_percent(over)} against {_money(signal, said.get('reference'))} usually")
    else:
        parts.append("no offer with a price")
    return ", ".join(filter(None, parts))


def _pool(said: dict[str, Any]) -> str:
    """``3 of 14 cards short: RTX 5090, ...; 41 % of what is usually in stock is missing, prices +12 %``."""
    short: list[str] = said.get("gpus_short") or []
    names = ", ".join(short_name(gpu) for gpu in short[:_NAMED]) + (" ..." if len(short) > _NAMED else "")
    text = f"{len(short)} of {said.get('gpus_judged', '?')} cards short" + (f": {names}" if names else "")
    if (loss := said.get("loss_ratio")) is not None:
        text += (
            f"; {percent(loss)} of what is usually in stock is missing" if loss > 0 else "; as much in stock as usual"
        )
    if (over := said.get("over_reference_ratio")) is not None:
        text += f", prices {signed_percent(over)} against the usual"
    if (segment := said.get("looks_like")) in SEGMENTS:
        text += f"; looks like {described(str(segment))}"
    return text


def _sold_out(said: dict[str, Any]) -> str:
    """A card that was never well available, or whose successor has come."""
    share, sellers = said.get("availability_ratio"), said.get("sellers")
    text = _shops(said) or f"in stock {percent(share)} of the time"
    if isinstance(sellers, int):
        text += f" at {sellers} sellers"
    if successors := said.get("successors"):
        text += f"; {', '.join(short_name(gpu) for gpu in successors)} takes its place"
    return text


def _repriced(said: dict[str, Any]) -> str:
    """``+20 % on 8 of its 9 cards; elsewhere 0 of 12 prices moved so``."""
    moved = len(said.get("gpus", []))
    return (
        f"{signed_percent(said.get('change_ratio'))} on {moved} of its {said.get('gpus_compared', '?')} cards; elsewhere"
        f" {said.get('elsewhere_moved', '?')} of {said.get('elsewhere_compared', '?')} prices moved so"
    )


def _price(signal: Signal, said: dict[str, Any]) -> str:
    """``street price $2,759, +30 % against $2,100 (median of 60 calm days), 38 % over launch price; 4 of 5 sellers``."""
    text = f"street price {_money(signal, said.get('street_price'))}"
    if (change := said.get("change_ratio")) is not None:
        text += f", {signed_percent(change)} against {_money(signal, said.get('reference'))}"
        text += f" ({said['reference_is']})" if "reference_is" in said else ""
    if (crept := said.get("crept_ratio")) is not None:
        text += f", {signed_percent(crept)} in small steps"
    if said.get("premium_ratio") is not None:
        text += f", {price_over(said)}"
    if compared := said.get("sellers_compared"):
        text += f"; {said['sellers_moved']} of {compared} sellers moved"
    return text


# --- listings ------------------------------------------------------------------------------------------------------


def _of_listing(signal: Signal) -> str:
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


def _is_old_news(signal: Signal) -> bool:
    """A restock that is only a day old now: nothing ended."""
    return signal.kind is SignalKind.RESTOCK and "stock" not in signal.evidence.get("closing", {})


# --- what could not be seen ----------------------------------------------------------------------------------------


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
