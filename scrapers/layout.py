"""A page as a reader meets it: its elements in order, and the texts between them.

What is asked about it – texts, neighbours, what stands inside what – is arithmetic on positions, so that no page,
however deep or long, costs more than its length.
"""

import re
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from scrapers.boxes import Box, Run, fold, is_fraction
from scrapers.index import Index
from scrapers.links import absolute

#: So many texts of a page are looked at for what it says of one item; pages for people have fewer in all.
MOST_TEXTS: Final = 4_000

P = ParamSpec("P")
T = TypeVar("T")


@dataclass
class Layout:
    """A page's elements and texts.

    Attributes:
        url: the address it came from.
        boxes: all elements in the page's order.
        runs: all texts that may be seen, in order; those in hidden elements included, and marked by their box.
        scripts: the texts of script elements, with the element's attributes.
        source: its text, as the parser got it.
        too_much: the page was cut where it nests deeper, or has more elements, than any page for people.
        ids: the parser's names for the elements, in the same order as `boxes`.
        kept: what `once_per_layout` remembers.
    """

    url: str
    tree: LexborHTMLParser
    source: str = ""
    boxes: list[Box] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    scripts: list[tuple[dict[str, str], str]] = field(default_factory=list)
    too_much: bool = False
    ids: list[int] = field(default_factory=list)
    kept: dict[Hashable, Any] = field(default_factory=dict)

    def box_of(self, node: LexborNode) -> Box | None:
        """The box of a node of the tree; None for a part that nobody sees."""
        return self._by_id.get(node.mem_id)

    @cached_property
    def _by_id(self) -> dict[int, Box]:
        return dict(zip(self.ids, self.boxes, strict=True))

    def text(self, box: Box, *, decimal: str = ".", sure: bool = False) -> str:
        """The text inside a box as it is seen: parts of one number joined, hidden parts left out unless all is hidden.

        With `sure` what a script shows only in some state of the box is left out too.
        """
        runs = self.runs[box.first : box.last]
        if sure:
            runs = [run for run in runs if run.box.conditions <= box.conditions]
        return self.join(runs if box.hidden else [run for run in runs if not run.box.hidden], decimal=decimal)

    def join(self, runs: list[Run], *, decimal: str = ".") -> str:
        """Join texts; two digits set small after a whole number are its decimals and get their separator."""
        parts: list[str] = []
        for run in runs:
            text = run.text
            if (
                parts
                and is_fraction(run)
                and re.search(r"\d\s*$", parts[-1])
                and not re.search(r"[.,]\d\d\s*$", parts[-1])
            ):
                parts[-1] = parts[-1].rstrip()
                parts.append(decimal + text.strip())
                continue
            if run.apart and parts:
                parts.append(" ")
            parts.append(text)
        return fold("".join(parts))

    def length(self, box: Box) -> int:
        """Number of characters inside a box, without joining them."""
        return self._lengths[box.last] - self._lengths[box.first]

    @property
    def total(self) -> int:
        """Number of characters on the page."""
        return self._lengths[-1]

    @cached_property
    def _lengths(self) -> list[int]:
        total, lengths = 0, [0]
        for run in self.runs:
            total += len(run.text)
            lengths.append(total)
        return lengths

    @cached_property
    def index(self) -> Index:
        """The boxes by tag, attribute and name."""
        return Index(self.boxes)

    def tagged(self, *tags: str) -> list[Box]:
        """All boxes of some elements, in order."""
        return self.index.tagged(*tags)

    def inside(self, box: Box) -> list[Box]:
        """All boxes inside a box, itself left out."""
        return self.boxes[box.position + 1 : box.end]

    @cached_property
    def base(self) -> str:
        """The address that links on the page are relative to."""
        for box in self.boxes:
            if box.tag == "base" and box.attrs.get("href"):
                return absolute(self.url, box.attrs["href"]) or self.url
            if box.tag == "body":
                break
        return self.url

    def link(self, href: str | None) -> str | None:
        """The absolute http(s) address a link leads to; None where it leads to no page."""
        if not href:
            return None
        if href not in self._links:
            self._links[href] = absolute(self.base, href)
        return self._links[href]

    @cached_property
    def _links(self) -> dict[str, str | None]:
        return {}

    @cached_property
    def language(self) -> str:
        """The language the page says it is in, e.g. ``de``; "" when it does not."""
        return next((box.attrs.get("lang", "") for box in self.boxes[:3] if box.tag == "html"), "")[:2].lower()

    def meta(self, *names: str) -> str | None:
        """The content of the first meta element with one of these names or properties, in the order of the names."""
        return next((self._metas[name] for name in names if name in self._metas), None)

    @cached_property
    def _metas(self) -> dict[str, str]:
        metas: dict[str, str] = {}
        for box in self.tagged("meta"):
            if content := box.attrs.get("content", "").strip():
                name = box.attrs.get("property") or box.attrs.get("name") or ""
                metas.setdefault(name.strip().lower(), content)
        return metas

    @cached_property
    def canonical(self) -> str:
        """The page's own address: what it calls canonical, where that is at the same host; else where it came from."""
        for box in self.tagged("link"):
            if box.attrs.get("rel", "").lower() == "canonical":
                named = self.link(box.attrs.get("href"))
                if named and _host(named) == _host(self.url) and urlsplit(named).path.strip("/"):
                    return named
        return self.url

    @cached_property
    def name(self) -> str:
        """The text of the title element."""
        node = self.tree.css_first("title")
        return fold(node.text()) if node else ""


def once_per_layout(look: Callable[Concatenate[Layout, P], T]) -> Callable[Concatenate[Layout, P], T]:
    """Look at each page once, however often it is asked. What was found must not be changed."""

    @wraps(look)
    def looking(layout: Layout, *arguments: P.args, **named: P.kwargs) -> T:
        key = look, arguments
        if key not in layout.kept:
            layout.kept[key] = look(layout, *arguments, **named)
        found: T = layout.kept[key]
        return found

    return cast("Callable[Concatenate[Layout, P], T]", looking)


def window(layout: Layout, near: tuple[Box, ...], width: int) -> tuple[int, int]:
    """The places of the texts at most `width` before or behind some boxes; all, where there are none. Never too many."""
    if not near:
        return 0, min(len(layout.runs), MOST_TEXTS)
    places = [box.first for box in near]
    first = max(0, min(places) - width)
    return first, min(max(places) + width, first + MOST_TEXTS)


def conditions_of(within: Box | None, near: tuple[Box, ...]) -> int:
    """Under how many conditions the item itself stands, by its card or its title: more make a part one of several."""
    return next((box.conditions for box in (within, *near) if box is not None), 0)


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").removeprefix("www.")
