"""Prices that stand in for unseen ones: for a week, never past the end of a listing, never from later days."""

import math
from datetime import date, timedelta

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from monitor.signals.carried import LONGEST_DAYS, carry
from monitor.signals.index import FloatArray, price_index

NAN = math.nan


def days(count: int) -> list[date]:
    return [date(2026, 1, 1) + timedelta(days=day) for day in range(count)]


def test_the_last_price_stands_for_a_week() -> None:
    prices = np.full((12, 1), NAN)
    prices[1] = 500
    filled, imputed = carry(days(12), prices)
    assert np.flatnonzero(~np.isnan(filled[:, 0])).tolist() == list(range(1, 9))
    assert np.flatnonzero(imputed[:, 0]).tolist() == list(range(2, 9))
    assert np.isnan(prices[2]).all()


def test_days_without_a_row_count() -> None:
    dates = [date(2026, 1, 1), date(2026, 1, 8), date(2026, 1, 9)]
    filled, _ = carry(dates, np.array([[500.0], [NAN], [NAN]]))
    assert (~np.isnan(filled[:, 0])).tolist() == [True, True, False]


def test_what_is_listed_no_more_is_not_carried() -> None:
    prices = np.array([[500.0], [NAN], [NAN], [NAN]])
    ended = np.array([[False], [False], [True], [False]])
    filled, _ = carry(days(4), prices, ended=ended)
    assert (~np.isnan(filled[:, 0])).tolist() == [True, True, False, False]


def test_a_short_stockout_at_a_sale_price_leaves_the_index_where_it_was() -> None:
    prices = np.full((400, 4), 500.0)
    prices[:, :3] = np.resize([500] * 18 + [350] * 3 + [NAN] * 6, 400)[:, np.newaxis]
    filled, imputed = carry(days(400), prices)
    points = price_index(days(400), filled, window=91, imputed=imputed)
    assert {round(p.value or 0, 9) for p, usual in zip(points, prices[:, 0] == 500, strict=True) if usual} == {100}
    assert {p.imputed_ratio for p in points} == {0, 0.75}


@given(
    arrays(
        np.float64, st.tuples(st.integers(1, 20), st.integers(1, 3)), elements=st.sampled_from([NAN, NAN, 1.0, 2.0])
    ),
    st.integers(0, 20),
    st.integers(0, LONGEST_DAYS),
)
def test_carried_prices_are_those_of_a_search_backwards_and_later_days_change_none(
    prices: FloatArray, cut: int, longest: int
) -> None:
    filled, imputed = carry(days(len(prices)), prices, longest=longest)
    for (row, column), price in np.ndenumerate(filled):
        back = prices[max(row - longest, 0) : row + 1, column]
        seen = back[~np.isnan(back)]
        assert (price == seen[-1]) if seen.size else math.isnan(price)
        assert imputed[row, column] == (math.isnan(prices[row, column]) and bool(seen.size))
    cut = min(cut, len(prices))
    np.testing.assert_array_equal(carry(days(cut), prices[:cut], longest=longest)[0], filled[:cut])
