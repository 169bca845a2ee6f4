"""What a retailer's CSS selectors find in a page, or in one item of a list."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from urllib.parse import quote

from selectolax.lexbor import LexborNode

from scrapers.boxes import Box, fold
from scrapers.layout import Layout
from scrapers.money import Money, read_machine_price, read_price
from scrapers.offer import Condition, Stock
from scrapers.shipping import shipping_cost
from scrapers.shop import Shop
from scrapers.shown_buttons import is_disabled
from scrapers.spec import Selectors
from scrapers.stock import read_button, read_condition, read_stock, schema_condition, schema_stock

_BUTTONS = frozenset({"a", "button", "input"})


@dataclass(frozen=True)
class Found:
    """A selected part: its text or attribute, and the element, if it is one that can be seen."""

    text: str
    box: Box | None
    is_attribute: bool


@dataclass
class Selected:
    """The parts of one item, found by the selectors of a retailer's file, each looked up once."""

    layout: Layout
    node: LexborNode
    shop: Shop
    selectors: Selectors

    def find(self, selector: str | None, *, attribute: str | None = None) -> Found | None:
        """The first part that a selector finds and that says anything.

        Args:
            selector: CSS, perhaps with ``@name`` for an attribute; ``@name`` alone is the item's own attribute.
            attribute: the attribute to take where the selector names none.

        Raises:
            SelectolaxError: the selector is no CSS.
        """
        if selector is None:
            return None
        css, _, named = selector.partition("@")
        name = named.strip() or attribute
        nodes = self.node.css(css) if css.strip() else [self.node]
        for node in nodes:
            box = self.layout.box_of(node)
            text = fold(node.attributes.get(name) or "") if name else self._text(box)
            if text:
                return Found(text[:2_000], box, is_attribute=bool(named.strip()))
        return None

    def _text(self, box: Box | None) -> str:
        """What a buyer reads in a part: without what is struck through, unless it is so altogether."""
        if box is None:
            return ""
        runs = [
            run
            for run in self.layout.runs[box.first : box.last]
            if (box.hidden or not run.box.hidden) and not (run.box.struck and not box.struck)
        ]
        return self.layout.join(runs, decimal=self.shop.market.decimal)

    @cached_property
    def title(self) -> str:
        """The item's title; "" where there is none."""
        found = self.find(self.selectors.title)
        return found.text[:1_000] if found else ""

    @cached_property
    def url(self) -> str | None:
        """The absolute address of the item's own page."""
        if self.selectors.link_template and self.sku:
            return self.layout.link(self.selectors.link_template.replace("{sku}", quote(self.sku, safe="")))
        found = self.find(self.selectors.link, attribute="href")
        return self.layout.link(found.text) if found else None

    @cached_property
    def sku(self) -> str | None:
        """The retailer's own number."""
        found = self.find(self.selectors.sku)
        return found.text[:100] if found else None

    @cached_property
    def price_found(self) -> Found | None:
        """The text that the price is read from."""
        return self.find(self.selectors.price)

    @cached_property
    def price(self) -> Money | None:
        """What one unit costs today."""
        found = self.price_found
        if found is None or (found.box is not None and found.box.struck):
            return None
        return self._money(found)

    def _money(self, found: Found) -> Money | None:
        shown = read_price(found.text, market=self.shop.market, currency=self.shop.currency)
        if found.is_attribute and (amount := read_machine_price(found.text, self.shop.currency)) is not None:
            # An attribute is written for machines, unless it carries a currency as a shown price does.
            return Money(amount, self.shop.currency)
        return shown

    @cached_property
    def stock_found(self) -> Found | None:
        """The text that the stock is read from."""
        return self.find(self.selectors.stock)

    @cached_property
    def stock(self) -> Stock | None:
        """Whether the item can be had."""
        found = self.stock_found
        if found is None:
            return None
        if found.is_attribute:
            one_of_several = (schema_stock(word) for word in found.text.split())  # such as class names
            return schema_stock(found.text) or read_stock(found.text) or next(filter(None, one_of_several), None)
        stock = read_stock(found.text)
        if stock is None and found.box is not None and found.box.tag in _BUTTONS:
            stock = read_button(found.text, is_disabled(found.box))
        return stock

    @cached_property
    def seller(self) -> str | None:
        """Who sells it."""
        found = self.find(self.selectors.seller)
        return found.text[:200] if found else None

    @cached_property
    def condition(self) -> Condition | None:
        """The state of the item itself."""
        found = self.find(self.selectors.condition)
        return (schema_condition(found.text) or read_condition(found.text)) if found else None

    @cached_property
    def shipping(self) -> Decimal | None:
        """What delivery costs."""
        found = self.find(self.selectors.shipping)
        if found is None:
            return None
        if found.is_attribute and (amount := read_machine_price(found.text, self.shop.currency)) is not None:
            return amount
        return shipping_cost(found.text, market=self.shop.market, currency=self.shop.currency)

    @cached_property
    def offer_count(self) -> int | None:
        """How many sellers' offers there are."""
        found = self.find(self.selectors.offer_count)
        digits = "".join(char for char in found.text if char in "0123456789") if found else ""
        return int(digits) if 0 < len(digits) <= 5 and int(digits) > 0 else None

    @cached_property
    def raw(self) -> dict[str, str]:
        """The texts that price and stock rest on."""
        parts = {"price": self.price_found, "stock": self.stock_found}
        return {name: found.text[:300] for name, found in parts.items() if found}
