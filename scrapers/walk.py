"""Laying out a page: one walk over its tree."""

import re
from functools import lru_cache
from itertools import islice
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.boxes import INLINE, Box, Run, fold_space, words_in, words_of
from scrapers.late import late
from scrapers.layout import Layout
from scrapers.mojibake import undo
from scrapers.page import Page

#: Elements whose text nobody reads on the page.
_UNSEEN: Final = words_in("script style noscript template svg select textarea iframe")
_STRUCK: Final = words_in("s strike del")
_STRUCK_WORDS: Final = words_in("strike strikethrough striked struck crossed")
_HIDDEN_STYLE: Final = late(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS: Final = late(r"(?<!\S)(?:(?:[a-z]{1,4}-)?(?:hide|hidden)|d-none|display-none)(?!\S)")
_SHOWN_AGAIN: Final = late(r"(?<!\S)(?:d-)?(?:sm|md|lg|xl|2xl)[:-](?:block|flex|grid|inline\S*|table\S*)(?!\S)")
#: Attributes by which templates show a part in some state only.
_CONDITIONS: Final = words_in(
    "v-show v-if v-else v-else-if ng-show ng-if ng-hide data-ng-show data-ng-if data-ng-hide x-show x-if *ngif"
)
#: Attributes that may say whether, or how, an element is shown.
_STATES: Final = _CONDITIONS | {"hidden", "style", "data-bind"}
_BOUND: Final = late(r"(?<![\w.])(?:visible|hidden|ifnot|if)\s*:", re.IGNORECASE)
#: What fills a hole of a template is not there yet.
_HOLE: Final = "{{"
_NO_WORDS: Final[frozenset[str]] = frozenset()
#: Deeper than any page for people. The parser's cost grows with the square of the depth of blocks.
MAX_DEPTH: Final = 2_000
#: More elements than any page for people: several times those of the longest lists.
MAX_BOXES: Final = 20_000
#: An amount that has its decimals, and what may continue one that has not.
_WHOLE: Final = late(r"\d[.,]\d\d\Z")
_DIGITS: Final = late(r"[\d\s.,'*]+")
_PART: Final = 16_384
#: Opening and closing ones; scripts hold some more.
_MOST_TAGS: Final = 4 * MAX_BOXES
_TAG: Final = late(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Void, or commonly left open.
_FLAT: Final = words_in(
    "area base br col dd dt embed hr img input li link meta option p source tbody td th thead tr track wbr"
)


def lay_out(page: Page) -> Layout:
    """Walk a page's tree once."""
    utf8 = page.body if page.encoding == "utf-8" else None
    text, too_much = _shallow(undo(page.text, utf8))
    tree = LexborHTMLParser(text)
    layout = Layout(url=page.url, tree=tree, source=text, too_much=too_much)
    if tree.root is not None:
        _walk(tree.root, layout)
    return layout


def _walk(root: LexborNode, layout: Layout) -> None:  # noqa: C901, PLR0912 - one tight loop
    """Fill boxes, runs and scripts by a depth-first walk without recursion.

    Half of the cost of reading a page is spent here, so the loop asks the parser for nothing twice.
    """
    boxes, runs, ids = layout.boxes, layout.runs, layout.ids
    apart = False
    #: Elements whose inside is being walked, with their boxes.
    outer: list[tuple[LexborNode, Box | None]] = []
    node: LexborNode | None = root
    box: Box | None = None
    while node is not None:
        if len(boxes) == MAX_BOXES:
            layout.too_much = True
            break
        child = None
        tag = node.tag or "-"
        if tag == "-text":
            if box is not None and (text := node.text_content):
                apart = True if text.isspace() else _add_text(runs, text, box, apart=apart)
        elif tag[0] != "-":  # neither a comment nor a declaration
            inner = _box(node, tag, box, len(boxes), len(runs))
            boxes.append(inner)
            ids.append(node.mem_id)
            apart = apart or tag not in INLINE
            if tag == "script":
                layout.scripts.append((inner.attrs, node.text() or ""))
            if tag not in _UNSEEN:
                child = node.child
                if child is not None:
                    outer.append((node, box))
                    node, box = child, inner
        if child is None:
            while (following := node.next) is None and outer:
                if box is not None:  # all inside it has been walked
                    box.end, box.last = len(boxes), len(runs)
                    apart = apart or box.tag not in INLINE
                node, box = outer.pop()
            node = following
    for _, left_open in (*outer, (root, box)):  # the walk was broken off inside them
        if left_open is not None:
            left_open.end, left_open.last = len(boxes), len(runs)


def _add_text(runs: list[Run], text: str, box: Box, *, apart: bool) -> bool:
    """Note a text, and say whether the next one stands apart from it."""
    if box.tag == "title":
        return apart
    if _HOLE in text:
        return True
    folded = fold_space(text)
    runs.append(Run(folded, box, len(runs), apart or (bool(runs) and _begins_anew(runs[-1], folded, box))))
    return False


def _begins_anew(before: Run, text: str, box: Box) -> bool:
    """Whether a text and the one before it are words of two sisters, which only a style sheet keeps apart.

    ``<span>549 TL</span><span>KDV dahil</span>`` are two words; digits of two sisters may still be one number.
    """
    last, first = before.text[-1], text[0]
    if not (last.isalnum() and first.isalnum()):
        return False
    if last.isdigit() and first.isdigit() and not _WHOLE.search(before.text) and _DIGITS.fullmatch(text):
        return False
    return before.box not in box.upwards() and box not in before.box.upwards()


def _box(node: LexborNode, tag: str, around: Box | None, position: int, first: int) -> Box:
    """An element, with what its attributes say of how it looks."""
    hidden, struck, conditions = False, False, 0
    if around is not None:
        hidden, struck, conditions = around.hidden, around.struck, around.conditions
    if tag in _STRUCK:
        struck = True
    words = _NO_WORDS
    attrs: dict[str, str] = node.attributes  # type: ignore[assignment] # no value is None after the next lines
    if attrs:
        if None in attrs.values():
            attrs = {name: value or "" for name, value in attrs.items()}
        if not _STATES.isdisjoint(attrs):
            hidden = hidden or "hidden" in attrs
            if not _CONDITIONS.isdisjoint(attrs) or _BOUND.search(attrs.get("data-bind", "")):
                conditions += 1
            if style := attrs.get("style", "")[:500].lower():
                hidden = hidden or bool(_HIDDEN_STYLE.search(style))
                struck = struck or "line-through" in style
        if names := attrs.get("class"):
            unseen, crossed, words = _looks(names[:1000])
            hidden, struck = hidden or unseen, struck or crossed
        if name := attrs.get("id"):
            words = words_of(f"{names or ''} {name}"[:400])
    return Box(tag, attrs, around, position, position + 1, first, first, hidden, struck, words, conditions)


@lru_cache(maxsize=4_000)
def _looks(names: str) -> tuple[bool, bool, frozenset[str]]:
    """Whether class names say that an element is hidden, and that it is struck through; and their words."""
    hidden = bool(_HIDDEN_CLASS.search(names)) and not _SHOWN_AGAIN.search(names)
    words = words_of(names[:400])
    return hidden, "line-through" in names[:400] or not words.isdisjoint(_STRUCK_WORDS), words


def _shallow(text: str) -> tuple[str, bool]:
    """Cut a text where its tags nest deeper than `MAX_DEPTH`."""
    if _is_shallow(text):
        return _short(text)
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return text[: tag.start()], True
    return _short(text)


def _short(text: str) -> tuple[str, bool]:
    """Cut a text behind so many tags that the walk would never come there; the parser need not either."""
    if text.count("<") <= _MOST_TAGS:
        return text, False
    tag = next(islice(_TAG.finditer(text), _MOST_TAGS, None), None)
    return (text[: tag.start()], True) if tag else (text, False)


def _is_shallow(text: str) -> bool:
    """Whether a count of the tags that open and close shows already that they cannot nest too deep anywhere."""
    depth = 0
    for start in range(0, len(text), _PART):
        part_end = start + _PART
        closed = text.count("</", start, part_end)
        opened = text.count("<", start, part_end) - closed
        if depth + opened > MAX_DEPTH:
            return False
        depth = max(0, depth + opened - closed)
    return True
