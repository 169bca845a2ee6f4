"""What is said of a market that is short, in one sentence of the reader's language. Pure.

"RTX 5090 in stock at 2 of 9 shops (90 days: 7 of 9), street price 38 % over launch price; other cards normal. Looks like:
cards with 24 GB and more."
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from monitor.i18n.language import Language, language
from monitor.i18n.names import Names
from monitor.signals.open_signals import OpenSignal
from monitor.signals.pressure import RANKS
from monitor.signals.segments import SEGMENTS
from monitor.vocabulary import Cause

ENGLISH: Final = language("en")

#: So many cards are named; how many more there are is counted.
_NAMED: Final = 2
#: Ratios nearer to zero than this are "as usual".
NOTHING: Final = 0.005


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


def short_market(
    market: OpenSignal, gpus: Sequence[OpenSignal], judged: Collection[str], words: Language = ENGLISH
) -> str:
    """What is short, by how much, and what it looks like; one or two sentences.

    Args:
        market: its open shortage.
        gpus: the open shortages of gpus, in any order.
        judged: names of all gpus followed in the market.
        words: the language.
    """
    worst = sorted(gpus, key=badness, reverse=True)
    tense = set(market.evidence.get("gpus_short") or ()) - {signal.scope.gpu for signal in worst}
    said = _named(worst, judged, len(tense), words) if worst else _together(market.evidence, judged, words)
    if not says_what_it_looks_like(market):
        return f"{said}."
    segment = market.evidence.get("looks_like")
    wide = market.cause is Cause.MARKET_WIDE
    like = words.say("the whole market") if wide else Names(words).segment(str(segment))
    return words.say("{what}. Looks like: {like}.", what=said, like=like)


def says_what_it_looks_like(market: OpenSignal) -> bool:
    """Whether a market's shortage looks like the whole market, or like a known part of it."""
    return market.cause is Cause.MARKET_WIDE or market.evidence.get("looks_like") in SEGMENTS


def badness(signal: OpenSignal) -> tuple[int, float, float]:
    """Sorts shortages: by level, then by what is missing, then by price."""
    said = signal.evidence
    return RANKS[signal.level] if signal.level else 0, said.get("loss_ratio") or 0.0, _over(said) or 0.0


def _over(said: dict[str, Any]) -> float | None:
    premium = said.get("premium_ratio")
    return said.get("over_reference_ratio") if premium is None else premium


def _named(worst: Sequence[OpenSignal], judged: Collection[str], tense: int, words: Language) -> str:
    """The worst cards; `tense`: how many others are under as much pressure, without a shortage of their own yet."""
    first, *others = worst
    parts = [_in_full(short_name(str(first.scope.gpu), judged), first.evidence, words, briefly=bool(others))]
    parts += [_in_short(short_name(str(s.scope.gpu), judged), s.evidence, words) for s in others[: _NAMED - 1]]
    if more := len(worst) - _NAMED if len(worst) > _NAMED else 0:
        parts.append(words.count("and {n} more", "and {n} more", more))
    elif tense:
        parts.append(words.count("{n} other card is tense", "{n} other cards are tense", tense))
    elif len(judged) > len(worst):
        parts.append(words.say("other cards normal"))
    return "; ".join(parts)


def _in_full(name: str, said: dict[str, Any], words: Language, *, briefly: bool) -> str:
    n, have = said.get("n_sellers"), said.get("n_sellers_in_stock")
    usual = said.get("usual_n_sellers_in_stock")
    text = name
    if n is not None and have is not None:
        text = words.say("{gpu} in stock at {have} of {n} shops", gpu=name, have=have, n=n)
        if usual is not None and briefly:
            text = words.say("{what} (usually {usual})", what=text, usual=usual)
        elif usual is not None:
            text = words.say("{what} (90 days: {usual} of {n})", what=text, usual=usual, n=n)
    price = price_over(said, words)
    if not price or briefly:
        return f"{text}, {price}" if price else text
    return words.say("{what}, street price {price}", what=text, price=price)


def _in_short(name: str, said: dict[str, Any], words: Language) -> str:
    n, have = said.get("n_sellers"), said.get("n_sellers_in_stock")
    known = n is not None and have is not None
    text = words.say("{gpu} at {have} of {n}", gpu=name, have=have, n=n) if known else name
    over = _over(said)
    return text if over is None else f"{text}, {words.change(over)}"


def price_over(said: dict[str, Any], words: Language = ENGLISH) -> str | None:
    """How far a street price stands from the launch price, or from what is usual where that is not known."""
    if (ratio := said.get("premium_ratio")) is not None:
        return over_launch(ratio, words)
    if (ratio := said.get("over_reference_ratio")) is None:
        return None
    share = words.percent(ratio)
    if abs(ratio) < NOTHING:
        return words.say("at what is usual")
    if ratio < 0:
        return words.say("{share} below what is usual", share=share)
    return words.say("{share} over what is usual", share=share)


def over_launch(ratio: float | None, words: Language) -> str:
    """``8 % over launch price``; empty where it is not known."""
    if ratio is None:
        return ""
    if abs(ratio) < NOTHING:
        return words.say("at launch price")
    if ratio < 0:
        return words.say("{share} below launch price", share=words.percent(ratio))
    return words.say("{share} over launch price", share=words.percent(ratio))


def _together(said: dict[str, Any], judged: Collection[str], words: Language) -> str:
    """No card alone is short, but many a little."""
    parts = []
    if loss := said.get("loss_ratio"):
        parts.append(words.say("{share} of what is usually in stock is missing", share=words.percent(loss)))
    if (over := said.get("over_reference_ratio")) is not None and abs(over) >= NOTHING:
        share = words.percent(over)
        if over < 0:
            parts.append(words.say("prices {share} below what is usual", share=share))
        else:
            parts.append(words.say("prices {share} over what is usual", share=share))
    short = said.get("gpus_short") or []
    if short:
        names = ", ".join(short_name(gpu, judged) for gpu in short[:_NAMED])
        if (more := len(short) - _NAMED) > 0:
            names = words.count("{names} and {n} more", "{names} and {n} more", more, names=names)
        parts.append(words.say("most of all {names}", names=names))
    return words.begin(", ".join(parts) or words.say("many cards are a little short"))
