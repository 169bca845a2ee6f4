"""Plain series of a simulated market, as somebody without a method would make them: held values on a regular grid."""

import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt
from simulated.shops import Floats
from simulated.truth import SimListing, SimMarket

from scrapers.offer import AVAILABLE, Stock
from scrapers.spec import Tier


@dataclass(frozen=True)
class Held:
    """A listing on a grid: NaN where it was not met yet or says nothing.

    Attributes:
        price: what it could be bought for, in the market's currency; held while it is sold out.
        share: 1 where it can be had, 0 where it cannot.
    """

    price: Floats
    share: Floats


@dataclass(frozen=True)
class GpuSeries:
    """A gpu by day, over all its listings but those of aggregators.

    Attributes:
        price: median of what can be had, in the market's currency; held while nothing can.
        share: of its known listings that can be had.
    """

    price: Floats
    share: Floats


def grid(market: SimMarket, step: timedelta) -> list[datetime]:
    """The ends of all steps from the start of the market to its end."""
    count = int((market.end - market.start) / step)
    return [market.start + step * (i + 1) for i in range(count)]


def _filled(values: Floats) -> Floats:
    """Each NaN replaced by the value before it, if there is one."""
    at = np.maximum.accumulate(np.where(np.isnan(values), 0, np.arange(len(values))))
    return np.asarray(values[at], np.float64)


def _at_points(listing: SimListing) -> tuple[Floats, Floats, Floats]:
    """Seconds, price and share at the listing's points."""
    known = [p.stock is not None and p.stock is not Stock.UNLISTED for p in listing.points]
    share = [float(p.stock in AVAILABLE) if k else np.nan for p, k in zip(listing.points, known, strict=True)]
    price = [float(p.payable) if p.payable is not None else np.nan for p in listing.points]
    return np.array([p.at.timestamp() for p in listing.points]), np.array(price), np.array(share)


def held(listing: SimListing, times: list[datetime]) -> Held:
    """A listing's last known price and stock at each of these times."""
    at, price, share = _at_points(listing)
    index: npt.NDArray[np.intp] = np.searchsorted(at, [t.timestamp() for t in times], side="right") - 1
    before = index < 0
    return Held(
        price=np.where(before, np.nan, _filled(price)[index]),
        share=np.where(before, np.nan, share[index]),
    )


def gpu_series(market: SimMarket) -> dict[str, GpuSeries]:
    """Each gpu's daily price and share, in the order of the listings."""
    times = grid(market, timedelta(days=1))
    rows: dict[str, list[Held]] = {}
    for listing in market.listings:
        if listing.tier is not Tier.AGGREGATOR:
            rows.setdefault(listing.gpu, []).append(held(listing, times))
    return {gpu: _together(of) for gpu, of in rows.items()}


def _together(rows: list[Held]) -> GpuSeries:
    share = np.array([row.share for row in rows])
    price = np.where(share == 1, np.array([row.price for row in rows]), np.nan)
    with warnings.catch_warnings():
        # Days on which nothing is known are NaN, which is what they should be.
        warnings.simplefilter("ignore", RuntimeWarning)
        return GpuSeries(price=_filled(np.nanmedian(price, axis=0)), share=_filled(np.nanmean(share, axis=0)))
