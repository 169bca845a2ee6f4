"""JSON as it stands in shops' pages: with comments, trailing commas, control characters, entities, or cut off."""

import html
import json
import re
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final

import msgspec

from scrapers.late import late

_WRAPPING: Final = late(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$"
)
#: A string, or what stands outside strings and is no JSON: comments, commas before a closing bracket.
#: What is never closed runs to the end, so that each character is looked at once.
_REPAIRS: Final = late(r'("(?:[^"\\]|\\.)*+(?:"|\\?\Z))|/\*(?:.*?\*/|.*)|//[^\n]*|,(?=\s*[}\]])', re.DOTALL)
_ENTITY_QUOTE: Final = late(r"^[\s\[{]*&(?:quot|#34|#x22);")
_TOKEN: Final = late(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)|[\[\]{}]', re.DOTALL)
#: Letters and brackets of a text that is mended: real data have a bracket for some twenty letters.
_LONGEST_REPAIRED: Final = 1_000_000
_MOST_BRACKETS: Final = 100_000


def to_decimal(written: str) -> Decimal:
    """A number with decimals or an exponent; NaN for one of more than Decimal's 18 digits of exponent."""
    try:
        return Decimal(written)
    except InvalidOperation:
        return Decimal("NaN")


_STRICT: Final = msgspec.json.Decoder(float_hook=to_decimal)
_LENIENT: Final = json.JSONDecoder(strict=False, parse_float=to_decimal)


@dataclass(frozen=True)
class Decoded:
    """What a text held.

    Attributes:
        values: its JSON values, in order; a text may hold several one after the other.
        cut: it ended in the middle, and what was not whole is left out.
        broken: something in it could not be read at all.
    """

    values: list[Any] = field(default_factory=list)
    cut: bool = False
    broken: bool = False


def decode(text: str) -> Decoded:
    """Read all JSON values of a text, leniently; numbers with decimals become Decimal.

    Never raises: what cannot be read is `broken`.
    """
    if not text.strip():
        return Decoded()
    try:
        return Decoded([_STRICT.decode(text)])
    except (msgspec.DecodeError, RecursionError):
        pass
    if len(text) > _LONGEST_REPAIRED or text.count("[") + text.count("{") > _MOST_BRACKETS:
        return Decoded(broken=True)
    return _decode_loose(text)


def _decode_loose(text: str) -> Decoded:
    text = _WRAPPING.sub("", text).strip().rstrip(";")
    if _ENTITY_QUOTE.match(text):
        text = html.unescape(text)
    repaired = text
    for _ in range(2):  # a comma may stand before a comment before a bracket
        repaired = _REPAIRS.sub(lambda part: part[1] or "", repaired).strip().rstrip(";")
    whole = next((each for form in (text, repaired) if not (each := _decode_all(form)).broken), None)
    if whole is not None:
        return whole
    if (closed := _close(repaired)) is not None:
        rest = _decode_all(closed)
        return Decoded(rest.values, cut=True, broken=rest.broken)
    return Decoded(_decode_all(repaired).values, cut=_ends_open(repaired), broken=True)


def _decode_all(text: str) -> Decoded:
    """Decode values that follow each other, with nothing but white space, commas or semicolons between."""
    values: list[Any] = []
    start = 0
    while start < len(text):
        try:
            value, start = _LENIENT.raw_decode(text, start)
        except (ValueError, RecursionError):
            return Decoded(values, broken=True)
        values.append(value)
        while start < len(text) and text[start] in " \t\r\n,;":
            start += 1
    return Decoded(values)


def _close(text: str) -> str | None:
    """Cut a text that ends too early behind the last whole element of its outermost list, and close what is open.

    None where nothing is open, or no element of a list is whole. Only whole elements are kept: half an offer is none.
    """
    #: Open brackets: the closing one, and where the last whole element of a list ended.
    still_open: list[tuple[str, int]] = []
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "{" | "[" as opening:
                still_open.append(("}" if opening == "{" else "]", -1))
            case "}" | "]" as closing:
                if not still_open or still_open[-1][0] != closing:
                    return None
                still_open.pop()
                if still_open and still_open[-1][0] == "]":
                    still_open[-1] = ("]", token.end())
            case _:
                pass
    for depth, (_, whole_until) in enumerate(still_open):
        if whole_until > 0:
            return text[:whole_until] + "".join(closing for closing, _ in reversed(still_open[: depth + 1]))
    return None


def _ends_open(text: str) -> bool:
    opened = sum(1 if token[0] in "{[" else -1 if token[0] in "}]" else 0 for token in _TOKEN.finditer(text))
    return opened > 0
