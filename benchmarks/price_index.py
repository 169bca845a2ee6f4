"""The price index, against the same formulas in plain Python loops; and what a year of 5,000 listings costs.

`make bench` compares with the loops; the year takes half a minute and is measured by running this file.
"""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from compare import Case, Comparison

from monitor.signals.index import WINDOW, FloatArray, extend, price_index


def made_up(days: int, listings: int) -> tuple[list[date], FloatArray]:
    """Prices as random walks, 15 % of them not known; the first listing is always there."""
    rng = np.random.default_rng(1)
    prices: FloatArray = np.exp(6 + np.cumsum(rng.normal(0, 0.02, (days, listings)), axis=0))
    prices[:, 1:][rng.random((days, listings - 1)) < 0.15] = math.nan
    return [date(2026, 1, 1) + timedelta(days=day) for day in range(days)], prices


def in_loops(rows: list[list[float]], window: int) -> list[float]:
    """The index in logarithms, a comparison at a time, each made once."""
    links: dict[tuple[int, int], float] = {}

    def levels(of: range) -> list[float]:
        return [sum(links[other, day] for other in of) / len(of) for day in of]

    values = [0.0]
    for day, row in enumerate(rows):
        links[day, day] = 0.0
        for other in range(max(day - window, 0), day):
            steps = [b - a for a, b in zip(rows[other], row, strict=True) if a == a and b == b]  # noqa: PLR0124 - not nan
            links[other, day] = sum(steps) / len(steps)
            links[day, other] = -links[other, day]
        if not day:
            continue
        if day < window:
            grown = levels(range(day + 1))
            values.append(grown[-1] - grown[0])
            continue
        old, new = levels(range(day - window, day)), levels(range(day - window + 1, day + 1))
        spliced = [(new[-1] - new[k]) - (old[-1] - old[k + 1]) for k in range(window - 1)]
        values.append(values[-1] + sum(spliced) / len(spliced))
    return [100 * math.exp(value) for value in values]


@contextmanager
def indexing(_: Path) -> Iterator[Comparison]:
    """Small enough for the loops."""
    window = 30
    days, prices = made_up(60, 2000)
    rows = np.log(prices).tolist()
    ours = [point.value for point in price_index(days, prices, window=window)]
    assert np.allclose(np.array(ours, np.float64), in_loops(rows, window))
    yield Comparison(
        "A price index of 60 days and 2,000 listings, window of 30 days",
        [
            Case("price_index: numpy, each comparison made once", lambda: price_index(days, prices, window=window)),
            Case("the same in plain Python loops", lambda: in_loops(rows, window)),
        ],
    )


@contextmanager
def a_year(_: Path) -> Iterator[Comparison]:
    """The whole history, and one day more."""
    days, prices = made_up(365, 5000)
    values = [point.value for point in price_index(days, prices)]
    yield Comparison(
        "A price index of a year and 5,000 listings",
        [
            Case("price_index: the whole history", lambda: price_index(days, prices)),
            Case("extend: one day more", lambda: extend(values[-WINDOW - 1 : -1], [days[-1]], prices[-WINDOW - 1 :])),
        ],
    )


if __name__ == "__main__":
    from compare import measure

    for prepare in (indexing, a_year):
        with prepare(Path()) as comparison:
            for way, median, ratio in measure(comparison):
                print(f"{comparison.question}: {way}: {median:.3g} ms, {ratio:.2f}x", flush=True)
