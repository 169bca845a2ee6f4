"""A listing's state at one time: what all measures and signals are made of."""

from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from scrapers.offer import Stock

OUT: Final = frozenset({Stock.OUT_OF_STOCK, Stock.BACKORDER})


class Point(msgspec.Struct, frozen=True, gc=False):
    """A listing's state from `at` on, until the next point. Not known is None.

    Attributes:
        at: when it was observed, aware UTC.
        price: of one unit, in `currency`.
        offer_count: how many sellers' offers an aggregator shows; None counts as one.
        recorded_at: when it became known; None is when it was observed.
    """

    at: datetime
    price: Decimal | None
    currency: str | None
    stock: Stock | None
    offer_count: int | None = None
    recorded_at: datetime | None = None

    @property
    def payable(self) -> Decimal | None:
        """The price, where somebody could pay it: what a sold-out item is said to cost is no price."""
        return None if self.stock in OUT or self.stock is Stock.UNLISTED else self.price

    @property
    def known_at(self) -> datetime:
        """When it became known, aware UTC."""
        return self.recorded_at or self.at
