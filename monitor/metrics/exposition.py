"""Gauges in Prometheus's text format. A series' name and labels are written once, its value at every scrape.

prometheus-client makes an object of every series and escapes every label each time; with tens of thousands of series
that is most of a scrape (benchmarks/rendering_metrics.py).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite, isnan
from typing import Final

Labels = tuple[str, ...]
_ESCAPED: Final = str.maketrans({"\\": r"\\", "\n": r"\n", '"': r"\""})
_HELP_ESCAPED: Final = str.maketrans({"\\": r"\\", "\n": r"\n"})
#: Series that are gone are forgotten when they are this many more than those that are there.
_SLACK: Final = 1000


@dataclass(frozen=True, slots=True)
class Gauge:
    """A metric that may go up and down.

    Attributes:
        name: with its unit at the end.
        about: one sentence.
        labels: names of its labels; each has few values, all of them from the configuration or the catalogue.
    """

    name: str
    about: str
    labels: Labels = ()

    @property
    def head(self) -> str:
        """The lines above its series."""
        return f"# HELP {self.name} {self.about.translate(_HELP_ESCAPED)}\n# TYPE {self.name} gauge\n"

    def prefix(self, values: Labels) -> str:
        """What stands before the value of a series."""
        if not values:
            return f"{self.name} "
        named = zip(self.labels, values, strict=True)
        return f"{self.name}{{" + ",".join(f'{name}="{value.translate(_ESCAPED)}"' for name, value in named) + "} "


#: A gauge with its series: values by the values of its labels. What is not known has none.
Family = tuple[Gauge, Mapping[Labels, float]]


class Writer:
    """Writes families, and remembers how their series begin."""

    def __init__(self) -> None:
        self._prefixes: dict[str, dict[Labels, str]] = {}

    def write(self, families: Iterable[Family]) -> str:
        """The families in text format."""
        lines: list[str] = []
        for gauge, series in families:
            lines.append(gauge.head)
            prefixes = self._prefixes.setdefault(gauge.name, {})
            if len(prefixes) > 2 * len(series) + _SLACK:
                prefixes.clear()
            beginnings = list(map(prefixes.get, series))
            if None in beginnings:
                for values in series.keys() - prefixes.keys():
                    prefixes[values] = gauge.prefix(values)
                beginnings = list(map(prefixes.get, series))
            numbers = series.values()
            ends = map(repr if all(map(isfinite, numbers)) else _written, numbers)
            lines += [f"{begins}{ends}\n" for begins, ends in zip(beginnings, ends, strict=True)]
        return "".join(lines)


def _written(value: float) -> str:
    if isfinite(value):
        return repr(value)
    return "NaN" if isnan(value) else "+Inf" if value > 0 else "-Inf"


def flag(value: bool) -> str:  # noqa: FBT001 - a label's value
    """A truth as a label's value."""
    return "true" if value else "false"
