"""The demo shops: what each lists, under which addresses, and how it publishes."""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from hashlib import blake2b
from typing import Final

from monitor.demo.chance import DAY, HOUR
from monitor.demo.goods import CARDS, OTHERS, Card
from monitor.demo.scenario import Shelf, shelf
from monitor.demo.speech import ENGLISH, GERMAN, TURKISH, Speech
from monitor.demo.story import DE, TR, US
from monitor.demo.trade import Item, Trade

#: Somebody who sells on another's site has few cards, and asks more for them at any time.
_SELLERS_MARKUP: Final = 1.08


class Feed(StrEnum):
    """How a shop's software publishes its list as data, beside its pages."""

    SHOPIFY = "shopify"
    WOOCOMMERCE = "woocommerce"


@dataclass(frozen=True, kw_only=True, eq=False)
class Shop:
    """One shop as a visitor sees it. All its paths but those of Shopify's items begin with its name.

    There is one of each: a shop equals itself alone.

    Attributes:
        templates: folder of its templates.
        trade: its prices and its share in the story.
        item_pattern: path of an item's page, with `slug` and `sku`; it begins with ``/`` where the name does not lead it.
        page_parameter: the query parameter that numbers the pages of the list.
        pages: how many pages the list has.
        boards: how many board partners' cards of each model it lists.
        first_board: which one it begins with.
        feed: the data it is read by; None where its pages are read.
        sellers: who else sells cards with much memory on its site.
    """

    title: str
    accent: str
    welcome: str
    speech: Speech
    trade: Trade
    templates: str = "plain"
    sku_pattern: str = "{}"
    list_name: str
    item_pattern: str
    page_parameter: str = "page"
    pages: int = 2
    boards: int = 1
    first_board: int = 0
    feed: Feed | None = None
    sellers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The retailer's name."""
        return self.trade.shop

    @property
    def market(self) -> str:
        """The market it sells in."""
        return self.trade.economy.market

    @property
    def home_path(self) -> str:
        """The front page."""
        return f"/{self.name}/"

    @property
    def list_path(self) -> str:
        """The first page of the list."""
        return self.home_path + self.list_name

    @property
    def feed_path(self) -> str | None:
        """Where its list stands as data."""
        match self.feed:
            case Feed.SHOPIFY:
                return f"{self.list_path}/products.json"
            case Feed.WOOCOMMERCE:
                return f"{self.home_path}wp-json/wc/store/v1/products"
            case None:
                return None

    def page_path(self, number: int) -> str:
        """A page of the list, counted from 1."""
        return self.list_path if number == 1 else f"{self.list_path}?{self.page_parameter}={number}"

    def item_path(self, item: Item) -> str:
        """The item's own page."""
        path = self.item_pattern.format(slug=item.slug, sku=item.sku)
        path = path if path.startswith("/") else self.home_path + path
        return f"{path}?seller={_slug(item.seller)}" if item.seller else path

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """Everything it ever lists, in the order of its list."""
        goods = [item for card in self._cards() for item in self._of_card(card)]
        others = [other for other in OTHERS if other.sold_in == self.market]
        # The others stand among the cards, not at the end: a reader meets them on every page.
        every = len(goods) // (len(others) + 1)
        for number, other in enumerate(others, start=1):
            goods.insert(number * every + number - 1, self._item(other.title, float(other.usd), None))
        return tuple(goods)

    def stock_list(self, minute: int) -> list[tuple[Item, Shelf]]:
        """What it lists at a time since day 0, and at which price and stock."""
        shelves = ((item, shelf(self.trade, item, minute)) for item in self.items)
        return [(item, each) for item, each in shelves if each is not None]

    def on_page(self, listed: list[tuple[Item, Shelf]], number: int) -> list[tuple[Item, Shelf]]:
        """The part of what it lists that stands on one of its pages, counted from 1."""
        size = -(-len(listed) // self.pages)
        return listed[(number - 1) * size : number * size]

    @cached_property
    def brands(self) -> Counter[str]:
        """How many cards of each brand it lists."""
        return Counter(sorted(item.card.brand for item in self.items if item.card))

    @cached_property
    def chips(self) -> Counter[str]:
        """How many cards with each chip it lists."""
        return Counter(item.card.chip.name for item in self.items if item.card)

    def _cards(self) -> list[Card]:
        models: dict[tuple[str, int], list[Card]] = {}
        for card in CARDS:
            if self.market in card.sold_in:
                models.setdefault((card.chip.name, card.chip.memory_gb), []).append(card)
        return [card for boards in models.values() for card in (boards * 2)[self.first_board :][: self.boards]]

    def _of_card(self, card: Card) -> list[Item]:
        title, usd = self.speech.naming(card), card.chip.launch_usd * card.markup
        own = self._item(title, usd, card)
        sellers = self.sellers if own.much_memory else ()
        return [own, *(self._item(title, usd * _SELLERS_MARKUP, card, seller) for seller in sellers)]

    def _item(self, title: str, usd: float, card: Card | None, seller: str | None = None) -> Item:
        digest = blake2b(f"{self.name}/{title}".encode(), digest_size=4).digest()
        sku = self.sku_pattern.format(100_000 + int.from_bytes(digest) % 900_000)
        return Item(sku=sku, title=title, slug=_slug(title), usd=usd, card=card, seller=seller)


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.lower().replace("ı", "i")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:90]


_SHOPIFY_ITEM: Final = "/products/{slug}?variant={sku}"

SHOPS: Final = (
    Shop(
        title="Pixel Harbor",
        accent="#12507b",
        welcome="Computer parts, shipped the same day.",
        speech=ENGLISH,
        trade=Trade("demo-harbor", US, step=1, below=Decimal("0.01")),
        templates="harbor",
        sku_pattern="PH-{}",
        list_name="graphics-cards",
        item_pattern="p/{slug}/{sku}",
    ),
    Shop(
        title="Framewright",
        accent="#4a3a8c",
        welcome="Graphics cards for people who build.",
        speech=ENGLISH,
        trade=Trade("demo-framewright", US, step=1, below=Decimal("0.05"), lag=12 * HOUR, dearer=1.01),
        list_name="collections/graphics-cards",
        item_pattern=_SHOPIFY_ITEM,
        pages=1,
        boards=2,
        feed=Feed.SHOPIFY,
    ),
    Shop(
        title="Bitbazaar",
        accent="#a3420f",
        welcome="A thousand sellers under one roof.",
        speech=ENGLISH,
        trade=Trade("demo-bitbazaar", US, step=1, below=Decimal("0.10"), lag=DAY, dearer=0.99, rations=True),
        sku_pattern="BB{}",
        list_name="c/gpu",
        item_pattern="dp/{sku}",
        first_board=1,
        sellers=("VoltFlip", "Rig Rush"),
    ),
    Shop(
        title="Grafikhof",
        accent="#7a2f12",
        welcome="Grafikkarten, Notebooks und Zubehör.",
        speech=GERMAN,
        trade=Trade("demo-grafikhof", DE, step=1, below=Decimal("0.10"), lag=4 * DAY),
        templates="grafikhof",
        list_name="hardware/grafikkarten",
        item_pattern="artikel/{slug}-{sku}.html",
        page_parameter="seite",
    ),
    Shop(
        title="Siliziumkontor",
        accent="#1f5c3a",
        welcome="Bauteile aus dem Norden.",
        speech=GERMAN,
        trade=Trade("demo-siliziumkontor", DE, step=1, below=Decimal(0), lag=2 * DAY, dearer=1.02),
        sku_pattern="SK-{}",
        list_name="kategorie/grafikkarten",
        item_pattern="produkt/{slug}-{sku}",
        pages=1,
        boards=2,
        feed=Feed.WOOCOMMERCE,
    ),
    Shop(
        title="Preisradar",
        accent="#28527a",
        welcome="Alle Händler auf einen Blick.",
        speech=GERMAN,
        trade=Trade("demo-preisradar", DE, step=1, below=Decimal("0.05"), lag=3 * DAY, dearer=0.98, compares=True),
        sku_pattern="p{}",
        list_name="vergleich/grafikkarten",
        item_pattern="vergleich/{slug}-{sku}",
        page_parameter="seite",
        first_board=1,
    ),
    Shop(
        title="Ekranhane",
        accent="#0f6e5c",
        welcome="Ekran kartları ve oyuncu bilgisayarları.",
        speech=TURKISH,
        trade=Trade("demo-ekranhane", TR, step=10, below=Decimal(1), lag=36 * HOUR),
        templates="ekranhane",
        sku_pattern="EH{}",
        list_name="ekran-karti",
        item_pattern="{slug}-p-{sku}",
        page_parameter="sayfa",
    ),
    Shop(
        title="Kartyeri",
        accent="#7b1f4b",
        welcome="Oyuncular için ekran kartları.",
        speech=TURKISH,
        trade=Trade("demo-kartyeri", TR, step=10, below=Decimal(5), lag=2 * DAY, dearer=1.02),
        list_name="collections/ekran-kartlari",
        item_pattern=_SHOPIFY_ITEM,
        page_parameter="sayfa",
        pages=1,
        boards=2,
        feed=Feed.SHOPIFY,
    ),
    Shop(
        title="Bellekçi",
        accent="#5a4a12",
        welcome="Bellek, depolama ve ekran kartı.",
        speech=TURKISH,
        trade=Trade("demo-bellekci", TR, step=10, below=Decimal("0.10"), lag=3 * DAY, dearer=1.01, rations=True),
        sku_pattern="BK{}",
        list_name="kategori/ekran-karti",
        item_pattern="urun/{slug}-{sku}",
        page_parameter="sayfa",
        pages=1,
        boards=2,
        first_board=1,
        feed=Feed.WOOCOMMERCE,
    ),
)
