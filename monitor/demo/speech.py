"""How shops of a market speak: titles, money, and what stands on their pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import Final

from monitor.demo.goods import Card
from scrapers.offer import Stock


@dataclass(frozen=True, kw_only=True)
class Speech:
    """The language of a market's shops.

    Attributes:
        language: ISO 639 code.
        naming: how a card is titled.
        money: how a price is printed.
        stock_words: what is said of an item's stock, with `left` where it is counted.
        words: everything else.
    """

    language: str
    currency: str
    naming: Callable[[Card], str]
    money: Callable[[Decimal], str]
    stock_words: Mapping[Stock, str]
    words: Mapping[str, str]


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _english(card: Card) -> str:
    chip = card.chip
    memory = f"{chip.memory_gb}GB {chip.memory_kind}"
    return _joined(card.brand, card.line, chip.name, memory, card.edition, "Graphics Card")


def _german(card: Card) -> str:
    chip = card.chip
    return _joined(f"{chip.memory_gb}GB", card.brand, chip.name, card.line, card.edition, chip.memory_kind, "(Retail)")


def _turkish(card: Card) -> str:
    chip = card.chip
    memory = f"{chip.memory_gb}GB {chip.memory_kind} {chip.bus_bits}Bit"
    return _joined(card.brand, chip.name, card.line, card.edition, memory, "Ekran Kartı")


def _dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def _euros(amount: Decimal) -> str:
    return f"{amount:,.2f}\N{NO-BREAK SPACE}€".translate(_CONTINENTAL)


def _lira(amount: Decimal) -> str:
    return (f"{amount:,.0f} TL" if amount == amount.to_integral_value() else f"{amount:,.2f} TL").translate(
        _CONTINENTAL
    )


_CONTINENTAL: Final = str.maketrans(",.", ".,")

ENGLISH: Final = Speech(
    language="en",
    currency="USD",
    naming=_english,
    money=_dollars,
    stock_words=MappingProxyType(
        {
            Stock.IN_STOCK: "In stock",
            Stock.LIMITED: "Only {left} left in stock",
            Stock.OUT_OF_STOCK: "Out of stock",
        }
    ),
    words=MappingProxyType(
        {
            "list": "Graphics Cards",
            "cart": "Cart",
            "brand": "Brand",
            "chip": "Graphics chip",
            "item": "Item #",
            "buy": "Add to Cart",
            "gone": "Sold Out",
            "sold_by": "Sold by",
            "offers": "{} offers",
            "next": "Next",
            "footer": "{} is part of a demonstration. Nothing here can be bought.",
        }
    ),
)

GERMAN: Final = Speech(
    language="de",
    currency="EUR",
    naming=_german,
    money=_euros,
    stock_words=MappingProxyType(
        {
            Stock.IN_STOCK: "Sofort lieferbar",
            Stock.LIMITED: "Nur noch {left} Stück auf Lager",
            Stock.OUT_OF_STOCK: "Derzeit nicht lieferbar",
        }
    ),
    words=MappingProxyType(
        {
            "list": "Grafikkarten",
            "cart": "Warenkorb",
            "brand": "Hersteller",
            "chip": "Grafikchip",
            "item": "Artikel-Nr.",
            "buy": "In den Warenkorb",
            "gone": "Nicht bestellbar",
            "sold_by": "Verkauf durch",
            "offers": "{} Angebote",
            "next": "Weiter",
            "footer": "{} ist Teil einer Vorführung. Hier kann nichts gekauft werden.",
        }
    ),
)

TURKISH: Final = Speech(
    language="tr",
    currency="TRY",
    naming=_turkish,
    money=_lira,
    stock_words=MappingProxyType(
        {
            Stock.IN_STOCK: "Stokta",
            Stock.LIMITED: "Son {left} ürün",
            Stock.OUT_OF_STOCK: "Tükendi",
        }
    ),
    words=MappingProxyType(
        {
            "list": "Ekran Kartları",
            "cart": "Sepet",
            "brand": "Marka",
            "chip": "Grafik işlemcisi",
            "item": "Ürün kodu:",
            "buy": "Sepete Ekle",
            "gone": "Gelince Haber Ver",
            "sold_by": "Satıcı:",
            "offers": "{} teklif",
            "next": "Sonraki",
            "footer": "{} bir tanıtımın parçasıdır. Burada hiçbir şey satın alınamaz.",
        }
    ),
)
