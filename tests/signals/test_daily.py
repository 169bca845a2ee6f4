"""A listing's days, beside a count of every minute."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from monitor.signals.daily import ListingDay, listing_days
from monitor.signals.point import Point, known_by
from scrapers.offer import AVAILABLE, Stock

START = datetime(2026, 1, 1, tzinfo=UTC)
FIRST = START.date()
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
DAYS = 4
LAST = FIRST + timedelta(days=DAYS - 1)
IN, OUT, GONE = Stock.IN_STOCK, Stock.OUT_OF_STOCK, Stock.UNLISTED
ALWAYS = [(START - DAY, START + 9 * DAY)]

type_of_prices = st.sampled_from([None, ("1000", "EUR"), ("1000.5", "EUR"), ("899.99", "EUR"), ("1100", "USD")])
stocks = st.sampled_from([None, IN, IN, OUT, GONE, Stock.LIMITED, Stock.PREORDER, Stock.BACKORDER])


@st.composite
def points(draw: st.DrawFn, unit: timedelta = MINUTE) -> list[Point]:
    """A history that begins before the first day, or in the middle."""
    most = int((DAYS + 1) * DAY / unit)
    made = []
    for at in sorted(draw(st.sets(st.integers(0, most), max_size=8))):
        price, currency = draw(type_of_prices) or (None, None)
        count = draw(st.sampled_from([None, 1, 3]))
        made.append(
            Point(START - DAY / 2 + at * unit, Decimal(price) if price else None, currency, draw(stocks), count)
        )
    return made


@st.composite
def covers(draw: st.DrawFn, unit: timedelta = MINUTE) -> list[tuple[datetime, datetime]]:
    """Disjoint stretches; some touch."""
    steps = draw(st.lists(st.integers(1, int(2 * DAY / unit)), max_size=8))
    gaps = draw(st.lists(st.sampled_from([0, 1, 7]), min_size=8, max_size=8))
    ends = list(accumulate(steps))
    edges = zip([0, *ends], ends, gaps, strict=False)
    pairs = [(a + gap, b) for a, b, gap in edges if a + gap < b]
    return [(START - DAY + a * unit, START - DAY + b * unit) for a, b in pairs]


def counted(history: list[Point], covered: list[tuple[datetime, datetime]], day: date) -> ListingDay | None:
    """A day's row, by looking at every minute."""
    begin = datetime(day.year, day.month, day.day, tzinfo=UTC)
    minutes = [_held(history, covered, begin + n * MINUTE) for n in range(1440)]
    seen = [point for point in minutes if point]
    if all(point.stock is GONE for point in seen):
        return None
    known = [point for point in seen if point.stock not in {None, GONE}]
    shelf = [point for point in known if point.stock in AVAILABLE]
    payable = [point for point in seen if point.payable is not None]
    currency = payable[-1].currency if payable else None
    mine = [point.payable for point in payable if point.payable is not None and point.currency == currency]
    close = minutes[-1]
    return ListingDay(
        day,
        len(seen) * 60,
        len(known) * 60,
        len(shelf) * 60,
        len(payable) * 60,
        sum(1 if point.offer_count is None else point.offer_count for point in shelf) * 60,
        close.payable if close else None,
        min(mine, default=None),
        (sum(mine, Decimal(0)) / len(mine)).quantize(Decimal("0.0001")) if mine else None,
        currency,
        close.stock if close else None,
    )


def _held(history: list[Point], covered: list[tuple[datetime, datetime]], at: datetime) -> Point | None:
    if not any(a <= at < b for a, b in covered):
        return None
    return next((point for point in reversed(history) if point.at <= at), None)


def figures(history: list[Point], covered: Iterable[tuple[datetime, datetime]] = ALWAYS) -> list[ListingDay]:
    return listing_days(history, list(covered), FIRST, LAST)


@given(points(), covers())
def test_as_a_count_of_every_minute(history: list[Point], covered: list[tuple[datetime, datetime]]) -> None:
    days = [FIRST + timedelta(days=n) for n in range(DAYS)]
    assert figures(history, covered) == [row for day in days if (row := counted(history, covered, day))]


MICRO = timedelta(microseconds=300_000)


@given(points(MICRO), covers(MICRO), st.integers(0, DAYS))
def test_a_range_of_days_cut_in_two_gives_the_same_rows(
    history: list[Point], covered: list[tuple[datetime, datetime]], cut: int
) -> None:
    middle = FIRST + timedelta(days=cut)
    begin = START + cut * DAY
    # What a later run reads: the points from its first day on, and the last one before.
    latest = [point for point in history if point.at < begin][-1:] + [point for point in history if point.at >= begin]
    before = listing_days(history, covered, FIRST, middle - timedelta(days=1))
    assert before + listing_days(latest, covered, middle, LAST) == figures(history, covered)


@given(points(MICRO), covers(MICRO), st.integers(0, DAYS))
def test_what_comes_later_changes_no_earlier_day(
    history: list[Point], covered: list[tuple[datetime, datetime]], cut: int
) -> None:
    now = START + cut * DAY
    known = [point for point in history if point.at < now]
    watched = [(a, min(b, now)) for a, b in covered if a < now]
    until = FIRST + timedelta(days=cut)
    assert figures(known, watched) == [row for row in figures(history, covered) if row.day < until]


@given(points(MICRO), covers(MICRO))
def test_the_parts_are_no_more_than_the_whole_and_add_up_to_it(
    history: list[Point], covered: list[tuple[datetime, datetime]]
) -> None:
    for row in figures(history, covered):
        assert 0 <= row.in_stock_s <= row.known_s <= row.covered_s <= 86400
        assert row.priced_s <= row.covered_s
        assert (row.price_mean is None) == (row.price_min is None) == (row.priced_s == 0)
        assert row.price_min is None or row.price_mean is None or row.price_min <= row.price_mean
    # Each state alone, the others taken for no longer listed: their seconds are those of all together.
    alone = [[p if p.stock is stock else msgspec.structs.replace(p, stock=GONE) for p in history] for stock in Stock]
    known = sum(row.known_s for each in alone for row in figures(each, covered))
    assert known == sum(row.known_s for row in figures(history, covered))


@given(points(), covers(), st.lists(st.integers(0, int(5 * DAY / MINUTE)), max_size=6))
def test_polls_that_say_the_same_again_change_nothing(
    history: list[Point], covered: list[tuple[datetime, datetime]], again: list[int]
) -> None:
    repeated = {point.at: point for point in history}
    for minutes in again:
        at = START - DAY / 2 + minutes * MINUTE
        before = [point for point in history if point.at <= at]
        if before:
            repeated.setdefault(at, msgspec.structs.replace(before[-1], at=at))
    cut = [piece for a, b in covered for piece in ((a, a + (b - a) / 2), (a + (b - a) / 2, b))]
    assert figures(sorted(repeated.values(), key=lambda p: p.at), cut) == figures(history, covered)


def point(hours: float, price: str | None = "1000", stock: Stock | None = IN, currency: str = "EUR") -> Point:
    return Point(START + HOUR * hours, Decimal(price) if price else None, currency if price else None, stock)


def test_a_day_in_two_currencies_is_told_in_the_one_it_ends_with() -> None:
    (row, *_) = figures([point(0), point(12, "40000", currency="TRY"), point(18, "44000", currency="TRY")])
    assert (row.price_min, row.price_mean, row.currency) == (Decimal(40000), Decimal(42000), "TRY")
    assert row.priced_s == 86400


def test_a_day_that_ends_unwatched_ends_with_nothing_known() -> None:
    (row,) = figures([point(0)], [(START, START + 6 * HOUR)])
    assert (row.covered_s, row.price_close, row.stock_close) == (6 * 3600, None, None)
    assert (row.price_min, row.price_mean, row.currency) == (Decimal(1000), Decimal(1000), "EUR")


def test_watched_and_not_told_is_a_day_without_known_time() -> None:
    (row, *_) = figures([point(0, None, None)])
    assert (row.covered_s, row.known_s, row.in_stock_s, row.priced_s) == (86400, 0, 0, 0)


def test_known_at_a_moment_is_what_was_recorded_by_then() -> None:
    read = Point(START, Decimal(1), "EUR", IN, recorded_at=START + HOUR)
    corrected = Point(START, Decimal(1000), "EUR", IN, recorded_at=START + DAY)
    later = point(48)
    history = [read, corrected, later]
    assert known_by(history, START) == []
    assert known_by(history, START + HOUR) == [read]
    assert known_by(history, START + DAY) == [corrected]
    assert known_by(history, START + 2 * DAY) == [corrected, later]
