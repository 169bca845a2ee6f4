"""When a true shortage can first be seen by somebody who knows which cards it is about.

The truth's onset is the day on which deliveries begin to fall short; shelves run down over the weeks after it, so nobody
can see anything yet. Both halves of a shortage are visible on the first day on which the cards together have 20 % less in
stock than over the 60 days before the onset (mean of three days), and cost 3 % more (median; real where prices lean on
another currency). Whoever does not know the cards has to tell this from chance first.
"""

from datetime import datetime, timedelta

import numpy as np
from simulated.series import GpuSeries
from simulated.truth import Shortage, SimMarket

_DAY = timedelta(days=1)
_BEFORE, _MEAN_OF = 60, 3
_LESS, _MORE = 0.8, 1.03


def visible_from(market: SimMarket, shortage: Shortage, series: dict[str, GpuSeries]) -> datetime | None:
    """The end of the first day that shows both halves; None if none does before the shortage ends."""
    onset = (shortage.onset - market.start).days
    last = min((shortage.end - market.start).days, (market.end - market.start).days - 1)
    before = slice(max(onset - _BEFORE, 0), onset)
    days = [market.start.date() + n * _DAY for n in range((market.end - market.start).days)]
    worth = np.array([float(market.rates[day]) if market.fx_anchor and market.rates else 1.0 for day in days])
    of = [series[gpu] for gpu in sorted(shortage.gpus) if gpu in series]
    # What nobody had, or nobody could read, before it has nothing to be compared with.
    of = [one for one in of if np.isfinite(one.price[before]).any() and np.isfinite(one.share[before]).any()]
    if not of:
        return None
    share = np.mean([one.share for one in of], axis=0)
    price = np.mean([np.log(one.price / worth / np.nanmedian((one.price / worth)[before])) for one in of], axis=0)
    usual = float(np.nanmean(share[before]))
    for n in range(onset, last + 1):
        now = float(np.nanmean(share[max(n - _MEAN_OF + 1, 0) : n + 1]))
        if now < _LESS * usual and price[n] >= np.log(_MORE):
            return market.start + (n + 1) * _DAY
    return None
