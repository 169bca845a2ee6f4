"""What the signals are compared with: common methods on the plain series of `simulated.series`.

Each returns detections of the same form as those of the signals, so that `simulated.score` judges all alike. PELT looks at
the whole series at once: it knows on the day of a change what comes after, which flatters its lag.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from simulated.score import ShortageDetection, SpikeDetection
from simulated.series import GpuSeries, gpu_series, grid, held
from simulated.shops import Floats
from simulated.stock import Bools
from simulated.truth import SimMarket

#: Of a spike, log: the same 12 % that defines one.
RISE: Final = float(np.log(1.12))
#: How the held points of listings are spaced.
STEP: Final = timedelta(hours=12)
#: Days within which price and share must both have left their band.
TOGETHER: Final = 14

#: The trailing windows (rows) to their centres and spreads.
Band = Callable[[Floats], tuple[Floats, Floats]]


def mean_band(windows: Floats) -> tuple[Floats, Floats]:
    """Mean and standard deviation."""
    return windows.mean(axis=1), windows.std(axis=1)


def hampel_band(windows: Floats) -> tuple[Floats, Floats]:
    """Median and scaled median absolute deviation (Hampel's identifier)."""
    centre = np.median(windows, axis=1)
    return centre, 1.4826 * np.median(np.abs(windows - centre[:, None]), axis=1)


def _outside(values: Floats, window: int, k: float, band: Band) -> tuple[Bools, Bools]:
    """Where a value is above, and where below, the band of the values before it. Nowhere while the window is not full."""
    above, below = np.zeros(len(values), np.bool_), np.zeros(len(values), np.bool_)
    first = int(np.argmax(~np.isnan(values))) + window
    if np.isnan(values).all() or first >= len(values):
        return above, below
    rest = values[first - window :]
    centre, spread = band(np.lib.stride_tricks.sliding_window_view(rest, window)[:-1])
    # A tolerance for what summing floats does to a flat series.
    above[first:] = rest[window:] > centre + k * spread + 1e-9
    below[first:] = rest[window:] < centre - k * spread - 1e-9
    return above, below


def _runs(flags: Bools, times: list[datetime]) -> Iterator[tuple[datetime, datetime | None]]:
    """When the flags go up, and when down again; None where they still are up at the end."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(np.int8))).tolist()
    for up, down in zip(edges[::2], edges[1::2], strict=True):
        yield times[up], times[down] if down < len(times) else None


def _lately(flags: Bools, days: int) -> Bools:
    """Whether any flag was up on this day or the days before it."""
    return np.asarray(np.convolve(flags, np.ones(days))[: len(flags)] > 0)


def band_shortages(market: SimMarket, *, k: float = 3.0, band: Band = mean_band) -> list[ShortageDetection]:
    """A gpu whose daily price was above and whose share was below the band of 30 days, within two weeks."""
    times = grid(market, timedelta(days=1))
    found = []
    for gpu, series in gpu_series(market).items():
        dear = _lately(_outside(np.log(series.price), 30, k, band)[0], TOGETHER)
        scarce = _lately(_outside(series.share, 30, k, band)[1], TOGETHER)
        found += [ShortageDetection(frozenset({gpu}), up, down) for up, down in _runs(dear & scarce, times)]
    return found


def _segments(signal: Floats, penalty: float, least: int) -> list[tuple[int, int]]:
    """First and last+1 of the segments that PELT with a quadratic cost cuts a signal (rows are times) into."""
    if len(signal) < 2 * least:
        return [(0, len(signal))]
    # It brings scipy along, which other tests need not wait for.
    import ruptures

    ends = ruptures.KernelCPD(kernel="linear", min_size=least).fit(signal).predict(pen=penalty)
    return list(zip([0, *ends[:-1]], ends, strict=True))


def _pelt_states(series: GpuSeries) -> Bools:
    """Days of segments that are dearer and scarcer than the mean of the calm ones before them."""
    first = int(np.argmax(~np.isnan(series.price)))
    price, share = np.log(series.price[first:]), series.share[first:]
    states = np.zeros(len(series.price), np.bool_)
    if np.isnan(series.price).all():
        return states
    calm = np.zeros(len(price), np.bool_)
    signal = np.column_stack([(price - price[0]) / 0.03, share / 0.15])
    for begin, end in _segments(signal, 6 * float(np.log(len(price))), 5):
        if calm.any():
            dear = price[begin:end].mean() > price[calm][-120:].mean() + 0.04
            scarce = share[begin:end].mean() < share[calm][-120:].mean() - 0.2
            states[first + begin : first + end] = dear and scarce
        calm[begin:end] = not states[first + begin]
    return states


def pelt_shortages(market: SimMarket) -> list[ShortageDetection]:
    """A gpu with a segment of daily price and share that is 4 % dearer and 0.2 scarcer than the calm ones before."""
    times = grid(market, timedelta(days=1))
    return [
        ShortageDetection(frozenset({gpu}), up, down)
        for gpu, series in gpu_series(market).items()
        for up, down in _runs(_pelt_states(series), times)
    ]


def band_spikes(market: SimMarket, *, k: float = 3.0, band: Band = mean_band) -> list[SpikeDetection]:
    """A listing whose held price is above the band of the 30 days before."""
    times, window = grid(market, STEP), int(timedelta(days=30) / STEP)
    found = []
    for listing in market.listings:
        above, _ = _outside(np.log(held(listing, times).price), window, k, band)
        found += [SpikeDetection(listing.id, up, down) for up, down in _runs(above, times)]
    return found


def pelt_spikes(market: SimMarket) -> list[SpikeDetection]:
    """A listing with a segment of held prices that is 12 % above the one before."""
    times = grid(market, STEP)
    found = []
    for listing in market.listings:
        price = np.log(held(listing, times).price)
        met = np.flatnonzero(~np.isnan(price))
        if len(met) == 0:
            continue
        first = int(met[0])
        cuts = _segments(((price[first:] - price[first]) / 0.02)[:, None], 3 * float(np.log(len(price))), 2)
        means = [price[first + a : first + b].mean() for a, b in cuts]
        for (begin, end), before, now in zip(cuts[1:], means[:-1], means[1:], strict=True):
            if now > before + RISE:
                closed = times[first + end] if first + end < len(times) else None
                found.append(SpikeDetection(listing.id, times[first + begin], closed))
    return found
