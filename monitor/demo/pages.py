"""The shops' pages: a state in, bytes out. No clock, no network."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined

from monitor.demo.goods import Chip
from monitor.demo.scenario import Shelf
from monitor.demo.shops import Shop
from monitor.demo.trade import Item
from scrapers.offer import Stock

_SCHEMA_STOCK: Final = {
    Stock.IN_STOCK: "InStock",
    Stock.LIMITED: "LimitedAvailability",
    Stock.OUT_OF_STOCK: "OutOfStock",
}
_TONES: Final = {Stock.IN_STOCK: "yes", Stock.LIMITED: "few", Stock.OUT_OF_STOCK: "no"}


@dataclass(frozen=True, slots=True)
class _Shown:
    """An item in the shop's own words, as its templates print it."""

    sku: str
    path: str
    title: str
    brand: str
    chip: Chip | None
    amount: str
    price: str
    was: str | None
    instalment: str
    stock: str
    schema_stock: str
    tone: str
    buyable: bool
    seller: str
    offers: str


def list_page(shop: Shop, stock_list: Sequence[tuple[Item, Shelf]], number: int, base: str) -> bytes:
    """A page of the list.

    Args:
        shop: whose list.
        stock_list: what stands on this page.
        number: of the page, counted from 1.
        base: scheme, host and port, for addresses that the shop writes whole.
    """
    shown = [_shown(shop, *entry) for entry in stock_list]
    entries = [{"@type": "ListItem", "position": n, "item": _ld(shop, it, base)} for n, it in enumerate(shown, start=1)]
    ld = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "numberOfItems": len(shown),
        "itemListElement": entries,
    }
    return _render(f"{shop.templates}/list.html", shop, shown=shown, number=number, ld=ld)


def relaunched_list_page(shop: Shop, stock_list: Iterable[tuple[Item, Shelf]], number: int) -> bytes:
    """A page of the list in a layout that nobody has seen before: a person can read it, a program cannot."""
    shown = [_shown(shop, *entry) for entry in stock_list]
    return _render(f"{shop.templates}/relaunch.html", shop, shown=shown, number=number)


def item_page(shop: Shop, item: Item, shelf: Shelf, base: str) -> bytes:
    """An item's own page."""
    shown = _shown(shop, item, shelf)
    ld = {"@context": "https://schema.org", **_ld(shop, shown, base)}
    return _render(f"{shop.templates}/item.html", shop, it=shown, base=base, ld=ld)


def front_page(shop: Shop) -> bytes:
    """The shop's front page."""
    return _render("front.html", shop)


def directory_page(shops: Sequence[Shop]) -> bytes:
    """Links to every shop."""
    return _templates().get_template("directory.html").render(shops=shops).encode()


def captcha_page(shop: Shop) -> bytes:
    """A challenge instead of the page that was asked for."""
    return _render("captcha.html", shop)


def _shown(shop: Shop, item: Item, shelf: Shelf) -> _Shown:
    return _Shown(
        sku=item.sku,
        path=shop.item_path(item),
        title=item.title,
        brand=item.card.brand if item.card else "",
        chip=item.card.chip if item.card else None,
        amount=str(shelf.price),
        price=shop.speech.money(shelf.price),
        was=shop.speech.money(shelf.was) if shelf.was else None,
        instalment=shop.speech.money((shelf.price / 6).quantize(Decimal("0.01"))),
        stock=shop.speech.stock_words[shelf.stock].format(left=shelf.left),
        schema_stock=_SCHEMA_STOCK[shelf.stock],
        tone=_TONES[shelf.stock],
        buyable=shelf.stock is not Stock.OUT_OF_STOCK,
        seller=item.seller or shop.title,
        offers=shop.speech.words["offers"].format(shelf.offers) if shelf.offers else "",
    )


def _ld(shop: Shop, it: _Shown, base: str) -> dict[str, Any]:
    """The item as schema.org's JSON-LD; only some shops' templates embed it."""
    brand = {"brand": {"@type": "Brand", "name": it.brand}} if it.brand else {}
    return {
        "@type": "Product",
        "name": it.title,
        "sku": it.sku,
        "url": base + it.path,
        **brand,
        "offers": {
            "@type": "Offer",
            "url": base + it.path,
            "price": it.amount,
            "priceCurrency": shop.speech.currency,
            "availability": f"https://schema.org/{it.schema_stock}",
            "itemCondition": "https://schema.org/NewCondition",
        },
    }


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("monitor.demo"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _render(template: str, shop: Shop, **values: Any) -> bytes:
    page = _templates().get_template(template)
    return page.render(shop=shop, words=shop.speech.words, pages=shop.pages, **values).encode()
