"""The numbers that lists put into the addresses of their pages."""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from scrapers.late import late

_NUMBER: Final = late(r"(?<!\d)\d{1,4}(?!\d)")
#: The end of a path that only pages behind the first have.
_SECOND: Final = late(r"(?:/(?:page|p|seite|sayfa|pagina|strona)?[-_/]?|[-_](?:page|p)[-_]?)2(?=(?:\.\w+)?/?\Z)")


def is_following(target: str, url: str) -> bool:
    """Whether an address is that of the page behind another: a number in it is one higher, or is 2 and was left out.

    Args:
        target: the address that may be the next page's.
        url: the address of the page that it stands on.
    """
    return target != url and _normal(url) in {_normal(each) for each in _before(target)}


def _before(url: str) -> Iterator[str]:
    """The addresses that the page before may have."""
    parts = urlsplit(url)
    for place in _NUMBER.finditer(parts.path):
        yield urlunsplit(parts._replace(path=_lowered(parts.path, place)))
    yield urlunsplit(parts._replace(path=_SECOND.sub("", parts.path)))
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    for number, (name, value) in enumerate(pairs):
        others = [*pairs[:number], *pairs[number + 1 :]]
        if whole := _NUMBER.fullmatch(value):
            yield urlunsplit(parts._replace(query=urlencode([*others, (name, _lowered(value, whole))])))
        if value == "2":
            yield urlunsplit(parts._replace(query=urlencode(others)))


def _lowered(text: str, place: re.Match[str]) -> str:
    return f"{text[: place.start()]}{int(place[0]) - 1}{text[place.end() :]}"


def _normal(url: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """An address as far as it matters: parameters in any order, without those that are empty."""
    parts = urlsplit(url)
    return parts.netloc, parts.path.rstrip("/"), tuple(sorted(parse_qsl(parts.query)))
