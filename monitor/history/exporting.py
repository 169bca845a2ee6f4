"""The use case "export price history": the database's observations as a file that `import` reads again."""

import csv
import gzip
import lzma
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Final

import duckdb
import msgspec

from monitor.history.files import Format
from monitor.history.rows import COLUMNS
from monitor.storage import exports
from monitor.storage.engine import Sessions
from monitor.storage.exports import Chosen, Held
from monitor.storage.imports import SOURCE
from scrapers.market import MARKETS

_OPENERS: Final[dict[str, Callable[..., IO[str]]]] = {".gz": gzip.open, ".xz": lzma.open}
_MEMORY: Final = "200MB"
#: What columns are in Parquet; the others are texts.
_TYPES: Final = {
    "observed_at": "TIMESTAMPTZ",
    "covered_to": "TIMESTAMPTZ",
    "price": "DECIMAL(18, 4)",
    "shipping": "DECIMAL(18, 4)",
    "offer_count": "BIGINT",
    "first_party": "BOOLEAN",
}


def export_file(
    sessions: Sessions,
    path: Path,
    kind: Format,
    chosen: Chosen,
    *,
    on_row: Callable[[int], object] = lambda _: None,
) -> int:
    """Write the chosen history into a file, which appears only when it is whole.

    Args:
        sessions: makes database sessions.
        path: the file; one that is there is replaced. ``.gz`` and ``.xz`` compress it.
        kind: how rows stand in it; Parquet is compressed in itself.
        chosen: which history.
        on_row: told how many rows are written, now and then.

    Returns:
        The number of rows.

    Raises:
        OSError: it cannot be written.
    """
    written = 0

    def counted() -> Iterator[dict[str, str]]:
        nonlocal written
        for row in exports.held(session, chosen):
            yield _row(row)
            written += 1
            if written % 1000 == 0:
                on_row(written)

    with sessions() as session, _appearing(path) as partial:
        if kind is Format.PARQUET:
            _write_parquet(partial, counted())
        else:
            opener = _OPENERS.get(path.suffix.lower(), open)
            with opener(partial, "wt", encoding="utf-8", newline="") as file:
                _WRITERS[kind](file, counted())
    return written


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """A file beside the one that is asked for, which takes its place once it is whole."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    os.close(handle)
    partial = Path(name)
    try:
        yield partial
        mask = os.umask(0)
        os.umask(mask)
        partial.chmod(0o666 & ~mask)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _row(held: Held) -> dict[str, str]:
    market = MARKETS[held.market]
    source = held.source.removeprefix(SOURCE)
    return {
        "observed_at": _time(held.begins),
        "retailer": held.retailer,
        "country": market.country,
        "currency": held.currency or market.currency,
        "sku": "" if held.item_key == held.url_key else held.item_key,
        "url": held.url,
        "title": held.title,
        "price": _text(held.price),
        "stock": _text(held.stock),
        "seller": held.seller,
        "condition": _text(held.condition),
        "offer_count": _text(held.offer_count),
        "shipping": _text(held.shipping),
        "tier": held.tier,
        "first_party": _text(held.first_party).lower(),
        "source": "" if source == held.retailer else source,
        "covered_to": _time(held.ends),
    }


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _write_csv(file: IO[str], rows: Iterator[dict[str, str]]) -> None:
    writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)


def _write_jsonl(file: IO[str], rows: Iterator[dict[str, str]]) -> None:
    encode = msgspec.json.Encoder().encode
    for row in rows:
        file.write(encode({name: value or None for name, value in row.items()}).decode() + "\n")


def _write_parquet(path: Path, rows: Iterator[dict[str, str]]) -> None:
    """Through a temporary CSV file: DuckDB then writes as a stream."""
    with tempfile.TemporaryDirectory(prefix="gpumarket-export-") as folder:
        plain = Path(folder, "rows.csv")
        with plain.open("w", encoding="utf-8", newline="") as file:
            _write_csv(file, rows)
        columns = {name: _TYPES.get(name, "VARCHAR") for name in COLUMNS}
        config: dict[str, str | bool | int | float | list[str]] = {
            "memory_limit": _MEMORY,
            "threads": 1,
            "temp_directory": folder,
        }
        with closing(duckdb.connect(config=config)) as connection:
            connection.execute("SET TimeZone = 'UTC'")
            connection.read_csv(
                str(plain), header=True, columns=columns, auto_detect=False, sep=",", quotechar='"', escapechar='"'
            ).to_parquet(str(path), compression="zstd")


_WRITERS: Final = {Format.CSV: _write_csv, Format.JSONL: _write_jsonl}
