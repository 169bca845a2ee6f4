"""The shops' lists as data, as Shopify and WooCommerce publish them: a state in, bytes out. No clock, no network."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import msgspec

from monitor.demo.scenario import Shelf
from monitor.demo.shops import Feed, Shop
from monitor.demo.trade import Item
from scrapers.offer import Stock


def feed(shop: Shop, stock_list: Sequence[tuple[Item, Shelf]], base: str, *, slipped: bool) -> bytes:
    """The shop's list as its software gives it to programs.

    Args:
        shop: one with a feed.
        stock_list: what it lists.
        base: scheme, host and port.
        slipped: prices have lost two digits.
    """
    shift = Decimal(100) if slipped else Decimal(1)
    if shop.feed is Feed.SHOPIFY:
        return msgspec.json.encode({"products": [_shopify(item, each, shift) for item, each in stock_list]})
    return msgspec.json.encode([_woocommerce(shop, item, each, base, shift) for item, each in stock_list])


def _shopify(item: Item, shelf: Shelf, shift: Decimal) -> dict[str, Any]:
    """Shopify: prices as texts, in a currency that the list does not name."""
    variant = {
        "id": int(item.sku),
        "title": "Default Title",
        "sku": item.sku,
        "available": shelf.stock is not Stock.OUT_OF_STOCK,
        "price": f"{shelf.price / shift:.2f}",
        "compare_at_price": None if shelf.was is None else f"{shelf.was / shift:.2f}",
    }
    return {
        "id": int(item.sku) * 10,
        "title": item.title,
        "handle": item.slug,
        "vendor": item.card.brand if item.card else "",
        "product_type": "Graphics Card",
        "tags": ["demo"],
        "variants": [variant],
    }


def _woocommerce(shop: Shop, item: Item, shelf: Shelf, base: str, shift: Decimal) -> dict[str, Any]:
    """WooCommerce's Store API: prices as whole numbers of cents or kuruş."""
    usual = shelf.was or shelf.price
    return {
        "name": item.title,
        "slug": item.slug,
        "permalink": base + shop.item_path(item),
        "sku": item.sku,
        "tags": [{"name": "demo", "slug": "demo"}],
        "prices": {
            "price": str(round(shelf.price * 100 / shift)),
            "regular_price": str(round(usual * 100 / shift)),
            "currency_code": shop.speech.currency,
            "currency_minor_unit": 2,
            "price_range": None,
        },
        "is_purchasable": True,
        "is_in_stock": shelf.stock is not Stock.OUT_OF_STOCK,
        "is_on_backorder": False,
        "low_stock_remaining": shelf.left,
    }
