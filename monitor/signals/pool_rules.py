"""Follow segments and the whole market through one day: many gpus together, and what those that are short share."""

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final

from monitor.signals.day import Day
from monitor.signals.episode import Scope
from monitor.signals.following import follow
from monitor.signals.pressure import POOL, RANKS, Pressure
from monitor.signals.scarcity import NOISES, Seller
from monitor.signals.shortage_rules import pressure
from monitor.vocabulary import Cause, Level

#: Gpus without whom a part of the market is only a gpu.
_LEAST_GPUS: Final = 2
#: A level is reached if so many of the gpus are under some pressure, and so many of the sellers have clearly less.
_TENSE: Final = 0.6
#: One gpu's rise counts for no more than this.
_MOST, _LEAST = 0.6, -0.3
#: A part of the market is what a shortage is about if it holds this share of the gpus that are short, and if few of its
#: own are not.
_HOLDS: Final = 0.75
_WIDE: Final = 0.6


def judge_pools(day: Day, gpus: Sequence[str]) -> None:
    """Open, change and close the shortage signals of segments and of the market.

    Args:
        day: the day.
        gpus: those that are judged: neither launching nor phased out.
    """
    members: dict[str, list[str]] = defaultdict(list)
    for gpu in gpus:
        for segment in day.gpus[gpu].segments:
            members[segment].append(gpu)
    for segment, of_segment in sorted(members.items()):
        if len(of_segment) >= _LEAST_GPUS:
            _follow(day, Scope(day.market, segment=segment), of_segment, gpus, Level.NORMAL)
    _follow(day, Scope(day.market), gpus, gpus, _from_parts(day, gpus, sorted(members)))


def _from_parts(day: Day, gpus: Sequence[str], segments: Sequence[str]) -> Level:
    """A market with a gpu in shortage, or a segment that is tight, is tight itself."""
    gpu_short = any(RANKS[day.book.level(day.scope(gpu))] >= RANKS[Level.SHORTAGE] for gpu in gpus)
    segment_tight = any(RANKS[day.book.level(Scope(day.market, segment=s))] for s in segments)
    return Level.TIGHT if gpu_short or segment_tight else Level.NORMAL


def _follow(day: Day, scope: Scope, gpus: Sequence[str], everyone: Sequence[str], least: Level) -> None:
    follow(
        day,
        scope,
        lambda at, before: _level(_pooled(day, gpus, at), before, least),
        lambda: evidence(day, gpus, everyone),
        lambda: cause_of(day, everyone),
    )


def _level(pooled: Pressure | None, before: Level, least: Level) -> Level:
    found = pooled.level(before, POOL, _TENSE) if pooled else Level.UNKNOWN
    return least if RANKS[least] > RANKS[found] else found


def _pooled(day: Day, gpus: Sequence[str], at: int) -> Pressure | None:
    """All of them together: their shelves added up, their rises averaged."""
    known = in_stock = usual_known = usual_in_stock = 0
    depth = usual_depth = 0.0
    rises: list[float] = []
    sellers: dict[str, Seller] = {}
    counted = tense = followed = 0
    variance = 0.0
    for gpu in gpus:
        shelves, price = day.scarcity(gpu, at), day.deviation(gpu, at)
        if shelves is None:
            continue
        followed += 1
        known, in_stock = known + shelves.known_s, in_stock + shelves.in_stock_s
        usual_known, usual_in_stock = usual_known + shelves.usual_known_s, usual_in_stock + shelves.usual_in_stock_s
        depth, usual_depth = depth + shelves.depth, usual_depth + shelves.usual_depth
        # Shelves of different gpus are taken to be filled independently.
        variance += (shelves.noise * shelves.usual_known_s) ** 2
        for seller in shelves.sellers:
            before = sellers.get(seller.key.name)
            sellers[seller.key.name] = before.with_more(seller) if before else seller
        counted = max(counted, shelves.n_sellers, day.sellers(gpu))
        if price:
            rises.append(min(max(price.value, _LEAST), _MOST))
        tense += shelves.loss >= 0.15 and (price is None or price.value >= 0.02)
    if not followed or not usual_known or not usual_in_stock:
        return None
    usual = usual_in_stock / usual_known
    loss = max(1 - in_stock / known / usual if known else 0.0, 1 - depth / usual_depth if usual_depth else 0.0)
    rise = sum(rises) / len(rises) if rises else None
    unusual = loss * usual > NOISES * math.sqrt(variance) / usual_known
    sellers_down = sum(seller.is_down for seller in sellers.values()) / len(sellers)
    independent = max(len(sellers), counted)
    return Pressure(loss, rise, unusual, independent, independent, min(tense / followed, sellers_down))


def short_gpus(day: Day, gpus: Sequence[str]) -> list[str]:
    """Those with an open shortage, or under as much pressure."""
    found = []
    for gpu in gpus:
        level = day.book.level(day.scope(gpu))
        now = pressure(day, gpu, day.at) if level is Level.NORMAL else None
        if level is not Level.NORMAL or (now and now.level(Level.TIGHT) not in {Level.NORMAL, Level.UNKNOWN}):
            found.append(gpu)
    return found


def cause_of(day: Day, gpus: Sequence[str]) -> Cause | None:
    """Whether it is the whole market or a part of it."""
    short = short_gpus(day, gpus)
    if not short:
        return None
    if len(short) >= _WIDE * len(gpus):
        return Cause.MARKET_WIDE
    return Cause.SEGMENT


def shared_segment(day: Day, gpus: Sequence[str], short: Sequence[str]) -> str | None:
    """The part of the market that tells the short gpus best from the others; None if none does."""
    best: tuple[float, str] | None = None
    for segment in sorted({s for gpu in short for s in day.gpus[gpu].segments}):
        inside = [gpu for gpu in gpus if segment in day.gpus[gpu].segments]
        hit = sum(gpu in short for gpu in inside)
        if hit < _HOLDS * len(short) or hit < _HOLDS * len(inside):
            continue
        score = hit / (len(inside) + len(short) - hit)
        if best is None or score > best[0]:
            best = (score, segment)
    return best[1] if best else None


def evidence(day: Day, gpus: Sequence[str], everyone: Sequence[str]) -> dict[str, Any]:
    """Figures of the pool with those of its gpus that are short; and what all that are short in the market share."""
    short, all_short = short_gpus(day, gpus), short_gpus(day, everyone)
    pooled = _pooled(day, gpus, day.at)
    found: dict[str, Any] = {"gpus_short": short, "gpus_judged": len(gpus)}
    if pooled:
        found |= {
            "loss_ratio": round(pooled.loss, 4),
            "over_reference_ratio": None if pooled.rise is None else round(pooled.rise, 4),
            "n_sellers": pooled.sellers,
        }
    if segment := shared_segment(day, everyone, all_short) if all_short else None:
        found["looks_like"] = segment
    return found
