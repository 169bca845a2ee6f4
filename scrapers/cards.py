"""Cards: the repeated parts of a page that each show one item, with a link and a price."""

import re
from collections import defaultdict
from itertools import accumulate, pairwise
from typing import Final

from scrapers.amounts import DASHED
from scrapers.boxes import Box
from scrapers.currency import ANY_MARK
from scrapers.layout import Layout

_MARK: Final = re.compile(ANY_MARK)
_FEWEST: Final = 3
#: Most characters of a card.
LONGEST: Final = 3_000


def find_cards(layout: Layout) -> list[list[Box]]:
    """Groups of at least three sisters that each hold a link of their own and a price, in the page's order.

    Where groups stand inside each other the innermost counts: rows of cards are no cards.
    """
    prices = list(accumulate((names_money(run.text) for run in layout.runs), initial=0))
    links = list(accumulate((box.tag == "a" and "href" in box.attrs for box in layout.boxes), initial=0))
    families: dict[tuple[int, str, str], list[Box]] = defaultdict(list)
    for box in layout.boxes:
        if (
            box.parent is not None
            and not box.hidden
            and prices[box.last] > prices[box.first]
            and links[box.end] > links[box.position]
            and layout.length(box) <= LONGEST
        ):
            names = box.attrs.get("class", "").split()
            families[box.parent.position, box.tag, names[0] if names else ""].append(box)
    groups: list[list[Box]] = []
    taken = [False] * (len(layout.boxes) + 1)
    for _, sisters in sorted(families.items(), reverse=True):
        own = [box for box in sisters if not any(taken[box.position : box.end])]
        if len(own) >= _FEWEST and _have_own_links(layout, own) and _made_alike(layout, own):
            groups.append(own)
            for box in own:
                taken[box.position] = True
    return sorted(groups, key=lambda group: group[0].position)


def names_money(text: str) -> bool:
    """Whether a text is a price or the currency sign of one."""
    if len(text) > 60 or (len(text) > 5 and not any(char.isdigit() for char in text)):
        return False
    return bool(_MARK.search(text) or DASHED.search(text))


def _have_own_links(layout: Layout, boxes: list[Box]) -> bool:
    """Whether most of the boxes lead somewhere else than the others."""
    targets = {first_link(layout, box, own=True) for box in boxes} - {None}
    return len(targets) * 5 >= len(boxes) * 4


def _made_alike(layout: Layout, boxes: list[Box]) -> bool:
    """Whether most of the boxes are built as the one before: made by one template, not just neighbours."""
    built = [structure(layout, each) for each in boxes]
    alike = sum(are_alike(one, other) for one, other in pairwise(built))
    return alike * 5 >= (len(boxes) - 1) * 3


def structure(layout: Layout, box: Box) -> frozenset[tuple[str, str]]:
    """What a box is built of: tags with their classes."""
    return frozenset((inner.tag, inner.attrs.get("class", "")[:30]) for inner in layout.inside(box)[:80])


def are_alike(one: frozenset[tuple[str, str]], other: frozenset[tuple[str, str]]) -> bool:
    """Whether two boxes share at least half of what they are built of."""
    return len(one & other) * 2 >= len(one | other)


def first_link(layout: Layout, box: Box, *, own: bool = False) -> str | None:
    """The address of the first link in a box that leads to another page; with `own`, perhaps to this one."""
    for inner in [box, *layout.inside(box)]:
        if inner.tag == "a" and (target := layout.link(inner.attrs.get("href"))) and (own or target != layout.url):
            return target
    return None
