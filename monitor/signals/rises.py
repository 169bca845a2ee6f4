"""Signals on a gpu's street price: price_spike, price_creep, price_drop, below_reference. Pure.

* A **rise** opens when the street price stands above its reference by the band (8 % or twice its noise,
  at most 15 %; of a sample of offers 15 %) on two days running, or when a one-sided CUSUM on the log street price (Page 1954; allowance 0.03 % a day,
  decision at 10 %) says that many small steps came to as much. It is a `price_spike` if a single day brought 4 % or
  more of it, else a `price_creep`.
* A **drop** is the same downwards.
* They close when the price is back within half of what opened them, or as the **new level** when it has stood still
  (within 4 %) for 30 days and the episode is 45 days old, or 180.
* **below_reference** opens when the street price falls to 3 % below the launch price and had been above it.
"""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from monitor.signals.reference import Deviation

#: Log rise within one day that makes it a spike.
JUMP: Final = math.log(1.04)
#: Log rise a day that is no creep.
ALLOWANCE: Final = 0.0003
#: Bands that the sum must reach.
CREPT: Final = 1.25
#: Days that a CUSUM looks back at.
CUSUM_DAYS: Final = 180
_STILL: Final = math.log(1.04)
STILL_DAYS: Final = 30
SETTLED_AFTER: Final = 45
BELOW: Final = math.log(0.97)


def crept(prices: Sequence[float | None]) -> tuple[float, int]:
    """Where a one-sided CUSUM on log prices stands after the last of them, each compared with the one before.

    Args:
        prices: log prices by day, oldest first; days without one are passed over, and their allowance counts.

    Returns:
        The sum, and the index of the price from which it rose.
    """
    # What the sum of steps is worth, cut off at zero whenever it falls below, is how far the last stands above the lowest.
    allowed = [(price - ALLOWANCE * n, -n) for n, price in enumerate(prices) if price is not None]
    if not allowed:
        return 0.0, 0
    lowest, day = min(allowed)
    return allowed[-1][0] - lowest, -day


def is_jump(prices: Sequence[float | None], direction: int) -> bool:
    """Whether one of the steps from one known price to the next is a jump in a direction (1 up, -1 down)."""
    known = [price for price in prices if price is not None]
    return any((b - a) * direction >= JUMP for a, b in pairwise(known))


def is_back(now: Deviation, direction: int) -> bool:
    """The price is within half of the band again, or on the other side."""
    return now.value * direction <= now.band / 2


def stands_still(prices: Sequence[float | None]) -> bool:
    """All known prices lie within 4 % of each other's middle."""
    known = sorted(price for price in prices if price is not None)
    return bool(known) and known[-1] - known[0] <= 2 * _STILL
