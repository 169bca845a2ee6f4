"""What machine-readable data on a page claims about an item. A claim is evidence, not truth."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class Role(StrEnum):
    """How an item stands in the data that names it."""

    MAIN = "main"
    VARIANT = "variant"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class Asked:
    """One offer of an item as the data states it.

    Attributes:
        price: what it costs, in `currency`; None when not said, or said without tax.
        price_text: the price as it stands in the data.
        currency: ISO 4217 code.
        availability, condition: schema.org values as they stand.
        seller: name of who sells it.
        url, sku: where the offer has its own.
        shipping: cost of delivery in `currency`, where said.
        offer_count: how many offers an aggregate stands for.
        is_lowest: the price is the least of several.
        published: it stands in data meant for readers, not in what the page's scripts start from.
    """

    price: Decimal | None = None
    price_text: str | None = None
    currency: str | None = None
    availability: str | None = None
    condition: str | None = None
    seller: str | None = None
    url: str | None = None
    sku: str | None = None
    shipping: Decimal | None = None
    offer_count: int | None = None
    is_lowest: bool = False
    published: bool = True


@dataclass(frozen=True, slots=True)
class Claim:
    """One item as one syntax states it.

    Attributes:
        syntax: where it was found: ``json_ld``, ``microdata``, ``open_graph``.
        role: how it stands there.
        offers: what it is offered for; may be empty.
    """

    syntax: str
    role: Role
    name: str | None = None
    url: str | None = None
    sku: str | None = None
    offers: tuple[Asked, ...] = ()
