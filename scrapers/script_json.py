"""JSON that stands in a page's scripts and attributes: whole, assigned to a name, or written into strings."""

import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from scrapers.late import late
from scrapers.layout import Layout
from scrapers.loose_json import to_decimal

_BEGINS: Final = late(r"""(?:[=(:,]|\breturn)\s*(?=[\[{]\s*["\[{\d])|JSON\.parse\(\s*(?=["'])""")
_LETTERS: Final = late(r"[^a-z]+")
_DECODER: Final = json.JSONDecoder(strict=False, parse_float=to_decimal)
#: Bounds of what is looked at: scripts hold megabytes of other things.
_LONGEST: Final = 3_000_000
_SHORTEST: Final = 40
_MOST_TRIES: Final = 60
_MOST_NODES: Final = 30_000
_DEEPEST: Final = 3


def script_values(layout: Layout) -> Iterator[Any]:
    """The JSON values of a page that may speak of prices, numbers or stock. Never raises."""
    for attrs, text in layout.scripts:
        kind = attrs.get("type", "").lower()
        if "ld+json" in kind or not _SHORTEST <= len(text) <= _LONGEST or not _tells(text):
            continue
        yield from _decode(text, whole="json" in kind)
    for box in layout.boxes:
        for name, value in box.attrs.items():
            if len(value) >= _SHORTEST and value[:1] in "{[" and name != "style" and _tells(value):
                yield from _decode(value, whole=True)


def _tells(text: str) -> bool:
    """Whether a text may name a price, a number or stock under any of their usual names; quick, for megabytes."""
    return "rice" in text or "sku" in text or "tock" in text or "PRICE" in text


def _decode(text: str, *, whole: bool, depth: int = 0) -> Iterator[Any]:
    """The JSON values in a script, and those written into strings inside them."""
    starts = [0] if whole else [found.end() for found in _BEGINS.finditer(text)]
    end = tries = 0
    for start in starts:
        if start < end or tries == _MOST_TRIES:
            continue
        tries += 1
        try:
            value, end = _DECODER.raw_decode(text, len(text) - len(text[start:].lstrip()) if whole else start)
        except (ValueError, RecursionError):
            continue
        if end - start < _SHORTEST or not _tells(text[start:end]):
            continue
        yield value
        if depth < _DEEPEST:
            for inner in _strings(value):
                yield from _decode(inner, whole=inner[:1] in "{[", depth=depth + 1)


def _strings(value: Any) -> Iterator[str]:
    """Long strings at the top of a value that may hold JSON themselves."""
    parts = value if isinstance(value, list) else value.values() if isinstance(value, dict) else [value]
    yield from (part for part in parts if isinstance(part, str) and len(part) >= _SHORTEST and _tells(part))


class Found(NamedTuple):
    """An object in a value.

    Attributes:
        node: the object, its keys folded to letters in lower case.
        around: the objects around it, the nearest first, their keys folded too.
        path: the keys that lead to it; the same for all objects of a list.
    """

    node: dict[str, Any]
    around: list[dict[str, Any]]
    path: tuple[str, ...]


def objects(value: Any) -> Iterator[Found]:
    """All objects of a value, in order."""
    steps: list[tuple[Any, list[dict[str, Any]], tuple[str, ...]]] = [(value, [], ())]
    seen = 0
    while steps and seen < _MOST_NODES:
        each, around, path = steps.pop()
        if isinstance(each, dict):
            seen += 1
            folded = fold_keys(each)
            yield Found(folded, around, path)
            inside = [(inner, [folded, *around[:2]], (*path, key)) for key, inner in each.items() if _holds(inner)]
            steps += reversed(inside)
        elif isinstance(each, list):
            steps += reversed([(inner, around, path) for inner in each[:2_000] if _holds(inner)])


def _holds(value: Any) -> bool:
    return isinstance(value, dict | list)


def fold_keys(node: dict[str, Any]) -> dict[str, Any]:
    """An object with its keys folded: ``sale_price`` and ``salePrice`` are ``saleprice``. The first of several stands."""
    return {_LETTERS.sub("", key.lower()): inner for key, inner in reversed(node.items())}
