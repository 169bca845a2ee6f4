"""Metrics are written as prometheus-client would write them, counted within bounds, and described in docs/metrics.md."""

import math
import string
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from monitor import jobs, metrics
from monitor.metrics import market, operations
from monitor.metrics.exposition import Gauge, Labels, Writer
from monitor.signals import verdict
from monitor.storage.engine import Sessions
from tools import metrics_docs

DOCS = Path(__file__).parents[1] / "docs" / "metrics.md"
NOW = datetime(2026, 5, 1, tzinfo=UTC)
#: Values of labels with whatever the format has to escape.
_words = st.text(alphabet=string.printable + 'ıİ€"\\\n', max_size=12)
_values = st.floats() | st.integers(min_value=0, max_value=10**9)
_series = st.dictionaries(st.tuples(_words, _words), _values, max_size=30)


@given(_series, _series)
def test_it_reads_as_what_prometheus_client_writes(first: dict[Labels, float], second: dict[Labels, float]) -> None:
    gauge = Gauge("gpumarket_tried", 'A "trial"\\\n of texts.', ("gpu", "market"))
    writer = Writer()
    for series in (first, second):
        assert _read(writer.write([(gauge, series)])) == _read(_by_the_client(gauge, series))


def _by_the_client(gauge: Gauge, series: dict[Labels, float]) -> str:
    family = GaugeMetricFamily(gauge.name, gauge.about, labels=gauge.labels)
    for labels, value in series.items():
        family.add_metric(labels, value)

    class One(Collector):
        def collect(self) -> list[Metric]:
            return [family]

    registry = CollectorRegistry()
    registry.register(One())
    return generate_latest(registry).decode()


def _read(text: str) -> list[tuple[object, ...]]:
    return [
        (
            family.name,
            family.type,
            family.documentation,
            sample.name,
            sorted(sample.labels.items()),
            _same(sample.value),
        )
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    ]


def _same(value: float) -> float | str:
    return "NaN" if math.isnan(value) else value


def test_what_is_gone_is_forgotten() -> None:
    gauge, writer = Gauge("gpumarket_tried", "Tried.", ("shop",)), Writer()
    writer.write([(gauge, {(str(n),): 1.0 for n in range(5000)})])
    text = writer.write([(gauge, {("one",): 1.0})])
    assert text.count("gpumarket_tried{") == 1
    assert len(writer._prefixes["gpumarket_tried"]) == 1


def _exposed(sessions: Sessions, now: datetime) -> dict[tuple[object, ...], float]:
    """Values by name and labels."""
    families = text_string_to_metric_families(metrics.Metrics(sessions, lambda: now).render().decode())
    samples = [sample for family in families for sample in family.samples]
    return {(sample.name, *sorted(sample.labels.items())): sample.value for sample in samples}


def test_an_empty_database_has_its_operations(sessions: Sessions) -> None:
    values = _exposed(sessions, NOW)
    assert values["gpumarket_database_up",] == 1
    assert values["gpumarket_jobs", ("status", "todo"), ("task", "poll")] == 0
    assert values["gpumarket_oldest_job_age_seconds", ("task", "poll")] == 0
    assert values["gpumarket_database_size_bytes",] > 1_000_000
    assert ("gpumarket_fold_lag_seconds",) not in values


def test_a_job_that_waits_has_an_age(sessions: Sessions) -> None:
    assert jobs.defer_once(sessions, jobs.thin_polls)
    later = datetime.now(UTC) + timedelta(minutes=10)
    values = _exposed(sessions, later)
    assert values["gpumarket_jobs", ("status", "todo"), ("task", "thin_polls")] == 1
    assert 590 < values["gpumarket_oldest_job_age_seconds", ("task", "thin_polls")] < 660


def test_every_kind_of_job_is_counted() -> None:
    tasks = {name for name in jobs._app.tasks if "builtin" not in name}
    assert tasks == set(operations.TASKS)


def test_every_reason_for_not_knowing_has_its_series() -> None:
    source = Path(verdict.__file__).read_text(encoding="utf-8")
    said = {line.split('"')[1] for line in source.splitlines() if line.strip().startswith("reason") and '= "' in line}
    assert said - {"open_shortage", "no_shortage"} == set(market.UNKNOWN_REASONS)


def test_nothing_is_named_that_has_no_bound() -> None:
    """Titles, addresses and sellers are without end: they are no labels."""
    bounded = {
        "gpu", "market", "retailer", "demo", "currency", "state", "level", "reason", "kind", "field", "task", "status",
        "table", "version", "result", "quantile",
    }  # fmt: skip
    assert {label for gauge in metrics.GAUGES for label in gauge.labels} <= bounded
    assert len({gauge.name for gauge in metrics.GAUGES}) == len(metrics.GAUGES)
    assert all(gauge.name.startswith("gpumarket_") and gauge.about.endswith(".") for gauge in metrics.GAUGES)


def test_only_what_is_described_is_exposed(sessions: Sessions) -> None:
    families = text_string_to_metric_families(metrics.Metrics(sessions, lambda: NOW).render().decode())
    described = {each.name for each in metrics_docs.described()}
    assert {family.name for family in families if family.name.startswith("gpumarket")} <= described


def test_the_docs_are_what_the_registry_says() -> None:
    text = DOCS.read_text(encoding="utf-8")
    assert metrics_docs.filled(text) == text
