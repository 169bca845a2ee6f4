"""Finding a shop's words in a text: case and accents folded, whole words, longest phrase first."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, Generic, NamedTuple, TypeVar

from scrapers.late import late
from scrapers.memory import remembered

# Latin, Greek and Cyrillic accents, Hebrew and Arabic vowel signs and hamza. Japanese voicing marks (U+3099) stand outside:
# they change the word.
_ACCENT = late("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
_LETTERS = str.maketrans("ıİłŁ’‘ʼ`：，！？（）", "iill" + 4 * "\x27" + ":,!?()")
_LOOSE = late(r"[\s.\u00ad\u200b-\u200f\u2060\ufeff]+|(?<=\w)[-‐‑](?=\w)")
# Scripts that write words without spaces between them, and Korean, which writes endings onto them.
_UNSPACED = late(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_TOKEN = late(r"\d+|[^\W\d]+|[^\w\s]")
#: How many words ``_`` stands for at most.
_GAP: Final = 3


@remembered
def fold(text: str) -> str:
    """Lower case without accents; dots, hyphens inside words and white space become one space.

    Turkish I, İ and ı all become i, and the dot that ``İ``.lower() leaves behind goes, so ``GELİNCE`` is ``gelince``.
    ø stays: ``før`` (before) must not become ``for``.
    """
    if text.isascii():
        return _LOOSE.sub(" ", text.lower()).strip()
    folded = unicodedata.normalize("NFD", text.translate(_LETTERS).casefold())
    return _LOOSE.sub(" ", unicodedata.normalize("NFC", _ACCENT.sub("", folded))).strip()


def phrases_of(table: str) -> tuple[str, ...]:
    """The phrases of a table as it stands in a vocabulary: parted by ``|`` and line ends."""
    return tuple(phrase for each in re.split(r"[|\n]", table) if (phrase := each.strip()))


Label = TypeVar("Label")


class Found(NamedTuple, Generic[Label]):
    """A phrase in a folded text: what it says and where it stands."""

    label: Label
    start: int
    end: int


class Vocabulary(Generic[Label]):
    """Phrases by what they say.

    In a phrase ``*`` stands for any ending (``taksit*``), ``#`` for any number and ``_`` for up to three words. A phrase
    that two labels claim belongs to the first.
    """

    def __init__(self, phrases: Mapping[Label, Iterable[str]]) -> None:
        self._exact: dict[tuple[str, ...], Label] = {}
        self._lengths: dict[str, list[int]] = defaultdict(list)
        self._loose: dict[str, list[tuple[tuple[str, ...], Label]]] = defaultdict(list)
        unspaced: dict[Label, list[str]] = defaultdict(list)
        for label, each in phrases.items():
            for phrase in map(fold, each):
                tokens = tuple(_TOKEN.findall(phrase.replace("_", " ⋯ ")))
                if _UNSPACED.search(phrase):
                    unspaced[label].append(phrase)
                elif "*" in tokens or "⋯" in tokens or any(map(str.isdigit, tokens)):
                    self._loose[tokens[0] if tokens[0].isdigit() else tokens[0][:2]].append((_joined(tokens), label))
                elif tokens:
                    self._exact.setdefault(tokens, label)
        for words in sorted(self._exact, key=len, reverse=True):
            if len(words) not in self._lengths[words[0]]:
                self._lengths[words[0]].append(len(words))
        self._unspaced = [
            (label, late("|".join(map(_any_number, _longest_first(words))))) for label, words in unspaced.items()
        ]

    def find(self, folded: str) -> list[Found[Label]]:
        """All phrases in a text that `fold` made, in order; where two overlap, the longer one."""
        found = list(self._spaced_in(folded))
        if _UNSPACED.search(folded):
            for label, pattern in self._unspaced:
                found += [Found(label, match.start(), match.end()) for match in pattern.finditer(folded)]
        if len(found) < 2:
            return found
        kept: list[Found[Label]] = []
        for one in sorted(found, key=lambda each: each.start - each.end):
            if all(one.end <= other.start or one.start >= other.end for other in kept):
                kept.append(one)
        return sorted(kept, key=lambda each: each.start)

    def _spaced_in(self, folded: str) -> Iterator[Found[Label]]:
        matches = list(_TOKEN.finditer(folded))
        tokens = [match[0] for match in matches]
        forms = ["#" if token.isdigit() else token for token in tokens]
        for i, first in enumerate(forms):
            for length in self._lengths.get(first, ()):
                words = tuple(forms[i : i + length])
                if len(words) == length and words in self._exact:
                    yield Found(self._exact[words], matches[i].start(), matches[i + length - 1].end())
                    break
            for phrase, label in [
                *self._loose.get(first[:2], ()),
                *(self._loose.get(tokens[i], ()) if first == "#" else ()),
            ]:
                if (end := _matches(phrase, tokens, i)) is not None:
                    yield Found(label, matches[i].start(), matches[end - 1].end())


def _joined(tokens: Sequence[str]) -> tuple[str, ...]:
    """``taksit``, ``*`` as ``taksit*``."""
    joined: list[str] = []
    for token in tokens:
        if joined and token.startswith("*"):
            joined[-1] += "*"
        else:
            joined.append(token)
    return tuple(joined)


def _matches(phrase: Sequence[str], tokens: Sequence[str], at: int) -> int | None:
    """Where a phrase with wildcards that begins at a token ends; None if it does not stand there."""
    for k, part in enumerate(phrase):
        if part == "⋯":
            rest = phrase[k + 1 :]
            ends = [
                _matches(rest, tokens, at + skipped)
                for skipped in range(_GAP + 1)
                if all(word[0].isalnum() for word in tokens[at : at + skipped])
            ]
            return next((end for end in ends if end is not None), None)
        if at >= len(tokens):
            return None
        if part == "#":
            fits = tokens[at].isdigit()
        else:
            fits = tokens[at].startswith(part[:-1]) if part.endswith("*") else tokens[at] == part
        if not fits:
            return None
        at += 1
    return at


def _longest_first(phrases: Iterable[str]) -> list[str]:
    return sorted(set(phrases), key=len, reverse=True)


def _any_number(phrase: str) -> str:
    return re.escape(phrase).replace(r"\#", r"\d+").replace(r"\*", r"\w*")
