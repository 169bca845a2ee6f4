"""Finding the phrases of word lists in a folded title, all in one pass."""

import re
from collections.abc import Mapping
from operator import itemgetter
from typing import NamedTuple

import ahocorasick_rs

_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")  # kana, han, hangul
_HANGUL = re.compile("[\uac00-\ud7af]")
_WORD = re.compile(r"[^\W\d_]+")
_FOUR = itemgetter(slice(4))
_LETTERS_ONLY = {code: " " for code in range(128) if not chr(code).isalpha()}
# What parts words: a title of words alone, each letter where it was.
_WORDS_ONLY = {code: " " for code in range(128) if not chr(code).isalnum()} | dict.fromkeys(
    map(ord, "、。・,!?:;()[]【】「」『』〔〕《》〈〉|~·•…«»°★☆✅❗"), " "
)
_GIGABYTES = re.compile(r"\s?gb?(?!\w)")


class Hit(NamedTuple):
    """A phrase as it stands in a text, at start:end; `kind` is the word list that has it."""

    kind: str
    start: int
    end: int
    words: str


class Phrases:
    """Finds the phrases of several word lists.

    A list is a text of phrases parted by white space; in a phrase `_` stands for a space, a hyphen or nothing, a final
    `*` for any ending. Words stand alone; in scripts without spaces they stand anywhere, but for words of one letter.
    Of phrases within each other the longest counts, of the same phrase in two lists the list named first. Raises
    ValueError for a phrase without letters and digits.
    """

    def __init__(self, lists: Mapping[str, str]) -> None:
        patterns: dict[str, tuple[str, bool]] = {}
        for kind, text in lists.items():
            for phrase in text.split():
                for pattern in _patterns(phrase):
                    patterns.setdefault(pattern, (kind, phrase.endswith("*")))
        self._found = list(patterns.values())
        self._automaton = ahocorasick_rs.AhoCorasick(patterns)

    def find(self, text: str) -> dict[str, list[Hit]]:
        """The hits in folded text by list, each list's in order."""
        spaced = f" {text.translate(_WORDS_ONLY)} "
        matches = self._automaton.find_matches_as_indexes(spaced, overlapping=True)
        if not matches:
            return {}
        hits: dict[str, list[Hit]] = {}
        spans = sorted(self._span(match, spaced, text) for match in matches)
        reach = 0
        for start, minus_end, index in spans:
            if -minus_end > reach:  # else it stands within a longer one
                reach = -minus_end
                kind = self._found[index][0]
                hits.setdefault(kind, []).append(Hit(kind, start, reach, text[start:reach]))
        return hits

    def _span(self, match: tuple[int, int, int], spaced: str, text: str) -> tuple[int, int, int]:
        """Where a phrase starts and, with a minus, ends in the text: so the longest of one start sorts first."""
        index, start, end = match
        start -= spaced[start] != " "
        if self._found[index][1]:
            end = spaced.index(" ", end - 1) + 1
        end -= 1 if spaced[end - 1] != " " else 2
        if text[end - 1].isdecimal() and _GIGABYTES.match(text, end):  # "Nitro 16 GB" is no Nitro 16
            return start, 0, index
        return start, -end, index


def _patterns(phrase: str) -> set[str]:
    """What to look for: each phrase with its spaces and without, set apart by spaces where words are."""
    words = phrase.rstrip("*").translate(_WORDS_ONLY).strip()
    if not words:
        raise ValueError(f"a phrase needs letters or digits: {phrase!r}")
    together = words.replace(" ", "")
    if _SPACELESS.search(words) and (len(together) > 1 or not _HANGUL.search(words)):
        return {words, together}
    end = "" if phrase.endswith("*") else " "
    return {f" {words}{end}", f" {together}{end}"}


def stems(text: str) -> frozenset[str]:
    """The first four letters of every run of letters of folded text."""
    words = text.translate(_LETTERS_ONLY).split() if text.isascii() else _WORD.findall(text)
    return frozenset(map(_FOUR, words))
