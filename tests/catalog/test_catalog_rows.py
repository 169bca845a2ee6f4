import re
from collections import defaultdict
from pathlib import Path

import pytest

from monitor.catalog.catalog import SHIPPED, Catalog, CatalogError, load_catalog

CATALOG = load_catalog()


def test_current_series_are_whole() -> None:
    families = defaultdict(set)
    for gpu in CATALOG:
        families[gpu.family].add(gpu.model)
    assert {family: len(families[family]) for family in ("RTX 50", "RTX 40", "RTX 30")} == {
        "RTX 50": 9,
        "RTX 40": 10,
        "RTX 30": 9,
    }
    assert {family: len(families[family]) for family in ("RX 9000", "RX 7000", "RX 6000")} == {
        "RX 9000": 5,
        "RX 7000": 10,
        "RX 6000": 14,
    }
    assert {family: len(families[family]) for family in ("Arc A", "Arc B")} == {"Arc A": 5, "Arc B": 2}


@pytest.mark.parametrize(
    ("model", "sizes"),
    [
        ("GeForce RTX 5060 Ti", [16, 8]),
        ("GeForce RTX 4060 Ti", [16, 8]),
        ("GeForce RTX 3080", [12, 10]),
        ("GeForce RTX 3060", [12, 8]),
        ("GeForce RTX 3050", [8, 6]),
        ("GeForce GTX 1060", [6, 5, 3]),
        ("Radeon RX 9060 XT", [16, 8]),
        ("Arc A770", [16, 8]),
    ],
)
def test_memory_variants_that_buyers_tell_apart_are_rows_of_their_own(model: str, sizes: list[int]) -> None:
    variants = CATALOG.variants(model)
    assert [gpu.memory_gb for gpu in variants] == sizes
    assert [gpu.name for gpu in variants] == [f"{model} {size}GB" for size in sizes]


def test_names_are_models_with_their_memory_where_there_is_a_choice() -> None:
    for gpu in CATALOG:
        alone = len(CATALOG.variants(gpu.model)) == 1
        assert gpu.name == (gpu.model if alone else f"{gpu.model} {gpu.memory_gb}GB")
        assert CATALOG.by_name(gpu.name) is gpu


def test_prices_name_who_announced_them_and_when() -> None:
    for gpu in CATALOG:
        assert (gpu.launch_price_usd is None) == (gpu.price_source is None)
        if gpu.price_source:
            assert re.match(r"(NVIDIA|AMD|Intel) (announcement|price revision) \d{4}-\d{2}-\d{2}", gpu.price_source)
            assert gpu.price_source.startswith(gpu.vendor)
    assert CATALOG.by_name("GeForce RTX 5090 D V2").launch_price_usd is None  # type: ignore[union-attr]  # is a row


def test_predecessors_and_successors_are_models_of_the_same_vendor_in_order_of_launch() -> None:
    launch = {
        gpu.model: min(row.launch_date for row in CATALOG.variants(gpu.model) if row.launch_date) for gpu in CATALOG
    }
    vendor = {gpu.model: gpu.vendor for gpu in CATALOG}
    for gpu in CATALOG:
        assert gpu.launch_date
        if gpu.predecessor:
            assert vendor[gpu.predecessor] == gpu.vendor
            assert launch[gpu.predecessor] <= gpu.launch_date, gpu
        if gpu.successor:
            assert vendor[gpu.successor] == gpu.vendor
            assert launch[gpu.successor] >= launch[gpu.model], gpu


def test_unknown_names_are_none() -> None:
    assert CATALOG.by_name("GeForce RTX 6090") is None
    assert CATALOG.variants("GeForce RTX 6090") == []
    assert "GeForce RTX 6090" not in CATALOG


def _broken(tmp_path: Path, old: str, new: str) -> Path:
    text = SHIPPED.read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "own.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (",halo,", ",huge,", "segment"),
        (",NVIDIA,RTX 50,32,", ",NVIDIA,RTX 50,much,", "memory_gb"),
        ("2025-01-30", "30 Jan 2025", "launch_date"),
        ("NVIDIA announcement 2025-01-06", "", "price"),
        ("segment", "class", "segment"),
    ],
)
def test_a_broken_row_is_named_with_file_line_and_reason(tmp_path: Path, old: str, new: str, reason: str) -> None:
    path = _broken(tmp_path, old, new)
    with pytest.raises(CatalogError, match=rf"own\.csv, line 2: .*{reason}"):
        load_catalog(path)


def test_a_name_twice_is_refused() -> None:
    gpus = list(CATALOG)[:2]
    with pytest.raises(CatalogError, match="more than once"):
        Catalog([*gpus, gpus[0]])
