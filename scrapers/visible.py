"""What a page shows the buyer of its item: title, prices, buy button and stock words."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from scrapers.boxes import Box
from scrapers.cards import FEWEST, find_cards
from scrapers.layout import Layout, once_per_layout
from scrapers.market import Market
from scrapers.offer import Condition
from scrapers.shown_condition import shown_condition
from scrapers.shown_price import ShownPrice, shown_prices
from scrapers.shown_seller import shown_seller
from scrapers.shown_stock import FAR_BUTTON, ShownStock, buy_buttons, contact_buttons, has_dead_button, stock_words
from scrapers.shown_title import page_names, title_box
from scrapers.zones import Zone, Zones


@dataclass(frozen=True)
class Visible:
    """What stands there for a buyer to see.

    Attributes:
        title: the item's title; "" where none was found.
        prices, buttons, words: the likeliest first.
        contacts: buttons that write to the seller, where nothing else speaks of stock.
        seller: the name of who sells it.
        condition: its state, and the text that says so.
        heading: where the title stands.
        zones: the page's parts; None for a card of a list.
        dead_button: there is a buy button, but it cannot be pressed, and nothing else speaks of stock.
    """

    title: str = ""
    prices: list[ShownPrice] = field(default_factory=list)
    buttons: list[ShownStock] = field(default_factory=list)
    words: list[ShownStock] = field(default_factory=list)
    contacts: list[ShownStock] = field(default_factory=list)
    seller: str | None = None
    condition: tuple[Condition, str] | None = None
    heading: Box | None = None
    zones: Zones | None = None
    dead_button: bool = False


#: A page about one item calls it by a few names; each is compared with every heading.
_MOST_NAMES: Final = 30
#: Of an item that no part of the page shows.
NOTHING_SEEN: Final = Visible()


def look_at_page(layout: Layout, market: Market, *, currency: str | None, names: list[str]) -> Visible:
    """Look at a product's page.

    Args:
        layout: the page.
        market: how its people write money.
        currency: what the shop sells in, where known.
        names: what embedded data call the item.
    """
    return _look(layout, market, currency, tuple(names))


@once_per_layout
def _look(layout: Layout, market: Market, currency: str | None, names: tuple[str, ...]) -> Visible:
    heading = title_box(layout, [*dict.fromkeys(names[:_MOST_NAMES]), *page_names(layout)])
    zones = Zones(layout, heading)
    for card in _cards_of_others(layout):
        if heading is None or not card.holds(heading):
            zones.mark(card, Zone.RELATED)
    buttons = buy_buttons(layout, zones=zones, near=heading)
    if tables := _comparisons(buttons):
        for table in tables:
            zones.mark(table, Zone.RELATED)
        buttons = buy_buttons(layout, zones=zones, near=heading)
    button = buttons[0].box if buttons and buttons[0].score > FAR_BUTTON else None
    near = tuple(box for box in (heading, button) if box is not None)
    prices = shown_prices(layout, market, currency=currency, zones=zones, near=near)
    if prices and prices[0].score > 0:
        near = (*near, prices[0].box)
    words = stock_words(layout, zones=zones, near=near)
    silent = not buttons and not words
    dead = silent and has_dead_button(layout, zones, heading)
    contacts = contact_buttons(layout, zones=zones) if silent and not dead else []
    return Visible(
        title=layout.text(heading) if heading else "",
        prices=prices,
        buttons=buttons,
        words=words,
        contacts=contacts,
        seller=shown_seller(layout, zones, near),
        condition=shown_condition(layout, zones, near),
        heading=heading,
        zones=zones,
        dead_button=dead,
    )


def _comparisons(buttons: list[ShownStock]) -> list[Box]:
    """Tables that compare items: a row of theirs has several buy buttons."""
    cells: dict[int, set[int]] = defaultdict(set)
    tables: dict[int, Box] = {}
    for button in buttons:
        around = {outer.tag: outer for outer in reversed(list(button.box.upwards()))}
        if {"td", "tr", "table"} <= around.keys():
            cells[around["tr"].position].add(around["td"].position)
            tables[around["tr"].position] = around["table"]
    return [table for row, table in tables.items() if len(cells[row]) > 1]


@once_per_layout
def _cards_of_others(layout: Layout) -> list[Box]:
    """All cards of the page's lists, and what is made like them elsewhere, be it alone in its place."""
    cards = [card for group in find_cards(layout, FEWEST) for card in group]
    made = {(card.tag, _classes(card.attrs["class"])) for card in cards if card.attrs.get("class")}
    tags = {tag for tag, _ in made}
    places = {card.position for card in cards}
    return cards + [
        box
        for box in layout.tagged(*tags)
        if (names := box.attrs.get("class")) and (box.tag, _classes(names)) in made and box.position not in places
    ]


@lru_cache(maxsize=2_000)
def _classes(names: str) -> frozenset[str]:
    return frozenset(names.split())


def look_at_part(layout: Layout, part: Box, market: Market, *, currency: str | None, title: str = "") -> Visible:
    """Look at one card of a list."""
    return Visible(
        title=title,
        prices=shown_prices(layout, market, currency=currency, within=part),
        buttons=buy_buttons(layout, within=part),
        words=stock_words(layout, within=part),
        seller=shown_seller(layout, within=part),
        condition=shown_condition(layout, within=part),
    )
