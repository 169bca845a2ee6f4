"""Titles matched per second on one core, building and import apart. Run: python benchmarks/matching.py [FILE OF TITLES]."""

import subprocess
import sys
import time
from itertools import product
from pathlib import Path

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


def main() -> None:
    """Prints the best of seven runs: titles a second; then milliseconds to build and to import."""
    titles = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines() if len(sys.argv) > 1 else made_up()
    started = time.perf_counter()
    matcher = Matcher(load_catalog())
    built = time.perf_counter() - started
    best = float("inf")
    for _ in range(7):
        started = time.perf_counter()
        for title in titles:
            matcher.match(title)
        best = min(best, time.perf_counter() - started)
    timed = (
        "import time; t = time.perf_counter(); import monitor.catalog.matcher; print((time.perf_counter() - t) * 1e3)"
    )
    imports = [float(subprocess.check_output([sys.executable, "-c", timed])) for _ in range(5)]  # noqa: S603 - itself
    print(
        f"{len(titles) / best:,.0f} titles/s over {len(titles):,} titles; built in {built * 1e3:.0f} ms; imported in {min(imports):.0f} ms"
    )


if __name__ == "__main__":
    main()
