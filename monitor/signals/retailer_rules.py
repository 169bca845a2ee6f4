"""One shop that reprices everything: a signal on the retailer, with cause `one_retailer`. Pure.

It opens when at least four of a retailer's gpus, and 60 % of those with a price, stand 10 % or more from what they cost
there over the 14 days before, all in one direction, while elsewhere fewer than a third of the same gpus moved half as
far. Where prices lean on a foreign currency, a move counts as far as the rate of the last six weeks does not explain it:
shops follow a rate late, and each in its own time.
"""

import math
from collections import defaultdict
from statistics import median
from typing import Final

from monitor.signals.day import SUPPLY, Day
from monitor.signals.episode import Scope
from monitor.vocabulary import Cause, SignalKind

_MOVED: Final = math.log(1.1)
_LEAST_GPUS: Final = 4
_OF_ALL: Final = 0.6
_ELSEWHERE: Final = 1 / 3
_BEFORE_DAYS: Final = 14
_LEAST_DAYS: Final = 7
#: For so long prices may stay where they are while the rate moves.
_STICKY_DAYS: Final = 42
#: It is news for so long; afterwards it is what the shop asks.
_NEWS_DAYS: Final = 30


def judge_retailers(day: Day) -> None:
    """Open and close the signals on single retailers' prices."""
    moves = _moves(day)
    for retailer in sorted({retailer for retailer, _ in moves}):
        own = {gpu: move for (name, gpu), move in moves.items() if name == retailer}
        for kind, direction in ((SignalKind.PRICE_SPIKE, 1), (SignalKind.PRICE_DROP, -1)):
            scope = Scope(day.market, retailer=retailer)
            episode = day.book.open(kind, scope)
            if episode:
                if day.book.origin + day.at - episode.onset >= _NEWS_DAYS:
                    day.book.close(episode, day.at, {}, Cause.NEW_LEVEL)
                continue
            moved = [gpu for gpu, move in own.items() if move * direction >= _MOVED]
            if len(moved) < _LEAST_GPUS or len(moved) < _OF_ALL * len(own):
                continue
            others = [m for (name, gpu), m in moves.items() if name != retailer and gpu in moved]
            change = median(own[gpu] for gpu in moved)
            followed = sum(move * direction >= change * direction / 2 for move in others)
            if followed > _ELSEWHERE * len(others) or not others:
                continue
            evidence = {
                "change_ratio": round(math.expm1(change), 4),
                "gpus": sorted(moved),
                "gpus_compared": len(own),
                "elsewhere_moved": followed,
                "elsewhere_compared": len(others),
            }
            day.book.start(kind, scope, day.at, day.at, evidence, cause=Cause.ONE_RETAILER)


def _moves(day: Day) -> dict[tuple[str, str], float]:
    """By retailer and gpu, how far its price stands from what it was over the two weeks before; in logs."""
    explained = _rate_moved(day)
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for gpu, tiers in day.series.items():
        for tier in SUPPLY:
            series = tiers.get(tier)
            for key, seller in series.sellers.items() if series else ():
                price = seller.cheapest(day.at)
                past = [
                    p for n in range(max(day.at - _BEFORE_DAYS, 0), day.at) if (p := seller.cheapest(n)) is not None
                ]
                if price is not None and len(past) >= _LEAST_DAYS:
                    found[key.retailer, gpu].append(price - median(past))
    return {key: _beyond(median(values), explained) for key, values in found.items()}


def _rate_moved(day: Day) -> float:
    """How far the rate moved in the time that shops take to follow it; in logs, 0 without one."""
    if day.rates is None:
        return 0.0
    known = [rate for rate in day.rates[max(day.at - _STICKY_DAYS, 0) : day.at + 1] if rate is not None]
    return known[-1] - known[0] if known else 0.0


def _beyond(move: float, explained: float) -> float:
    """The part of a move that is not explained: nothing of it where the explanation goes further."""
    if move * explained <= 0:
        return move
    return math.copysign(max(abs(move) - abs(explained), 0.0), move)
