"""A listing's days: how long it was watched, known, in stock and priced, and what it cost. Pure: points in, rows out.

Time is counted in whole seconds, and every time is cut down to its second first. So no second is counted twice or lost
between two states or two days: the seconds of all states of a day add up to its covered seconds, and the figures of
adjoining days add up to those of the whole.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import chain
from typing import Final

import msgspec

from monitor.signals.point import Point
from scrapers.offer import AVAILABLE, Stock

#: Which definition the figures follow; another one makes all of them anew.
METHOD: Final = 1

Intervals = Sequence[tuple[datetime, datetime]]

_DAY: Final = 86_400
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
#: The proleptic Gregorian ordinal of its day.
_EPOCH_DAY: Final = _EPOCH.toordinal()
_UNLISTED: Final = Stock.UNLISTED
#: Of a mean price; as money is stored.
_DIGITS: Final = Decimal("0.0001")


class ListingDay(msgspec.Struct, frozen=True, gc=False):
    """A listing on one UTC day.

    Always ``in_stock_s <= known_s <= covered_s <= 86400`` and ``priced_s <= covered_s``.

    Attributes:
        day: the UTC day.
        covered_s: seconds during which its source was watched, from its first point on.
        known_s: of these, seconds with a known stock state other than unlisted.
        in_stock_s: of these, seconds in stock (or limited).
        priced_s: seconds with a payable price, in whatever currency.
        offer_s: offers times seconds in stock; an item without a count is one offer.
        price_close: the payable price with which the day ends; None where it ends without one, or not watched.
        price_min: the lowest payable price in `currency`.
        price_mean: the time-weighted mean of the payable prices in `currency`, to four decimals.
        currency: of the last payable price of the day; prices in another count for `priced_s` alone.
        stock_close: the state with which the day ends; None is not known, or not watched.
    """

    day: date
    covered_s: int
    known_s: int
    in_stock_s: int
    priced_s: int
    offer_s: int
    price_close: Decimal | None
    price_min: Decimal | None
    price_mean: Decimal | None
    currency: str | None
    stock_close: Stock | None


#: A stretch of seconds of the Unix epoch, from and to, in which a state held and was watched.
_Spell = tuple[int, int, Point]


def listing_days(points: Sequence[Point], covered: Intervals, first: date, last: date) -> list[ListingDay]:
    """The listing's figures on the days from `first` to `last`, both included.

    Args:
        points: its history, oldest first, as it is known (`known_by`): from `first` on, and the last one before. Of
            points with the same time the last one holds.
        covered: when the source that its state comes from was watched: half-open, in order, disjoint.
        first: the first UTC day.
        last: the last UTC day.

    Returns:
        One row a day, in order. Days on which it had no point yet, was not watched, or was unlisted whenever it was
        watched, have none. No day depends on a point or on coverage after it.
    """
    rows: list[ListingDay] = []
    pieces: list[tuple[int, Point]] = []
    today, midnight = 0, 0  # the day that the pieces are of, in days of the Unix epoch, and the second that ends it
    begin, end = (first.toordinal() - _EPOCH_DAY) * _DAY, (last.toordinal() - _EPOCH_DAY + 1) * _DAY
    for start, stop, point in _spells(points, covered, begin, end):
        if start >= midnight:
            if pieces:
                _add(rows, today, pieces, None)
                pieces = []
            today = start // _DAY
            midnight = (today + 1) * _DAY
        if stop < midnight:
            pieces.append((stop - start, point))
            continue
        pieces.append((midnight - start, point))
        _add(rows, today, pieces, point)
        pieces = []
        whole = stop // _DAY
        if whole > today + 1:
            rows += _whole_days(today + 1, whole, point)
        today, midnight = whole, (whole + 1) * _DAY
        if stop > whole * _DAY:
            pieces.append((stop - whole * _DAY, point))
    if pieces:
        _add(rows, today, pieces, None)
    return rows


def _spells(points: Sequence[Point], covered: Intervals, begin: int, end: int) -> Iterator[_Spell]:
    """When each state held and was watched, between `begin` and `end`, in order; none is empty."""
    if not points:
        return
    stretches = chain([(_second(a), _second(b)) for a, b in covered], [(end, end)])
    opens, closes = next(stretches)
    times = [_second(point.at) for point in points]
    start = max(times[0], begin)
    for point, following in zip(points, chain(times[1:], [end]), strict=True):
        until = min(end, following)
        while start < until:
            if closes <= start:
                if opens >= end:
                    return
                opens, closes = next(stretches)
                continue
            if opens >= until:
                break
            stop = min(closes, until)
            yield max(opens, start), stop, point
            start = stop
        start = max(start, until)


def _second(at: datetime) -> int:
    """The second of the Unix epoch in which a time lies."""
    since = at - _EPOCH
    return since.days * _DAY + since.seconds


def _whole_days(first: int, end: int, point: Point) -> Iterator[ListingDay]:
    """The days from `first` up to before `end`, all day in the same state."""
    alike: list[ListingDay] = []
    _add(alike, first, [(_DAY, point)], point)
    for row in alike:
        yield row
        figures = [getattr(row, field) for field in ListingDay.__struct_fields__[1:]]
        for day in range(first + 1, end):
            yield ListingDay(date.fromordinal(_EPOCH_DAY + day), *figures)


def _add(rows: list[ListingDay], day: int, pieces: list[tuple[int, Point]], close: Point | None) -> None:
    """Append a day's row, if it has one.

    Args:
        rows: what it is appended to.
        day: in days of the Unix epoch.
        pieces: seconds and what held then, in order.
        close: the state with which the day ends, if it was watched then.
    """
    covered = known = in_stock = priced = offers = 0
    listed = False
    prices: list[tuple[int, Point]] = []
    for seconds, point in pieces:
        covered += seconds
        stock = point.stock
        if stock is _UNLISTED:
            continue
        listed = True
        if stock is not None:
            known += seconds
            if stock in AVAILABLE:
                in_stock += seconds
                offers += seconds if point.offer_count is None else seconds * point.offer_count
        if point.payable is not None:
            priced += seconds
            prices.append((seconds, point))
    if listed:
        lowest, mean, currency = _prices(prices) if prices else (None, None, None)
        at_close, stock_at_close = (close.payable, close.stock) if close else (None, None)
        rows.append(
            ListingDay(
                date.fromordinal(_EPOCH_DAY + day),
                covered,
                known,
                in_stock,
                priced,
                offers,
                at_close,
                lowest,
                mean,
                currency,
                stock_at_close,
            )
        )


def _prices(pieces: list[tuple[int, Point]]) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Lowest and mean of a day's prices in the currency of the last one, and that currency."""
    seconds, last = pieces[-1]
    lowest = highest = last.price
    if lowest is None or highest is None or len(pieces) == 1:
        return lowest, lowest, last.currency
    total = lowest * seconds
    for more, point in pieces[:-1]:
        price = point.price
        if price is None or point.currency != last.currency:
            continue
        total += price * more
        seconds += more
        if price < lowest:
            lowest = price
        elif price > highest:
            highest = price
    # A price that did not change is its own mean, with its own digits.
    mean = lowest if lowest == highest else (total / seconds).quantize(_DIGITS)
    return lowest, mean, last.currency
