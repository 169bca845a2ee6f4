"""Hard titles in many languages, written and labelled by people who had not seen the matcher.

`negatives` name a chip and sell no single working card; `positives` sell one. The rules were developed with the first
sets open. The others were written while the rules were, and looked at only after one run: of the second ones 3 of 300 were
taken for a card and 276 of 300 cards told, of the third 3 of 240 and 219 of 240, none of them wrong. What they then showed
is mended, so they are no blind sets any more.
"""

import csv
from collections import Counter
from pathlib import Path

import pytest
from labelled_titles import CATALOG, MATCHER, model_of

LABELS = Path(__file__).parent / "labels"


def rows(name: str) -> list[dict[str, str]]:
    with (LABELS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize(("name", "most"), [("negatives", 0.01), ("negatives_2", 0.01), ("negatives_3", 0.01)])
def test_what_is_no_card_is_not_taken_for_one(name: str, most: float) -> None:
    titles = rows(name)
    taken = [f"{row['language']} {row['kind']}: {row['title']}" for row in titles if MATCHER.match(row["title"]).gpu]
    assert len(titles) >= 240
    assert len({row["language"] for row in titles}) == 6
    assert len(taken) <= most * len(titles), "\n".join(taken)


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("positives", 0.99, 0.96), ("positives_2", 0.997, 0.97), ("positives_3", 0.997, 0.95)],
)
def test_what_is_a_card_is_told(name: str, precision: float, recall: float) -> None:
    count: Counter[str] = Counter()
    missed = []
    for row in rows(name):
        match = MATCHER.match(row["title"])
        gpu = CATALOG.by_name(match.gpu or "")
        right = gpu is not None and gpu.model == model_of(row["model"])
        right = right and (not row["memory_gb"] or match.memory_gb == int(row["memory_gb"]))
        if row["model"] == "UNKNOWN":
            count["right" if gpu is None else "wrong"] += 1
        elif gpu is not None:
            count["right" if right else "wrong"] += 1
        else:
            count["missed"] += 1
        if not right and row["model"] != "UNKNOWN":
            missed.append(f"{row['title']} | {match.by}")
    assert count.total() >= 240
    assert count["right"] / (count["right"] + count["wrong"]) >= precision, "\n".join(missed)
    assert count["right"] / count.total() >= recall, "\n".join(missed)
