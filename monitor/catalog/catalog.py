"""The GPUs that buyers compare: one row per chip model and, where two are sold, per memory size."""

import csv
import difflib
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Final, Literal, get_type_hints

import msgspec
from msgspec import Meta

Vendor = Literal["NVIDIA", "AMD", "Intel"]
Segment = Literal["entry", "mid", "high", "halo", "professional"]

#: What people buy to play with. Cards for workstations, servers and mining are `professional`: they appear in the same
#: lists, but other buyers empty those shelves, so no figure about consumers counts them.
CONSUMER: Final = frozenset({"entry", "mid", "high", "halo"})

SHIPPED: Final = Path(__file__).with_name("gpus.csv")

_Text = Annotated[str, Meta(min_length=1)]
_Count = Annotated[int, Meta(ge=1)]


class CatalogError(ValueError):
    """A catalogue file that cannot be used; the message names file, line, column and what to write instead."""


class Gpu(msgspec.Struct, frozen=True, kw_only=True):
    """A chip model with its memory.

    Attributes:
        name: unique; the model, and its memory where buyers choose between two ("GeForce RTX 4060 Ti 16GB").
        model: shared by the memory variants of one chip ("GeForce RTX 4060 Ti").
        family: what was sold side by side ("RTX 40", "Quadro Pascal"); mining cards have families of their own.
        memory_gb: of the whole board, also where two chips share it.
        also_gb: sizes the same product was sold with too, without buyers seeing two products.
        launch_date: when it could first be bought; None where nobody said.
        launch_price_usd: the lowest price its vendor announced at launch, without tax, as prices stand in US shops.
        launch_price_eur: the same, with the VAT of Germany at that time.
        launch_price_gbp: the same, with VAT.
        launch_price_try: the same, with VAT; only what a vendor published in lira, nothing converted.
        price_source: who announced the prices, and when; None if and only if there is no price.
        segment: its place among the cards of its time, or `professional`.
        predecessor, successor: models that took over from each other.
    """

    name: _Text
    model: _Text
    vendor: Vendor
    family: _Text
    memory_gb: _Count
    also_gb: tuple[_Count, ...] = ()
    memory_type: _Text
    bus_bits: _Count
    board_power_w: _Count | None = None
    launch_date: date | None = None
    launch_price_usd: Decimal | None = None
    launch_price_eur: Decimal | None = None
    launch_price_gbp: Decimal | None = None
    launch_price_try: Decimal | None = None
    price_source: str | None = None
    segment: Segment
    predecessor: str | None = None
    successor: str | None = None

    @property
    def launch_prices(self) -> dict[str, Decimal]:
        """The launch prices that are known, by ISO 4217 code."""
        prices = {column[-3:].upper(): getattr(self, column) for column in PRICES}
        return {currency: price for currency, price in prices.items() if price is not None}


PRICES: Final = tuple(column for column in Gpu.__struct_fields__ if column.startswith("launch_price_"))
_TYPES: Final = get_type_hints(Gpu, include_extras=True)
_NEEDED: Final = ("name", "model", "vendor", "family", "memory_gb", "memory_type", "bus_bits", "segment")
_COLUMNS: Final = f"columns, with commas between, are {', '.join(_TYPES)}"
_EXPECTED: Final = {
    "vendor": "NVIDIA, AMD or Intel",
    "memory_gb": "whole gigabytes, such as 16",
    "also_gb": "whole gigabytes with spaces between, such as 4 8, or nothing",
    "bus_bits": "whole bits, such as 256",
    "board_power_w": "whole watts, such as 300, or nothing",
    "launch_date": "a day such as 2025-01-30, or nothing",
    "segment": "entry, mid, high, halo or professional",
    "price_source": "who announced the price and when, such as NVIDIA announcement 2025-01-06",
} | dict.fromkeys(PRICES, "an amount such as 1999 or 1999.99, or nothing")


class Catalog:
    """GPUs in the order of their file, each name once."""

    def __init__(self, gpus: Iterable[Gpu]) -> None:
        self._by_name: dict[str, Gpu] = {}
        self._by_model: dict[str, list[Gpu]] = defaultdict(list)
        for gpu in gpus:
            if gpu.name in self._by_name:
                raise CatalogError(f"{gpu.name!r} is there more than once")
            self._by_name[gpu.name] = gpu
            self._by_model[gpu.model].append(gpu)

    def __iter__(self) -> Iterator[Gpu]:
        return iter(self._by_name.values())

    def __len__(self) -> int:
        return len(self._by_name)

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def by_name(self, name: str) -> Gpu | None:
        """The GPU of exactly this name, or None."""
        return self._by_name.get(name)

    def variants(self, model: str) -> list[Gpu]:
        """All memory variants of a model, the largest first; empty for an unknown model."""
        return sorted(self._by_model.get(model, ()), key=lambda gpu: -gpu.memory_gb)

    @property
    def fingerprint(self) -> int:
        """A number of 24 bits that changes with what titles are matched to."""
        told = [(gpu.name, gpu.model, gpu.vendor, gpu.memory_gb, gpu.also_gb, gpu.segment) for gpu in self]
        return zlib.crc32(repr(told).encode()) & 0xFFFFFF


def load_catalog(own: Path | None = None) -> Catalog:
    """The catalogue that ships with the program, with a user's rows added; a row of the same name is replaced.

    Args:
        own: the user's file, with the same columns; it need not exist.

    Raises:
        CatalogError: a row that cannot be used, with file, line, column and what to write; or a file that cannot be read.
    """
    shipped = read_rows(SHIPPED)
    try:
        added = read_rows(own) if own is not None else {}
    except FileNotFoundError:
        added = {}
    except OSError as error:
        raise CatalogError(f"{own} cannot be read: {error.strerror}; mend its rights, or remove it") from error
    rows = {gpu.name: gpu for gpu in shipped.values()} | {gpu.name: gpu for gpu in added.values()}
    catalog = Catalog(rows.values())
    for path, lines in ((own, added), (SHIPPED, shipped)):
        for line, gpu in lines.items():
            if rows[gpu.name] is gpu:
                _check_among(catalog, gpu, f"{path}, line {line}")
    return catalog


def read_rows(path: Path) -> dict[int, Gpu]:
    """The rows of a catalogue file, by line. Columns that may be empty may be left out.

    Raises:
        CatalogError: as `load_catalog`.
        OSError: the file cannot be read.
    """
    rows: dict[int, Gpu] = {}
    names: dict[str, int] = {}
    with path.open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        try:
            _check_header(reader.fieldnames or (), f"{path}, line 1")
            for cells in reader:
                gpu = _gpu(cells, where := f"{path}, line {reader.line_num}")
                if first := names.get(gpu.name):
                    raise CatalogError(f"{where}, column name: {gpu.name!r} stands in line {first} too; keep one row")
                names[gpu.name] = reader.line_num
                rows[reader.line_num] = gpu
        except (csv.Error, UnicodeDecodeError) as error:
            reason = (
                f"{path}, line {reader.line_num + 1}: {error}; save it as CSV in UTF-8, with commas between columns"
            )
            raise CatalogError(reason) from error
    return rows


def _check_header(columns: Iterable[str], where: str) -> None:
    """Every needed column once, and none that means nothing."""
    columns = list(columns)
    for column in columns:
        if column not in _TYPES:
            near = difflib.get_close_matches(column, _TYPES, n=1)
            hint = f"did you mean {near[0]}?" if near and ";" not in column else _COLUMNS
            raise CatalogError(f"{where}: there is no column {column!r}; {hint}")
        if columns.count(column) > 1:
            raise CatalogError(f"{where}: column {column} is there twice; keep one")
    if missing := [column for column in _NEEDED if column not in columns]:
        raise CatalogError(f"{where}: column {missing[0]} is missing; add it to the first line")


def _gpu(cells: dict[str, str | None], where: str) -> Gpu:
    if None in cells:
        raise CatalogError(f'{where}: more cells than columns; write a text with a comma in quotes, "like, this"')
    values = {column: _value(column, (cell or "").strip(), where) for column, cell in cells.items()}
    gpu = msgspec.convert({column: value for column, value in values.items() if value is not None}, Gpu)
    if gpu.launch_prices and not gpu.price_source:
        raise CatalogError(
            f"{where}, column price_source: empty, but there is a price; write {_EXPECTED['price_source']}"
        )
    if gpu.price_source and not gpu.launch_prices:
        raise CatalogError(
            f"{where}, column price_source: a source without a price; write the price or empty the source"
        )
    return gpu


def _value(column: str, cell: str, where: str) -> object:
    """A cell as its column's type; None where it is empty and may be."""
    if not cell and column not in _NEEDED:
        return None
    try:
        if column in PRICES:
            return _amount(cell)
        return msgspec.convert(cell.split() if column == "also_gb" else cell, _TYPES[column], strict=False)
    except ValueError as error:
        expected = _EXPECTED.get(column, "a text")
        raise CatalogError(f"{where}, column {column}: {cell!r} cannot be used; write {expected}") from error


def _amount(cell: str) -> Decimal:
    whole, _, part = cell.partition(".")
    if not (cell.isascii() and whole.isdigit() and (part or "0").isdigit() and int(whole)):
        raise ValueError(cell)
    return Decimal(cell)


def _check_among(catalog: Catalog, gpu: Gpu, where: str) -> None:
    """What a row says beside the others: another size than its variants, and relatives that exist."""
    for other in catalog.variants(gpu.model):
        if other is not gpu and other.memory_gb == gpu.memory_gb:
            reason = f"{other.name!r} has the same model and memory; give it the same name to replace it"
            raise CatalogError(f"{where}, column memory_gb: {reason}")
    for column in ("predecessor", "successor"):
        model = getattr(gpu, column)
        if model is not None and not catalog.variants(model):
            raise CatalogError(f"{where}, column {column}: no row has the model {model!r}; add one or leave it empty")
