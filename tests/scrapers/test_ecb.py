"""The ECB's files of reference rates: what is in them, and what is wrong with them."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from scrapers.ecb import EcbError, EuroRate, read

TODAY = date(2025, 1, 9)
#: Made up, in the form of eurofxref-hist.csv.
FIXTURE = Path(__file__).with_name("ecb") / "eurofxref-hist.csv"
DAILY_CSV = b"Date, USD, TRY, \n08 January 2025, 1.1650, 49.9875, \n"
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
\t<gesmes:subject>Reference rates</gesmes:subject>
\t<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
\t<Cube>
\t\t<Cube time='2025-01-08'>
\t\t\t<Cube currency='USD' rate='1.1650'/>
\t\t\t<Cube currency='TRY' rate='49.9875'/></Cube>
\t</Cube>
</gesmes:Envelope>"""
TWO = [
    EuroRate("TRY", date(2025, 1, 8), Decimal("49.9875")),
    EuroRate("USD", date(2025, 1, 8), Decimal("1.1650")),
]


def zipped(*files: tuple[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return packed.getvalue()


def test_a_history_leaves_out_what_is_not_known_and_keeps_every_currency() -> None:
    rates = read(FIXTURE.read_bytes(), TODAY)
    assert {rate.currency for rate in rates} == {"USD", "TRY", "GBP", "BGN", "XQZ"}
    assert [(rate.day.isoformat(), str(rate.per_euro.normalize())) for rate in rates if rate.currency == "TRY"] == [
        ("2024-12-30", "50.3106"),
        ("2025-01-02", "50.4012"),
        ("2025-01-06", "50.422"),
        ("2025-01-07", "50.4875"),
    ]
    assert sum(rate.currency == "BGN" for rate in rates) == 1
    assert rates == sorted(rates)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("eurofxref.csv", DAILY_CSV),
        ("eurofxref.csv", b"\xef\xbb\xbf" + DAILY_CSV),
        ("eurofxref-daily.xml", XML),
        ("eurofxref-daily.xml", b"\n" + XML.partition(b"\n")[2]),
    ],
)
def test_the_forms_in_which_a_day_comes(name: str, data: bytes) -> None:
    assert read(data, TODAY) == TWO
    assert read(zipped((name, data)), TODAY) == TWO


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", ["line 1", "Date"]),
        (b"<html><body>Maintenance</body></html>", ["no rate", "eurofxref-hist.csv"]),
        (b"<html><body>Maintenance<br></body></html>", ["line 1", "no XML"]),
        (b"day,USD\n2025-01-08,1.1\n", ["line 1", "'day'"]),
        (b"Date,USD\n2025-01-08,1.1\n2025-01-07,dear\n", ["line 3", "USD", "'dear'", "no rate"]),
        (b"Date,USD\n2025-01-08,0\n2025-01-07,-1\n", ["line 2: USD: '0'", "line 3: USD: '-1'"]),
        (b"Date,USD\n2025-01-08,0.000000001\n", ["line 2", "no rate"]),
        (b"Date,USD\n2025-01-08,1e5\n2025-01-07,1,1\n", ["line 2", "'1e5'", "line 3: 3 cells, but the header has 2"]),
        (b"Date,USD\n\n08.01.2025,1.1\n", ["line 3", "'08.01.2025' is no day"]),
        (b"Date,USD\n30 February 2024,1.1\n", ["line 2", "is no day"]),
        (b"Date,USD\n2025-01-10,1.1\n", ["line 2", "later than today, 2025-01-09"]),
        (b"Date,dollar\n2025-01-08,1.1\n", ["line 1", "'dollar' is no currency"]),
        (b"Date,USD,USD\n2025-01-08,1.1,1.1\n", ["line 1", "USD is there twice"]),
        (b"Date,USD,\n2025-01-08,1.1,7\n", ["line 2", "column without a currency"]),
        (b"Date,USD\n2025-01-08,1.1\n2025-01-08,1.2\n", ["line 3", "1.2 for 2025-01-08, which has 1.1 above"]),
        (b"Date,USD\n2025-01-08,\xff\n", ["no text", "byte 20"]),
        (b"PK\x03\x04broken", [".zip is broken"]),
        (zipped(("readme.txt", b"")), ["0 files"]),
        (zipped(("a.csv", DAILY_CSV), ("b.csv", DAILY_CSV)), ["2 files"]),
        (XML.replace(b"'1.1650'", b"'?'"), ["line 7", "USD", "'?'"]),
        (XML.replace(b"'USD'", b"'dollar'"), ["line 7", "'dollar'"]),
        (XML.replace(b"2025-01-08", b"2025-02-08"), ["line 6", "later than today"]),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', ["entity"]),
    ],
)
def test_an_error_says_where_and_why(data: bytes, words: list[str]) -> None:
    with pytest.raises(EcbError) as caught:
        read(data, TODAY)
    assert all(word in str(caught.value) for word in words), str(caught.value)


def test_a_file_full_of_errors_is_told_in_few_lines() -> None:
    rows = "".join(f"2024-12-{day:02},none\n" for day in range(1, 32))
    with pytest.raises(EcbError) as caught:
        read(f"Date,USD\n{rows}".encode(), TODAY)
    assert str(caught.value).splitlines()[-1] == "and 21 more"


def test_a_zip_that_grows_without_end_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.ecb._LONGEST", 1000)
    with pytest.raises(EcbError, match="more than 1,000 bytes"):
        read(zipped(("a.csv", b"Date\n" * 1000)), TODAY)
