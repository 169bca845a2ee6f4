"""History files of every format, read row by row with little memory. What a row means stands in `rows`."""

import csv
import gzip
import hashlib
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, Any, Final

import duckdb
import msgspec

from monitor.history.rows import COLUMNS, BadRow, missing_columns

_CHUNK: Final = 1 << 20
#: Rows taken from a Parquet file at once.
_BATCH: Final = 10_000
#: What DuckDB may use; beyond it goes to disk.
_MEMORY: Final = "200MB"


class Format(StrEnum):
    """How rows stand in a file."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


_ENDINGS: Final = {
    ".csv": Format.CSV,
    ".jsonl": Format.JSONL,
    ".ndjson": Format.JSONL,
    ".parquet": Format.PARQUET,
}
_COMPRESSED: Final = (".gz", ".xz")
#: A numbered row, or why the line is none.
Numbered = tuple[int, dict[str, str] | BadRow]


class HistoryFileError(Exception):
    """A file that cannot be used as a whole; the message says which, where, and what to do."""


def format_of(name: str) -> Format:
    """The format that a file's name says.

    Raises:
        HistoryFileError: it says none that is known.
    """
    path = Path(name.lower())
    ending = Path(path.stem).suffix if path.suffix in _COMPRESSED else path.suffix
    if found := _ENDINGS.get(ending):
        return found
    raise HistoryFileError(
        f"{name}: its name does not say what it is: {', '.join(_ENDINGS)}, the first three also with .gz or .xz; "
        "or say --format"
    )


def sha256(path: Path) -> str:
    """The digest of a file's bytes.

    Raises:
        HistoryFileError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise HistoryFileError(f"{path}: cannot be read: {error.strerror}") from error


def read(path: Path, kind: Format, *, name: str, on_bytes: Callable[[int], object]) -> Iterator[Numbered]:
    """The rows of a file with their line numbers (row numbers in Parquet), all values as texts.

    Args:
        path: where the bytes are.
        kind: how rows stand in it; compression is told by its first bytes.
        name: what people call the file.
        on_bytes: told how many of its bytes have been read, now and then.

    Raises:
        HistoryFileError: it is damaged, or has not the columns that it needs.
    """
    line = 0
    try:
        for line, values in _READERS[kind](path, on_bytes):
            yield line, values
    except HistoryFileError as error:
        raise HistoryFileError(f"{name}: {error}") from error
    except (OSError, EOFError, lzma.LZMAError, zlib.error, duckdb.Error) as error:
        why = getattr(error, "strerror", None) or str(error).splitlines()[0]
        raise HistoryFileError(f"{name}: is damaged, or no {kind} file, after line {line}: {why}") from error


@contextmanager
def _text(path: Path, on_bytes: Callable[[int], object]) -> Iterator[IO[str]]:
    """A text file, decompressed if need be. Bytes that are no UTF-8 become lone surrogates, which no row may hold."""
    with path.open("rb") as file:
        head = file.peek(6)
        counted = io.BufferedReader(_Counted(file, on_bytes), _CHUNK)
        plain: Any = counted
        if head.startswith(b"\x1f\x8b"):
            plain = gzip.GzipFile(fileobj=counted)
        elif head.startswith(b"\xfd7zXZ"):
            plain = lzma.LZMAFile(counted)  # noqa: SIM115 - closed with the text around it
        with io.TextIOWrapper(plain, encoding="utf-8-sig", errors="surrogateescape", newline="") as text:
            yield text


class _Counted(io.RawIOBase):
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], on_bytes: Callable[[int], object]) -> None:
        self._file = file
        self._on_bytes = on_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        chunk = self._file.read(len(buffer))
        buffer[: len(chunk)] = chunk
        self._on_bytes(self._file.tell())
        return len(chunk)


def _read_csv(path: Path, on_bytes: Callable[[int], object]) -> Iterator[Numbered]:
    with _text(path, on_bytes) as text:
        first = text.readline()
        delimiter = max(",;\t", key=first.count)
        columns = [name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter), [])]
        _check_columns(columns)
        wanted = [(name, place) for place, name in enumerate(columns) if name in COLUMNS]
        lines = csv.reader(text, delimiter=delimiter)
        begins = 2
        while True:
            try:
                values = next(lines)
            except StopIteration:
                return
            except csv.Error as error:
                yield begins, BadRow(f"cannot be read: {error}; is a quotation mark left open?")
            else:
                if len(values) == len(columns):
                    yield begins, {name: values[place] for name, place in wanted}
                elif values:
                    yield begins, BadRow(f"has {len(values)} columns where the first line has {len(columns)}")
            begins = lines.line_num + 2


def _read_jsonl(path: Path, on_bytes: Callable[[int], object]) -> Iterator[Numbered]:
    decode = msgspec.json.Decoder(dict[str, Any], float_hook=str).decode
    with _text(path, on_bytes) as text:
        for line, said in enumerate(text, start=1):
            if not said.strip():
                continue
            try:
                values = decode(said)
            except (msgspec.DecodeError, UnicodeEncodeError) as error:
                yield line, BadRow(f"is no JSON object: {error}")
            else:
                if line == 1:
                    _check_columns(values)
                yield line, {name: _as_text(value) for name, value in values.items() if name in COLUMNS}


def _read_parquet(path: Path, on_bytes: Callable[[int], object]) -> Iterator[Numbered]:
    size = path.stat().st_size
    with closing(duckdb.connect(config={"memory_limit": _MEMORY, "threads": 1})) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        file = connection.read_parquet(str(path))
        columns = [name.lower() for name in file.columns]
        _check_columns(columns)
        wanted = [name for name in COLUMNS if name in columns]
        total = file.aggregate("count(*)").fetchall()[0][0]
        connection.execute(
            f"SELECT {', '.join(f'{name}::VARCHAR' for name in wanted)} FROM read_parquet(?)",  # noqa: S608 - our own words
            [str(path)],
        )
        row = 0
        while batch := connection.fetchmany(_BATCH):
            for values in batch:
                row += 1
                yield row, {name: value or "" for name, value in zip(wanted, values, strict=True)}
            on_bytes(size * row // total)


_READERS: Final = {Format.CSV: _read_csv, Format.JSONL: _read_jsonl, Format.PARQUET: _read_parquet}


def _check_columns(columns: Any) -> None:
    if missing := missing_columns(set(columns)):
        raise HistoryFileError(
            f"has no column {', nor '.join(missing)}; its columns are {', '.join(columns) or 'none'}"
        )


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
