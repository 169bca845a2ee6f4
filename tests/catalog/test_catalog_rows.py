"""Every row of the catalogue that ships."""

import re
from collections import defaultdict
from datetime import date
from decimal import Decimal

import pytest

from monitor.catalog.catalog import CONSUMER, SHIPPED, Catalog, CatalogError, Gpu, load_catalog

CATALOG = load_catalog()
#: What one VAT-free dollar of a launch price was worth at its vendor's in euros and pounds, VAT in it.
PER_DOLLAR = {"EUR": (0.95, 1.25), "GBP": (0.85, 1.1)}


def models(*families: str) -> list[int]:
    found = defaultdict(set)
    for gpu in CATALOG:
        found[gpu.family].add(gpu.model)
    return [len(found[family]) for family in families]


def test_current_series_are_whole() -> None:
    assert models("RTX 50", "RTX 40", "RTX 30", "RTX 20", "GTX 16") == [9, 10, 9, 8, 6]
    assert models("RX 9000", "RX 7000", "RX 6000") == [5, 10, 15]
    assert models("Arc A", "Arc B", "Arc Pro A", "Arc Pro B") == [5, 2, 3, 2]
    assert models("Workstation Blackwell", "Workstation Ada", "Workstation Ampere") == [7, 7, 8]
    assert models("Mining Pascal", "Mining CMP") == [6, 7]


@pytest.mark.parametrize(
    ("model", "sizes"),
    [
        ("GeForce RTX 5060 Ti", [16, 8]),
        ("GeForce RTX 4060 Ti", [16, 8]),
        ("GeForce RTX 3080", [12, 10]),
        ("GeForce RTX 3060", [12, 8]),
        ("GeForce RTX 3050", [8, 6]),
        ("GeForce RTX 2060", [12, 6]),
        ("GeForce GTX 1060", [6, 5, 3]),
        ("Radeon RX 9060 XT", [16, 8]),
        ("Radeon RX 6750 GRE", [12, 10]),
        ("Arc A770", [16, 8]),
        ("RTX PRO 5000 Blackwell", [72, 48]),
        ("RTX A2000", [12, 6]),
        ("T1000", [8, 4]),
        ("Tesla V100", [32, 16]),
    ],
)
def test_memory_variants_that_buyers_tell_apart_are_rows_of_their_own(model: str, sizes: list[int]) -> None:
    variants = CATALOG.variants(model)
    assert [gpu.memory_gb for gpu in variants] == sizes
    assert [gpu.name for gpu in variants] == [f"{model} {size}GB" for size in sizes]


def test_one_product_with_two_sizes_is_one_row() -> None:
    both = {gpu.name: {gpu.memory_gb, *gpu.also_gb} for gpu in CATALOG if gpu.also_gb}
    assert {name: both[name] for name in ("Radeon RX 580", "Radeon RX 5500 XT", "GeForce GT 1030")} == {
        "Radeon RX 580": {4, 8},
        "Radeon RX 5500 XT": {4, 8},
        "GeForce GT 1030": {2, 4},
    }


@pytest.mark.parametrize("gpu", CATALOG, ids=lambda gpu: gpu.name)
def test_a_row_is_plausible(gpu: Gpu) -> None:
    alone = len(CATALOG.variants(gpu.model)) == 1
    assert gpu.name == (gpu.model if alone else f"{gpu.model} {gpu.memory_gb}GB")
    assert CATALOG.by_name(gpu.name) is gpu
    assert gpu.launch_date is None or date(2008, 1, 1) <= gpu.launch_date <= date(2026, 12, 31)
    assert gpu.memory_gb not in gpu.also_gb
    assert re.fullmatch(r"(LP|G)?DDR\d\w?|HBM\w*", gpu.memory_type)
    assert gpu.bus_bits % 32 == 0
    assert gpu.board_power_w is None or 12 <= gpu.board_power_w <= 600


def test_variants_of_a_model_differ_in_memory_and_agree_in_the_rest() -> None:
    for model in {gpu.model for gpu in CATALOG}:
        variants = CATALOG.variants(model)
        assert len({gpu.memory_gb for gpu in variants}) == len(variants)
        assert len({(g.vendor, g.family, g.segment, g.predecessor, g.successor) for g in variants}) == 1, model


@pytest.mark.parametrize("gpu", [gpu for gpu in CATALOG if gpu.launch_prices], ids=lambda gpu: gpu.name)
def test_prices_name_who_announced_them_and_when(gpu: Gpu) -> None:
    assert gpu.price_source
    told = re.fullmatch(r"(NVIDIA|AMD|Intel) (?:announcement|price revision) (\d{4}-\d{2}-\d{2})", gpu.price_source)
    assert told
    assert told[1] == gpu.vendor
    if gpu.launch_date and gpu.name != "Radeon RX 7900 GRE":  # at first in China alone, without a price in dollars
        assert abs((date.fromisoformat(told[2]) - gpu.launch_date).days) <= 100
    for currency, price in gpu.launch_prices.items():
        assert 50 <= price <= 20_000
        if currency != "USD":
            least, most = PER_DOLLAR[currency]
            assert least <= price / gpu.launch_prices["USD"] <= most


def test_prices_are_in_the_currencies_they_were_announced_in() -> None:
    newest = CATALOG.by_name("GeForce RTX 5090")
    assert newest is not None
    assert newest.launch_prices == {"USD": Decimal(1999), "EUR": Decimal(2329), "GBP": Decimal(1939)}
    china = CATALOG.by_name("GeForce RTX 5090 D V2")
    assert china is not None
    assert china.launch_prices == {}
    assert china.price_source is None


def test_predecessors_and_successors_are_models_of_the_same_vendor_in_order_of_launch() -> None:
    first: dict[str, date] = {}
    for gpu in CATALOG:
        if gpu.launch_date:
            first[gpu.model] = min(first.get(gpu.model, gpu.launch_date), gpu.launch_date)
    for gpu in CATALOG:
        for model in filter(None, (gpu.predecessor, gpu.successor)):
            (other, *_) = CATALOG.variants(model)
            assert other.vendor == gpu.vendor
            assert (other.segment in CONSUMER) == (gpu.segment in CONSUMER), gpu.name
        if gpu.predecessor:
            assert first[gpu.predecessor] <= first[gpu.model], gpu.name
        if gpu.successor:
            assert first[gpu.successor] >= first[gpu.model], gpu.name


def test_predecessor_and_successor_answer_each_other() -> None:
    """Several may be followed by one, and one by several; then the one it names names it back."""
    before = {gpu.model: gpu.predecessor for gpu in CATALOG}
    after = {gpu.model: gpu.successor for gpu in CATALOG}
    for model, predecessor in before.items():
        if predecessor:
            heir = after[predecessor]
            assert heir is not None, f"{model} follows {predecessor}, which nobody follows"
            assert before[heir] == predecessor, f"{predecessor} is followed by {heir}, which follows another"
    for model, successor in after.items():
        if successor:
            elder = before[successor]
            assert elder is not None, f"{successor} follows {model}, but names nobody"
            assert after[elder] == successor, f"{successor} follows {elder}, which is followed by another"


def test_professional_and_mining_cards_are_a_segment_of_their_own() -> None:
    words = re.compile(
        r"quadro|tesla|firepro|radeon (ai )?pro|instinct|rtx (pro|a\d)|\bada\b|^(nvs|cmp|p10\d|[alth]\d)", re.IGNORECASE
    )
    for gpu in CATALOG:
        assert (gpu.segment == "professional") == (
            bool(words.search(gpu.name)) or gpu.family.startswith(("Arc Pro", "Data Center GPU", "Radeon Pro"))
        ), gpu.name


def test_the_file_is_newest_first_within_its_vendors() -> None:
    consumer = [gpu.vendor for gpu in CATALOG if gpu.segment in CONSUMER]
    professional = [gpu.vendor for gpu in CATALOG if gpu.segment not in CONSUMER]
    for vendors in (consumer, professional):
        assert vendors == sorted(vendors, key=["NVIDIA", "AMD", "Intel"].index)
    families = [gpu.family for gpu in CATALOG]
    changes = [family for family, before in zip(families, ["", *families], strict=False) if family != before]
    assert len(changes) == len(set(changes)), "a family stands in two places"
    assert SHIPPED.read_text(encoding="utf-8").endswith("\n")


def test_unknown_names_are_none() -> None:
    assert CATALOG.by_name("GeForce RTX 6090") is None
    assert CATALOG.variants("GeForce RTX 6090") == []
    assert "GeForce RTX 6090" not in CATALOG


def test_a_name_twice_is_refused() -> None:
    gpus = list(CATALOG)[:2]
    with pytest.raises(CatalogError, match="more than once"):
        Catalog([*gpus, gpus[0]])
