"""500 eBay titles drawn by chance, labelled by a reader who had not seen the matcher; the titles are read in place."""

import csv
import gzip
import json
from collections import Counter
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import pytest
from labelled_titles import CATALOG, MATCHER

LABELS = Path(__file__).parent / "labels/ebay.csv"
EBAY = Path(__file__).parents[2] / "../shared/data/prices/ebay-us-gpu"


@pytest.mark.skipif(not EBAY.is_dir(), reason="the eBay titles are not beside the repository")
def test_titles_of_ebay() -> None:
    count: Counter[str] = Counter()
    with LABELS.open(encoding="utf-8", newline="") as lines:
        labels = sorted(csv.DictReader(lines), key=itemgetter("file"))
    for file, of_day in groupby(labels, key=itemgetter("file")):
        rows = json.loads(gzip.decompress((EBAY / file).read_bytes()))
        for label in of_day:
            title = next(row["title"] for row in rows if f"/{label['item']}?" in row["link"])
            gpu = CATALOG.by_name(MATCHER.match(title).gpu or "")
            card = label["kind"] == "card" and label["model"]
            if gpu is not None:
                count["right" if card and gpu.model.lower() == label["model"].lower() else "wrong"] += 1
            elif card:
                count["missed"] += 1
    assert count["right"] / (count["right"] + count["wrong"]) >= 0.99, count
    assert count["right"] / (count["right"] + count["missed"]) >= 0.97, count
