"""A user's own rows: added to the catalogue, put in the place of shipped ones, or refused with what to write."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from monitor.catalog.catalog import CatalogError, load_catalog
from monitor.catalog.matcher import Matcher

SHIPPED = load_catalog()
HEAD = "name,model,vendor,family,memory_gb,memory_type,bus_bits,segment"
NEW = "GeForce RTX 6090,GeForce RTX 6090,NVIDIA,RTX 60,48,GDDR7,512,halo"
#: A whole row, to break one cell at a time.
FULL = {
    "name": "GeForce RTX 6090",
    "model": "GeForce RTX 6090",
    "vendor": "NVIDIA",
    "family": "RTX 60",
    "memory_gb": "48",
    "also_gb": "",
    "memory_type": "GDDR7",
    "bus_bits": "512",
    "board_power_w": "600",
    "launch_date": "2027-01-28",
    "launch_price_usd": "2499",
    "launch_price_eur": "2799.00",
    "launch_price_gbp": "",
    "launch_price_try": "",
    "price_source": "NVIDIA announcement 2027-01-05",
    "segment": "halo",
    "predecessor": "GeForce RTX 5090",
    "successor": "",
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return tmp_path / "gpus.csv"


def write(path: Path, **cells: str) -> Path:
    row = FULL | cells
    path.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
    return path


def test_without_a_file_the_catalogue_is_the_shipped_one(own: Path) -> None:
    assert list(load_catalog(own)) == list(SHIPPED)
    assert load_catalog(own).fingerprint == SHIPPED.fingerprint


def test_a_launch_is_one_line(own: Path) -> None:
    own.write_text(f"{HEAD}\n{NEW}\n", encoding="utf-8")
    catalog = load_catalog(own)
    assert len(catalog) == len(SHIPPED) + 1
    assert Matcher(SHIPPED).match("MSI RTX 6090 SUPRIM 48G").gpu is None
    assert Matcher(catalog).match("MSI RTX 6090 SUPRIM 48G").gpu == "GeForce RTX 6090"
    assert catalog.fingerprint != SHIPPED.fingerprint


def test_every_column_is_read(own: Path) -> None:
    gpu = load_catalog(write(own, also_gb="24 96")).by_name("GeForce RTX 6090")
    assert gpu is not None
    assert gpu.also_gb == (24, 96)
    assert (gpu.board_power_w, gpu.launch_date, gpu.predecessor) == (600, date(2027, 1, 28), "GeForce RTX 5090")
    assert gpu.launch_prices == {"USD": Decimal(2499), "EUR": Decimal("2799.00")}
    assert gpu.successor is None


def test_a_row_of_the_same_name_replaces_the_shipped_one_in_its_place(own: Path) -> None:
    shipped = SHIPPED.by_name("GeForce RTX 5090")
    assert shipped is not None
    write(own, name="GeForce RTX 5090", model="GeForce RTX 5090", memory_gb="32", predecessor="")
    catalog = load_catalog(own)
    assert [gpu.name for gpu in catalog] == [gpu.name for gpu in SHIPPED]
    replaced = catalog.by_name("GeForce RTX 5090")
    assert replaced is not None
    assert (replaced.family, replaced.launch_price_usd) == ("RTX 60", Decimal(2499))


def test_a_variant_may_be_added(own: Path) -> None:
    name = "GeForce RTX 5060 12GB"
    write(own, name=name, model="GeForce RTX 5060", memory_gb="12", predecessor="GeForce RTX 4060")
    catalog = load_catalog(own)
    assert [gpu.memory_gb for gpu in catalog.variants("GeForce RTX 5060")] == [12, 8]
    assert Matcher(catalog).match("Palit RTX 5060 12GB").gpu == name


def test_what_a_spreadsheet_puts_before_the_first_column_does_no_harm(own: Path) -> None:
    own.write_text(f"{HEAD}\r\n{NEW}\r\n", encoding="utf-8-sig")
    assert "GeForce RTX 6090" in load_catalog(own)


@pytest.mark.parametrize(
    ("column", "cell", "hint"),
    [
        ("name", "", "write a text"),
        ("vendor", "Nvidia", "write NVIDIA, AMD or Intel"),
        ("family", " ", "write a text"),
        ("memory_gb", "", "whole gigabytes, such as 16"),
        ("memory_gb", "48 GB", "whole gigabytes, such as 16"),
        ("memory_gb", "0", "whole gigabytes, such as 16"),
        ("also_gb", "8/4", "whole gigabytes with spaces between"),
        ("bus_bits", "512-bit", "whole bits"),
        ("board_power_w", "-1", "whole watts"),
        ("launch_date", "28 Jan 2027", "a day such as 2025-01-30"),
        ("launch_date", "2027-02-30", "a day such as 2025-01-30"),
        ("launch_price_usd", "$2499", "an amount such as 1999 or 1999.99"),
        ("launch_price_eur", "2.799.00", "an amount such as 1999 or 1999.99"),
        ("launch_price_gbp", "0", "an amount such as 1999 or 1999.99"),
        ("launch_price_try", "NaN", "an amount such as 1999 or 1999.99"),
        ("price_source", "", "there is a price; write who announced the price"),
        ("segment", "top", "entry, mid, high, halo or professional"),
        ("predecessor", "RTX 5090", "no row has the model 'RTX 5090'"),
        ("successor", "GeForce RTX 7090", "no row has the model 'GeForce RTX 7090'"),
    ],
)
def test_a_broken_cell_is_named_with_file_line_column_and_what_to_write(
    own: Path, column: str, cell: str, hint: str
) -> None:
    with pytest.raises(CatalogError) as refused:
        load_catalog(write(own, **{column: cell}))
    assert str(refused.value).startswith(f"{own}, line 2, column {column}: ")
    assert hint in str(refused.value)


def test_a_source_without_a_price_is_refused(own: Path) -> None:
    with pytest.raises(CatalogError, match="line 2, column price_source: a source without a price"):
        load_catalog(write(own, launch_price_usd="", launch_price_eur=""))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"{HEAD}\n{NEW}\n{NEW}\n", "line 3, column name: 'GeForce RTX 6090' stands in line 2 too; keep one"),
        (f"{HEAD}\n\n{NEW},x\n", "line 3: more cells than columns"),
        (f"{HEAD}\n{NEW.replace(',halo', '')}\n", "line 2, column segment: '' cannot be used"),
        (f"{HEAD},msrp\n{NEW},1\n", "line 1: there is no column 'msrp'; columns, with commas between, are name, model"),
        (f"{HEAD},launch_price\n{NEW},1\n", "line 1: there is no column 'launch_price'; did you mean launch_price_"),
        (f"{HEAD},family\n{NEW},RTX 60\n", "line 1: column family is there twice"),
        ("name;model\n", "line 1: there is no column 'name;model'; columns, with commas between, are name, model"),
        (HEAD.replace("segment", "successor"), "line 1: column segment is missing"),
        ("", "line 1: column name is missing"),
        (f'{HEAD}\n"{NEW}\n', "save it as CSV in UTF-8"),
        (
            f"{HEAD}\nGeForce RTX 5090 OC,GeForce RTX 5090,NVIDIA,RTX 50,32,GDDR7,512,halo\n",
            "the same model and memory",
        ),
    ],
    ids=[
        "twice",
        "cells",
        "short",
        "unknown",
        "near",
        "column twice",
        "semicolons",
        "missing",
        "empty",
        "quote",
        "alike",
    ],
)
def test_a_broken_file_is_named(own: Path, text: str, message: str) -> None:
    own.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError) as refused:
        load_catalog(own)
    assert str(refused.value).startswith(f"{own}, line ")
    assert message in str(refused.value)


def test_a_file_in_another_encoding_is_named(own: Path) -> None:
    own.write_bytes(f"{HEAD}\n{NEW.replace('RTX 60', 'Ü')}\n".encode("latin-1"))
    with pytest.raises(CatalogError, match=r"gpus\.csv, line \d: .*UTF-8"):
        load_catalog(own)


def test_a_folder_in_its_place_is_named(own: Path) -> None:
    own.mkdir()
    with pytest.raises(CatalogError, match=r"gpus\.csv cannot be read"):
        load_catalog(own)
