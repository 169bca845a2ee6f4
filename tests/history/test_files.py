"""Files of every format: the same rows, with their lines, and what is said of damaged ones."""

import gzip
import lzma
from pathlib import Path

import duckdb
import pytest

from monitor.history import files
from monitor.history.files import Format, HistoryFileError
from monitor.history.rows import BadRow

HEAD = "observed_at,retailer,country,currency,sku,url,title,price,stock"
FIRST = '2026-01-05T09:00:00+00:00,shop,US,USD,A,https://shop.example/a,"ASUS ""OC"", RTX 5090",1999.99,in_stock'
SECOND = "2026-01-06T09:00:00+00:00,shop,US,USD,A,https://shop.example/a,ASUS RTX 5090,,"


def rows(path: Path, kind: Format | None = None) -> list[tuple[int, dict[str, str] | str]]:
    found = files.read(path, kind or files.format_of(path.name), name=path.name, on_bytes=lambda _: None)
    return [(line, str(values) if isinstance(values, BadRow) else values) for line, values in found]


def told(path: Path) -> list[tuple[int, str, str]]:
    return [(line, values["title"], values["price"]) for line, values in rows(path) if isinstance(values, dict)]


EXPECTED = [(2, 'ASUS "OC", RTX 5090', "1999.99"), (3, "ASUS RTX 5090", "")]


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "csv.xz"])
def test_csv_plain_and_compressed(tmp_path: Path, ending: str) -> None:
    text = f"\ufeff{HEAD},note\r\n{FIRST},x\r\n{SECOND},\r\n".encode()
    path = tmp_path / f"prices.{ending}"
    path.write_bytes({"csv": text, "csv.gz": gzip.compress(text), "csv.xz": lzma.compress(text)}[ending])
    assert told(path) == EXPECTED


def test_semicolons_and_tabs_part_columns_too(tmp_path: Path) -> None:
    for number, mark in enumerate(";\t"):
        path = tmp_path / f"{number}.csv"
        path.write_text(f"{HEAD}\n{SECOND}\n".replace(",", mark))
        assert told(path) == [(2, "ASUS RTX 5090", "")]


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "prices.jsonl"
    common = (
        '"observed_at":"2026-01-05T09:00:00Z","retailer":"shop","country":"US","currency":"USD","sku":7,"stock":null'
    )
    path.write_text(f'{{{common},"title":"A","price":1999.90}}\n\n{{{common},"title":"B","price":"5"}}\nnonsense\n[]\n')
    assert told(path) == [(1, "A", "1999.90"), (3, "B", "5")]
    assert [line for line, values in rows(path) if isinstance(values, str)] == [4, 5]
    assert isinstance(first := rows(path)[0][1], dict)
    assert (first["sku"], first["stock"]) == ("7", "")


def test_parquet_with_types_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "prices.parquet"
    with duckdb.connect() as connection:
        connection.execute(
            "COPY (SELECT timestamptz '2026-01-05 09:00:00+00' AS observed_at, 'shop' AS retailer, 'US' AS country,"
            f" 'USD' AS currency, 7 AS sku, 'A' AS title, 1999.9::DOUBLE AS price) TO '{path}' (FORMAT parquet)"
        )
    ((row, values),) = rows(path)
    assert isinstance(values, dict)
    assert (row, values["observed_at"], values["price"], values["sku"]) == (1, "2026-01-05 09:00:00+00", "1999.9", "7")


def test_lines_are_numbered_as_an_editor_does(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    broken = FIRST.replace("OC", "O\nC")
    path.write_text(f"{HEAD}\n{broken}\n\nshort,line\n{SECOND}\n")
    assert [line for line, _ in rows(path)] == [2, 5, 6]
    assert "2 columns" in str(rows(path)[1][1])


@pytest.mark.parametrize("kind", [Format.CSV, Format.PARQUET])
def test_what_is_no_such_file_is_refused_by_name(tmp_path: Path, kind: Format) -> None:
    path = tmp_path / "holiday.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 no rows at all\n")
    with pytest.raises(HistoryFileError, match=r"holiday\.jpg"):
        rows(path, kind)


def test_a_file_that_ends_early_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv.gz"
    whole = gzip.compress(f"{HEAD}\n{FIRST}\n{SECOND}\n".encode())
    path.write_bytes(whole[:-12])
    with pytest.raises(HistoryFileError, match="damaged"):
        rows(path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.write_text("observed_at,retailer,country,title,sku,price\n")
    with pytest.raises(HistoryFileError, match="no column currency; its columns are observed_at, retailer"):
        rows(path)


def test_a_name_that_says_nothing(tmp_path: Path) -> None:
    with pytest.raises(HistoryFileError, match="--format"):
        rows(tmp_path / "prices.txt")
