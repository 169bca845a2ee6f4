"""Event studies: a jump is found, noise is not, and a short or blind history is no answer."""

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.event_study import Answer, Reading, Scale, Series, Study, Window, study, together

FIRST = date(2022, 1, 1)
DAY = timedelta(days=1)
EVENT = FIRST + 400 * DAY


def on(number: int) -> date:
    return FIRST + number * DAY


def noise(seed: int, length: int = 800, spread: float = 0.01) -> np.ndarray:
    return np.random.default_rng(seed).normal(0.0, spread, length)


def index(logs: np.ndarray) -> Series:
    """A price index of about 100 from its logarithms."""
    return Series("the price index", Scale.LOG, [[Reading(on(n), 100 * math.exp(x)) for n, x in enumerate(logs)]])


def ratio(values: list[float | None]) -> Series:
    return Series("availability", Scale.POINTS, [[Reading(on(n), value) for n, value in enumerate(values)]])


def jump(size: float, at: int = 400, length: int = 800) -> np.ndarray:
    return size * (np.arange(length) >= at)


def test_a_jump_is_found() -> None:
    found = study(index(noise(1) + jump(0.1)), EVENT)
    assert found.answer is Answer.YES
    assert found.moved == pytest.approx(math.expm1(0.1), abs=0.01)
    assert found.before == pytest.approx(100, rel=0.01)
    assert (found.larger, found.p) == (0, 1 / (1 + found.placebos))
    # 800 days without 17 at each end, where too few are known, and without the event's day and 28 to each of its sides.
    assert found.placebos == 800 - 2 * 17 - 57
    assert found.sentence.startswith("Yes: the price index moved by +1")
    assert found.sentence.endswith(
        "% (28 days after against 28 before); none of 709 other days moved as much or more: p = 0.0014."
    )


def test_no_jump_is_none() -> None:
    found = study(index(noise(10)), EVENT)
    assert found.answer is Answer.NO
    assert found.p is not None
    assert found.p == (1 + found.larger) / (1 + found.placebos)
    assert f"{found.larger} of {found.placebos} other days moved as much or more." in found.sentence


def test_a_trend_is_no_event() -> None:
    trend = np.linspace(0, 1, 800)
    found = [study(index(trend + noise(seed)), EVENT) for seed in range(20)]
    assert all((one.moved or 0) > 0.02 for one in found)
    assert np.median([one.p or 0 for one in found]) > 0.3


def test_a_series_that_never_moves_is_a_no() -> None:
    found = study(ratio([0.7] * 800), EVENT)
    assert (found.answer, found.p) == (Answer.NO, 1.0)
    assert found.moved == pytest.approx(0.0)


def test_a_fall_of_a_ratio_is_told_in_points() -> None:
    values = list(0.72 + noise(4) - jump(0.2))
    found = study(ratio(values), EVENT)
    assert found.answer is Answer.YES
    assert found.sentence.startswith("Yes: availability moved by -19.6 points, from 71.5 % to 51.9 % (28 days")


def test_one_jump_seen_from_elsewhere() -> None:
    """A day near a jump moves with it; unless the jump is a known event, it is what others are compared with."""
    series = index(noise(5) + jump(0.1, at=200))
    assert study(series, EVENT).larger <= study(series, on(210)).placebos
    alone, told = study(series, EVENT), study(series, EVENT, others=[on(200)])
    assert told.placebos == alone.placebos - 57
    assert told.larger < alone.larger


def test_days_that_are_not_known_count_for_nothing() -> None:
    values: list[float | None] = list(0.7 + noise(6) - jump(0.3))
    whole = study(ratio(values), EVENT)
    for number in range(372, 383):  # 11 of the 28 days before
        values[number] = None
    found = study(ratio(values), EVENT)
    assert (found.known_before, found.known_after, found.answer) == (17, 28, Answer.YES)
    assert found.moved == pytest.approx(whole.moved, abs=0.01)
    values[383] = None
    blind = study(ratio(values), EVENT)
    assert blind.answer is Answer.UNKNOWN
    assert blind.sentence == "Not enough known days before: 16 of 28, where 17 are needed."
    assert (blind.p, blind.moved, blind.known_before) == (None, None, 16)
    # A day that is left out is not known either.
    assert study(ratio(values[:405]), EVENT).sentence.startswith("Not enough known days before")
    assert study(index(noise(7)[:409]), EVENT).sentence == "Not enough known days after: 8 of 28, where 17 are needed."


@pytest.mark.parametrize("event", [on(-500), on(2000)])
def test_an_event_outside_the_series(event: date) -> None:
    found = study(index(noise(8)), event)
    assert (found.answer, found.known_before, found.known_after) == (Answer.UNKNOWN, 0, 0)


def test_a_series_without_a_known_day() -> None:
    assert study(ratio([None, None]), EVENT).answer is Answer.UNKNOWN
    assert study(ratio([]), EVENT).answer is Answer.UNKNOWN


def test_a_short_history_is_no_judge() -> None:
    few = study(index((noise(9) + jump(0.3, at=50))[:100]), on(50))
    assert (few.answer, few.p, few.placebos) == (Answer.UNKNOWN, None, 100 - 2 * 17 - 57)
    assert few.sentence.startswith("Unknown: the price index moved by +")
    assert few.sentence.endswith("not enough history to judge that: 9 other days to compare with, 20 are needed.")
    half_a_year = study(index((noise(9) + jump(0.3, at=90))[:180]), on(90))
    assert (half_a_year.answer, half_a_year.larger, half_a_year.windows) == (Answer.PERHAPS, 0, 2)
    assert "only 2 windows of it share no day, 5 are needed for a yes" in half_a_year.sentence


def test_the_gap_is_left_out() -> None:
    flat = np.zeros(800)
    flat[397:404] = 1.0  # a burst around the event
    assert study(index(flat), EVENT, window=Window(28, 3)).moved == pytest.approx(0.0)
    assert study(index(flat + jump(0.1, at=401)), EVENT, window=Window(28, 3)).moved == pytest.approx(math.expm1(0.1))


@pytest.mark.parametrize(("days", "gap"), [(0, 0), (28, -1)])
def test_a_window_has_days(days: int, gap: int) -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Window(days, gap)


@pytest.mark.parametrize("length", [365, 730])
def test_without_an_effect_few_answers_are_yes(length: int) -> None:
    """Of white noise about one in twenty is; windows that overlap make it some more in a short history."""
    found = [study(index(noise(seed, length)), on(length // 2)) for seed in range(300)]
    shares = [np.mean([(one.p or 1) <= level for one in found]) for level in (0.05, 0.5)]
    assert shares[0] <= 0.1
    assert 0.4 <= shares[1] <= 0.6
    assert np.mean([one.answer is Answer.YES for one in found]) <= 0.1


@given(
    st.lists(st.one_of(st.none(), st.floats(0.01, 1.0)), max_size=120),
    st.integers(-20, 140),
    st.integers(1, 12),
    st.integers(0, 4),
)
def test_windows_are_what_a_slow_count_says(values: list[float | None], at: int, days: int, gap: int) -> None:
    window = Window(days, gap)
    needed = math.ceil(0.6 * days)

    def sides(day: int) -> list[list[float]]:
        spans = (range(day - gap - days, day - gap), range(day + gap + 1, day + gap + days + 1))
        return [[x for n in span if 0 <= n < len(values) and (x := values[n]) is not None] for span in spans]

    found = study(ratio(values), on(at), window=window)
    before, after = sides(at)
    assert (found.known_before, found.known_after) == (len(before), len(after))
    if min(len(before), len(after)) < needed:
        assert found.answer is Answer.UNKNOWN
        return
    moved = sum(after) / len(after) - sum(before) / len(before)
    others = [sides(day) for day in range(-20, 160) if abs(day - at) > days + gap]
    placebos = [sum(y) / len(y) - sum(x) / len(x) for x, y in others if len(x) >= needed and len(y) >= needed]
    assert found.moved == pytest.approx(moved, abs=1e-9)
    assert found.placebos == len(placebos)
    assert found.larger == sum(abs(one) >= abs(moved) - 1e-9 for one in placebos)


def answered(answer: Answer, p: float | None) -> Study:
    return Study(answer, "", 28, 28, p=p)


@pytest.mark.parametrize(
    ("studies", "answer"),
    [
        ([], Answer.UNKNOWN),
        ([answered(Answer.UNKNOWN, None)], Answer.UNKNOWN),
        ([answered(Answer.NO, 0.5), answered(Answer.UNKNOWN, None)], Answer.NO),
        ([answered(Answer.NO, 0.5), answered(Answer.PERHAPS, 0.1)], Answer.PERHAPS),
        ([answered(Answer.YES, 0.01), answered(Answer.NO, 0.5), answered(Answer.NO, 0.6)], Answer.YES),
        ([answered(Answer.YES, 0.04), answered(Answer.NO, 0.5), answered(Answer.NO, 0.6)], Answer.PERHAPS),
        ([answered(Answer.YES, 0.04), answered(Answer.UNKNOWN, None)], Answer.YES),
    ],
)
def test_several_measures_together_ask_for_more(studies: list[Study], answer: Answer) -> None:
    assert together(studies) is answer


def shops(*shares: list[float | None], weights: tuple[float, ...] = (1.0, 1.0)) -> Series:
    members = [
        [Reading(on(n), value, weight) for n, value in enumerate(values)]
        for values, weight in zip(shares, weights, strict=False)
    ]
    return Series("availability", Scale.POINTS, members)


def test_a_shop_that_joins_or_is_lost_at_the_event_is_left_out() -> None:
    there: list[float | None] = list(0.7 + noise(6))
    joins: list[float | None] = [0.1 if n >= 400 else None for n in range(800)]
    lost: list[float | None] = [0.9 if n < 400 else None for n in range(800)]
    alone = study(ratio(there), EVENT)
    assert alone.answer is Answer.NO
    for other in (joins, lost):
        found = study(shops(there, other), EVENT)
        assert found.answer is Answer.NO
        assert found.before == pytest.approx(alone.before)
        assert found.after == pytest.approx(alone.after)


def test_a_shop_counts_alike_before_and_after() -> None:
    """On two thirds of the days before, and on all after: the mean of both shops does not move for that."""
    found = study(
        shops([0.5] * 800, [None if n < 400 and n % 3 == 0 else 0.9 for n in range(800)], weights=(3, 1)), EVENT
    )
    assert found.moved == pytest.approx(0.0)
    both = study(shops([0.5] * 800, list(0.9 - jump(0.4)), weights=(3, 1)), EVENT)
    assert both.moved == pytest.approx(-0.1)


def test_where_no_shop_was_watched_on_both_sides_nothing_is_said() -> None:
    found = study(
        shops([0.5 if n < 400 else None for n in range(800)], [None if n < 400 else 0.9 for n in range(800)]), EVENT
    )
    assert (found.answer, found.p, found.known_before, found.known_after) == (Answer.UNKNOWN, None, 28, 28)
    assert found.sentence == "Nothing was known on enough days of both windows."
