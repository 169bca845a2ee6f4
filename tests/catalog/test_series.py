"""Board series: told beside their maker, and telling a maker that is not named."""

import pytest

from monitor.catalog.catalog import load_catalog
from monitor.catalog.matcher import Matcher
from monitor.catalog.series import maker_of, series_of
from monitor.catalog.text import fold

MATCHER = Matcher(load_catalog())


@pytest.mark.parametrize(
    ("title", "brand", "series"),
    [
        ("ASUS ROG Strix GeForce RTX 4090 OC 24GB", "ASUS", "rog strix"),
        ("MSI RTX 5070 Ventus 3X OC", "MSI", "ventus 3x"),
        ("Sapphire NITRO+ RX 7900 XTX", "Sapphire", "nitro"),
        ("Palit RTX 4070 Dual 12GB", "Palit", "dual"),
        ("Gainward RTX 4070 Phantom", "Gainward", "phantom"),
        ("微星 RTX5060Ti 16G 万图师", "MSI", "万图师"),
        ("Nobody RTX 4070 Dual 12GB", None, None),
        ("MSI GeForce RTX 4070", "MSI", None),
    ],
)
def test_the_series_is_told_beside_its_maker(title: str, brand: str | None, series: str | None) -> None:
    match = MATCHER.match(title)
    assert match.brand == brand
    assert series_of(fold(title), match.brand) == series


@pytest.mark.parametrize(
    ("title", "brand"),
    [
        ("3090 Suprim X 24GB", "MSI"),
        ("ROG Astral 5090 32GB OC", "ASUS"),
        ("RX 7800 XT Red Devil", "PowerColor"),
        ("RTX 4070 Dual", None),
        ("RTX 4070 Phantom", None),
        ("Suprim or Red Devil", None),
    ],
)
def test_a_series_of_one_maker_tells_it(title: str, brand: str | None) -> None:
    assert maker_of(fold(title)) == brand


def test_a_bare_number_is_a_chip_beside_such_a_series_and_its_memory() -> None:
    assert MATCHER.match("ROG Astral 5090 32GB OC").gpu == "GeForce RTX 5090"
    assert MATCHER.match("Model 5090 32GB").gpu is None
