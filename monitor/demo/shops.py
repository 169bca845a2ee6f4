"""The demo shops: what each lists, under which names and addresses, and in which words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

from monitor.demo.goods import CARDS, OTHERS, Card
from monitor.demo.scenario import Item, Trade
from scrapers.offer import Stock

PAGES: Final = 2


@dataclass(frozen=True, kw_only=True)
class Shop:
    """One shop as a visitor sees it. All paths are absolute and begin with the shop's name.

    Attributes:
        market: the market it sells in.
        templates: folder of its own templates.
        trade: its prices and its share in the story.
        naming: how it titles a card.
        item_pattern: path of an item's page, with `slug` and `sku`.
        page_parameter: the query parameter that numbers the pages of the list.
        money: how it prints a price.
        stock_words: what it says of an item's stock, with `left` where it counts.
        words: everything else it says.
    """

    market: str
    language: str
    title: str
    accent: str
    templates: str
    trade: Trade
    naming: Callable[[Card], str]
    sku_pattern: str
    list_name: str
    item_pattern: str
    page_parameter: str
    money: Callable[[Decimal], str]
    stock_words: Mapping[Stock, str]
    words: Mapping[str, str]

    @property
    def name(self) -> str:
        """The retailer's name."""
        return self.trade.shop

    @property
    def home_path(self) -> str:
        """The front page."""
        return f"/{self.name}/"

    @property
    def list_path(self) -> str:
        """The first page of the list."""
        return self.home_path + self.list_name

    def page_path(self, number: int) -> str:
        """A page of the list, counted from 1."""
        return self.list_path if number == 1 else f"{self.list_path}?{self.page_parameter}={number}"

    def item_path(self, item: Item) -> str:
        """The item's own page."""
        return self.home_path + self.item_pattern.format(slug=item.slug, sku=item.sku)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything it lists, in the order of its list."""
        cards = [(self.naming(card), card.chip.launch_usd * card.markup, card) for card in CARDS]
        goods: list[tuple[str, float, Card | None]] = [
            (title, usd, card) for title, usd, card in cards if self.market in card.sold_in
        ]
        others = [(other.title, float(other.usd), None) for other in OTHERS if other.sold_in == self.market]
        # The others stand among the cards, not at the end: a reader meets them on every page.
        every = len(goods) // (len(others) + 1)
        for number, other in enumerate(others, start=1):
            goods.insert(number * every + number - 1, other)
        return tuple(
            Item(sku=self._sku(title), title=title, slug=_slug(title), usd=usd, card=card) for title, usd, card in goods
        )

    def list_items(self, number: int) -> tuple[Item, ...]:
        """What stands on one page of the list, counted from 1."""
        size = -(-len(self.items) // PAGES)
        return self.items[(number - 1) * size : number * size]

    @cached_property
    def brands(self) -> Counter[str]:
        """How many cards of each brand it lists."""
        return Counter(sorted(item.card.brand for item in self.items if item.card))

    @cached_property
    def chips(self) -> Counter[str]:
        """How many cards with each chip it lists."""
        return Counter(item.card.chip.name for item in self.items if item.card)

    def _sku(self, title: str) -> str:
        digest = blake2b(f"{self.name}/{title}".encode(), digest_size=4).digest()
        return self.sku_pattern.format(100_000 + int.from_bytes(digest) % 900_000)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower().replace("ı", "i")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:90]


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

SHOPS: Final = (
    Shop(
        market="us",
        language="en",
        title="Pixel Harbor",
        accent="#12507b",
        templates="harbor",
        trade=Trade("demo-harbor", local_per_usd=1.0, step=1, below=Decimal("0.01"), sold_out_share=0.75, lag=0),
        naming=_english,
        sku_pattern="PH-{}",
        list_name="graphics-cards",
        item_pattern="p/{slug}/{sku}",
        page_parameter="page",
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
                "welcome": "Computer parts, shipped the same day.",
                "footer": "Pixel Harbor is part of a demonstration. Nothing here can be bought.",
            }
        ),
    ),
    Shop(
        market="de",
        language="de",
        title="Grafikhof",
        accent="#7a2f12",
        templates="grafikhof",
        trade=Trade(
            "demo-grafikhof", local_per_usd=1.16, step=1, below=Decimal("0.10"), sold_out_share=0.3, lag=4 * 24 * 60
        ),
        naming=_german,
        sku_pattern="{}",
        list_name="hardware/grafikkarten",
        item_pattern="artikel/{slug}-{sku}.html",
        page_parameter="seite",
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
                "welcome": "Grafikkarten, Notebooks und Zubehör.",
                "footer": "Grafikhof ist Teil einer Vorführung. Hier kann nichts gekauft werden.",
            }
        ),
    ),
    Shop(
        market="tr",
        language="tr",
        title="Ekranhane",
        accent="#0f6e5c",
        templates="ekranhane",
        trade=Trade(
            "demo-ekranhane",
            local_per_usd=45.0,
            step=10,
            below=Decimal(1),
            sold_out_share=0.85,
            lag=36 * 60,
            creep=0.001,
        ),
        naming=_turkish,
        sku_pattern="EH{}",
        list_name="ekran-karti",
        item_pattern="{slug}-p-{sku}",
        page_parameter="sayfa",
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
                "welcome": "Ekran kartları ve oyuncu bilgisayarları.",
                "footer": "Ekranhane bir tanıtımın parçasıdır. Burada hiçbir şey satın alınamaz.",
            }
        ),
    ),
)
