"""The title of the item that a page is about."""

from functools import lru_cache
from typing import Final
from urllib.parse import urlsplit

from scrapers.boxes import Box, fold, words_in
from scrapers.late import late
from scrapers.layout import Layout

_WORD: Final = late(r"\w+")
_PARTING: Final = late(r"\s+[|–—·•»:-]\s+|\s*[|»]\s*|:\s+")
_TITLE_WORDS: Final = words_in("title name heading productname producttitle headline")
_LONGEST: Final = 400
#: So many words, and so much in common, make a text the page's name.
_TELLING: Final = 3
_SAME: Final = 0.6
_LIKE: Final = 0.6


@lru_cache(maxsize=2_000)
def words(text: str) -> frozenset[str]:
    """The words of a title, for comparing."""
    return frozenset(_WORD.findall(text.casefold()))


def likeness(one: str, other: str) -> float:
    """How much of the shorter title's words stand in the other one, from 0 to 1."""
    first, second = words(one), words(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def title_box(layout: Layout, names: list[str]) -> Box | None:
    """The heading that shows the item's title: of those that are seen, the one most like the page's own names for it.

    Args:
        layout: the page.
        names: what title element, OpenGraph and embedded data call the item.
    """
    best: tuple[float, Box] | None = None
    index = layout.index
    for box in index.in_order(layout.tagged("h1", "h2"), index.having("itemprop"), index.named(_TITLE_WORDS)):
        is_heading = box.tag in {"h1", "h2"} or box.attrs.get("itemprop") == "name"
        titled = not box.words.isdisjoint(_TITLE_WORDS) and box.tag not in {"a", "body", "html"}
        if box.hidden or not (is_heading or titled):
            continue
        if not 2 < layout.length(box) <= _LONGEST:
            continue
        text = layout.text(box)
        alike = max((likeness(text, name) * min(1.0, len(words(text)) / 2) for name in names), default=0.0)
        score = alike + (0.6 if box.tag == "h1" else 0.1 * is_heading) + min(0.2, len(text) / 500)
        if (alike >= _LIKE or (box.tag == "h1" and not names)) and (best is None or score > best[0] + 1e-9):
            best = (score, box)
    if best:
        return best[1]
    first = next((box for box in layout.tagged("h1") if layout.length(box) > 2), None)
    if first is None or (names and not any(likeness(layout.text(first), name) for name in names)):
        return _naming_text(layout, names) or first
    return first


def _naming_text(layout: Layout, names: list[str]) -> Box | None:
    """A text that says just what the page is called, where no heading does."""
    telling = [words(name) for name in names if len(words(name)) >= _TELLING]
    for run in layout.runs:
        if run.box.hidden or len(run.text) > _LONGEST or run.box.tag in {"a", "li", "option"}:
            continue
        said = words(run.text)
        if len(said) >= _TELLING and any(len(said & name) >= _SAME * len(said | name) for name in telling):
            return run.box
    return None


def page_names(layout: Layout) -> list[str]:
    """What the page's head calls the item."""
    return [name for name in (layout.name, fold(layout.meta("og:title", "twitter:title") or "")) if name]


def without_site(name: str, url: str) -> str:
    """A page's name without the shop's: "Card X | Shop" is "Card X"."""
    labels = [label for label in (urlsplit(url).hostname or "").split(".") if len(label) > 2]
    pieces = _PARTING.split(name)
    kept = [piece for piece in pieces if not any(label in "".join(_WORD.findall(piece.casefold())) for label in labels)]
    if not kept or len(kept) == len(pieces):
        return name
    start = name.find(kept[0])
    return name[start : name.rfind(kept[-1]) + len(kept[-1])].strip()
