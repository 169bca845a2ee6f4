"""Cards of a list that prices alone do not give away: those that show none, and those too few to be compared."""

from bisect import bisect_left
from collections.abc import Iterator
from typing import Final

from scrapers.boxes import Box, words_in
from scrapers.cards import LONGEST, build, first_link, likeness, names_money
from scrapers.layout import Layout
from scrapers.zones import FOREIGN, Zones

#: A sister with less text than this is a filler.
_SHORTEST_CARD: Final = 20
#: It shares at least so much of its build with one of the first cards.
_ALIKE: Final = 0.4
_COMPARED: Final = 8
#: And two cards alone so much with each other.
_TWINS: Final = 0.5
_HEADINGS: Final = words_in("h2 h3 h4 h5 h6")
#: What holds cards and is none.
_ROOMS: Final = words_in("html body main section ul ol table tbody")


def without_price(layout: Layout, cards: list[Box]) -> list[Box]:
    """Sisters of the cards that are built the same but show no price: a sold-out item is still an item."""
    known = {card.position for card in cards}
    parents = {card.parent.position: card.parent for card in cards if card.parent}
    return [
        box
        for parent in parents.values()
        for box in layout.inside(parent)
        if box.parent is parent
        and box.position not in known
        and not box.hidden
        and build(box) == build(cards[0])
        and layout.length(box) >= _SHORTEST_CARD
        and first_link(layout, box)
        and max(likeness(layout, box, card) for card in cards[:_COMPARED]) >= _ALIKE
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
    if len(cards) > 2 or (len(cards) == 2 and likeness(layout, *cards) < _TWINS):
        return []
    return cards


class _Count:
    """How many boxes of some kind stand within a box."""

    def __init__(self, layout: Layout, tags: frozenset[str]) -> None:
        self._places = [box.position for box in layout.tagged(*tags)]

    def within(self, box: Box) -> int:
        return bisect_left(self._places, box.end) - bisect_left(self._places, box.position)


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
