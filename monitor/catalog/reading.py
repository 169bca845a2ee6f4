"""What a folded title says beside its chips: the phrases of the word lists, and what these stand beside."""

import re
from collections.abc import Iterator

from monitor.catalog import clues
from monitor.catalog.phrases import Hit
from scrapers.late import late

_CLAUSE_END = late(r"[,;|()]|\s-\s")


class Reading:
    """One title: its folded text, the hits of each word list in order, and the signs of what else it may have."""

    __slots__ = ("_context", "hits", "signs", "text")

    def __init__(self, text: str, hits: dict[str, list[Hit]], signs: list[str]) -> None:
        self.text = text
        self.hits = hits
        self.signs = signs
        self._context: list[tuple[int, int]] | None = None

    @property
    def says_card(self) -> bool:
        """Whether the title calls the item a graphics card, or names graphics memory."""
        return "CARD" in self.hits

    def sold(self, kind: str) -> Iterator[Hit]:
        """The phrases of a list that are neither denied nor only where the card comes from."""
        for hit in self.hits.get(kind, ()):
            if not self.denied(hit.start, hit.end) and not self.from_elsewhere(hit.start, hit.end):
                yield hit

    def places(self, clue: clues.Clue) -> Iterator[re.Match[str]]:
        """The places of a clue that are not only where the card comes from."""
        return (found for found in clue.all(self.text, self.signs) if not self.from_elsewhere(*found.span()))

    def clue(self, clue: clues.Clue) -> re.Match[str] | None:
        """The first of them."""
        return next(self.places(clue), None)

    def denied(self, start: int, end: int) -> bool:
        """Whether what stands at start:end is said not to be: "no artifacts", "artefakt yok"."""
        if self.before("NO", start, words=1):
            return True
        return any(no.start >= end and not self.text[end : no.start].strip(" (") for no in self.hits.get("NOT", ()))

    def from_elsewhere(self, start: int, end: int) -> bool:
        """Whether it is only where the card comes from, what it ran in or is meant for: "tested in my i7 rig"."""
        if any(fine.start <= start and end <= fine.end for fine in self.hits.get("FINE", ())):
            return True
        if self._context is None:
            self._context = [found.span() for found in clues.CONTEXT.finditer(self.text)]
        if any(begin <= start < stop for begin, stop in self._context):
            return True
        if clues.CONTEXT_AFTER.match(self.text, end) or clues.MEANT_AFTER.match(self.text, end):
            return True
        return self.before("FOR", start, words=3) is not None

    def comes_with_it(self, hit: Hit, start: int | None = None) -> bool:
        """Whether it comes with a card or is absent: "with backplate", "fan included", "no box".

        `start` says where the words begin of which the hit is the last, if not with itself.
        """
        start = hit.start if start is None else start
        before = self.text[max(0, start - 3) : start]
        return bool(
            "+" in before
            or "&" in before
            or clues.INCLUDED.match(self.text, hit.end)
            or self.before("WITH", start, words=3)
            or self.before("INCLUDED", start, words=3)
            or self.behind("INCLUDED", hit.end, words=1)
            or clues.FITTED.search(self.text, max(0, start - 30), start)
            or self.denied(hit.start, hit.end)
        )

    def all_there_is(self, hit: Hit) -> bool:
        """Whether the title says that this is all that is sold: "just the box", "fan only"."""
        only = self.before("ONLY", hit.start, words=3) or self.behind("ONLY", hit.end, words=1)
        return only is not None and not self.denied(hit.start, hit.end)

    def before(self, kind: str, at: int, *, words: int) -> Hit | None:
        """The nearest hit of a list before `at`, with at most so many words and no end of a clause between."""
        for hit in reversed(self.hits.get(kind, ())):
            if hit.end <= at:
                return hit if _near(self.text[hit.end : at], words) else None
        return None

    def behind(self, kind: str, at: int, *, words: int) -> Hit | None:
        """The nearest hit of a list behind `at`, with at most so many words and no end of a clause between."""
        for hit in self.hits.get(kind, ()):
            if hit.start >= at:
                return hit if _near(self.text[at : hit.start], words) else None
        return None

    def asked_for(self, hit: Hit) -> bool:
        """Whether the card only needs it: "needs a good 850 W power supply"."""
        before = self.text[max(0, hit.start - 60) : hit.start]
        clause = _CLAUSE_END.split(before)[-1]
        return bool(clues.NEEDS.search(clause) or clues.ASKED_AFTER.match(self.text, hit.end))

    def in_clause_of(self, last: int, hit: Hit) -> bool:
        """Whether a hit stands before `last`, where the last chip ends, or in the same clause behind it."""
        return hit.start < last or not _CLAUSE_END.search(self.text, last, hit.start)

    def card_ending_at(self, start: int) -> Hit | None:
        """The words right before `start`, if they say graphics card: "graphics card | holder"."""
        for hit in self.hits.get("CARD", ()):
            if hit.end <= start and not hit.words.startswith("gddr") and not self.text[hit.end : start].strip(" -'s"):
                return hit
        return None

    def only_names_card(self, start: int, end: int) -> bool:
        """Whether nothing but words for graphics cards and their vendors stands there."""
        rest = self.text[start:end]
        for card in self.hits.get("CARD", ()):
            if start <= card.start and card.end <= end:
                rest = rest.replace(card.words, " ")
        return not clues.VENDOR_WORDS.sub(" ", rest).strip(" -'\"")


def _near(between: str, words: int) -> bool:
    return len(between.split()) <= words and not _CLAUSE_END.search(between)
