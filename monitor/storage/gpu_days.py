"""The days of a card in a market, from the daily figures."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.storage.models_history import GpuDay
from scrapers.spec import Tier


@dataclass(frozen=True, slots=True)
class CardDay:
    """A card in a market and price tier on one day (UTC).

    Attributes:
        street_price: in `currency`; None where it could not be had, or nothing is known.
        availability: share of known listing-time in stock, 0.9 for 90 %; None where nothing is known.
        known: share of watched listing-time whose stock was known.
        sellers: independent sellers whose stock was known.
    """

    day: date
    tier: Tier
    street_price: Decimal | None
    currency: str | None
    availability: float | None
    known: float | None
    sellers: int
    sellers_in_stock: int


def card_days(
    session: Session, market: str, gpu_id: int, first: date, last: date, *, limit: int | None = None, offset: int = 0
) -> list[CardDay]:
    """Its days from `first` to `last`, in order.

    Args:
        session: an open session.
        market: code.
        gpu_id: the card.
        first: the first day.
        last: the last day.
        limit: at most so many.
        offset: so many are passed over.
    """
    rows = session.scalars(
        select(GpuDay)
        .where(GpuDay.market == market, GpuDay.gpu_id == gpu_id, GpuDay.day.between(first, last))
        .order_by(GpuDay.day, GpuDay.tier)
        .limit(limit)
        .offset(offset)
    )
    return [
        CardDay(
            row.day,
            row.tier,
            row.street_price,
            row.currency,
            row.in_stock_s / row.known_s if row.known_s else None,
            row.known_s / row.covered_s if row.covered_s else None,
            row.n_sellers,
            row.n_sellers_in_stock,
        )
        for row in rows
    ]
