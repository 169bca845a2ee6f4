"""Numbers as people write them in prices, read by their form."""

import re
from decimal import Decimal
from typing import Final

from scrapers.currency import SCALES, THREE_DECIMALS
from scrapers.late import late

# Any space but the line break, which never stands inside a number.
_SPACE = late(r"[^\S\n\r]")
_DIGITS = str.maketrans(
    {
        **{first + step: str(step) for first in (0x0660, 0x06F0, 0x0966, 0xFF10) for step in range(10)},
        ord("٫"): ".",
        ord("٬"): ",",
        ord("．"): ".",
        ord("，"): ",",
        ord("、"): ",",
        **dict.fromkeys(map(ord, "’‘ʼ′´`"), "'"),
        **dict.fromkeys(map(ord, "‐‑−﹣－"), "-"),
        **dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"), None),
        ord("％"): "%",
        ord("（"): "(",
        ord("）"): ")",
        ord("："): ":",
        ord("＋"): "+",
    }
)

_INTEGER = r"(?:\d{1,3}(?P<group>[ '.,])\d{3}(?:(?P=group)\d{3})*(?!\d)|\d+)"
_SCALE = "[" + "".join(SCALES) + "]"
#: An amount of the form 12만 9,000 or 129万.
SCALED: Final = rf"(?:\d+(?:[.,]\d+)*\s?{_SCALE}\s?)+(?:\d+(?:,\d{{3}})*(?![\d.,]))?"
_END = r"(?=\s*(?:{mark}|\Z|[()\[\]|•·;!?&*]|each\b|ea\b))"
#: Everything else: digits with separators, cents set apart by a space (the tail of a raised ``1299 99``), then ``,-``,
#: or Swedish ``:50 kr``.
_LAST = r"(?:\s?[.,:]\s?(?:--?|[–—=])(?!\d)|:\d\d(?=\s?kr))?"

_GROUPS = late(r"\d{1,3}(?:\d{3})*|\d{1,2}(?:\d{2})*\d{3}")
_MOST_DIGITS = 12
_LONGEST_WRITTEN: Final = 100


def plain(text: str) -> str:
    """Digits of all scripts as 0-9, all spaces as one kind, all apostrophes and hyphens as one kind; same order."""
    return _SPACE.sub(" ", text.translate(_DIGITS))


def digits_of(number: Decimal) -> str:
    """A number written without exponent; with it where that would fill the memory, as ``1e999999999`` does."""
    return format(number, "f") if abs(number.adjusted()) < _LONGEST_WRITTEN else str(number)


def number_pattern(mark: str) -> str:
    """A regular expression for a written number; `mark` is the one for a currency sign, which may follow cents."""
    end = _END.format(mark=mark)
    no_word = rf"(?=\s*(?:{mark}|[^\w\s%×]|\s|\Z))(?!\s*[%×]|\s+(?!{mark})[^\W\d_]|\s*\d)"
    clear = rf"(?=\s*(?:{mark}|[^\w\s%×]|\s|\Z))(?!\s*[%×]|\s*\d)"
    cents = rf"(?P<cents>\d\d)(?!\d){end}| [.,] ?(?P<cents_after_space>\d\d)(?!\d){clear}"
    raised = rf"{_INTEGER}(?: {cents}|[.,] (?P<cents_after_point>\d\d)(?!\d){no_word})"
    usual = r"(?:\d{1,3}(?:[ ']\d{3})+(?!\d)|\d+)(?:[.,]\d+)*"
    return rf"(?:{raised}|{usual}){_LAST}"


def read_number(written: str, currency: str | None = None) -> Decimal | None:
    """What a written number is worth; None when its form says no amount.

    Three digits after a lone point or comma are thousands, unless `currency` has three decimals.
    """
    if any(scale in written for scale in SCALES):
        return _read_scaled(written)
    body = re.sub(r"\s?[.,:]\s?[-–—=]+\Z", "", written.strip())
    body = re.sub(r"\s*([.,])\s*", r"\1", re.sub(r":(\d\d)\Z", r",\1", body))
    raised = re.fullmatch(r"(.*\d) (\d\d)", body)
    if raised:
        whole = _read_separated(raised[1], currency)
        return whole + Decimal(raised[2]).scaleb(-2) if whole is not None and whole == int(whole) else None
    return _read_separated(body, currency)


def _read_separated(body: str, currency: str | None) -> Decimal | None:
    separators = re.findall(r"\D", body)
    parts = re.split(r"\D", body)
    if not all(parts) or sum(map(len, parts)) > _MOST_DIGITS + 6 or len(parts[0]) > _MOST_DIGITS:
        return None
    if not separators:
        return Decimal(body)
    fraction = _fraction_of(parts, separators, currency)
    whole, groups = (parts[:-1], separators[:-1]) if fraction else (parts, separators)
    if len(set(groups)) > 1 or not _grouped(whole):
        return None
    return Decimal("".join(whole) + ("." + fraction if fraction else ""))


def _fraction_of(parts: list[str], separators: list[str], currency: str | None) -> str:
    """The digits that are decimals; empty if the last separator parts thousands."""
    last, tail = separators[-1], parts[-1]
    if last in " '":
        return ""
    if len(tail) != 3:
        return tail
    if len(separators) > 1:
        # 1.299.000 goes on as it began; after another separator the last one is decimal only where there are three.
        return tail if last not in separators[:-1] and currency in THREE_DECIMALS else ""
    lone_decimal = len(parts[0]) > 3 or parts[0].startswith("0")
    return tail if lone_decimal or currency in THREE_DECIMALS else ""


def _grouped(parts: list[str]) -> bool:
    """Whether the parts are thousands (1 299 000) or the Indian lakhs (12 99 999)."""
    if len(parts) == 1:
        return True
    first, *middle, last = parts
    if len(last) != 3 or first.startswith("0"):
        return False
    western = len(first) <= 3 and all(len(part) == 3 for part in middle)
    indian = len(first) <= 2 and all(len(part) == 2 for part in middle)
    return western or (indian and bool(middle))


def _read_scaled(written: str) -> Decimal | None:
    total = Decimal(0)
    previous = Decimal(10**13)
    pattern = rf"(\d+(?:[.,]\d+)*)\s?({_SCALE})?\s?"
    for match in re.finditer(pattern, written):
        part = _read_separated(match[1], None)
        scale = SCALES[match[2]] if match[2] else Decimal(1)
        if part is None or part * scale >= previous or (total and total % previous):
            return None
        total, previous = total + part * scale, scale
    return total
