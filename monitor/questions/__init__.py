"""Documented questions to the history: each one file of SQL beside this one, for the docs, the page and the tests. Pure.

A file begins with comments: ``-- section:``, ``-- title:``, ``-- description:``, and a line for each parameter,
``-- parameter NAME KIND = DEFAULT: what it is``. Its query reads the views of schema `market`, and names parameters as
``:NAME``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from monitor.i18n.deferred import Sentence
from monitor.i18n.names import mark

_HERE: Final = Path(__file__).parent
SECTIONS: Final = ("Now", "Prices", "Availability", "Index and signals", "What was not seen")
_HEAD: Final = re.compile(r"-- (section|title|description): (.+)")
_PARAMETER: Final = re.compile(r"-- parameter (\w+) (\w+) = ?(.*?): (.+)")
_TODAY: Final = re.compile(r"today(?:-(\d{1,5}))?")
_NAMED: Final = re.compile(r"(?<!:):([a-z_]+)\b")
_MOST: Final = 10**6
_LONGEST: Final = 200

Value = str | int | Decimal | date


class QuestionError(Exception):
    """A value that a parameter cannot have; `why` says which, and what to write."""

    def __init__(self, why: Sentence) -> None:
        super().__init__(str(why))
        self.why = why


class Kind(StrEnum):
    """What a parameter's value is: a text, a decimal number, a whole number, or a day (``2026-03-01``, ``today-30``)."""

    TEXT = "text"
    NUMBER = "number"
    INTEGER = "integer"
    DAY = "day"


_EXPECTED: Final = {
    Kind.TEXT: mark("{name}={text!r} cannot be used: write a text of at most {longest} letters."),
    Kind.NUMBER: mark("{name}={text!r} cannot be used: write a number such as 0.2."),
    Kind.INTEGER: mark("{name}={text!r} cannot be used: write a whole number from 0 to {most}."),
    Kind.DAY: mark("{name}={text!r} cannot be used: write a day such as 2026-03-01, today or today-30."),
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What can be chosen of a question; `default` is a text as a person would write it."""

    name: str
    kind: Kind
    default: str
    about: str

    def value(self, text: str, today: date) -> Value:
        """What a text says.

        Args:
            text: as it was written.
            today: the present day (UTC).

        Raises:
            QuestionError: it is no such value.
        """
        try:
            return _read(self.kind, text, today)
        except (ValueError, InvalidOperation, OverflowError):
            found = {"name": self.name, "text": text, "longest": _LONGEST, "most": _MOST}
            raise QuestionError(Sentence(_EXPECTED[self.kind], found)) from None


@dataclass(frozen=True, slots=True)
class Question:
    """A question and the query that answers it.

    Attributes:
        name: its file's, and its part of an address.
        sql: one statement, with parameters as ``:name``; it reads the views of schema `market`.
    """

    name: str
    section: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    sql: str

    def values(self, given: Mapping[str, str], today: date) -> dict[str, Value]:
        """Every parameter's value: as given, else its default.

        Args:
            given: texts by name.
            today: the present day (UTC).

        Raises:
            QuestionError: there is no such parameter, or it cannot have that value.
        """
        names = [parameter.name for parameter in self.parameters]
        if unknown := sorted(given.keys() - set(names)):
            found = {"unknown": unknown[0], "name": self.name, "names": ", ".join(names) or "–"}
            raise QuestionError(Sentence(mark("{unknown} is no parameter of {name}; it has: {names}."), found))
        return {each.name: each.value(given.get(each.name, each.default), today) for each in self.parameters}

    def pasted(self) -> str:
        """The query with its defaults written out, as a person pastes it into a client."""
        written = {each.name: _written(each) for each in self.parameters}
        return _NAMED.sub(lambda found: written[found[1]], self.sql) + ";"


@cache
def load() -> tuple[Question, ...]:
    """Every question, in the order of the docs."""
    found = [read(path.stem, path.read_text(encoding="utf-8")) for path in _HERE.glob("*.sql")]
    return tuple(sorted(found, key=lambda each: (SECTIONS.index(each.section), each.title)))


def read(name: str, text: str) -> Question:
    """A question, from its file's text.

    Raises:
        ValueError: it is not written as it should be.
    """
    head = [line for line in text.splitlines() if line.startswith("-- ")]
    told = {found[1]: found[2] for line in head if (found := _HEAD.fullmatch(line))}
    parameters = tuple(
        Parameter(found[1], Kind(found[2]), found[3], found[4])
        for line in head
        if (found := _PARAMETER.fullmatch(line))
    )
    sql = "\n".join(line for line in text.splitlines() if not line.startswith("-- ")).strip()
    if len(told) + len(parameters) != len(head) or told.keys() != {"section", "title", "description"}:
        raise ValueError(f"{name}: its head is not section, title, description and parameters")
    if set(_NAMED.findall(sql)) != {each.name for each in parameters}:
        raise ValueError(f"{name}: its query names other parameters than its head")
    return Question(name, told["section"], told["title"], told["description"], parameters, sql)


def _read(kind: Kind, text: str, today: date) -> Value:
    match kind:
        case Kind.TEXT:
            if len(text) > _LONGEST or "\0" in text:
                raise ValueError(text)
            return text
        case Kind.NUMBER:
            number = Decimal(text)
            if not abs(number) <= _MOST:
                raise ValueError(text)
            return number
        case Kind.INTEGER:
            whole = int(text)
            if not 0 <= whole <= _MOST:
                raise ValueError(text)
            return whole
        case Kind.DAY:
            if found := _TODAY.fullmatch(text):
                return today - timedelta(days=int(found[1] or 0))
            return date.fromisoformat(text)


def _written(parameter: Parameter) -> str:
    if parameter.kind in {Kind.NUMBER, Kind.INTEGER}:
        return parameter.default
    if found := _TODAY.fullmatch(parameter.default):
        return f"(current_date - {found[1]})" if found[1] else "current_date"
    quoted = "'" + parameter.default.replace("'", "''") + "'"
    return f"date {quoted}" if parameter.kind is Kind.DAY else quoted
