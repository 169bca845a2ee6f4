"""What is compared with what, and how it is timed: in turn, several rounds, the median."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Case:
    """A way of doing it: its name, and how to do it once."""

    name: str
    run: Callable[[], object]


@dataclass(frozen=True)
class Comparison:
    """Our way first, then the alternatives; each run does `per_run` of what is timed."""

    question: str
    cases: list[Case]
    per_run: int = 1


def measure(comparison: Comparison) -> list[tuple[str, float, float]]:
    """Each way's name, its median milliseconds, and its ratio to ours."""
    for case in comparison.cases:
        case.run()
    times: dict[str, list[float]] = {case.name: [] for case in comparison.cases}
    for _ in range(ROUNDS):
        for case in comparison.cases:
            began = time.perf_counter()
            case.run()
            times[case.name].append((time.perf_counter() - began) / comparison.per_run)
    medians = {name: statistics.median(each) * 1000 for name, each in times.items()}
    ours = medians[comparison.cases[0].name]
    return [(name, median, median / ours) for name, median in medians.items()]
