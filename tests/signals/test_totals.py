"""Sums over stretches of days, whatever the order in which the days were set."""

from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.totals import Totals


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9)), min_size=1), st.data())
def test_sums_as_a_list_has_them(puts: list[tuple[int, int]], data: st.DataObject) -> None:
    totals, days = Totals(), [0] * (max(at for at, _ in puts) + 1)
    for at, value in puts:
        totals.put(at, value)
        days[at] = value
    first = data.draw(st.integers(0, len(days)))
    end = data.draw(st.integers(first, len(days)))
    assert totals.between(first, end) == sum(days[first:end])
    assert totals.over([range(first), range(end, len(days))]) == sum(days[:first]) + sum(days[end:])
    assert totals.first(first) == next((day for day in range(first, len(days)) if days[day]), None)
