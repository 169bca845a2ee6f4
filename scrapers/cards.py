"""Cards: the repeated parts of a page that each show one item, with a link and a price."""

from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from scrapers.amounts import DASHED
from scrapers.boxes import Box
from scrapers.currency import ANY_MARK
from scrapers.late import late
from scrapers.layout import Layout, once_per_layout

_MARK: Final = late(ANY_MARK)
_DIGIT: Final = late(r"\d")
#: Fewer sisters are no cards, unless the page is known to be a list.
FEWEST: Final = 3
#: Most characters of a card.
LONGEST: Final = 3_000
#: What class names add to say where among its sisters a card stands.
_PLACED: Final = late(r"(?:(?:\A|[-_])(?:first|last|odd|even|alt\w*|active|current|selected|item-?\d+)|[-_]?\d+)\Z")
_ALIKE: Final = 0.5
_TWINS: Final = 0.7
#: A place with more kinds of sisters than this holds no row of cards.
_MOST_KINDS: Final = 8


@once_per_layout
def find_cards(layout: Layout, fewest: int = FEWEST) -> list[list[Box]]:
    """Groups of at least three sisters that each hold a link of their own and a price, in the page's order.

    With `fewest` two sisters are enough where a page is known to be a list. Where groups stand inside each other the
    innermost counts: rows of cards are no cards.
    """
    able = _with_price_and_link(layout)
    groups: list[list[Box]] = []
    taken = [False] * (len(layout.boxes) + 1)
    for sisters in _families(layout, able, fewest):
        own = [box for box in sisters if True not in taken[box.position : box.end]]
        if len(own) >= fewest and _have_own_links(layout, own) and _made_alike(layout, own):
            groups.append(own)
            for box in own:
                taken[box.position] = True
    return sorted(groups, key=lambda group: group[0].position)


@once_per_layout
def _with_price_and_link(layout: Layout) -> list[Box]:
    """The parts of a page, up to the longest that a card may be, that hold a price and a link, in the page's order."""
    links = [box.position for box in layout.tagged("a") if "href" in box.attrs]
    seen: set[int] = set()
    found: list[Box] = []
    for run in layout.runs:
        if run.box.hidden or not names_money(run.text):
            continue
        for box in run.box.upwards():
            if box.position in seen or box.parent is None or layout.length(box) > LONGEST:
                break
            seen.add(box.position)
            if bisect_left(links, box.end) > bisect_left(links, box.position):
                found.append(box)
    return sorted(found, key=lambda box: box.position)


def _families(layout: Layout, boxes: list[Box], fewest: int) -> list[list[Box]]:
    """Boxes of one kind in one place, the innermost first. Where a place has too few, its neighbours' are added to them."""
    sisters: dict[tuple[int, str, str], list[Box]] = defaultdict(list)
    found: list[list[Box]] = []
    full: dict[tuple[int, tuple[str, str], str, str], list[Box]] = {}
    cousins: dict[tuple[int, str, str], list[list[Box]]] = defaultdict(list)
    for box in boxes:
        if box.parent is not None:
            sisters[box.parent.position, *build(box)].append(box)
    for (place, tag, name), family in _with_half_sisters(layout, sisters).items():
        row = layout.boxes[place]
        if row.parent is None:
            found.append(family)
        elif len(family) >= fewest:
            found.append(family)
            full[row.parent.position, build(row), tag, name] = family
        elif above := full.get((row.parent.position, build(row), tag, name)):
            above += family  # the last row of a grid is seldom full
        else:
            cousins[row.parent.position, tag, name].append(family)
    # One in each place is not a row of cards but a part of each card.
    found += [list(chain(*families)) for families in cousins.values() if max(map(len, families)) > 1]
    return sorted(found, key=lambda family: family[0].position, reverse=True)


def _with_half_sisters(
    layout: Layout, families: dict[tuple[int, str, str], list[Box]]
) -> dict[tuple[int, str, str], list[Box]]:
    """Families with those added that are built alike and only named otherwise: "span4 card" and "card span4"."""
    merged: dict[tuple[int, str, str], list[Box]] = {}
    by_place: dict[tuple[int, str], list[tuple[int, str, str]]] = defaultdict(list)
    for key, family in families.items():
        place = by_place[key[:2]]
        compared = place[:_MOST_KINDS]
        like = next((other for other in compared if likeness(layout, merged[other][0], family[0]) >= _TWINS), None)
        if like is None:
            place.append(key)
            merged[key] = list(family)
        else:
            merged[like] = sorted([*merged[like], *family], key=lambda box: box.position)
    return merged


def build(box: Box) -> tuple[str, str]:
    """What a box is made as: its tag and its first class that does not say where among its sisters it stands."""
    return box.tag, _lasting(box.attrs.get("class", "")[:300])


@lru_cache(maxsize=2_000)
def _lasting(classes: str) -> str:
    names = (_PLACED.sub("", name) for name in classes.split())
    return next((name for name in names if name), "")


def names_money(text: str) -> bool:
    """Whether a text is a price or the currency sign of one."""
    if len(text) > 60 or (len(text) > 5 and not _DIGIT.search(text)):
        return False
    return bool(_MARK.search(text) or DASHED.search(text))


def _have_own_links(layout: Layout, boxes: list[Box]) -> bool:
    """Whether most of the boxes lead somewhere else than the others."""
    targets = {first_link(layout, box, own=True) for box in boxes} - {None}
    return len(targets) * 5 >= len(boxes) * 4


def _made_alike(layout: Layout, boxes: list[Box]) -> bool:
    """Whether most of the boxes are built as the one before: made by one template, not just neighbours."""
    alike = sum(likeness(layout, one, other) >= _ALIKE for one, other in pairwise(boxes))
    return alike * 5 >= (len(boxes) - 1) * 3


def likeness(layout: Layout, one: Box, other: Box) -> float:
    """How much of what two boxes are built of is the same, from 0 to 1."""
    first, second = _parts(layout, one), _parts(layout, other)
    return len(first & second) / len(first | second) if first or second else 1.0


def _parts(layout: Layout, box: Box) -> frozenset[tuple[str, str]]:
    return frozenset((inner.tag, inner.attrs.get("class", "")[:30]) for inner in layout.inside(box)[:80])


def first_link(layout: Layout, box: Box, *, own: bool = False) -> str | None:
    """The address of the first link in a box that leads to another page; with `own`, perhaps to this one."""
    for inner in [box, *layout.inside(box)]:
        if inner.tag == "a" and (target := layout.link(inner.attrs.get("href"))) and (own or target != layout.url):
            return target
    return None
