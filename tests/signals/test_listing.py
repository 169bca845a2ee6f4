"""Signals of one listing: what opens them, what closes them, and what never does either."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.listing import Episode, Event, fold
from monitor.signals.point import Point, known_by
from monitor.signals.usual import Usual
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


@pytest.mark.parametrize("gap", [1 / 24, 7.0], ids=["hourly", "weekly"])
@pytest.mark.parametrize("step", ["1.019", "0.981"], ids=["up", "down"])
def test_ten_small_steps_are_no_jump(gap: float, step: str) -> None:
    prices = [Decimal(1000) * Decimal(step) ** n for n in range(11)]
    assert told([point(0), *(point(30 + n * gap, f"{price:.2f}") for n, price in enumerate(prices))]) == []


def test_a_jump_after_small_moves_is_a_spike() -> None:
    events = fold([], [point(0), point(30, "1020"), point(33, "1040"), point(36, "1248")], [], START + DAY * 40)
    assert [(e.kind, e.at) for e in events] == [(SignalKind.PRICE_SPIKE, START + DAY * 36)]
    assert events[0].evidence["change_ratio"] == 0.248
    assert events[0].evidence["jump_ratio"] == 0.2
    assert events[0].evidence["known_days"] == 36


def test_a_jump_that_is_the_lesser_part_of_a_creep_is_no_spike() -> None:
    crept = [point(30 + n, f"{1000 * 1.03**n:.2f}") for n in range(6)]
    assert told([point(0), *crept, point(36, "1260")], until=50) == []


@pytest.mark.parametrize("days", [4, 25, 35, 50, 80])
@pytest.mark.parametrize("usual_days", [10, 100])
def test_the_end_of_a_promotion_is_no_spike(usual_days: int, days: int) -> None:
    end = usual_days + days
    kinds = {kind for _, kind, _ in told([point(0), point(usual_days, "800"), point(end)], until=end + 9)}
    assert kinds == {SignalKind.PRICE_DROP}


def test_the_end_of_a_promotion_in_steps_is_no_spike() -> None:
    points = [point(0), point(60, "910"), point(64, "800"), point(110, "1000")]
    assert SignalKind.PRICE_SPIKE not in {kind for _, kind, _ in told(points)}


def test_a_rise_far_above_what_was_usual_before_a_promotion_is_a_spike() -> None:
    events = fold([], [point(0), point(100, "800"), point(140), point(143, "1250")], [], START + DAY * 145)
    assert events[-1].kind is SignalKind.PRICE_SPIKE
    assert events[-1].evidence["reference"] == "1000"
    assert events[-1].evidence["reference_is"] == "usual before it was cut"
    assert events[-1].evidence["change_ratio"] == 0.25


def test_after_three_months_a_cut_is_the_usual_price() -> None:
    assert (OPEN, SignalKind.PRICE_SPIKE, 195) in told([point(0), point(100, "800"), point(195)], until=196)


def test_back_from_a_spike_that_lasted_for_most_of_the_known_time_is_no_drop() -> None:
    points = [point(0), point(20, "1300"), point(45)]
    assert [e[:2] for e in told(points)] == [(OPEN, SignalKind.PRICE_SPIKE), (CLOSE, SignalKind.PRICE_SPIKE)]


def test_a_misread_price_opens_and_closes_at_once() -> None:
    assert told([point(0), point(30, "10000"), point(30.01)]) == [
        (OPEN, SignalKind.PRICE_SPIKE, 30),
        (CLOSE, SignalKind.PRICE_SPIKE, 30.01),
    ]


def late(day: float, known: float, price: str | None = "1000", stock: Stock | None = IN) -> Point:
    """A point of `day` that became known on the day `known`."""
    return msgspec.structs.replace(point(day, price, stock), recorded_at=START + DAY * known)


def test_what_comes_late_opens_and_closes_nothing() -> None:
    on_time = [point(0), point(30, "1300"), point(40, "1300")]
    assert told([*on_time, late(35, 41, None, OUT), late(20, 42, "500")], until=43) == told(on_time, until=43)


def test_what_came_late_counts_for_what_follows() -> None:
    points = [point(0, stock=OUT), point(5, None, None), point(9)]
    assert (OPEN, SignalKind.RESTOCK, 9) in told(points)
    assert told([*points, late(4, 8)]) == []
    # What was thought to be 1000 for thirty days had been 1250 for most of them.
    risen = [point(0), point(30, "1300")]
    assert (OPEN, SignalKind.PRICE_SPIKE, 30) in told(risen)
    assert told([*risen, late(2, 29, "1250")]) == []


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
        st.sampled_from([0.0, 0.0, 0.0, 0.01, 12.0]),
    ),
    min_size=2,
    max_size=25,
)


def histories(steps: list[tuple[float, str | None, Stock | None, float]]) -> list[Point]:
    day, points = 0.0, []
    for gap, price, stock, delay in steps:
        day += gap
        points.append(late(day, day + delay, price, stock))
    return points


#: Which point, how many days later, and what it should have been.
corrections = st.lists(
    st.tuples(
        st.integers(0, 40),
        st.floats(0.01, 40),
        st.sampled_from(["700", "1000", "1500", None]),
        st.sampled_from([IN, OUT, GONE, None]),
    ),
    max_size=3,
    unique_by=lambda drawn: drawn[1],
)


@given(moves, st.data())
def test_the_signals_do_not_depend_on_when_the_fold_runs(
    steps: list[tuple[float, str | None, Stock | None, float]], data: st.DataObject
) -> None:
    """One call over everything, or calls at any times: the same events, also where points come late or are corrected."""
    points = histories(steps)
    for number, later, price, stock in data.draw(corrections):
        read = points[number % len(points)]
        money = {"price": Decimal(price), "currency": "EUR"} if price else {"price": None, "currency": None}
        points.append(msgspec.structs.replace(read, stock=stock, recorded_at=read.known_at + DAY * later, **money))
    points.sort(key=lambda p: (p.at, p.known_at))
    until = max(p.known_at for p in points) + DAY
    days = (until - START) / DAY
    cuts = sorted(START + DAY * day for day in data.draw(st.lists(st.floats(0, days), max_size=4)))
    cuts += data.draw(st.lists(st.sampled_from([p.known_at for p in points]), max_size=2))
    told_so_far: list[Event] = []
    after = START - DAY
    for cut in [*sorted(cuts), until]:
        levels = [event.opened_at for event in told_so_far if event.cause is Cause.NEW_LEVEL]
        told_so_far += fold(
            known_by(points, after),
            [p for p in points if after < p.known_at <= cut],
            still_open(told_so_far),
            cut,
            level_since=max(levels, default=None),
        )
        after = cut
    assert told_so_far == fold([], points, [], until)


def corrected(day: float, price: str | None, stock: Stock | None, made: float) -> Point:
    return msgspec.structs.replace(point(day, price, stock), recorded_at=START + DAY * made)


def test_a_correction_ends_what_the_present_state_shows_to_be_over_and_opens_nothing() -> None:
    steady = [point(day) for day in range(0, 30, 3)]
    assert told([*steady, point(30, "1500"), corrected(30, "1000", IN, 32)]) == [
        (OPEN, SignalKind.PRICE_SPIKE, 30),
        (CLOSE, SignalKind.PRICE_SPIKE, 32),
    ]
    assert told([*steady, point(30, "1000", OUT), corrected(30, "1000", IN, 32)]) == [
        (OPEN, SignalKind.STOCKOUT, 30),
        (CLOSE, SignalKind.STOCKOUT, 32),
    ]
    assert told([*steady, corrected(27, "1500", OUT, 29)]) == []


def test_what_follows_is_judged_against_the_corrected_reading() -> None:
    steady = [point(day) for day in range(0, 30, 3)]
    # As it was read, it jumped to 1500 and stayed; in truth it jumped only then.
    assert told([*steady, point(30, "1500"), corrected(30, "1000", IN, 31), point(33, "1500")], until=34) == [
        (OPEN, SignalKind.PRICE_SPIKE, 30),
        (CLOSE, SignalKind.PRICE_SPIKE, 31),
        (OPEN, SignalKind.PRICE_SPIKE, 33),
    ]
    # A reading in between that was wrong has moved on by the time it is corrected: nothing is judged again.
    assert told([*steady, point(30, "1000", OUT), point(31), corrected(30, "1000", IN, 32)])[:2] == [
        (OPEN, SignalKind.STOCKOUT, 30),
        (CLOSE, SignalKind.STOCKOUT, 31),
    ]


@given(moves)
def test_episodes_close_once_and_in_order(steps: list[tuple[float, str | None, Stock | None, float]]) -> None:
    points = histories(steps)
    open_now: set[SignalKind] = set()
    for event in fold([], points, [], max(p.known_at for p in points)):
        assert event.opened_at <= event.at
        assert (event.kind in open_now) == (event.what is CLOSE)
        open_now ^= {event.kind}


@given(st.lists(st.tuples(st.floats(0.1, 20), st.sampled_from(["800", "900", "1000"])), min_size=3, max_size=20))
def test_what_is_usual_is_what_counting_every_hour_gives(steps: list[tuple[float, str]]) -> None:
    points = histories([(round(gap * 24) / 24, price, IN, 0) for gap, price in steps])
    now = late(points[-1].at.timestamp() / 86400 - START.timestamp() / 86400 + 3, 999, "2000")
    covered = [(START + DAY * n, START + DAY * (n + 0.5)) for n in range(0, 500, 2)]
    known = Usual(points, covered).reference(now, Decimal(2000), rising=False, level_since=None)
    hours: list[Decimal] = []
    at = now.at - DAY * 60
    while at < now.at:
        price = next((p.price for p in reversed(points) if p.at <= at), None)
        if price is not None and any(a <= at < b for a, b in covered):
            hours.append(price)
        at += DAY / 24
    if len(hours) < 7 * 24:
        assert known is None
    else:
        assert known is not None
        assert known.price == sorted(hours)[(len(hours) + 1) // 2 - 1]


def still_open(events: list[Event]) -> list[Episode]:
    found: dict[SignalKind, Episode] = {}
    for event in events:
        if event.what is OPEN:
            found[event.kind] = Episode(event.kind, event.opened_at, event.evidence)
        else:
            del found[event.kind]
    return list(found.values())
