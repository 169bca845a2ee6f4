"""The street price of a day, as money."""

import math
from decimal import Decimal
from typing import Final

from monitor.signals.panel import GpuInfo, GpuSeries, SellerDay, SellerKey
from scrapers.spec import Tier

_CENT: Final = Decimal("0.01")


def street_price_of(gpu: str, tier: Tier, sellers: dict[SellerKey, SellerDay]) -> Decimal | None:
    """What one must pay: the median of the up to five cheapest offers, one per seller; None without any.

    Args:
        gpu: its name.
        tier: of the offers.
        sellers: their shelves on the day.
    """
    series = GpuSeries(GpuInfo(gpu, ()), tier)
    series.put(0, sellers)
    log = series.on_day(0)
    return None if log is None else Decimal(math.exp(log)).quantize(_CENT)
