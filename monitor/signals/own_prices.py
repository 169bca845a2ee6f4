"""How far each seller stands from what it usually asks itself: like with like.

A street price also rises when the cheapest shops have sold out: the offers that are left were always dearer. That is the
empty shelf once more, and no second witness of a shortage. Who asks more than it did is one.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from monitor.signals.panel import GpuSeries, SellerKey, SellerSeries
from monitor.signals.reference import what_counts

#: Calm days with a price of its own that a seller is compared with, at least.
LEAST_OWN_DAYS: Final = 7


def own_deviations(
    series: GpuSeries, at: int, days: Sequence[int], rates: Sequence[float | None] | None = None
) -> dict[SellerKey, float]:
    """Log distance of each seller's cheapest price of day `at` from its own median; who has none to compare is left out.

    Args:
        series: the gpu.
        at: index of the day.
        days: indices of the calm days before it.
        rates: log units of the market's currency for one of its anchor's, by day; None for nominal prices alone.
    """
    found = {}
    for key, seller in series.sellers.items():
        now = seller.cheapest(at)
        past = _prices(seller, days)
        if now is None or len(past) < LEAST_OWN_DAYS:
            continue
        nominal = now - _usual(price for _, price in past)
        found[key] = nominal if rates is None else what_counts(nominal, _real(now, at, past, rates))
    return found


def _prices(seller: SellerSeries, days: Sequence[int]) -> list[tuple[int, float]]:
    return [(day, price) for day in days if (price := seller.cheapest(day)) is not None]


def _real(now: float, at: int, past: Sequence[tuple[int, float]], rates: Sequence[float | None]) -> float | None:
    """The deviation in the anchor's currency; None where the rates are not known."""
    rate = rates[at] if at < len(rates) else None
    real = [price - then for day, price in past if day < len(rates) and (then := rates[day]) is not None]
    return None if rate is None or len(real) < LEAST_OWN_DAYS else now - rate - _usual(real)


def _usual(prices: Iterable[float]) -> float:
    ordered = sorted(prices)
    return ordered[len(ordered) // 2]
