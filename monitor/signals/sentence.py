"""What is said of a market that is short, in one sentence. Pure.

"RTX 5090 in stock at 2 of 9 shops (90 days: 7 of 9), street price 38 % over launch price; other cards normal. Looks like:
cards with 24 GB and more."
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from monitor.signals.open_signals import OpenSignal
from monitor.signals.pressure import RANKS
from monitor.signals.segments import SEGMENTS, described
from monitor.vocabulary import Cause

#: So many cards are named; how many more there are is counted.
_NAMED: Final = 2
#: Ratios nearer to zero than this are "as usual".
_NOTHING: Final = 0.005


def short_name(gpu: str, others: Collection[str] = ()) -> str:
    """A gpu without its family's word, where the rest still names it: "RTX 5090", but "Arc B580".

    Args:
        gpu: as the catalogue has it.
        others: gpus that it must not be taken for.
    """
    family, _, rest = gpu.partition(" ")
    words = rest.split()
    if len(words) < 2 or not words[0].isalpha() or not words[1][0].isdigit():
        return gpu
    taken = any(other != gpu and other.endswith(f" {rest}") and not other.startswith(f"{family} ") for other in others)
    return gpu if taken else rest


def short_market(market: OpenSignal, gpus: Sequence[OpenSignal], judged: Collection[str]) -> str:
    """What is short, by how much, and what it looks like; one or two sentences.

    Args:
        market: its open shortage.
        gpus: the open shortages of gpus, in any order.
        judged: names of all gpus followed in the market.
    """
    worst = sorted(gpus, key=badness, reverse=True)
    tense = set(market.evidence.get("gpus_short") or ()) - {signal.scope.gpu for signal in worst}
    said = _named(worst, judged, len(tense)) if worst else _together(market.evidence, judged)
    looks_like = _looks_like(market)
    return f"{said}. Looks like: {looks_like}." if looks_like else f"{said}."


def badness(signal: OpenSignal) -> tuple[int, float, float]:
    """Sorts shortages: by level, then by what is missing, then by price."""
    said = signal.evidence
    return RANKS[signal.level] if signal.level else 0, said.get("loss_ratio") or 0.0, _over(said) or 0.0


def _over(said: dict[str, Any]) -> float | None:
    premium = said.get("premium_ratio")
    return said.get("over_reference_ratio") if premium is None else premium


def _named(worst: Sequence[OpenSignal], judged: Collection[str], tense: int) -> str:
    """The worst cards; `tense`: how many others are under as much pressure, without a shortage of their own yet."""
    first, *others = worst
    parts = [_in_full(short_name(str(first.scope.gpu), judged), first.evidence, briefly=bool(others))]
    parts += [_in_short(short_name(str(s.scope.gpu), judged), s.evidence) for s in others[: _NAMED - 1]]
    if more := len(worst) - _NAMED if len(worst) > _NAMED else 0:
        parts.append(f"and {more} more")
    elif tense:
        parts.append(f"{tense} other {'card is' if tense == 1 else 'cards are'} tense")
    elif len(judged) > len(worst):
        parts.append("other cards normal")
    return "; ".join(parts)


def _in_full(name: str, said: dict[str, Any], *, briefly: bool) -> str:
    n, have = said.get("n_sellers"), said.get("n_sellers_in_stock")
    usual = said.get("usual_n_sellers_in_stock")
    text = name
    if n is not None and have is not None:
        text += f" in stock at {have} of {n} shops"
        if usual is not None:
            text += f" (usually {usual})" if briefly else f" (90 days: {usual} of {n})"
    price = price_over(said)
    return f"{text}, {'' if briefly else 'street price '}{price}" if price else text


def _in_short(name: str, said: dict[str, Any]) -> str:
    n, have = said.get("n_sellers"), said.get("n_sellers_in_stock")
    at = f" at {have} of {n}" if n is not None and have is not None else ""
    over = _over(said)
    return f"{name}{at}" + (f", {over * 100:+.0f} %".replace("-", "−") if over is not None else "")


def price_over(said: dict[str, Any]) -> str | None:
    """How far a street price stands from the launch price, or from what is usual where that is not known."""
    for name, what in (("premium_ratio", "launch price"), ("over_reference_ratio", "what is usual")):
        ratio = said.get(name)
        if ratio is None:
            continue
        if abs(ratio) < _NOTHING:
            return f"at {what}"
        return f"{_percent(abs(ratio))} {'over' if ratio > 0 else 'below'} {what}"
    return None


def _together(said: dict[str, Any], judged: Collection[str]) -> str:
    """No card alone is short, but many a little."""
    parts = []
    if loss := said.get("loss_ratio"):
        parts.append(f"{_percent(loss)} of what is usually in stock is missing")
    if (over := said.get("over_reference_ratio")) is not None and abs(over) >= _NOTHING:
        parts.append(f"prices {_percent(abs(over))} {'over' if over > 0 else 'below'} what is usual")
    short = said.get("gpus_short") or []
    if short:
        names = ", ".join(short_name(gpu, judged) for gpu in short[:_NAMED])
        more = f" and {len(short) - _NAMED} more" if len(short) > _NAMED else ""
        parts.append(f"most of all {names}{more}")
    text = ", ".join(parts) or "Many cards are a little short"
    return text[0].upper() + text[1:]


def _looks_like(market: OpenSignal) -> str | None:
    segment = market.evidence.get("looks_like")
    if market.cause is Cause.MARKET_WIDE:
        return "the whole market"
    return described(segment) if segment in SEGMENTS else None


def _percent(ratio: float) -> str:
    return f"{ratio * 100:.0f} %"
