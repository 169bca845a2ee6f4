"""Laying out a page: one walk over its tree."""

import re
from typing import Final

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.boxes import INLINE, Box, Run, fold_space, words_in, words_of
from scrapers.layout import Layout
from scrapers.mojibake import undo
from scrapers.page import Page

#: Elements whose text nobody reads on the page.
_UNSEEN: Final = words_in("script style noscript template svg select textarea iframe")
_STRUCK: Final = words_in("s strike del")
_STRUCK_WORDS: Final = words_in("strike strikethrough striked struck crossed")
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HIDDEN_CLASS: Final = re.compile(r"(?<!\S)(?:(?:[a-z]{1,4}-)?(?:hide|hidden)|d-none|display-none)(?!\S)")
_SHOWN_AGAIN: Final = re.compile(r"(?<!\S)(?:d-)?(?:sm|md|lg|xl|2xl)[:-](?:block|flex|grid|inline\S*|table\S*)(?!\S)")
#: Deeper than any page for people. The parser's cost grows with the square of the depth of blocks.
MAX_DEPTH: Final = 2_000
#: An amount that has its decimals, and what may continue one that has not.
_WHOLE: Final = re.compile(r"\d[.,]\d\d\Z")
_DIGITS: Final = re.compile(r"[\d\s.,'*]+")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
#: Void, or commonly left open.
_FLAT: Final = words_in(
    "area base br col dd dt embed hr img input li link meta option p source tbody td th thead tr track wbr"
)


def lay_out(page: Page) -> Layout:
    """Walk a page's tree once."""
    text, too_deep = _shallow(undo(page.text))
    tree = LexborHTMLParser(text)
    layout = Layout(url=page.url, tree=tree, too_deep=too_deep)
    if tree.root is not None:
        _walk(tree.root, layout)
    return layout


def _walk(root: LexborNode, layout: Layout) -> None:
    """Fill boxes, runs and scripts by a depth-first walk without recursion."""
    apart = False
    steps: list[tuple[LexborNode | None, Box | None]] = [(root, None)]
    while steps:
        node, around = steps.pop()
        if node is None:
            if around is not None:  # all inside it has been walked
                around.end, around.last = len(layout.boxes), len(layout.runs)
                apart = apart or around.tag not in INLINE
            continue
        if following := node.next:
            steps.append((following, around))
        if node.is_text_node and around is not None:
            apart = _add_text(layout, node.text_content or "", around, apart=apart)
        elif node.is_element_node:
            box = _add_box(layout, node, around)
            apart = apart or box.tag not in INLINE
            if box.tag not in _UNSEEN and (child := node.child):
                steps += [(None, box), (child, box)]


def _add_text(layout: Layout, text: str, box: Box, *, apart: bool) -> bool:
    """Note a text, and say whether the next one stands apart from it."""
    if not text or text.isspace():
        return apart or bool(text)
    if box.tag == "title":
        return apart
    folded = fold_space(text)
    layout.runs.append(Run(folded, box, len(layout.runs), apart or _begins_anew(layout, folded, box)))
    return False


def _begins_anew(layout: Layout, text: str, box: Box) -> bool:
    """Whether a text and the one before it are words of two sisters, which only a style sheet keeps apart.

    ``<span>549 TL</span><span>KDV dahil</span>`` are two words; digits of two sisters may still be one number.
    """
    before = layout.runs[-1] if layout.runs else None
    if before is None or not (before.text[-1].isalnum() and text[0].isalnum()):
        return False
    if before.text[-1].isdigit() and text[0].isdigit() and not _WHOLE.search(before.text) and _DIGITS.fullmatch(text):
        return False
    return before.box not in box.upwards() and box not in before.box.upwards()


def _add_box(layout: Layout, node: LexborNode, around: Box | None) -> Box:
    attrs = {name: value or "" for name, value in node.attributes.items()}
    position, first = len(layout.boxes), len(layout.runs)
    box = Box(node.tag or "", attrs, around, position, end=position + 1, first=first, last=first)
    box.hidden = (around is not None and around.hidden) or _says_hidden(attrs)
    box.struck = (around is not None and around.struck) or _says_struck(box.tag, attrs)
    layout.add(box, node)
    if box.tag == "script":
        layout.scripts.append((attrs, node.text() or ""))
    return box


def _says_hidden(attrs: dict[str, str]) -> bool:
    if "hidden" in attrs or _HIDDEN_STYLE.search(attrs.get("style", "")[:500]):
        return True
    names = attrs.get("class", "")[:1000]
    return bool(_HIDDEN_CLASS.search(names)) and not _SHOWN_AGAIN.search(names)


def _says_struck(tag: str, attrs: dict[str, str]) -> bool:
    if tag in _STRUCK or "line-through" in attrs.get("style", "")[:500].lower():
        return True
    names = attrs.get("class", "")[:400]
    return bool(names) and ("line-through" in names or bool(words_of(names) & _STRUCK_WORDS))


def _shallow(text: str) -> tuple[str, bool]:
    """Cut a text where its tags nest deeper than `MAX_DEPTH`."""
    if text.count("<") <= MAX_DEPTH:
        return text, False
    depth = 0
    for tag in _TAG.finditer(text):
        if tag[2].lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if tag[1] else depth + 1
        if depth > MAX_DEPTH:
            return text[: tag.start()], True
    return text, False
