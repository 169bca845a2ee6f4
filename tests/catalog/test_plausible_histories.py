"""Real price histories, read in place where they lie beside the repository: true prices stay, wrong readings go."""

import csv
import gzip
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from monitor.catalog.catalog import CONSUMER, load_catalog
from monitor.catalog.matcher import Matcher
from monitor.catalog.plausible import Band, band, placeholders, references
from scrapers.offer import Condition
from scrapers.spec import Tier

DATA = Path(__file__).parents[2] / "../shared/data"
CATALOG = load_catalog()
REFERENCES = references(CATALOG)
MATCHER = Matcher(CATALOG)
#: Cards whose band catches a factor: those for work cost anything, and what older ones still cost is next to nothing.
SHARP = {
    gpu.name for gpu in CATALOG if gpu.segment in CONSUMER and gpu.launch_date and gpu.launch_date >= date(2012, 1, 1)
}
#: Readings that are wrong by what readers of pages get wrong, and the least share of them that must be caught.
FACTORS = {"x 100": (100, 0.99), "/ 100": (0.01, 0.999), "x 1000": (1000, 0.999), "/ 12": (1 / 12, 0.85)}

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the price histories are not beside the repository")


class Asked(NamedTuple):
    """A price that somebody asked for a card."""

    gpu: str
    price: Decimal
    currency: str
    is_new: bool
    on: date


@cache
def gpu_of(title: str) -> str | None:
    return MATCHER.match(title).gpu


@cache
def ebay_days() -> list[tuple[date, list[Asked]]]:
    """What was asked on each day."""
    days = []
    for path in sorted((DATA / "prices/ebay-us-gpu").glob("*.json.gz")):
        on = date.fromisoformat(path.name[4:14])
        asked = []
        for row in json.loads(gzip.decompress(path.read_bytes())):
            gpu = gpu_of(row["title"])
            try:
                price = Decimal(row["price"])
            except (InvalidOperation, TypeError):
                continue
            if gpu and price:
                asked.append(Asked(gpu, price, row["currency"], row["condition"] == "New", on))
        days.append((on, asked))
    return days


def ebay(*, is_new: bool) -> set[Asked]:
    """Each price of a gpu once, however many days and sellers repeat it."""
    return {asked._replace(on=date(2026, 3, 1)) for _, day in ebay_days() for asked in day if asked.is_new is is_new}


def idealo() -> set[Asked]:
    rows = json.loads((DATA / "prices/idealo-de-2017/data/gpu-prices.json").read_text(encoding="utf-8"))
    return {
        Asked(gpu, Decimal(str(at["y"])), "EUR", True, date.fromisoformat(at["x"]))
        for row in rows
        if (gpu := gpu_of(row["name"]))
        for at in row["prices"]
        if at["y"]
    }


def pc_parts() -> set[Asked]:
    with (DATA / "titles/pc-part-dataset/data/csv/video-card.csv").open(encoding="utf-8", newline="") as lines:
        return {
            Asked(gpu, Decimal(row["price"]), "USD", True, date(2025, 7, 1))
            for row in csv.DictReader(lines)
            if row["price"] and (gpu := gpu_of(f"{row['name']} {row['chipset']} {row['memory']}GB"))
        }


@cache
def limits(gpu: str, currency: str, *, is_new: bool, on: date) -> Band:
    condition = Condition.NEW if is_new else Condition.USED
    found = band(REFERENCES[gpu], currency=currency, condition=condition, tier=Tier.FIRST_PARTY, on=on)
    assert found is not None
    return found


def is_plausible(asked: Asked, factor: float = 1) -> bool:
    return asked.price * Decimal(factor) in limits(asked.gpu, asked.currency, is_new=asked.is_new, on=asked.on)


@pytest.mark.parametrize(
    ("read", "least", "most_rejected"),
    [
        # Nearly all that is rejected was asked for another thing than one new card: a used one, ten, a typing error.
        pytest.param(lambda: ebay(is_new=True), 5000, 0.001, id="eBay, new"),
        pytest.param(lambda: ebay(is_new=False), 10_000, 0.001, id="eBay, used"),
        pytest.param(idealo, 1000, 0, id="idealo, mining boom of 2017"),
        pytest.param(pc_parts, 900, 0, id="PC parts, July 2025"),
    ],
)
def test_true_prices_stay_and_wrong_readings_go(
    read: Callable[[], set[Asked]], least: int, most_rejected: float
) -> None:
    asked = read()
    assert len(asked) >= least
    plausible = [one for one in asked if is_plausible(one)]
    rejected = len(asked) - len(plausible)
    sharp = [one for one in plausible if one.gpu in SHARP]
    caught = Counter({name: sum(not is_plausible(one, f) for one in sharp) for name, (f, _) in FACTORS.items()})
    shares = {name: count / len(sharp) for name, count in caught.items()}
    print(f"{len(asked)} prices, {rejected} rejected ({rejected / len(asked):.3%}); caught:", shares)  # noqa: T201 - figures, shown by pytest -rP
    assert rejected <= most_rejected * len(asked)
    if all(one.is_new for one in asked):
        assert {name for name, (_, share) in FACTORS.items() if shares[name] < share} == set()


def test_no_price_that_sellers_really_share_is_taken_for_a_placeholder() -> None:
    found = {}
    for on, day in ebay_days():
        prices = [(asked.price, asked.currency, REFERENCES[asked.gpu]) for asked in day if asked.is_new]
        if taken := placeholders(prices, on=on):
            found[on] = taken
    assert found == {}
