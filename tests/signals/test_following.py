"""When a level changes, whatever it is of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.following import settled
from monitor.signals.pressure import RANKS
from monitor.vocabulary import Level

N, T, S, X, U = Level.NORMAL, Level.TIGHT, Level.SHORTAGE, Level.SEVERE, Level.UNKNOWN


@pytest.mark.parametrize(
    ("before", "days", "after"),
    [
        (N, [T, T], T),
        (N, [S, T], T),
        (N, [T, S], T),
        (N, [S, N], N),
        (N, [S, U], N),
        # Yesterday asked for nothing, today for more: that ends nothing.
        (T, [S, N], T),
        (T, [X, S], S),
        (S, [T, T, T, T], T),
        (S, [N, N, T, N], T),
        (S, [N, N, S, N], S),
        (S, [N, N, X, N], S),
        (S, [N, N, N, N], N),
        # A day that cannot be told is no day without a shortage; today's are, those before it do not count.
        (S, [U, N, N, N], S),
        (S, [N, U, U, U], N),
    ],
)
def test_levels_change_when_days_agree(before: Level, days: list[Level], after: Level) -> None:
    assert settled(before, lambda ago: days[ago]) is after


levels = st.sampled_from(list(Level))


@given(before=levels, days=st.lists(levels, min_size=4, max_size=4))
def test_a_level_goes_where_today_points_and_no_further(before: Level, days: list[Level]) -> None:
    after = settled(before, lambda ago: days[ago])
    low, high = sorted((RANKS[before], RANKS[days[0]]))
    assert low <= RANKS[after] <= high
    assert days[0] is not Level.UNKNOWN or after is before
