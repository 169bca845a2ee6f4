"""Every labelled title of the public collections, whatever its age, none left out.

Once with the labels as they stand, and once with the few that are disputed as their part numbers say.
"""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from labelled_titles import CATALOG, MATCHER, buildcores, model_of, needs_data, pc_parts

ROWS = {"buildcores": buildcores, "pc-parts": pc_parts}
#: Labels that are wrong, or name a thing otherwise than the catalogue; `model` is the catalogue's, `evidence` why.
DISPUTED = Path(__file__).parent / "labels/disputed.csv"


def disputed() -> list[dict[str, str]]:
    with DISPUTED.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def outcomes(collection: str, *, with_number: bool, adjudicated: bool = False) -> Counter[str]:
    """How titles fare that name the number of their label's chip, or do not."""
    models = {
        (row["title"], row["label"]): row["model"]
        for row in disputed()
        if adjudicated and row["collection"] == collection
    }
    count: Counter[str] = Counter()
    for title, label, _ in ROWS[collection]():
        model = models.get((title, label)) or model_of(label)
        number = re.search(r"\d{2,5}", model)
        if bool(number and re.search(rf"(?<!\d){number[0]}(?!\d)", title)) is not with_number:
            continue
        match = MATCHER.match(title)
        gpu = CATALOG.by_name(match.gpu) if match.gpu else None
        if gpu is not None:
            count["right" if gpu.model == model else "wrong"] += 1
        elif match.candidates and set(match.candidates) == {variant.name for variant in CATALOG.variants(model)}:
            count["memory not named"] += 1
        else:
            count["not told" if CATALOG.variants(model) else "not in the catalogue"] += 1
    return count


def precision(count: Counter[str]) -> float:
    return count["right"] / (count["right"] + count["wrong"])


def recall(count: Counter[str]) -> float:
    return (count["right"] + count["memory not named"]) / count.total()


@needs_data
@pytest.mark.parametrize(
    ("collections", "adjudicated", "least_precision", "least_recall"),
    [
        (("buildcores",), False, 0.999, 0.996),
        (("pc-parts",), False, 0.997, 0.98),
        (("buildcores", "pc-parts"), False, 0.998, 0.99),
        (("buildcores", "pc-parts"), True, 0.999, 0.99),
    ],
    ids=["buildcores", "pc-parts", "both", "both, adjudicated"],
)
def test_titles_that_name_the_number(
    collections: tuple[str, ...], least_precision: float, least_recall: float, *, adjudicated: bool
) -> None:
    count = sum(
        (outcomes(collection, with_number=True, adjudicated=adjudicated) for collection in collections), Counter()
    )
    print(count)  # noqa: T201 - figures, shown by pytest -rP
    assert count.total() > 1_000
    assert precision(count) >= least_precision
    assert recall(count) >= least_recall


@needs_data
@pytest.mark.parametrize("adjudicated", [False, True])
def test_titles_that_do_not_name_it_are_seldom_guessed(*, adjudicated: bool) -> None:
    count = outcomes("pc-parts", with_number=False, adjudicated=adjudicated)
    print(count)  # noqa: T201 - figures, shown by pytest -rP
    assert count["right"] > 450
    assert precision(count) >= 0.997


@needs_data
@pytest.mark.parametrize("collection", ROWS)
def test_few_labels_are_disputed_each_with_its_evidence(collection: str) -> None:
    labels = Counter((title, label) for title, label, _ in ROWS[collection]())
    rows = [row for row in disputed() if row["collection"] == collection]
    assert 0 < len(rows) <= 0.005 * labels.total()
    for row in rows:
        assert labels[row["title"], row["label"]] == 1, row
        assert CATALOG.variants(row["model"]), row
        assert row["model"] != model_of(row["label"]), row
        assert re.search(r"[A-Z0-9]{3,}-[A-Z0-9]", row["evidence"]), row
