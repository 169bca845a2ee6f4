"""Public title collections with labels, read in place where they lie beside the repository."""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.catalog.catalog import load_catalog
from monitor.catalog.matcher import Matcher

TITLES = Path(__file__).parents[1] / "../shared/data/titles"
BUILDCORES = TITLES / "buildcores-open-db"
PC_PARTS = TITLES / "pc-part-dataset/data/csv"
CATALOG = load_catalog()
MATCHER = Matcher(CATALOG)

# What labels add to a model: memory, its type, shader counts, editions that are one product in the catalogue.
_ADDED = re.compile(
    r"\s*(?:\b\d+(?:\.\d+)? ?[GM]B\b|\bLHR\b|\bGDDR\d+X?\b| - \d+$| G[56]$| DDR4$| 75W$| Workstation Edition$)"
)
_MODELS = {gpu.model.lower(): gpu.model for gpu in CATALOG}

needs_data = pytest.mark.skipif(not TITLES.is_dir(), reason="the title collections are not beside the repository")


def model_of(label: str) -> str:
    """A label as the catalogue names the model; as it stands where the catalogue has none such."""
    bare = re.sub(r"(RTX \d+(?: SFF)? Ada)$", r"\1 Generation", _ADDED.sub("", label).strip()).lower()
    names = (bare, f"{bare} ghz edition", f"radeon {bare}", f"quadro {bare}")
    return next((_MODELS[name] for name in names if name in _MODELS), label)


def buildcores() -> Iterator[tuple[str, str, int]]:
    for line in (BUILDCORES / "GPU.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        yield row["metadata"]["name"], row["chipset"], int(row["memory"] or 0)


def pc_parts() -> Iterator[tuple[str, str, int]]:
    with (PC_PARTS / "video-card.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["name"], row["chipset"], int(float(row["memory"] or 0))


def others() -> Iterator[str]:
    for name in ("Laptop", "PrebuiltDesktop", "Accessory"):
        for line in (BUILDCORES / f"{name}.jsonl").open(encoding="utf-8"):
            yield json.loads(line)["metadata"]["name"]
    for name in ("case-fan", "cpu-cooler", "internal-hard-drive", "memory"):
        with (PC_PARTS / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield row["name"]
