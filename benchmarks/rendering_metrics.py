"""A scrape of 50,000 series: the program's gauges, against those of prometheus-client.

All are given other values each time, as a scrape reads them from the database.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from compare import Case, Comparison, measure
from prometheus_client import CollectorRegistry, Gauge, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from monitor.metrics.exposition import Gauge as OwnGauge
from monitor.metrics.exposition import Labels, Writer

SERIES = 50_000
NAMES = ("gpu", "market", "retailer", "demo", "currency")
_WHERE: list[Labels] = [(f"GeForce RTX {n % 250}", "us", f"shop-{n // 250}", "false", "USD") for n in range(SERIES)]


class _Collected(Collector):
    """Families made anew for each scrape."""

    def __init__(self) -> None:
        self.series: dict[Labels, float] = {}

    def collect(self) -> Iterator[GaugeMetricFamily]:
        family = GaugeMetricFamily("price", "A price.", labels=NAMES)
        for labels, value in self.series.items():
            family.add_metric(labels, value)
        yield family


@contextmanager
def rendering(_: Path) -> Iterator[Comparison]:
    """Prices of 250 cards at 200 shops, others at every scrape."""
    scrapes = cycle([{where: first + n * 0.01 for n, where in enumerate(_WHERE)} for first in (500.0, 600.0, 700.0)])
    writer, gauge = Writer(), OwnGauge("price", "A price.", NAMES)
    registry, collecting = CollectorRegistry(), CollectorRegistry()
    labelled, collected = Gauge("price", "A price.", NAMES, registry=registry), _Collected()
    collecting.register(collected)

    def with_labels() -> bytes:
        for labels, value in next(scrapes).items():
            labelled.labels(*labels).set(value)
        return generate_latest(registry)

    def with_collector() -> bytes:
        collected.series = next(scrapes)
        return generate_latest(collecting)

    yield Comparison(
        f"A scrape of {SERIES:,} series",
        [
            Case(
                "the program's gauges, which remember how a series begins",
                lambda: writer.write([(gauge, next(scrapes))]),
            ),
            Case("labelled gauges of prometheus-client", with_labels),
            Case("families of prometheus-client, made at each scrape", with_collector),
        ],
    )


def main() -> None:
    """Print what each way takes."""
    with rendering(Path()) as comparison:
        for way, median, ratio in measure(comparison):
            print(f"{way}: {median:.3g} ms, {ratio:.1f}x")


if __name__ == "__main__":
    main()
