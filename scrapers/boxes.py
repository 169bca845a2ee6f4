"""The pieces of a page: its elements, and the texts in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from scrapers.late import late


def words_in(text: str) -> frozenset[str]:
    """The words of a constant written as one text."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a constant written as one text, parted by lines and bars."""
    return tuple(phrase.strip() for line in text.splitlines() for phrase in line.split("|") if phrase.strip())


#: Elements that stand within a line of text.
INLINE: Final = words_in(
    "a abbr b bdi bdo big cite code data del dfn em font i ins kbd label mark output q s samp small span strike strong "
    "sub sup time tt u var wbr"
)
_WORD: Final = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SPACE: Final = late(r"\s+")
_FRACTION_WORDS: Final = words_in("fraction cent cents decimal decimals mantissa penny pence minor")


@dataclass(slots=True, eq=False)
class Box:
    """One element.

    Attributes:
        tag: its name in lower case.
        attrs: its attributes; one without value is "".
        parent: the element around it.
        position: its place among all boxes, in the page's order.
        end: place after the last box inside it.
        first, last: the texts inside it are ``runs[first:last]``.
        hidden: the page's own markup says that it is not shown.
        struck: its text is struck through.
        conditions: how many elements, itself and around it, a script shows only in some state: ``v-if``, ``ng-show``.
        words: the words its class and id are made of, in lower case.
    """

    tag: str
    attrs: dict[str, str]
    parent: "Box | None"
    position: int
    end: int = 0
    first: int = 0
    last: int = 0
    hidden: bool = False
    struck: bool = False
    words: frozenset[str] = frozenset()
    conditions: int = 0

    def holds(self, other: "Box") -> bool:
        """Whether `other` is this box or stands inside it."""
        return self.position <= other.position < self.end

    @property
    def block(self) -> "Box":
        """The smallest element around a text in this box that stands in lines of its own; the box where there is none."""
        return next((outer for outer in self.upwards() if outer.tag not in INLINE), self)

    def upwards(self) -> Iterator["Box"]:
        """Yield the box itself, then all around it."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent


@dataclass(slots=True, eq=False)
class Run:
    """A piece of text as it stands: white space folded, kept at the ends where it parts words."""

    text: str
    box: Box
    position: int
    apart: bool


def is_fraction(run: Run) -> bool:
    """Whether a text is two digits set small: the decimals of the number before it."""
    if not re.fullmatch(r"\s*\d\d\s*", run.text):
        return False
    return run.box.tag in {"sup", "sub", "small"} or bool(run.box.words & _FRACTION_WORDS)


@lru_cache(maxsize=8_000)
def words_of(names: str) -> frozenset[str]:
    """The words that class names and ids are made of, in lower case: ``btnAddToCart`` has four."""
    return frozenset(word.lower() for word in _WORD.findall(names))


def fold_space(text: str) -> str:
    """Fold white space of all kinds into single spaces."""
    if text.isprintable() and "  " not in text:
        return text  # only plain spaces are printable, and each stands alone: as most texts are
    return _SPACE.sub(" ", text)


def fold(text: str) -> str:
    """Fold white space of all kinds into single spaces, and none at the ends."""
    return fold_space(text).strip()
