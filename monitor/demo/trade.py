"""Who sells what: a shop's way of trading, and an item on its list."""

from dataclasses import dataclass
from decimal import Decimal

from monitor.demo.goods import Card
from monitor.demo.story import MUCH_MEMORY_GB, Economy


@dataclass(frozen=True, slots=True)
class Trade:
    """How one shop trades.

    Attributes:
        shop: the retailer's name.
        step: prices stand on a multiple of this, less `below`.
        lag: minutes that the story reaches this shop after the first one.
        dearer: its prices beside those of its market.
        rations: one to a customer: few of its cards sell out.
        compares: it shows other shops' offers, each item at the lowest of their prices.
    """

    shop: str
    economy: Economy
    step: int
    below: Decimal
    lag: int = 0
    dearer: float = 1.0
    rations: bool = False
    compares: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """What a shop lists.

    Attributes:
        usd: its calm price before rate and tax.
        card: None for what is no graphics card.
        seller: who sells it on this shop's site, if not the shop itself.
    """

    sku: str
    title: str
    slug: str
    usd: float
    card: Card | None
    seller: str | None = None

    @property
    def key(self) -> str:
        """What tells it from all others of the shop."""
        return f"{self.sku} {self.seller}" if self.seller else self.sku

    @property
    def model(self) -> str | None:
        """The chip's name, memory left out."""
        return self.card.chip.name if self.card else None

    @property
    def much_memory(self) -> bool:
        """Whether this is what the bulk purchase is after."""
        return self.card is not None and self.card.chip.memory_gb >= MUCH_MEMORY_GB
