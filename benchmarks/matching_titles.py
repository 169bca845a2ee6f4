"""Matching titles, against deciding by one regular expression per gpu."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

from compare import Case, Comparison

from monitor.catalog.catalog import load_catalog
from monitor.catalog.matcher import Matcher


def made_up() -> list[str]:
    """Distinct titles as shops write them, one in ten refused."""
    models = [gpu.name for gpu in load_catalog()]
    shapes = [
        "MSI {} VENTUS 3X OC GDDR6 Graphics Card",
        "Gigabyte {} Windforce OC Ekran Kartı",
        "{} 3x DP HDMI PCIe 4.0 x16 used, tested and working",
        "Видеокарта Palit {} Dual",
        "Sapphire Pulse AMD {} GAMING OC Graphics Card {}GB",
        "Gaming Laptop {} i7-13620H 16GB 1TB SSD",
    ]
    return [shape.format(model, number) for number, model, shape in product((8, 12, 16), models, shapes)]


@contextmanager
def matching(_: Path) -> Iterator[Comparison]:
    """Distinct made-up titles, so that nothing is remembered."""
    titles = made_up()
    matcher = Matcher(load_catalog())
    patterns = [(gpu.name, re.compile(re.escape(gpu.model), re.IGNORECASE)) for gpu in load_catalog()]

    def with_patterns() -> list[str | None]:
        return [next((name for name, pattern in patterns if pattern.search(title)), None) for title in titles]

    yield Comparison(
        "Matching a title",
        [
            Case("Matcher: chip, memory, board brand, refusals", lambda: [matcher.match(title) for title in titles]),
            Case("one regular expression a gpu, the first that is found", with_patterns),
        ],
        per_run=len(titles),
    )
