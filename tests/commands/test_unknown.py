"""`match --unknown`: what titles in the database name and the catalogue does not have."""

import json
from pathlib import Path
from typing import Any

import pytest
from command_line import Run, refused
from market import HOUR, START, Card, Market, list_page, spec
from shopserver import ShopServer

NORTH = [
    "MSI GeForce RTX 6090 SUPRIM 48G",
    "ASUS ROG Astral RTX6090-O48G 48GB GDDR7",
    "Sapphire NITRO+ Radeon RX 9080 XT 32GB",
    "Gigabyte GeForce RTX 5060 Ti WINDFORCE",
    "ASUS Prime GeForce RTX 5070 12GB",
]
SOUTH = ["Palit RTX 6090", "Graphics card, black", "Zotac GeForce RTX 5050 9GB", "Ventus card with three fans, white"]
HEAD = "name,model,vendor,family,memory_gb,memory_type,bus_bits,segment"
OWN = "GeForce RTX 6090,GeForce RTX 6090,NVIDIA,RTX 60,48,GDDR7,512,halo"


def lists(shop: ShopServer, path: str, titles: list[str], price: str = "$999.00") -> None:
    html = list_page([Card(number, price) for number in range(len(titles))])
    for number, title in enumerate(titles):
        html = html.replace(Card(number).title, title)
    shop.page(path, html)


@pytest.fixture
def watched(market: Market, shop: ShopServer) -> Market:
    """Two shops, read once."""
    lists(shop, "/north", NORTH)
    lists(shop, "/south", SOUTH)
    market.open(spec(shop, "/north", name="north"), spec(shop, "/south", name="south"))
    market.poll_all()
    return market


def answer(run: Run) -> list[dict[str, Any]]:
    done = run("match", "--unknown", "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


@pytest.mark.usefixtures("watched")
def test_models_are_counted_by_listings_and_retailers_the_most_frequent_first(run: Run) -> None:
    found = answer(run)
    assert [(row["unknown"], row["named"], row["listings"], row["retailers"]) for row in found] == [
        ("not_in_catalogue", "rtx 6090", 3, 2),
        ("not_in_catalogue", "geforce rtx 5050 9gb", 1, 1),
        ("not_in_catalogue", "rx 9080 xt", 1, 1),
        ("no_chip", None, 2, 1),
        ("ambiguous", None, 1, 1),
    ]
    first = found[0]
    assert "GeForce RTX 5090" in first["candidates"]
    assert (first["example"], first["demo"]) == ("Palit RTX 6090", False)
    assert first["first_seen_at"] == first["last_seen_at"] == (START + HOUR).isoformat().replace("+00:00", "Z")


@pytest.mark.usefixtures("watched")
def test_people_read_the_same(run: Run) -> None:
    said = run("match", "--unknown").stdout
    assert said.startswith("rtx 6090 (nearest: GeForce RTX 5090, ")
    assert "3 listings at 2 retailers, first seen 2026-01-05 10:00 UTC, last seen 2026-01-05 10:00 UTC" in said
    assert "for example: Palit RTX 6090" in said
    assert said.index("rx 9080 xt") < said.index("no chip named\n    2 listings at 1 retailer,")
    assert "known chips, but which card is left open\n    1 listing at 1 retailer," in said


def test_first_and_last_seen_are_those_of_the_readings(run: Run, watched: Market, shop: ShopServer) -> None:
    def seen(named: str) -> tuple[str, str]:
        (row,) = (row for row in answer(run) if row["named"] == named)
        return row["first_seen_at"], row["last_seen_at"]

    at = [(START + HOUR * n).isoformat().replace("+00:00", "Z") for n in range(6)]
    watched.poll_all()
    assert seen("rtx 6090") == (at[1], at[2])
    lists(shop, "/north", [*NORTH[:2], "MSI RTX 6080 16GB", *NORTH[3:]])
    watched.poll_all()
    assert seen("rtx 6080") == (at[1], at[3])  # the same item, under another title
    assert seen("rtx 6090") == (at[1], at[3])
    lists(shop, "/north", NORTH[:2])
    for _ in range(2):
        watched.poll_all()
    assert seen("rtx 6080") == (at[1], at[3])
    assert seen("rtx 6090") == (at[1], at[5])


@pytest.mark.usefixtures("watched")
def test_a_row_of_ones_own_takes_its_model_off_the_list_at_once(run: Run, folder: Path) -> None:
    (folder / "gpus.csv").write_text(f"{HEAD}\n{OWN}\n", encoding="utf-8")
    assert [row["named"] for row in answer(run)] == ["geforce rtx 5050 9gb", "rx 9080 xt", None, None]


def test_a_database_without_unknown_models_says_so(run: Run) -> None:
    assert answer(run) == []
    assert run("match", "--unknown").stdout == "No title names a model that the catalogue does not have.\n"


@pytest.mark.parametrize("more", [["RTX 6090"], ["--mpn", "G507T-16V3C"], ["--brand", "MSI"]], ids=" ".join)
def test_the_list_takes_no_title(run: Run, more: list[str]) -> None:
    refused(run("match", "--unknown", *more), 2, "--unknown", "leave out")


def test_what_a_shop_says_beside_the_title_is_heard(run: Run) -> None:
    title = "Gaming OC 3 fans"
    alone = json.loads(run("match", title, "--json").stdout)
    assert (alone["gpu"], alone["brand"], alone["unknown"]) == (None, None, "no_chip")
    told = json.loads(run("match", title, "--brand", "MSI", "--mpn", "G507T-16V3C", "--json").stdout)
    assert (told["gpu"], told["brand"], told["unknown"]) == ("GeForce RTX 5070 Ti", "MSI", None)


@pytest.mark.parametrize("titles", [[], ["RTX 5070", "RTX 5080"]], ids=["none", "two"])
@pytest.mark.parametrize("option", ["--brand", "--mpn"])
def test_brand_and_part_number_belong_to_one_title(run: Run, titles: list[str], option: str) -> None:
    refused(run("match", *titles, option, "X", stdin="RTX 5070\n"), 2, option, "one title")
