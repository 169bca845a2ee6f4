"""Signals of one listing: what opens them, what closes them, and what never does either."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.listing import Episode, Event, fold
from monitor.signals.point import Point
from monitor.vocabulary import Cause, EventKind, SignalKind
from scrapers.offer import Stock

START = datetime(2026, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
IN, OUT, GONE = Stock.IN_STOCK, Stock.OUT_OF_STOCK, Stock.UNLISTED
OPEN, CLOSE = EventKind.OPEN, EventKind.CLOSE


def point(day: float, price: str | None = "1000", stock: Stock | None = IN, currency: str = "EUR") -> Point:
    return Point(START + DAY * day, Decimal(price) if price else None, currency if price else None, stock)


def told(points: list[Point], until: float = 200) -> list[tuple[EventKind, SignalKind, float]]:
    events = fold([], points, [], START + DAY * until)
    return [(e.what, e.kind, (e.at - START) / DAY) for e in events]


def test_a_stockout_opens_and_a_restock_closes_it() -> None:
    assert told([point(0), point(3, stock=OUT), point(5)]) == [
        (OPEN, SignalKind.STOCKOUT, 3),
        (CLOSE, SignalKind.STOCKOUT, 5),
        (OPEN, SignalKind.RESTOCK, 5),
        (CLOSE, SignalKind.RESTOCK, 6),
    ]


def test_a_restock_ends_when_it_sells_out_again() -> None:
    events = told([point(0), point(3, stock=OUT), point(5), point(5.25, stock=OUT)])
    assert (CLOSE, SignalKind.RESTOCK, 5.25) in events
    assert (OPEN, SignalKind.STOCKOUT, 5.25) in events


@pytest.mark.parametrize("between", [None, GONE], ids=["could not tell", "not listed"])
def test_not_known_and_not_listed_are_no_stockout_and_no_restock(between: Stock | None) -> None:
    assert told([point(0), point(3, None, between), point(5)]) == []


def test_out_before_and_after_blindness_is_one_stockout() -> None:
    events = told([point(0), point(1, stock=OUT), point(2, None, None), point(3, stock=OUT), point(4)])
    assert [e for e in events if e[1] is SignalKind.STOCKOUT] == [
        (OPEN, SignalKind.STOCKOUT, 1),
        (CLOSE, SignalKind.STOCKOUT, 4),
    ]


def test_back_after_blindness_is_a_restock_only_if_it_was_out_before() -> None:
    assert (OPEN, SignalKind.RESTOCK, 3) in told([point(0, stock=OUT), point(2, None, None), point(3)])
    assert told([point(0, None, None), point(3)]) == []


def test_first_seen_in_or_out_is_no_signal() -> None:
    assert told([point(0)]) == []
    assert told([point(0, stock=OUT)]) == []


def test_limited_stock_is_stock() -> None:
    assert told([point(0), point(1, stock=Stock.LIMITED), point(2)]) == []


def test_a_spike_opens_against_the_usual_price_and_closes_when_it_is_back() -> None:
    events = fold([], [point(0), point(30, "1300"), point(40, "1020")], [], START + DAY * 45)
    assert [(e.what, e.kind) for e in events] == [(OPEN, SignalKind.PRICE_SPIKE), (CLOSE, SignalKind.PRICE_SPIKE)]
    assert events[0].evidence["reference"] == "1000"
    assert events[0].evidence["change_ratio"] == 0.3
    assert events[1].cause is None


def test_hysteresis_a_small_step_back_does_not_close_a_spike() -> None:
    events = told([point(0), point(30, "1300"), point(31, "1070"), point(32, "1300")], until=40)
    assert events == [(OPEN, SignalKind.PRICE_SPIKE, 30)]


def test_a_spike_that_stays_is_a_new_level() -> None:
    events = fold([], [point(0), point(30, "1300")], [], START + DAY * 90)
    assert [(e.what, e.cause, e.at) for e in events][-1] == (CLOSE, Cause.NEW_LEVEL, START + DAY * 60)


def test_many_small_rises_are_a_spike_too() -> None:
    prices = [Decimal(1000) * Decimal("1.019") ** n for n in range(11)]
    points = [point(30 + n * 2, f"{price:.2f}") for n, price in enumerate(prices)]
    assert any(e[:2] == (OPEN, SignalKind.PRICE_SPIKE) for e in told([point(0), *points], until=55))


def test_a_drop() -> None:
    assert told([point(0), point(30, "850")], until=40) == [(OPEN, SignalKind.PRICE_DROP, 30)]


@pytest.mark.parametrize(
    "points",
    [
        [point(0), point(3, "1500")],
        [point(0), point(30, "1050")],
        [point(0), point(30, "1500", OUT)],
        [point(0), point(30, "40000", currency="TRY")],
        [point(0), point(30, None)],
    ],
    ids=["too little history", "within the band", "nobody can pay it", "another currency", "price not known"],
)
def test_no_price_signal(points: list[Point]) -> None:
    assert not any(kind in {SignalKind.PRICE_SPIKE, SignalKind.PRICE_DROP} for _, kind, _ in told(points))


def test_a_price_that_always_moves_gets_a_wider_band() -> None:
    restless = [point(day, "1000" if day % 2 else "1100") for day in range(30)]
    assert not any(kind is SignalKind.PRICE_SPIKE for _, kind, _ in told([*restless, point(30, "1150")], until=40))


def test_a_preorder_between_is_neither_in_nor_out() -> None:
    assert (OPEN, SignalKind.STOCKOUT, 2) in told([point(0), point(1, stock=Stock.PREORDER), point(2, stock=OUT)])
    assert (OPEN, SignalKind.RESTOCK, 2) in told([point(0, stock=OUT), point(1, stock=Stock.PREORDER), point(2)])


def test_no_longer_listed_ends_a_stockout() -> None:
    events = fold([], [point(0), point(1, stock=OUT), point(3, None, GONE)], [], START + DAY * 5)
    assert [(e.what, e.kind) for e in events] == [(OPEN, SignalKind.STOCKOUT), (CLOSE, SignalKind.STOCKOUT)]
    assert events[-1].evidence["ended"] == "unlisted"


def test_a_dollar_less_does_not_open_the_new_level_again() -> None:
    points = [point(0, "900"), point(50, "1200"), point(60, "1200", OUT), point(70, "1200"), point(81, "1199")]
    kinds = [e[:2] for e in told(points, until=100) if e[1] is SignalKind.PRICE_SPIKE]
    assert kinds == [(OPEN, SignalKind.PRICE_SPIKE), (CLOSE, SignalKind.PRICE_SPIKE)]


def test_only_watched_time_counts_for_the_reference() -> None:
    points = [point(0), point(20, "1300")]
    watched = [(START, START + DAY / 24)]
    assert fold([], points, [], START + DAY * 21, covered=watched) == []
    assert fold([], points, [], START + DAY * 21, covered=[(START, START + DAY * 20)]) != []


moves = st.lists(
    st.tuples(
        st.floats(0.05, 9),
        st.sampled_from([None, "500", "700", "730", "1000", "1080", "1500"]),
        st.sampled_from([IN, OUT, GONE, None, Stock.LIMITED, Stock.BACKORDER]),
    ),
    min_size=2,
    max_size=25,
)


@given(moves, st.data())
def test_the_signals_do_not_depend_on_when_the_fold_runs(
    steps: list[tuple[float, str | None, Stock | None]], data: st.DataObject
) -> None:
    """One call over everything, or a call after every few points: the same events."""
    day, points = 0.0, []
    for gap, price, stock in steps:
        day += gap
        points.append(point(day, price, stock))
    until = points[-1].at + DAY
    whole = fold([], points, [], until)
    cut = data.draw(st.integers(1, len(points) - 1))
    between = data.draw(st.floats(0, 0.99))
    middle = points[cut - 1].at + (points[cut].at - points[cut - 1].at) * between
    first = fold([], points[:cut], [], middle)
    levels = [event.opened_at for event in first if event.cause is Cause.NEW_LEVEL]
    second = fold(points[:cut], points[cut:], still_open(first), until, level_since=max(levels, default=None))
    assert first + second == whole


@given(moves)
def test_episodes_never_overlap_and_close_once(steps: list[tuple[float, str | None, Stock | None]]) -> None:
    day, points = 0.0, []
    for gap, price, stock in steps:
        day += gap
        points.append(point(day, price, stock))
    open_now: set[SignalKind] = set()
    last = START
    for event in fold([], points, [], points[-1].at):
        assert event.at >= last
        last = event.at
        assert (event.kind in open_now) == (event.what is CLOSE)
        open_now ^= {event.kind}


def still_open(events: list[Event]) -> list[Episode]:
    found: dict[SignalKind, Episode] = {}
    for event in events:
        if event.what is OPEN:
            found[event.kind] = Episode(event.kind, event.opened_at, event.evidence)
        else:
            del found[event.kind]
    return list(found.values())
