"""docs/method.md says the numbers that the code has."""

import math
from pathlib import Path

import pytest

from monitor.signals import (
    calm,
    carried,
    daily,
    day,
    following,
    index,
    own_prices,
    panel,
    pool_rules,
    pressure,
    price_rules,
    reference,
    retailer_rules,
    rises,
    scarcity,
    shortage_rules,
)
from monitor.signals.pressure import GPU, POOL

DOCS = " ".join((Path(__file__).parent.parent / "docs" / "method.md").read_text().split())


def percent(ratio: float) -> str:
    return f"{ratio * 100:.0f} %"


def risen(log: float) -> str:
    return percent(math.expm1(log))


LEVELS = [
    f"| `{one.level}` | {percent(one.loss)} | {risen(one.rise)} | {percent(pool.loss)} | {risen(pool.rise)} |"
    for one, pool in zip(GPU, POOL, strict=True)
]


@pytest.mark.parametrize(
    "said",
    [
        f"Version {daily.METHOD} (`monitor/signals/daily.py`",
        f"median of the up to {panel.CHEAPEST} cheapest offers",
        f"costs less than {panel._ISOLATED} of the next one",
        f"on at least {reference.LEAST_DAYS} of the last {scarcity.USUAL_DAYS + 1} days",
        f"if at least {panel._LEAST_OF_WEEK} of its days have a price",
        f"of the last {reference.REFERENCE_DAYS} calm days, at least {reference.LEAST_DAYS}.",
        f"left out for at most {calm.LONGEST_EPISODE} days",
        f"looked for in the last {calm.LOOK_BACK} days",
        f"(times {reference._MAD_SCALE})",
        (
            f"over the last {scarcity.NOW_DAYS} days, against the last {scarcity.USUAL_DAYS} calm days before, of which "
            f"at least {scarcity.LEAST_DAYS} are needed"
        ),
        f"watched for at least {percent(day.LEAST_COVERED)} of both",
        *LEVELS,
        f"a loss of {percent(pressure._EMPTY)} stands for the rise",
        f"At least {pressure.LEAST_SELLERS} independent sellers",
        f"if at least {pressure.LEAST_SELLERS} sellers' shelves are compared",
        f"fewer than {pressure.LEAST_SELLERS} of them have a shelf that can be compared",
        f"if it had one on at least {own_prices.LEAST_OWN_DAYS} of them",
        (
            f"at least {percent(pool_rules._TENSE)} of the sellers, and of the cards at least {percent(pool_rules._TENSE)} "
            "under some pressure"
        ),
        f"be at least {scarcity._LEAST_NOISE})",
        f"when {following._RAISED_AFTER} days running ask for it",
        f"when {following._LOWERED_AFTER} days running ask for less",
        f"A segment needs {pool_rules._LEAST_GPUS} cards",
        f"if at least {percent(pool_rules._WIDE)} of its cards are short",
        (
            f"is {reference._NOISES:.0f} times the noise of the calm days, at least {percent(reference._LEAST_BAND)} and at "
            f"most {percent(reference._MOST_BAND)}; {percent(reference._MOST_BAND)} on marketplaces"
        ),
        (
            f"an allowance of {rises.ALLOWANCE * 100:.2f} % a day, reaches {rises.CREPT} bands "
            f"({percent(rises.CREPT * reference._LEAST_BAND)} for a quiet price)"
        ),
        f"The sum goes back at most {rises.CUSUM_DAYS} days",
        f"if one day brought {risen(rises.JUMP)} or more",
        (
            f"(within {risen(rises._STILL)} of its middle) for {rises.STILL_DAYS} days and "
            f"it was told {rises.SETTLED_AFTER} days ago, or {rises.CUSUM_DAYS} days after it began"
        ),
        f"is {percent(-math.expm1(rises.BELOW))} below the launch price",
        f"within {shortage_rules._NEW_DAYS} days after it was first listed",
        f"half of the time on {shortage_rules._SEEN_DAYS} days",
        f"came within the last {shortage_rules._TAKES_PLACE_DAYS} days",
        (
            f"at least {retailer_rules._LEAST_GPUS} of its cards, and {percent(retailer_rules._OF_ALL)} of those with a "
            f"price, stand {risen(retailer_rules._MOVED)} or more from what they cost there over the "
            f"{retailer_rules._BEFORE_DAYS} days before"
        ),
        f"It is news for {retailer_rules._NEWS_DAYS} days",
        f"The window has {index.WINDOW} days",
        f"(looked for in the last {2 * index.WINDOW})",
        f"Version {index.METHOD}. `monitor/signals/index.py`",
        f"keeps its last one for at most {carried.LONGEST_DAYS} days",
    ],
)
def test_the_docs_say_what_the_code_does(said: str) -> None:
    assert " ".join(said.split()) in DOCS


def test_shares_that_the_docs_say_in_words() -> None:
    halves = (pressure._KEPT, pressure.DOWN, shortage_rules._WELL, shortage_rules.LEAST_LISTED)
    assert (halves, shortage_rules._EMPTY, pool_rules._HOLDS) == ((0.5, 0.5, 0.5, 0.5), 0.25, 0.75)
    assert (retailer_rules._ELSEWHERE, price_rules.RISES) == (1 / 3, ("price_spike", "price_creep"))
