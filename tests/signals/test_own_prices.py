"""What sellers ask beside what they asked before: like with like."""

import math
from collections.abc import Sequence
from decimal import Decimal

import pytest

from monitor.signals.own_prices import LEAST_OWN_DAYS, own_deviations
from monitor.signals.panel import GpuInfo, GpuSeries, SellerDay, SellerKey
from scrapers.spec import Tier

DAYS = 20


def series(**sellers: Sequence[str | None]) -> GpuSeries:
    """Each seller's price by day; None on days without one."""
    found = GpuSeries(GpuInfo("RTX", ("mid",)), Tier.FIRST_PARTY)
    for at in range(DAYS + 1):
        prices = {SellerKey(shop, shop): of[at] for shop, of in sellers.items()}
        found.put(at, {key: SellerDay(prices=[Decimal(p)] if p else []) for key, p in prices.items()})
    return found


def risen(found: dict[SellerKey, float]) -> dict[str, float]:
    return {key.name: round(math.expm1(stands), 4) for key, stands in found.items()}


def test_each_seller_is_compared_with_itself() -> None:
    """The dear shop is dear as ever; who has no price today, or too few before, says nothing."""
    gpu = series(
        raised=["100"] * DAYS + ["110"],
        dear=["130"] * DAYS + ["130"],
        sold_out=["90"] * DAYS + [None],
        new=[None] * (DAYS - LEAST_OWN_DAYS + 1) + ["90"] * LEAST_OWN_DAYS,
    )
    assert risen(own_deviations(gpu, DAYS, range(DAYS))) == {"raised": 0.1, "dear": 0.0}


def test_days_that_are_not_calm_do_not_count() -> None:
    gpu = series(a=["100"] * 8 + ["150"] * (DAYS - 8) + ["110"])
    assert risen(own_deviations(gpu, DAYS, range(8))) == {"a": 0.1}


@pytest.mark.parametrize(("rate", "counts"), [(1.0, 0.1), (1.06, 0.0377), (1.2, 0.0), (None, 0.1)])
def test_what_a_weak_currency_explains_is_no_rise(rate: float | None, counts: float) -> None:
    gpu = series(a=["100"] * DAYS + ["110"])
    rates = [0.0] * DAYS + [None if rate is None else math.log(rate)]
    assert risen(own_deviations(gpu, DAYS, range(DAYS), rates)) == {"a": counts}
