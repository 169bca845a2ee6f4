"""Prices that stand in for those of a few days on which none was seen. Pure.

A listing that is sold out, or whose shop could not be read, has no price that somebody could pay. For a week its last
one is carried on, so that the index compares the same listings from day to day over short gaps; the index publishes
the share of such prices. It is no longer than that because a carried price says "unchanged", which in a shortage is
what one must not assume: the Consumer Price Index Manual (ILO, IMF and others, 2020, chapter 6) warns of carrying
prices forward for this bias. After longer gaps a listing is compared with itself before the gap once it is back.
A listing that is taken off the page is not carried: it has not gone for a while, it has gone.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

#: For how many days after it was last seen a price is carried.
LONGEST_DAYS: Final = 7


def carry(
    days: Sequence[date],
    prices: npt.NDArray[np.float64],
    *,
    ended: npt.NDArray[np.bool_] | None = None,
    longest: int = LONGEST_DAYS,
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Carry each listing's last price over short gaps.

    Args:
        days: in rising order; days may be missing.
        prices: a row for each day, a column for each listing; nan where nobody could pay one, or it is not known.
        ended: on which days a listing is known to be listed no more; no earlier price is carried to or past them.
        longest: days after the one on which the price was last seen.

    Returns:
        Prices with the gaps filled, and which of them were; `prices` itself stays as it is. A price depends on earlier
        days alone.
    """
    filled = prices.copy()
    imputed = np.zeros(prices.shape, np.bool_)
    last = np.full(prices.shape[1], np.nan)
    seen_on = np.zeros(prices.shape[1], np.int64)
    for row, day in enumerate(days):
        if ended is not None:
            last[ended[row]] = np.nan
        seen = ~np.isnan(prices[row])
        last[seen] = prices[row, seen]
        seen_on[seen] = day.toordinal()
        imputed[row] = ~seen & ~np.isnan(last) & (day.toordinal() - seen_on <= longest)
        filled[row, imputed[row]] = last[imputed[row]]
    return filled, imputed
