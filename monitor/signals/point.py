"""A listing's state at one time: what all measures and signals are made of."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Final

import msgspec

from scrapers.offer import Stock

OUT: Final = frozenset({Stock.OUT_OF_STOCK, Stock.BACKORDER})
#: Nobody can pay the price of these.
_NOT_SOLD: Final = OUT | {Stock.UNLISTED}


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
        return None if self.stock in _NOT_SOLD else self.price

    @property
    def known_at(self) -> datetime:
        """When it became known, aware UTC."""
        return self.recorded_at or self.at


def known_by(points: Iterable[Point], moment: datetime) -> list[Point]:
    """A listing's points as they were known at `moment` (aware UTC): of each time the version recorded last.

    Args:
        points: by `at`, and those of one time by `known_at`: a corrected reading stands twice, as read and as corrected.
        moment: what was recorded after it was not known.
    """
    known: list[Point] = []
    for point in points:
        if (point.recorded_at or point.at) > moment:
            continue
        if known and known[-1].at == point.at:
            known[-1] = point
        else:
            known.append(point)
    return known
