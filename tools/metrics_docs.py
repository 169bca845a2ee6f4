"""Write the list of metrics into docs/metrics.md, between its marks."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase
from sqlalchemy.orm import sessionmaker

from monitor import metrics

TARGET = Path(__file__).parents[1] / "docs" / "metrics.md"


@dataclass(frozen=True)
class Described:
    """A metric as the docs show it."""

    name: str
    kind: str
    labels: tuple[str, ...]
    about: str


def described() -> list[Described]:
    """Every metric of the program, by name. Those of the process itself (process_...) are prometheus-client's."""
    # Nothing is asked of a database: only what is registered counts here.
    counted = metrics.Metrics(sessionmaker(), lambda: datetime.now(UTC)).registry
    found = [Described(gauge.name, "gauge", gauge.labels, gauge.about) for gauge in metrics.GAUGES]
    for each in counted._collector_to_names:  # noqa: SLF001 - the registry lists what it has nowhere else
        if isinstance(each, MetricWrapperBase):
            (family,) = each.describe()
            labels = tuple(each._labelnames)  # noqa: SLF001 - the same
            found.append(Described(family.name, family.type, labels, family.documentation))
    return sorted(found, key=lambda each: each.name)


def filled(text: str) -> str:
    """The docs with what stands between their marks written anew."""
    rows = [
        f"| `{each.name}{'_total' if each.kind == 'counter' else ''}` | {each.kind} | {', '.join(each.labels)} | {each.about} |"
        for each in described()
    ]
    part = "\n".join(["| metric | kind | labels | says |", "| --- | --- | --- | --- |", *rows])
    text, marks = re.subn(
        r"(<!-- metrics -->\n).*?(<!-- /metrics -->)",
        lambda there: f"{there[1]}\n{part}\n\n{there[2]}",
        text,
        flags=re.DOTALL,
    )
    if marks != 1:
        raise ValueError(f"docs/metrics.md has its marks {marks} times")
    return text


if __name__ == "__main__":
    TARGET.write_text(filled(TARGET.read_text(encoding="utf-8")), encoding="utf-8")
