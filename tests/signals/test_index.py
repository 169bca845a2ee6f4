"""The price index: the properties that the manuals ask for, brute force beside it, and days that change nothing before."""

import math
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from monitor.signals.index import FloatArray, IndexPoint, extend, geks, jevons, price_index, splice

NAN = math.nan


def days(count: int) -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=day) for day in range(count)]


def index(prices: FloatArray, window: int = 91) -> list[IndexPoint]:
    return price_index(days(len(prices)), prices, window=window)


def values(prices: FloatArray, window: int = 91) -> list[float | None]:
    return [point.value for point in index(prices, window)]


def known(prices: FloatArray, window: int = 91) -> list[float]:
    found = [value for value in values(prices, window) if value is not None]
    assert len(found) == len(prices)
    return found


def matrix(rows: int, columns: int, seed: int, missing: float) -> FloatArray:
    """Prices as random walks; the first listing is always there, so that every two days can be compared."""
    rng = np.random.default_rng(seed)
    prices: FloatArray = np.exp(rng.normal(6, 1, columns) + np.cumsum(rng.normal(0, 0.05, (rows, columns)), axis=0))
    prices[:, 1:][rng.random((rows, columns - 1)) < missing] = NAN
    return prices


matrices = st.builds(
    matrix, st.integers(2, 12), st.integers(2, 6), st.integers(0, 2**32), st.sampled_from([0.0, 0.3, 0.6])
)
#: Prices with any holes, also days and listings without any.
holed = arrays(
    np.float64,
    st.tuples(st.integers(1, 12), st.integers(1, 5)),
    elements=st.sampled_from([NAN, NAN, 80.0, 99.9, 100.0, 123.45, 700.0]),
)


# --- the formulas, in plain loops ---------------------------------------------------------------------------------


def geks_in_loops(prices: FloatArray) -> list[float]:
    """GEKS as the CPI Manual writes it: the geometric mean over all days r of J(first, r) * J(r, day)."""

    def compared(one: FloatArray, other: FloatArray) -> float:
        ratios = [b / a for a, b in zip(one, other, strict=True) if not math.isnan(a) and not math.isnan(b)]
        return float(math.prod(ratios) ** (1 / len(ratios)))

    return [math.prod(compared(prices[0], r) * compared(r, day) for r in prices) ** (1 / len(prices)) for day in prices]


def spliced_in_loops(prices: FloatArray, window: int) -> list[float]:
    """A window that grows, each day over the first; then the mean splice, as IndexNumR writes its formula."""
    found = [100.0]
    for day in range(1, len(prices)):
        if day < window:
            found.append(100 * geks_in_loops(prices[: day + 1])[-1])
            continue
        old, new = geks_in_loops(prices[day - window : day]), geks_in_loops(prices[day - window + 1 : day + 1])
        links = [(new[-1] / new[k]) / (old[-1] / old[k + 1]) for k in range(window - 1)]
        found.append(found[-1] * math.prod(links) ** (1 / len(links)))
    return found


@given(matrices)
def test_geks_is_the_formula_in_loops(prices: FloatArray) -> None:
    assert geks(prices) == pytest.approx(geks_in_loops(prices))


@given(matrices, st.integers(2, 8))
def test_the_index_is_the_formula_in_loops(prices: FloatArray, window: int) -> None:
    assert known(prices, window) == pytest.approx(spliced_in_loops(prices, window))


def test_where_some_days_cannot_be_compared_the_levels_fit_all_comparisons_best() -> None:
    prices = matrix(8, 6, 3, 0.0)
    for listing in range(6):  # each is there for three days: the first and the last have none in common
        prices[: listing + 0, listing] = prices[listing + 3 :, listing] = NAN
    pairs = [(s, t, j) for s in range(8) for t in range(s) if (j := jevons(prices[s], prices[t])) is not None]
    assert len(pairs) < 28
    equations = np.zeros((len(pairs), 8))
    for row, (s, t, _) in enumerate(pairs):
        equations[row, [s, t]] = -1, 1
    fitted, *_ = np.linalg.lstsq(equations[:, 1:], np.log([j for _, _, j in pairs]))
    assert geks(prices) == pytest.approx(np.exp([0, *fitted]))


# --- worked examples of the manuals -------------------------------------------------------------------------------

#: Consumer Price Index Manual: Theory and Practice (ILO and others, 2004), table 9.1: four items, January to July.
TABLE_9_1 = np.array(
    [
        [6, 6, 7, 6, 6, 6, 6.6],
        [7, 7, 6, 7, 7, 7.2, 7.7],
        [2, 3, 4, 5, 2, 3, 2.2],
        [5, 5, 5, 4, 5, 5, 5.5],
    ]
).T


def test_the_cpi_manuals_table_of_elementary_indices() -> None:
    direct = [100 * (jevons(TABLE_9_1[0], month) or 0) for month in TABLE_9_1]
    monthly = [100.0, *(100 * (jevons(a, b) or 0) for a, b in pairwise(TABLE_9_1))]
    assert direct == pytest.approx([100, 110.67, 118.92, 118.92, 100, 111.45, 110], abs=0.005)
    assert monthly == pytest.approx([100, 110.67, 107.46, 100, 84.09, 111.45, 98.70], abs=0.005)
    # May's prices are January's, and July's are 10 % above them: the index says so, also where the window has rolled on.
    for window in (3, 4, 91):
        assert known(TABLE_9_1, window) == pytest.approx(direct)


def test_the_arithmetic_index_of_the_same_table_drifts() -> None:
    """The Carli of table 9.1, chained from month to month, ends at 129.02 where every price rose by 10 %."""
    carli = 100 * math.prod(float(np.mean(b / a)) for a, b in pairwise(TABLE_9_1))
    assert carli == pytest.approx(129.02, abs=0.005)
    assert known(TABLE_9_1)[-1] == pytest.approx(110)


def test_the_ppi_manuals_six_products() -> None:
    """Producer Price Index Manual (IMF and others, 2004), prices of table 19.1; Jevons by hand: sixth roots of products."""
    prices = np.array(
        [
            [1, 1.2, 1, 0.8, 1],
            [1, 3, 1, 0.5, 1],
            [1, 1.3, 1.5, 1.6, 1.6],
            [1, 0.7, 0.5, 0.3, 0.1],
            [1, 1.4, 1.7, 1.9, 2],
            [1, 0.8, 0.6, 0.4, 0.2],
        ]
    ).T
    by_hand = [product ** (1 / 6) for product in (1, 3.66912, 0.765, 0.14592, 0.064)]
    assert by_hand == pytest.approx([1, 1.2419, 0.9563, 0.7256, 0.6325], abs=5e-5)
    assert geks(prices) == pytest.approx(by_hand)
    assert known(prices) == pytest.approx([100 * value for value in by_hand])


def test_the_mean_splice_of_the_r_package_gpindex() -> None:
    """The example in the manual of its `splice_index`: steps within three windows, and the spliced values it prints."""
    windows = [np.cumsum(np.log([1, *steps])) for steps in ([1.1, 0.9, 1.2], [0.8, 1.3, 1.4], [1.3, 1.3, 0.8])]
    value, found = 1.188, []
    for old, new in pairwise(windows):
        value = splice(value, (old - old[-1])[1:], (new - new[-1])[:-1]) or 0
        found.append(value)
    assert found == pytest.approx([1.686819, 1.284405], abs=5e-7)


def test_jevons_knows_only_what_is_priced_on_both_days() -> None:
    assert jevons([100, 50, NAN], [110, NAN, 7]) == pytest.approx(1.1)
    assert jevons([100, NAN], [NAN, 100]) is None


# --- axioms -------------------------------------------------------------------------------------------------------


@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=8), st.integers(2, 5), st.integers(0, 2**32))
def test_unchanged_prices_are_exactly_100(prices: list[float], window: int, seed: int) -> None:
    """Also where listings come and go: one at least stays."""
    rows = np.tile(prices, (12, 1))
    rows[:, 1:][np.random.default_rng(seed).random((12, len(prices) - 1)) < 0.4] = NAN
    assert set(values(rows, window)) == {100.0}


@given(matrices)
def test_time_reversal(prices: FloatArray) -> None:
    back = geks(prices[::-1])[::-1]
    assert geks(prices) == pytest.approx(back / back[0])
    forth, and_back = jevons(prices[0], prices[-1]), jevons(prices[-1], prices[0])
    assert forth
    assert and_back == pytest.approx(1 / forth)


@given(matrices, st.integers(0, 11))
def test_transitivity(prices: FloatArray, middle: int) -> None:
    """A comparison over any third day is the comparison itself, whichever day the levels start from."""
    middle %= len(prices)
    order = [middle, *(day for day in range(len(prices)) if day != middle)]
    from_middle = dict(zip(order, geks(prices[order]), strict=True))
    from_first = geks(prices)
    assert from_first[-1] == pytest.approx(from_first[middle] * from_middle[len(prices) - 1])


@given(matrices, st.floats(0.2, 5), st.integers(2, 14))
def test_proportionality(prices: FloatArray, factor: float, window: int) -> None:
    """What costs a share more on every listing than the day before raises the level by that share."""
    again = np.vstack([prices, prices[-1:] * factor])
    before, after = geks(again)[-2:]
    assert after / before == pytest.approx(factor)
    always_there = again[:, ~np.isnan(again).any(axis=0)]
    before, after = known(always_there, window)[-2:]
    assert after / before == pytest.approx(factor)


@given(matrices, st.integers(2, 14), st.randoms(use_true_random=False), st.floats(0.001, 1000))
def test_neither_the_order_of_listings_nor_the_unit_of_one_counts(
    prices: FloatArray, window: int, random: Random, unit: float
) -> None:
    order = list(range(prices.shape[1]))
    random.shuffle(order)
    other = prices[:, order]
    other[:, 0] *= unit
    assert known(other, window) == pytest.approx(known(prices, window))


# --- chain drift --------------------------------------------------------------------------------------------------


def chained(prices: FloatArray) -> list[float]:
    """The daily chained Jevons over what is priced on both days."""
    found = [100.0]
    for before, after in pairwise(prices):
        found.append(found[-1] * (jevons(before, after) or 1))
    return found


def bouncing(cycle: list[float], count: int) -> FloatArray:
    """Three of four cards go through the cycle again and again."""
    prices = np.full((count, 4), 500.0)
    prices[:, :3] = (np.resize(cycle, count)[:, np.newaxis]) * np.array([2.0, 3.0, 5.0])
    return prices


@pytest.mark.parametrize(
    "cycle",
    [
        [100, 70, NAN],
        [100, 100, 100, 100, 100, 70, NAN],
        [100, 100, 100, 100, 70, NAN, 130],
        [100] * 80 + [60] * 3 + [NAN] * 8,
    ],
    ids=["sells out at a sale price", "once a week", "comes back dearer, leaves cheaper", "once in a window"],
)
def test_no_chain_drift_on_bouncing_prices(cycle: list[float]) -> None:
    count = 5 * 91
    prices = bouncing(cycle, count)
    usual = [day for day in range(count) if (prices[day] == prices[cycle.index(100)]).all()]
    level = known(prices)
    assert [level[day] / level[usual[0]] for day in usual] == pytest.approx([1] * len(usual), abs=1e-9)
    drifted = chained(prices)
    assert drifted[usual[-1]] / drifted[usual[0]] < 0.5


def test_little_drift_is_left_where_the_cycle_does_not_divide_the_window() -> None:
    """Every listing goes round in 14 days, each from a day of its own; the window has 80 days."""
    prices = np.full((420, 20), 500.0)
    for listing in range(20):
        prices[:, listing] = np.roll(np.resize([500] * 8 + [350] * 2 + [NAN] * 4, 420), listing * 3)
    early, late = slice(266, 280), slice(392, 406)
    level, daily = known(prices, 80), chained(prices)
    assert np.mean(level[late]) / np.mean(level[early]) == pytest.approx(1, abs=0.02)
    assert np.mean(daily[late]) / np.mean(daily[early]) < 0.1


def test_what_leaves_at_a_sale_price_leaves_a_small_trace_that_ends_with_the_window() -> None:
    """A card is sold off at half its price for seven days and is gone. The chain keeps the whole fall for ever."""
    prices = np.full((260, 4), 500.0)
    prices[60:67, 0], prices[67:, 0] = 250, NAN
    level = known(prices)
    sale = 100 * 0.5**0.25
    assert level[66] == pytest.approx(sale)
    assert chained(prices)[-1] == pytest.approx(sale)
    assert 97.5 < level[-1] < 100
    assert level[67 + 91] == pytest.approx(level[-1])


def test_the_step_at_the_end_of_a_clearance_gives_a_part_of_it_back() -> None:
    """The example of Lamboray and Krsinich, "A modification of the GEKS index when product turnover is high".

    A product falls by 1 % a period for good; another falls by 10 % a period and is replaced by a third that does the
    same. Between periods 4 and 5 only the first can be matched. The detours over other periods count the others'
    falls on one side only, which moves the level up.
    """
    prices = np.array([0.99, 0.9, 0.9]) ** np.array([[t, t % 4, t % 4] for t in range(8)])
    prices[4:, 1] = prices[:4, 2] = NAN
    assert jevons(prices[3], prices[4]) == pytest.approx(0.99)
    level = geks(prices)
    assert level == pytest.approx(geks_in_loops(prices))
    assert level[4] / level[3] > 0.99


def test_a_new_listing_and_a_vanished_one_move_nothing_by_their_price() -> None:
    prices = np.full((20, 3), [500.0, 900.0, 100.0])
    prices[:10, 2], prices[10:, 1] = NAN, NAN
    assert set(values(prices)) == {100.0}
    prices[15:] *= 1.1
    assert values(prices)[-1] == pytest.approx(110)


# --- what is not known --------------------------------------------------------------------------------------------


def test_days_before_the_first_price_and_blind_days_are_not_known() -> None:
    points = index(np.array([[NAN], [500], [NAN], [550]]))
    assert [(p.value, p.n_listings) for p in points[:3]] == [(None, 0), (100.0, 1), (None, 0)]
    assert points[0].imputed_ratio is None
    assert points[3].value == pytest.approx(110)


def test_a_gap_longer_than_the_window_is_bridged() -> None:
    prices = np.full((300, 2), 500.0)
    prices[50:250] = NAN
    prices[250:] *= 1.2
    assert values(prices)[-1] == pytest.approx(120)


@pytest.mark.parametrize("window", [2, 3, 91])
def test_what_nothing_links_to_the_past_is_not_known_and_never_100(window: int) -> None:
    prices = np.array([[500, NAN], [500, NAN], [500, NAN], [NAN, 300], [NAN, 330]])
    assert values(prices, window) == [100, 100, 100, None, None]


def test_once_linked_again_the_index_goes_on() -> None:
    prices = np.array([[500, NAN], [500, NAN], [NAN, 300], [550, 300], [NAN, 330]])
    for window in (3, 4, 91):
        before, lost, back, after = values(prices, window)[1:]
        assert (before, lost) == (100, None)
        assert back == pytest.approx(110)
        assert after == pytest.approx(121)


def test_imputed_prices_are_compared_counted_and_alone_are_nothing_known() -> None:
    prices = np.array([[500.0, 400], [550, 400], [550, 400]])
    imputed = np.array([[False, False], [False, True], [True, True]])
    points = price_index(days(3), prices, imputed=imputed)
    assert [p.imputed_ratio for p in points] == [0, 0.5, 1]
    assert [p.n_listings for p in points] == [2, 2, 2]
    assert points[1].value == pytest.approx(100 * 1.1**0.5)
    assert points[2].value is None


# --- one day more -------------------------------------------------------------------------------------------------


@given(prices=holed, window=st.integers(2, 6), cut=st.integers(1, 12), wide=st.booleans())
def test_more_days_and_more_listings_change_no_value(prices: FloatArray, window: int, cut: int, *, wide: bool) -> None:
    if wide:
        later = np.full((len(prices), 1), NAN)
        later[cut:] = 42
        prices = np.hstack([prices, later])
    assert index(prices[:cut], window) == index(prices, window)[:cut]


@given(
    prices=holed,
    window=st.integers(2, 6),
    cut=st.integers(0, 12),
    only_the_window=st.booleans(),
    seed=st.integers(0, 2**32),
)
def test_days_added_to_stored_values_are_those_of_the_whole_history(
    prices: FloatArray, window: int, cut: int, *, only_the_window: bool, seed: int
) -> None:
    imputed = np.random.default_rng(seed).random(prices.shape) < 0.2
    whole = price_index(days(len(prices)), prices, window=window, imputed=imputed)
    cut = min(cut, len(prices))
    before = [point.value for point in whole[:cut]]
    kept = list(range(cut))
    if only_the_window:
        kept = [row for row in kept if (~np.isnan(prices[row]) & ~imputed[row]).any()][-window:]
    new = [*range(cut, len(prices))]
    added = extend(
        [before[row] for row in kept],
        days(len(prices))[cut:],
        prices[kept + new],
        window=window,
        imputed=imputed[kept + new],
    )
    expected = whole[cut:]
    assert [replace(point, value=None) for point in added] == [replace(point, value=None) for point in expected]
    for one, other in zip(added, expected, strict=True):
        assert one.value == (None if other.value is None else pytest.approx(other.value, rel=1e-12))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"days": days(3)}, "a row for each of the 3 days"),
        ({"days": days(2)[::-1]}, "must rise"),
        ({"window": 1}, "two at least"),
        ({"prices": np.array([[1.0, 2], [3, 0]])}, "row 1, column 1: a price of 0.0"),
        ({"imputed": np.array([[True]])}, "one mark a price"),
    ],
)
def test_what_is_no_history_is_refused(change: dict[str, object], said: str) -> None:
    given_ = {"days": days(2), "prices": np.array([[1.0, 2], [3, 4]])} | change
    with pytest.raises(ValueError, match=said):
        price_index(**given_)  # type: ignore[arg-type]  # wrong on purpose
