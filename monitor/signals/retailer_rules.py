"""One shop that reprices everything: a signal on the retailer, with cause `one_retailer`. Pure.

It opens when at least four of a retailer's gpus, and 60 % of those with a price, stand 10 % or more from what they cost
there over the 14 days before, all in one direction, while elsewhere fewer than a third of the same gpus moved so.
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
            if sum(move * direction >= _MOVED for move in others) > _ELSEWHERE * len(others) or not others:
                continue
            change = math.expm1(median(own[gpu] for gpu in moved))
            evidence = {
                "change_ratio": round(change, 4),
                "gpus": sorted(moved),
                "gpus_compared": len(own),
                "elsewhere_moved": sum(move * direction >= _MOVED for move in others),
                "elsewhere_compared": len(others),
            }
            day.book.start(kind, scope, day.at, day.at, evidence, cause=Cause.ONE_RETAILER)


def _moves(day: Day) -> dict[tuple[str, str], float]:
    """By retailer and gpu, how far its price stands from what it was over the two weeks before; in logs."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for gpu, tiers in day.series.items():
        for tier in SUPPLY:
            series = tiers.get(tier)
            for key, seller in series.sellers.items() if series else ():
                price = seller.cheapest(day.at)
                past = [prices[0] for prices in seller.prices[max(day.at - _BEFORE_DAYS, 0) : day.at] if prices]
                if price is not None and len(past) >= _LEAST_DAYS:
                    found[key.retailer, gpu].append(price - median(past))
    return {key: median(values) for key, values in found.items()}
