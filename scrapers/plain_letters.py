"""A text without capitals and accents in which every letter keeps its place, so that what is found can be cut out."""

import unicodedata
from functools import lru_cache
from typing import Final

from scrapers.memory import remembered

_LETTERS: Final = {"ı": "i", "İ": "i", "ł": "l", "Ł": "l", "’": "'", "‘": "'", "`": "'", "\u00a0": " "}
#: Scripts up to here have accents that may be left out; those behind it are decomposed into what is no letter.
_LAST: Final = "\u052f"


@remembered
def plain_letters(text: str) -> str:
    """The text in lower case without accents, as long as it was."""
    if text.isascii():
        return text.lower()
    return "".join(map(_plain, text))


@lru_cache(4096)
def _plain(letter: str) -> str:
    if letter in _LETTERS:
        return _LETTERS[letter]
    lower = letter.lower()
    lower = lower if len(lower) == 1 else letter
    return unicodedata.normalize("NFD", lower)[0] if lower <= _LAST else lower
