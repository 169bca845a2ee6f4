"""Finding the lexicon's phrases in a folded title, fast."""

import re
from operator import itemgetter
from typing import NamedTuple

_SPACELESS = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"  # kana, han, hangul
_HAS_SPACELESS = re.compile(f"[{_SPACELESS}]")
_WORD = re.compile(r"[^\W\d_]+")
_FOUR = itemgetter(slice(4))
_LETTERS_ONLY = {code: " " for code in range(128) if not chr(code).isalpha()}


def _phrase(phrase: str) -> str:
    body = re.escape(phrase.rstrip("*")).replace("_", r"[\s-]?")
    if _HAS_SPACELESS.search(phrase):
        return body
    size = r"(?!\s?gb?(?!\w))" if phrase.rstrip("*")[-1].isdigit() else ""  # "Nitro 16 GB" is no Nitro 16
    return rf"(?<!\w){body}" + (rf"\w*{size}" if phrase.endswith("*") else rf"(?!\w){size}")


class Hit(NamedTuple):
    """A phrase of the lexicon as it stands in a text."""

    kind: str
    start: int
    end: int
    words: str


class Phrases:
    """Finds the phrases of several kinds in one pass.

    Words in letters are looked up by their first four letters, so a title costs by the words it shares with the
    lexicon, not by the size of the lexicon. Of kinds that start alike at one place, the kind named first wins.
    """

    def __init__(self, kinds: dict[str, str]) -> None:
        by_stem: dict[str, dict[str, list[str]]] = {}
        self._spaceless_kind: dict[str, str] = {}
        for kind, text in kinds.items():
            for phrase in sorted(text.split(), key=len, reverse=True):
                if _HAS_SPACELESS.search(phrase):
                    self._spaceless_kind.setdefault(phrase.replace("_", ""), kind)
                else:
                    by_stem.setdefault(_stem(phrase), {}).setdefault(kind, []).append(_phrase(phrase))
        self._by_stem = {
            stem: re.compile("|".join(f"(?P<{kind}>{'|'.join(found)})" for kind, found in of_kind.items()))
            for stem, of_kind in by_stem.items()
        }
        self.stems = frozenset(self._by_stem)
        spaceless = sorted(self._spaceless_kind, key=len, reverse=True)
        self._spaceless = re.compile("|".join(r"[\s-]?".join(map(re.escape, phrase)) for phrase in spaceless))

    def find(self, text: str, text_stems: frozenset[str]) -> dict[str, list[Hit]]:
        """The hits by kind, each kind's in order."""
        hits: dict[str, list[Hit]] = {}
        if text.isascii() and self.stems.isdisjoint(text_stems):
            return hits
        for stem in text_stems & self.stems:
            pattern = self._by_stem[stem]
            at = text.find(stem)
            while at >= 0:
                if found := pattern.match(text, _word_start(text, at)):
                    kind = found.lastgroup or ""
                    hits.setdefault(kind, []).append(Hit(kind, found.start(), found.end(), found[0]))
                at = text.find(stem, at + len(stem))
        if not text.isascii():
            for found in self._spaceless.finditer(text):
                kind = self._spaceless_kind[found[0].replace(" ", "").replace("-", "")]
                hits.setdefault(kind, []).append(Hit(kind, found.start(), found.end(), found[0]))
        for of_kind in hits.values():
            of_kind.sort(key=lambda hit: hit.start)
        return hits


def _stem(phrase: str) -> str:
    words: list[str] = _WORD.findall(phrase)
    return words[0][:4]


def _word_start(text: str, at: int) -> int:
    """Where the word starts that has a letter run at `at`: a phrase may begin with digits (12vhpwr)."""
    while at and text[at - 1].isdigit():
        at -= 1
    return at


def stems(text: str) -> frozenset[str]:
    """The first four letters of every run of letters of folded text."""
    words = text.translate(_LETTERS_ONLY).split() if text.isascii() else _WORD.findall(text)
    return frozenset(map(_FOUR, words))
