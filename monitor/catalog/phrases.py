"""Finding the phrases of word lists in a folded title, all in one pass."""

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

import ahocorasick_rs

from scrapers.late import late

_SPACELESS = late("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # Thai, kana, han, hangul
_HANGUL = late("[\uac00-\ud7af]")
# What parts words: a title of words alone, each letter where it was.
_WORDS_ONLY = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(
    map(ord, "、。・,!?:;()[]【】「」『』〔〕《》〈〉|~·•…«»°★☆✅❗"), " "
)
_ASCII_WORDS_ONLY = bytes(code if chr(code).isalnum() else 32 for code in range(128)) + bytes(range(128, 256))
_GIGABYTES = late(r"\s?gb?(?!\w)")


class Hit(NamedTuple):
    """A phrase as it stands in a text, at start:end; `kind` is the word list that has it."""

    kind: str
    start: int
    end: int
    words: str


class Phrases:
    """Finds the phrases of several word lists.

    A list is a text of phrases parted by white space; in a phrase `_` stands for a space, a hyphen or nothing, a `*` at an
    end for any letters there. Words stand alone; in scripts without spaces they stand anywhere, but for words of one letter.
    Of phrases within each other the longest counts, of the same phrase in two lists the list named first. Raises
    ValueError for a phrase without letters and digits.
    """

    def __init__(self, lists: Mapping[str, str]) -> None:
        patterns: dict[str, _Pattern] = {}
        for kind, phrase, pattern in _patterns_of(lists):
            lead, trail = pattern[0] != " ", 1 + (pattern[-1] == " ")
            numbered = pattern.rstrip()[-1].isdecimal()
            patterns.setdefault(pattern, _pattern(kind, lead, trail, phrase.endswith("*"), numbered))
        self._patterns = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(patterns)

    def find(self, text: str) -> dict[str, list[Hit]]:
        """The hits in folded text by list, each list's in order."""
        spaced = _spaced(text)
        matches = self._automaton.find_matches_as_indexes(spaced, overlapping=True)
        if not matches:
            return {}
        spans = []
        for index, start, end in matches:
            _, lead, trail, open_ended, numbered = self._patterns[index]
            end = spaced.index(" ", end - 1) - 1 if open_ended else end - trail  # noqa: PLW2901 - of the text now
            if not (numbered and _GIGABYTES.match(text, end)):  # "Nitro 16 GB" is no Nitro 16
                spans.append((start - lead, -end, index))
        hits: dict[str, list[Hit]] = {}
        reach = 0
        for start, minus_end, index in sorted(spans):  # of one start the longest first
            if -minus_end > reach:  # else it stands within a longer one
                reach = -minus_end
                kind = self._patterns[index].kind
                hits.setdefault(kind, []).append(Hit(kind, start, reach, text[start:reach]))
        return hits


class Signs:
    """Finds which word lists have a phrase in a text, not where: faster than `Phrases`, and a phrase may be in several."""

    def __init__(self, lists: Mapping[str, str]) -> None:
        patterns: dict[str, list[str]] = {}
        for kind, _, pattern in _patterns_of(lists):
            patterns.setdefault(pattern, []).append(kind)
        self._kinds = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(patterns)

    def find(self, text: str) -> list[str]:
        """The lists that have a phrase in folded text, in the order in which the phrases end."""
        matches = self._automaton.find_matches_as_indexes(_spaced(text), overlapping=True)
        return [kind for index, _, _ in matches for kind in self._kinds[index]]


class _Pattern(NamedTuple):
    """What is looked for of a phrase. A pattern stands one place further in the spaced text than the phrase in the text.

    `lead` is 1 if no space opens the pattern, `trail` the places between its end and the phrase's.
    """

    kind: str
    lead: int
    trail: int
    open_ended: bool
    numbered: bool


_pattern = cache(_Pattern)  # tens of thousands of phrases have some hundred of them


@lru_cache(maxsize=16)  # one title is read with several lists
def _spaced(text: str) -> str:
    """The text's words set apart by spaces, each letter one place behind where it was."""
    if text.isascii():  # the same three times as fast
        return f" {text.encode().translate(_ASCII_WORDS_ONLY).decode()} "
    return f" {text.translate(_WORDS_ONLY)} "


def _patterns_of(lists: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Each list's name, phrases and what to look for of them."""
    for kind, text in lists.items():
        for phrase in text.split():
            for pattern in _patterns(phrase):
                yield kind, phrase, pattern


def _patterns(phrase: str) -> set[str]:
    """What to look for: each phrase with its spaces and without, set apart by spaces where words are."""
    words = phrase.strip("*").translate(_WORDS_ONLY).strip()
    if not words:
        raise ValueError(f"a phrase needs letters or digits: {phrase!r}")
    together = words.replace(" ", "")
    if _SPACELESS.search(words) and (len(together) > 1 or not _HANGUL.search(words)):
        return {words, together}
    start, end = "" if phrase.startswith("*") else " ", "" if phrase.endswith("*") else " "
    return {f"{start}{words}{end}", f"{start}{together}{end}"}
