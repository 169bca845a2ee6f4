"""What a gpu's street price is compared with, and how far it stands from it: over the same sources then and now.

* reference: median of the log street prices of the last 60 calm days. Robust, and it follows a new level in a month.
* noise: the scaled median absolute deviation of these days about the reference.
* deviation: log street price less reference. Where prices lean on a foreign currency (the market's `fx_anchor`), both
  the nominal and the real deviation (log price less log rate) are taken, and what counts is the one nearer to zero, or
  none where they disagree in sign: a weak currency alone moves only one of them.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from monitor.signals.calm import Calm
from monitor.signals.panel import SAMPLES, GpuSeries

#: Calm days with a price that the reference rests on, and the least that are needed.
REFERENCE_DAYS: Final = 60
LEAST_DAYS: Final = 28
#: The band is so many times the noise, within these limits.
_NOISES: Final = 2.0
_LEAST_BAND: Final = 0.08
_MOST_BAND: Final = 0.15
#: Makes the median absolute deviation comparable with a standard deviation, for normally distributed values.
_MAD_SCALE: Final = 1.4826


@dataclass(frozen=True, slots=True)
class Deviation:
    """How far a day's street price stands from the reference; all in logs.

    Attributes:
        value: what counts: 0 where nominal and real deviation disagree.
        nominal: in the market's currency.
        street: the day's street price over the sources that are compared.
        reference: what it is compared with.
        noise: scaled MAD of the reference's days.
        days: number of calm days that the reference rests on.
        sample: the offers are a sample that changes from day to day.
        real: False where a rate would have been needed and was not known.
    """

    value: float
    nominal: float
    street: float
    reference: float
    noise: float
    days: int
    sample: bool
    real: bool = True

    @property
    def band(self) -> float:
        """Log distance from the reference that is a rise or a drop."""
        least, most = math.log1p(_LEAST_BAND), math.log1p(_MOST_BAND)
        return most if self.sample else min(max(least, _NOISES * self.noise), most)


def deviation(
    series: GpuSeries,
    at: int,
    calm: Calm,
    retailers: frozenset[str],
    rates: Sequence[float | None] | None,
) -> Deviation | None:
    """The deviation of day `at`; None without a price, or with too little history.

    Args:
        series: the gpu.
        at: index of the day.
        calm: its calm days.
        retailers: those covered then and now.
        rates: log units of the market's currency for one of its anchor's, by day; None without an anchor.
    """
    everyone = series.retailers <= retailers
    street = series.street[at] if everyone else series.street_on(at, retailers)
    if street is None:
        return None
    past: list[tuple[int, float]] = []
    for span in reversed(calm.spans(at, REFERENCE_DAYS * 2)):
        prices = series.street[span.start : span.stop] if everyone else series.streets_on(span, retailers)
        past += [(day, price) for day, price in zip(span, prices, strict=True) if price is not None][::-1]
        if len(past) >= REFERENCE_DAYS:
            del past[REFERENCE_DAYS:]
            break
    if len(past) < LEAST_DAYS:
        return None
    reference, noise = _centre([price for _, price in past])
    nominal, sample = street - reference, series.tier in SAMPLES
    if rates is None:
        return Deviation(nominal, nominal, street, reference, noise, len(past), sample)
    now = rates[at] if at < len(rates) else None
    real_past = [price - rate for day, price in past if day < len(rates) and (rate := rates[day]) is not None]
    if now is None or len(real_past) < LEAST_DAYS:
        return Deviation(nominal, nominal, street, reference, noise, len(past), sample, real=False)
    real_reference, real_noise = _centre(real_past)
    real = street - now - real_reference
    return Deviation(what_counts(nominal, real), nominal, street, reference, max(noise, real_noise), len(past), sample)


def what_counts(nominal: float, real: float | None) -> float:
    """Of both deviations the one nearer to zero, 0 where they disagree in sign; the nominal one where no rate is known."""
    if real is None:
        return nominal
    return 0.0 if nominal * real <= 0 else min(nominal, real, key=abs)


def _centre(values: Sequence[float]) -> tuple[float, float]:
    middle = median(values)
    return middle, median([abs(value - middle) for value in values]) * _MAD_SCALE
