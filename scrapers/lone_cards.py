"""Cards of a list that prices alone do not give away: those that show none, and those too few to be compared."""

from collections.abc import Iterator
from itertools import accumulate
from typing import Final

from scrapers.boxes import Box, words_in
from scrapers.cards import LONGEST, are_alike, first_link, names_money, structure
from scrapers.layout import Layout
from scrapers.zones import FOREIGN, Zones

_HEADINGS: Final = words_in("h2 h3 h4 h5 h6")
#: What holds cards and is none.
_ROOMS: Final = words_in("html body main section ul ol table tbody")


def without_price(layout: Layout, cards: list[Box]) -> list[Box]:
    """Sisters of a list's cards that are built like them and lead to another page, but show no price.

    Shops leave it out where nobody sells the item at the moment.
    """
    known = {card.position for card in cards}
    built = {structure(layout, card) for card in cards}
    rooms = {card.parent.position: card.parent for card in cards if card.parent}
    names = {(card.tag, *card.attrs.get("class", "").split()[:1]) for card in cards}
    return [
        box
        for room in rooms.values()
        for box in layout.inside(room)
        if box.parent is room
        and box.position not in known
        and not box.hidden
        and (box.tag, *box.attrs.get("class", "").split()[:1]) in names
        and first_link(layout, box)
        and any(are_alike(structure(layout, box), each) for each in built)
    ]


def few_cards(layout: Layout) -> list[Box]:
    """The one or two cards of a short list, such as a list's last page.

    They are the smallest parts with a price whose picture and only heading lead to the same page. Parts that hold the
    page's own heading are none.
    """
    zones = Zones(layout, None)
    marks = _Marks(layout)
    found: dict[int, Box] = {}
    for run in layout.runs:
        if run.box.hidden or zones[run.box] & FOREIGN or not names_money(run.text):
            continue
        for box in run.box.upwards():
            if box.tag in _ROOMS or layout.length(box) > LONGEST or marks.titles.within(box):
                break
            if marks.headings.within(box) == 1 and marks.pictures.within(box) and _leads_to_one(layout, box):
                card = _widened(box)
                found[card.position] = card
                break
    cards = list(found.values())
    if len(cards) > 2 or (len(cards) == 2 and not are_alike(*(structure(layout, card) for card in cards))):
        return []
    return cards


class _Count:
    """How many boxes of some kind stand within a box."""

    def __init__(self, layout: Layout, tags: frozenset[str]) -> None:
        self._before = list(accumulate((box.tag in tags for box in layout.boxes), initial=0))

    def within(self, box: Box) -> int:
        return self._before[box.end] - self._before[box.position]


class _Marks:
    """What makes a card, and what a card never holds."""

    def __init__(self, layout: Layout) -> None:
        self.headings = _Count(layout, _HEADINGS)
        self.pictures = _Count(layout, frozenset({"img"}))
        self.titles = _Count(layout, frozenset({"h1"}))


def _leads_to_one(layout: Layout, card: Box) -> bool:
    """Whether a card's heading and a picture of it are links to the same other page."""
    boxes = layout.inside(card)
    headings = {target for box in boxes if box.tag in _HEADINGS for target in _targets(layout, box)}
    pictures = {target for box in boxes if box.tag == "img" for target in _targets(layout, box)}
    return bool(headings & pictures - {layout.url, layout.canonical})


def _targets(layout: Layout, box: Box) -> Iterator[str]:
    """Where the links around a box and inside it lead."""
    for link in (*box.upwards(), *layout.inside(box)):
        if link.tag == "a" and (target := layout.link(link.attrs.get("href"))):
            yield target


def _widened(card: Box) -> Box:
    """A card with what stands around it alone, such as its list item."""
    while (
        (around := card.parent) and around.tag not in _ROOMS and (around.first, around.last) == (card.first, card.last)
    ):
        card = around
    return card
