"""How long stockouts and restocks last: the textbook's numbers, and what may not change them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.durations import Durations, End, Spell, Turn, durations, spells_of, survival

DAY = timedelta(days=1)
START = datetime(2026, 1, 1, tzinfo=UTC)
#: Weeks of remission under 6-MP, those in `CUT` having been cut off (Freireich and others, Blood 21, 1963): the usual
#: example of the estimate.
WEEKS = [6, 6, 6, 7, 10, 13, 16, 22, 23]
CUT = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]


def spells(turned: list[int], cut: list[int]) -> list[Spell]:
    return [Spell(n * DAY, End.TURNED) for n in turned] + [Spell(n * DAY, End.OPEN) for n in cut]


def test_the_textbook_example() -> None:
    shares = {length.days: round(share, 3) for length, share in survival(spells(WEEKS, CUT))}
    assert shares == {6: 0.857, 7: 0.807, 10: 0.753, 13: 0.690, 16: 0.627, 22: 0.538, 23: 0.448}
    found = durations(spells(WEEKS, CUT))
    assert found == Durations(21, 9, 12, 0, lower=13 * DAY, median=23 * DAY, upper=None)


def test_nothing_is_known_of_nothing_nor_of_what_never_ended() -> None:
    assert durations([]) == Durations(0, 0, 0, 0, None, None, None)
    cut = [Spell(DAY, End.OPEN), Spell(2 * DAY, End.GONE)]
    assert durations(cut) == Durations(2, 0, 1, 1, None, None, None)


lengths = st.lists(st.integers(1, 30), min_size=1, max_size=12)


@given(turned=lengths, cut=lengths)
def test_what_was_cut_off_makes_no_duration_shorter(turned: list[int], cut: list[int]) -> None:
    whole, plain = durations(spells(turned, cut)), durations(spells(turned, []))
    assert plain.median == sorted(turned)[(len(turned) - 1) // 2] * DAY
    late = durations(spells(turned, [max(turned) + n for n in cut]))
    assert late.median is None or late.median >= plain.median
    assert whole.median is None or whole.median in {n * DAY for n in turned}
    curve = [share for _, share in survival(spells(turned, cut))]
    assert curve == sorted(curve, reverse=True)
    assert all(-1e-9 <= share < 1 for share in curve)


@pytest.mark.parametrize(
    ("turns", "out", "back"),
    [
        ([Turn(START, out=True)], [Spell(30 * DAY, End.OPEN)], []),
        ([Turn(START, out=False)], [], [Spell(30 * DAY, End.OPEN)]),
        (
            [Turn(START + n * DAY, out=n != 3) for n in (1, 3, 9)],
            [Spell(2 * DAY, End.TURNED), Spell(21 * DAY, End.OPEN)],
            [Spell(6 * DAY, End.TURNED)],
        ),
        # Taken off the page, and never back: a discontinuation. Back after all: it was none.
        ([Turn(START, out=True, left=(START + DAY, End.GONE))], [Spell(DAY, End.GONE)], []),
        (
            [Turn(START, out=True, left=(START + DAY, End.GONE)), Turn(START + 4 * DAY, out=False)],
            [Spell(4 * DAY, End.TURNED)],
            [Spell(26 * DAY, End.OPEN)],
        ),
        # What happens after the end of the period is not known.
        ([Turn(START, out=True, left=(START + 40 * DAY, End.GONE))], [Spell(30 * DAY, End.OPEN)], []),
        ([Turn(START - DAY, out=True), Turn(START + DAY, out=False)], [], [Spell(29 * DAY, End.OPEN)]),
        # It must have been back in between, but nobody saw when.
        (
            [Turn(START, out=True), Turn(START + 5 * DAY, out=True)],
            [Spell(5 * DAY, End.OPEN), Spell(25 * DAY, End.OPEN)],
            [],
        ),
    ],
)
def test_spells_of_a_listing(turns: list[Turn], out: list[Spell], back: list[Spell]) -> None:
    assert spells_of(turns, START, START + 30 * DAY) == (out, back)
