"""The European Central Bank's euro reference rates, as it publishes them: bytes in, rates out.

Read are ``eurofxref-hist.csv`` and ``eurofxref.csv``, the .zip that holds either, and the XML files
(``eurofxref-daily.xml``, ``eurofxref-hist.xml``). A rate says how many units of a currency one euro buys. The bank
publishes them on working days at about 16:00 Central European Time, for information only.
"""

import csv
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple
from xml.parsers import expat

#: Decimals that are kept. The bank publishes at most six.
_STEP: Final = Decimal("0.00000001")
#: A quarter of a century of 42 currencies is 2 MB.
_LONGEST: Final = 50_000_000
_SHOWN: Final = 10
_NOT_KNOWN: Final = frozenset({"", "N/A"})
_CODE: Final = re.compile("[A-Z]{3}")
_AMOUNT: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,20})?")
_ENGLISH: Final = re.compile(r"([0-9]{1,2}) ([A-Z][a-z]+) ([0-9]{4})")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


class EcbError(Exception):
    """Not a file of the ECB's reference rates, or a broken one; the message says in which line, and why."""


class EuroRate(NamedTuple):
    """A published rate.

    Attributes:
        currency: ISO 4217 code.
        day: the day it is the rate of.
        per_euro: units of the currency for one euro, above 0.
    """

    currency: str
    day: date
    per_euro: Decimal


def read(data: bytes, today: date) -> list[EuroRate]:
    """Read a file of reference rates.

    Args:
        data: the file: CSV, XML, or a .zip with one of them.
        today: rates of later days are refused.

    Returns:
        Its rates by currency and day. Cells that are blank or ``N/A`` are left out; any column or element with a
        three-letter code is a currency.

    Raises:
        EcbError: all that is wrong, a line each.
    """
    if data.startswith(b"PK"):
        data = _unzipped(data)
    reader = _Reader(today)
    if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        _read_xml(data, reader)
    else:
        _read_csv(data, reader)
    return reader.rates()


class _Reader:
    """Takes cells as they stand and collects rates and problems."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._rates: dict[tuple[str, date], Decimal] = {}
        self._problems: list[str] = []

    def wrong(self, line: int, reason: str) -> None:
        self._problems.append(f"line {line}: {reason}")

    def day(self, line: int, text: str) -> date | None:
        """The day that a cell names; None, with the problem noted, if it is none."""
        found = _day(text)
        if found is None:
            self.wrong(line, f"{text!r} is no day such as 2025-11-14")
        elif found > self._today:
            self.wrong(line, f"{found} is later than today, {self._today}")
            return None
        return found

    def rate(self, line: int, currency: str, day: date, text: str) -> None:
        """Take a rate as it is written."""
        if text in _NOT_KNOWN:
            return
        value = Decimal(text).quantize(_STEP) if _AMOUNT.fullmatch(text) else Decimal(0)
        if not value:
            self.wrong(line, f"{currency}: {text!r} is no rate such as 1.1648")
        elif self._rates.setdefault((currency, day), value) != value:
            self.wrong(
                line, f"{currency}: {text} for {day}, which has {self._rates[currency, day].normalize():f} above"
            )

    def rates(self) -> list[EuroRate]:
        """All rates; raises EcbError if anything was wrong or nothing was there."""
        if self._problems:
            more = len(self._problems) - _SHOWN
            said = [*self._problems[:_SHOWN], *([f"and {more} more"] if more > 0 else [])]
            raise EcbError("\n".join(said))
        if not self._rates:
            raise EcbError("there is no rate in it; expected is a file such as eurofxref-hist.csv")
        return [EuroRate(currency, day, self._rates[currency, day]) for currency, day in sorted(self._rates)]


def _day(text: str) -> date | None:
    try:
        if english := _ENGLISH.fullmatch(text):
            return date(int(english[3]), _MONTHS.index(english[2]) + 1, int(english[1]))
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _read_csv(data: bytes, reader: _Reader) -> None:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise EcbError(f"it is no text: {error.reason} at byte {error.start}") from error
    rows = _rows(text)
    line, header = next(rows, (1, [""]))
    currencies = _currencies(header, line, reader)
    for line, cells in rows:
        if len(cells) != len(header):
            reader.wrong(line, f"{len(cells)} cells, but the header has {len(header)}")
        elif day := reader.day(line, cells[0]):
            for currency, cell in zip(currencies, cells[1:], strict=True):
                if currency:
                    reader.rate(line, currency, day, cell)
                elif cell:
                    reader.wrong(line, f"{cell[:40]!r} stands in a column without a currency")


def _currencies(header: list[str], line: int, reader: _Reader) -> list[str]:
    """What each column after the first holds. The ECB's lines end in a comma, so that the last one is empty."""
    first, *currencies = header
    if first != "Date":
        raise EcbError(f"line {line}: expected is a header that begins with Date, not {first[:40]!r}")
    for currency in filter(None, currencies):
        if not _CODE.fullmatch(currency):
            reader.wrong(line, f"{currency[:40]!r} is no currency's code such as USD")
        elif currencies.count(currency) > 1:
            reader.wrong(line, f"{currency} is there twice")
    return currencies


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with their lines; the ECB pads its daily file's cells."""
    rows = csv.reader(io.StringIO(text))
    try:
        for row in rows:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield rows.line_num, cells
    except csv.Error as error:
        raise EcbError(f"line {rows.line_num}: {error}") from error


def _read_xml(data: bytes, reader: _Reader) -> None:
    """``<Cube time="..."><Cube currency="..." rate="..."/></Cube>``, in whatever namespace and depth."""
    parser = expat.ParserCreate(namespace_separator=" ")
    day: date | None = None

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal day
        if name.rpartition(" ")[2] != "Cube":
            return
        line = parser.CurrentLineNumber
        if "time" in attributes:
            day = reader.day(line, attributes["time"])
        elif "currency" in attributes and day:
            currency = attributes["currency"]
            if _CODE.fullmatch(currency):
                reader.rate(line, currency, day, attributes.get("rate", ""))
            else:
                reader.wrong(line, f"{currency[:40]!r} is no currency's code such as USD")

    def declare(*_: object) -> None:
        # Nothing in these files needs one, and entities can be made to grow without end.
        raise EcbError(f"line {parser.CurrentLineNumber}: it declares an entity, as no file of the ECB does")

    parser.StartElementHandler = start
    parser.EntityDeclHandler = declare
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise EcbError(f"line {error.lineno}: no XML: {expat.ErrorString(error.code)}") from error


def _unzipped(data: bytes) -> bytes:
    """The one file of rates inside a .zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if name.lower().endswith((".csv", ".xml"))]
            if len(names) != 1:
                raise EcbError(f"the .zip holds {len(names)} files .csv or .xml, where one is expected")
            with archive.open(names[0]) as file:
                unzipped = file.read(_LONGEST + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise EcbError(f"the .zip is broken: {error}") from error
    if len(unzipped) > _LONGEST:
        raise EcbError(f"the .zip holds more than {_LONGEST:,} bytes")
    return unzipped
