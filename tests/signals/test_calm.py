"""Calm days: those that a brute-force look at every day finds."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.calm import LONGEST_EPISODE, LOOK_BACK, Calm
from monitor.signals.episode import Episode, Scope
from monitor.vocabulary import Cause, SignalKind

SOME_TIME = datetime(2025, 1, 1, tzinfo=UTC)
ORIGIN = 738_000


@st.composite
def episodes(draw: st.DrawFn) -> Episode:
    onset, closed = ORIGIN + draw(st.integers(-200, 400)), draw(st.booleans())
    return Episode(
        draw(st.sampled_from([SignalKind.PRICE_SPIKE, SignalKind.SHORTAGE, SignalKind.BELOW_REFERENCE])),
        Scope("us", gpu="G"),
        SOME_TIME,
        onset,
        cause=draw(st.sampled_from([None, None, Cause.NEW_LEVEL])),
        closed_at=SOME_TIME if closed else None,
        closed_on=onset + draw(st.integers(0, 100)) if closed else None,
    )


def is_calm(day: int, among: list[Episode]) -> bool:
    for episode in among:
        onset = episode.onset - ORIGIN
        if episode.kind is SignalKind.BELOW_REFERENCE:
            continue
        if episode.cause is Cause.NEW_LEVEL and not episode.is_open:
            if day < onset:
                return False
        elif onset <= day < (onset + LONGEST_EPISODE if episode.closed_on is None else episode.closed_on - ORIGIN):
            return False
    return True


@given(st.lists(episodes(), max_size=6), st.integers(0, 400), st.integers(1, 130))
def test_the_last_calm_days_before_a_day(among: list[Episode], before: int, count: int) -> None:
    expected = [day for day in range(max(before - LOOK_BACK, 0), before) if is_calm(day, among)][-count:]
    calm = Calm(among, ORIGIN)
    assert list(calm.days(before, count)) == expected
    assert [day for span in calm.spans(before, count) for day in span] == expected
    assert all(calm.spans(before, count)), "no stretch is empty"
