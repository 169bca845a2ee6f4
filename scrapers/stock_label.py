"""Words that only name what is told of stock beside them: the "Available" of a row whose value is "On request"."""

from typing import Final

from scrapers.boxes import Box, Run, words_in
from scrapers.layout import Layout
from scrapers.offer import Stock
from scrapers.stock import read_stock

_TAGS: Final = words_in("dt th h2 h3 h4 h5 h6")
_WORDS: Final = words_in("title label heading caption key")
_VALUE_TAGS: Final = words_in("dd td")
_VALUE_WORDS: Final = words_in("value content state status")
_LONGEST: Final = 110
_LONGEST_VALUE: Final = 40


def as_label(layout: Layout, run: Run, box: Box, text: str) -> str:
    """The text of a box with a colon behind the bare word in a label, so that what stands behind it says how it is.

    Args:
        layout: the page.
        run: the first text in the box.
        box: what is being read.
        text: all of its text.
    """
    label = next((each for each in run.box.upwards() if box.holds(each) and _is_label(each)), None)
    if label is None:
        return text
    word = layout.text(label)
    if word.endswith(":") or not text.startswith(word) or not _is_bare(word):
        return text
    rest = text[len(word) :].strip()
    if rest:
        return text if rest.startswith(":") else f"{word}: {rest}"
    return f"{word}:" if _has_value(layout, label) else text


def with_label(layout: Layout, box: Box, text: str) -> str | None:
    """A text with the label that ends right before it in the same part: "Dispo web:", "Entre 7/15 jours"; None without one."""
    if box.parent is None or not box.first or len(text) > _LONGEST_VALUE:
        return None
    before = layout.runs[box.first - 1]
    label = before.text.strip()
    if not label.endswith(":") or len(label) > _LONGEST_VALUE or before.box.hidden or not box.parent.holds(before.box):
        return None
    return f"{label} {text}"


def _is_label(box: Box) -> bool:
    return box.tag in _TAGS or not box.words.isdisjoint(_WORDS)


def _is_bare(word: str) -> bool:
    """Whether a word says that an item can be had only where nothing stands behind it."""
    return read_stock(word) is Stock.IN_STOCK and read_stock(f"{word}: ?") is None


def _has_value(layout: Layout, label: Box) -> bool:
    """Whether the part that follows a label is its value: it is called one, or speaks of stock."""
    following = next((box for box in _behind(layout, label) if box.last > box.first and not box.hidden), None)
    if following is None:
        return False
    if following.tag in _VALUE_TAGS or not following.words.isdisjoint(_VALUE_WORDS):
        return True
    return layout.length(following) <= _LONGEST and read_stock(layout.text(following)) is not None


def _behind(layout: Layout, label: Box) -> list[Box]:
    """The sisters that follow a box."""
    around = label.parent
    if around is None:
        return []
    return [box for box in layout.boxes[label.end : around.end] if box.parent is around]
