"""A shop's JSON answer, and its fields taken out whatever they turn out to be.

APIs answer what they like: a number as a text, a list where an object was, nothing at all. A field that is not of the
kind that was asked for is None, as if it were absent; it never raises.
"""

import html
import re
from decimal import Decimal
from typing import Any, Final

from scrapers.address import shown
from scrapers.boxes import fold
from scrapers.currency import CODES
from scrapers.errors import LayoutChanged
from scrapers.late import late
from scrapers.links import absolute
from scrapers.loose_json import decode
from scrapers.money import read_machine_price
from scrapers.page import Page

_TAG: Final = late(r"<[^<>]*>")
_LONGEST: Final = 1_000
_LARGEST: Final = 10**12
_FLAGS: Final = {"true": True, "false": False}


class Record:
    """One JSON object. Fields are asked for by name; what is not an object has none."""

    __slots__ = ("_fields",)

    def __init__(self, value: object) -> None:
        self._fields: dict[str, Any] = value if isinstance(value, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._fields)

    def __contains__(self, name: str) -> bool:
        return name in self._fields

    def record(self, name: str) -> "Record":
        """The object in a field; an empty one where there is none."""
        return Record(self._fields.get(name))

    def records(self, name: str) -> list["Record"]:
        """The objects of a list in a field."""
        return records(self._fields.get(name))

    def lists(self, name: str) -> bool:
        """Whether a field holds a list, be it an empty one."""
        return isinstance(self._fields.get(name), list)

    def texts(self, name: str) -> list[str]:
        """The texts of a list in a field."""
        value = self._fields.get(name)
        return [text for each in value if (text := _text(each))] if isinstance(value, list) else []

    def text(self, name: str) -> str | None:
        """A text or a number as one line; None where there is none or it is empty."""
        return _text(self._fields.get(name))

    def words(self, name: str) -> str | None:
        """A text that may hold HTML, as a reader sees it."""
        text = _text(self._fields.get(name))
        return fold(html.unescape(_TAG.sub(" ", text))) or None if text else None

    def amount(self, name: str) -> Decimal | None:
        """An amount above zero in whole units of its currency, written as a number or a text."""
        return _amount(self._fields.get(name))

    def minor_amount(self, name: str, digits: int) -> Decimal | None:
        """An amount above zero in the smallest unit of a currency with so many decimal digits."""
        value = self._fields.get(name)
        amount = _amount(value)
        return amount.scaleb(-digits) if amount is not None and amount == amount.to_integral_value() else None

    def is_zero(self, name: str) -> bool:
        """Whether a field holds the number zero, such as the cost of free delivery."""
        value = self._fields.get(name)
        if isinstance(value, str):
            return bool(re.fullmatch(r"0+(\.0+)?", value.strip()))
        return isinstance(value, int | Decimal) and not isinstance(value, bool) and value == 0

    def cost(self, name: str) -> Decimal | None:
        """An amount that may be zero."""
        return Decimal(0) if self.is_zero(name) else self.amount(name)

    def whole(self, name: str) -> int | None:
        """A whole number, written as a number or a text."""
        value = self._fields.get(name)
        if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value.strip()):
            return int(value)
        return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9 else None

    def count(self, name: str) -> int | None:
        """A whole number of things, not negative."""
        value = self.whole(name)
        return value if value is not None and value >= 0 else None

    def flag(self, name: str) -> bool | None:
        """True or false, also where they are written as texts."""
        value = self._fields.get(name)
        if isinstance(value, str):
            return _FLAGS.get(value.strip().lower())
        return value if isinstance(value, bool) else None

    def currency(self, name: str) -> str | None:
        """An ISO 4217 code."""
        code = (_text(self._fields.get(name)) or "").upper()
        return code if code in CODES else None

    def link(self, name: str, base: str) -> str | None:
        """A web address, made absolute."""
        value = self._fields.get(name)
        return absolute(base, value) if isinstance(value, str) and value.strip() else None


def records(value: object) -> list[Record]:
    """The objects of a list; empty where it is none."""
    return [Record(each) for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def read_answer(page: Page) -> tuple[Any, bool]:
    """The one JSON value of an answer, numbers with decimals as Decimal; and whether it came whole.

    Raises:
        LayoutChanged: it is no JSON (``no_json``), for example a page of errors.
    """
    try:
        text = page.body.decode("utf-8-sig")  # JSON is UTF-8 (RFC 8259), whatever the strings inside it say
    except UnicodeDecodeError:
        text = page.text
    found = decode(text)
    if found.broken or not found.values:
        raise LayoutChanged("no_json", f"{shown(page.url)}: the answer is no JSON")
    return found.values[0], not found.cut


def not_expected(page: Page, answer: object, expected: str) -> LayoutChanged:
    """The error for JSON of another shape, with what an API says of its own errors."""
    record = Record(answer)
    told = record.record("error")
    said = record.text("message") or record.text("error") or told.text("message") or record.text("errorMessage")
    said = said or next((text for error in record.records("errors") if (text := error.text("message"))), None)
    if said:
        return LayoutChanged("api_error", f"{shown(page.url)}: the API says {said[:200]!r}")
    return LayoutChanged("unexpected_json", f"{shown(page.url)}: the answer has no {expected}")


def no_items(page: Page) -> LayoutChanged:
    """The error for a list of which no item could be read."""
    return LayoutChanged("no_items", f"{shown(page.url)}: no item of the answer could be read")


def _text(value: object) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    if isinstance(value, Decimal) and value.is_finite() and -10 < value.adjusted() < 18:
        return format(value, "f")[:_LONGEST]
    return fold(value[:_LONGEST]) or None if isinstance(value, str) else None


def _amount(value: object) -> Decimal | None:
    if isinstance(value, Decimal):
        return value if value.is_finite() and 0 < value < _LARGEST else None
    if isinstance(value, int) and not 0 < value < _LARGEST:
        return None
    return read_machine_price(value)
