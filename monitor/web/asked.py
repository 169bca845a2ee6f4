"""What a reader asked for beside the page itself: language and theme, and links that keep both."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from fastapi import Request

LANGUAGES: Final = {"en": "English", "tr": "Türkçe"}
THEMES: Final = ("light", "dark")
#: What links keep from page to page, where it was asked for.
_KEPT: Final = ("lang", "theme")


@dataclass(frozen=True, slots=True)
class Asked:
    """How a page is to be shown.

    Attributes:
        path: of the page.
        query: all that was asked for, by name; of what was given twice, the last.
        language: one of `LANGUAGES`.
        theme: `light` or `dark`; None is as the reader's system has it.
    """

    path: str
    query: Mapping[str, str]
    language: str
    theme: str | None

    def link(self, path: str, **query: object) -> str:
        """The address of another page, in the same language and theme; what is None is left out."""
        kept = {name: self.query[name] for name in _KEPT if name in self.query}
        return _address(path, {**query, **kept})

    def same(self, **change: object) -> str:
        """The address of this page with something changed; what is None is left out."""
        return _address(self.path, {**self.query, **change})


def of(request: Request) -> Asked:
    """What a request asks for."""
    query = dict(request.query_params)
    language = query.get("lang", "")
    if language not in LANGUAGES:
        language = preferred(request.headers.get("accept-language", ""))
    theme = query.get("theme")
    return Asked(request.url.path, query, language, theme if theme in THEMES else None)


def preferred(header: str) -> str:
    """The language that an Accept-Language header likes best of those there are; English if none.

    Args:
        header: such as ``tr-TR,tr;q=0.9,en;q=0.8``.
    """
    best, liked = "en", 0.0
    for part in header.split(","):
        tag, _, weight = part.strip().partition(";")
        language = tag.partition("-")[0].lower()
        quality = _quality(weight)
        if language in LANGUAGES and quality > liked:
            best, liked = language, quality
    return best


def _quality(weight: str) -> float:
    name, _, value = weight.strip().partition("=")
    try:
        return float(value) if name == "q" else 1.0
    except ValueError:
        return 0.0


def _address(path: str, query: Mapping[str, object]) -> str:
    said = urlencode({name: value for name, value in query.items() if value is not None and value != ""})
    return f"{path}?{said}" if said else path
