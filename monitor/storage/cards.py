"""The catalogue's cards as pages name them."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.storage.models import GpuRow

_BETWEEN: Final = re.compile(r"[^a-z0-9]+")
#: Launch prices by currency; of the dollar without tax, of the others with it.
_PRICES: Final = {
    "USD": "launch_price_usd",
    "EUR": "launch_price_eur",
    "GBP": "launch_price_gbp",
    "TRY": "launch_price_try",
}


@dataclass(frozen=True, slots=True)
class Card:
    """A card of the catalogue.

    Attributes:
        slug: its name as an address has it, such as ``geforce-rtx-5070-ti``.
        launch_prices: by currency, where something can be cited.
        price_source: who announced them, and when.
    """

    id: int
    name: str
    slug: str
    vendor: str
    family: str
    segment: str
    memory_gb: Decimal
    memory_type: str | None
    board_power_w: int | None
    launch_date: date | None
    launch_prices: dict[str, Decimal]
    price_source: str | None

    def has(self, words: list[str]) -> bool:
        """Whether each of some words, in small letters, is part of its name or begins another word of it."""
        return all(word in self.slug for word in words)


def slug(name: str) -> str:
    """A card's name as an address has it."""
    return _BETWEEN.sub("-", name.lower()).strip("-")


def cards(session: Session) -> list[Card]:
    """Every card, in the catalogue's order."""
    return [
        Card(
            id=row.id,
            name=row.name,
            slug=slug(row.name),
            vendor=row.vendor,
            family=row.family,
            segment=row.segment,
            memory_gb=row.memory_gb,
            memory_type=row.memory_type,
            board_power_w=row.board_power_w,
            launch_date=row.launch_date,
            launch_prices={
                currency: price for currency, name in _PRICES.items() if (price := getattr(row, name)) is not None
            },
            price_source=row.price_source,
        )
        for row in session.scalars(select(GpuRow).order_by(GpuRow.id))
    ]
