"""The GPUs buyers compare: one row per chip model and, where two are sold, per memory size."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import msgspec

Vendor = Literal["NVIDIA", "AMD", "Intel"]
Segment = Literal["entry", "mid", "high", "halo"]

SHIPPED = Path(__file__).with_name("gpus.csv")


class CatalogError(ValueError):
    """A catalogue file that cannot be used; the message names file, line and reason."""


class Gpu(msgspec.Struct, frozen=True, kw_only=True):
    """A chip model with its memory.

    `name` is unique; `model` is shared by the memory variants of one chip ("GeForce RTX 4060 Ti"). `also_gb` are sizes
    the same product was sold with too, without buyers seeing two products. The launch price is in US dollars without
    tax and None where nobody who announced it can be named in `price_source`. `predecessor` and `successor` are models.
    """

    name: str
    model: str
    vendor: Vendor
    family: str
    memory_gb: int
    also_gb: tuple[int, ...]
    memory_type: str
    bus_bits: int
    board_power_w: int | None
    launch_date: date | None
    launch_price_usd: Decimal | None
    price_source: str | None
    segment: Segment
    predecessor: str | None
    successor: str | None


class Catalog:
    """GPUs in the order of their file, each name once."""

    def __init__(self, gpus: list[Gpu]) -> None:
        self._by_name = {gpu.name: gpu for gpu in gpus}
        if len(self._by_name) != len(gpus):
            names = [gpu.name for gpu in gpus]
            raise CatalogError(f"names more than once: {sorted({name for name in names if names.count(name) > 1})}")

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
        found = [gpu for gpu in self if gpu.model == model]
        return sorted(found, key=lambda gpu: -gpu.memory_gb)


def load_catalog(path: Path | None = None) -> Catalog:
    """The catalogue that ships with the program, or the one in `path` (same columns).

    Raises CatalogError naming file, line and reason if a row cannot be read, and OSError if the file cannot.
    """
    path = path or SHIPPED
    gpus: list[Gpu] = []
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, strict=True)
        try:
            gpus.extend(_gpu(row) for row in reader)
        except (KeyError, AttributeError, ValueError, csv.Error) as error:
            raise CatalogError(f"{path}, line {reader.line_num}: {error!r}") from error
    return Catalog(gpus)


def _gpu(row: dict[str, str]) -> Gpu:
    if bool(row["launch_price_usd"]) != bool(row["price_source"]):
        raise ValueError("a launch price needs its source, and a source its price")
    cells = {column: cell or None for column, cell in row.items()} | {"also_gb": row["also_gb"].split()}
    return msgspec.convert(cells, Gpu, strict=False)
