"""How much of what offers can say was read: what a shop's change of layout takes away first. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from scrapers.offer import Offer, Stock

#: Evidence that agrees this far counts as agreed.
_AGREED: Final = 0.7
#: Fields that people look at first.
_ESSENTIAL: Final = ("price", "stock")


class Counts(msgspec.Struct, frozen=True, kw_only=True):
    """How many offers there were, and on how many of them each field was read.

    Attributes:
        told: price or stock, or both.
        agreed: the evidence agreed (confidence of 0.7 or more).
    """

    offers: int
    title: int = 0
    price: int = 0
    currency: int = 0
    stock: int = 0
    told: int = 0
    seller: int = 0
    sku: int = 0
    condition: int = 0
    shipping: int = 0
    agreed: int = 0

    def share(self, field: str) -> float | None:
        """The share of offers with a field; of the prices, for the currency. None where there are none."""
        of = self.of(field)
        return getattr(self, field) / of if of else None

    def of(self, field: str) -> int:
        """How many offers could have had a field."""
        return self.price if field == "currency" else self.offers


class FieldCounts(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of one reading.

    Attributes:
        all: over all offers.
        for_sale: over those that are not said to be sold out. Many shops show no price and no seller of what is sold
            out; over these alone, a day on which much sells out is like any other.
    """

    all: Counts
    for_sale: Counts

    def gaps(self) -> list[str]:
        """What is missing on more than a fifth of the offers for sale, for people: ``price on 3 of 40 offers``."""
        shares = [(field, self.for_sale.share(field)) for field in _ESSENTIAL]
        return [self.said(field) for field, share in shares if share is not None and share < 0.8]

    def said(self, field: str) -> str:
        """On how many offers a field was read, for people."""
        counts = self.for_sale
        what = "prices" if field == "currency" else "offers"
        rest = "" if counts.offers == self.all.offers else " not sold out"
        return f"{'price or stock' if field == 'told' else field} on {getattr(counts, field)} of {counts.of(field)} {what}{rest}"


NAMES: Final = tuple(name for name in Counts.__struct_fields__ if name not in {"offers", "told"})


def count_fields(offers: Sequence[Offer]) -> FieldCounts:
    """The fields of a reading."""
    return FieldCounts(all=_count(offers), for_sale=_count([o for o in offers if o.stock is not Stock.OUT_OF_STOCK]))


def _count(offers: Sequence[Offer]) -> Counts:
    has = {
        "title": (bool(o.title) for o in offers),
        "price": (o.price is not None for o in offers),
        "currency": (o.currency is not None for o in offers),
        "stock": (o.stock is not None for o in offers),
        "told": (o.price is not None or o.stock is not None for o in offers),
        "seller": (o.seller is not None for o in offers),
        "sku": (o.sku is not None for o in offers),
        "condition": (o.condition is not None for o in offers),
        "shipping": (o.shipping is not None for o in offers),
        "agreed": (o.confidence >= _AGREED for o in offers),
    }
    return Counts(offers=len(offers), **{name: sum(flags) for name, flags in has.items()})


def add_up(readings: Iterable[FieldCounts]) -> FieldCounts | None:
    """The fields of several sources together; None of none."""
    counted = list(readings)
    if not counted:
        return None
    return FieldCounts(all=_sum(c.all for c in counted), for_sale=_sum(c.for_sale for c in counted))


def _sum(counts: Iterator[Counts]) -> Counts:
    rows = [msgspec.structs.asdict(one) for one in counts]
    return Counts(**{name: sum(row[name] for row in rows) for name in Counts.__struct_fields__})


def stored(counts: FieldCounts | None) -> dict[str, Any] | None:
    """As the database keeps it."""
    return None if counts is None else msgspec.to_builtins(counts)


def restored(data: dict[str, Any] | None) -> FieldCounts | None:
    """From what the database kept."""
    return None if data is None else msgspec.convert(data, FieldCounts)
