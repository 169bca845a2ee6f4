"""Walk a market's whole history day by day, as it became known: what a backtest does. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from monitor.signals.book import end_of
from monitor.signals.daily import Intervals, ListingDay, listing_days
from monitor.signals.episode import MarketEvent
from monitor.signals.market import Market
from monitor.signals.panel import DAY_S, SellerDay, SellerKey
from monitor.signals.point import Point, known_by
from monitor.signals.shelves import Listed
from monitor.utc_days import midnight
from scrapers.spec import Tier

_DAY = timedelta(days=1)
#: A seller's listings of a gpu in a tier.
_Shelf = tuple[str, Tier, SellerKey]


def covered_shares(covered: Intervals, first: date, last: date) -> list[float]:
    """The share of each day from `first` to `last` that lies in the intervals."""
    shares = [0.0] * ((last - first).days + 1)
    start = midnight(first)
    for begins, ends in covered:
        at = max(begins, start)
        while at < ends and (day := (at - start).days) < len(shares):
            until = min(ends, start + (day + 1) * _DAY)
            shares[day] += (until - at).total_seconds() / DAY_S
            at = until
    return shares


@dataclass(slots=True)
class Walk:
    """A market's history, gathered listing by listing and then walked.

    Attributes:
        market: what is walked through; empty as yet.
        first, last: the first and the last UTC day.
    """

    market: Market
    first: date
    last: date
    #: Shelves and their days; of listings that were read late, the rows stand apart, by the day on which they became known.
    _shelves: dict[_Shelf, dict[int, SellerDay]] = field(default_factory=lambda: defaultdict(dict))
    _late: dict[int, list[tuple[_Shelf, int, ListingDay | None, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _loose: dict[_Shelf, dict[int, dict[int, ListingDay]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )

    def add(self, number: int, listed: Listed, points: Sequence[Point], covered: Intervals) -> None:
        """Gather a listing.

        Args:
            number: names the listing.
            listed: what it is to the market.
            points: its history by time, as `known_by` takes it.
            covered: when its source was watched.
        """
        if not listed.is_new or listed.gpu not in self.market.gpus:
            return
        shelf = (listed.gpu, listed.counts_in, listed.seller)
        late = sorted({known for p in points if (known := _day_of(p.known_at)) > p.at.date()})
        if late:
            self._add_late(number, shelf, points, covered, [day for day in late if day <= self.last])
            return
        days, named = self._shelves[shelf], listed.seller.is_named
        for row in listing_days(points, covered, self.first, self.last):
            ordinal = row.day.toordinal()
            seller = days.get(ordinal)
            if seller is None:
                seller = days[ordinal] = SellerDay()
            seller.add(row, named=named)

    def _add_late(
        self, number: int, shelf: _Shelf, points: Sequence[Point], covered: Intervals, late: Sequence[date]
    ) -> None:
        """A listing with points that became known after their day: its days as they were known on each day."""

        def note(since: date, until: date, step: date | None) -> None:
            seen = known_by(points, end_of(until.toordinal()))
            rows = {row.day: row for row in listing_days(seen, covered, since, until)}
            for n in range((until - since).days + 1):
                day = since + n * _DAY
                self._late[(step or day).toordinal()].append((shelf, day.toordinal(), rows.get(day), number))

        start = self.first
        for step in late:
            if start < step:
                note(start, step - _DAY, None)
            touched = min(p.at.date() for p in points if _day_of(p.known_at) == step)
            note(max(touched, self.first), step, step)
            start = step + _DAY
        if start <= self.last:
            note(start, self.last, None)

    def steps(
        self, covered: Mapping[str, Sequence[float]], rates: Sequence[float | None] | None
    ) -> Iterator[list[MarketEvent]]:
        """Judge every day, in order.

        Args:
            covered: by retailer, the share of each day from `first` on during which it was watched.
            rates: log units of the market's currency for one of its anchor's, by day from `first` on.
        """
        first = self.first.toordinal()
        for ordinal in range(first, self.last.toordinal() + 1):
            n = ordinal - first
            changed = self._become_known(ordinal)
            for day in sorted({day for _, day in changed if day < ordinal}):
                for gpu, tier in {shelf[:2] for shelf, then in changed if then == day}:
                    self.market.revise(day, gpu, tier, self._sellers(day, gpu, tier))
            shelves: dict[tuple[str, Tier], dict[SellerKey, SellerDay]] = defaultdict(dict)
            for (gpu, tier, key), seller in self._of_day(ordinal).items():
                shelves[gpu, tier][key] = seller
            shares = {retailer: days[n] for retailer, days in covered.items()}
            self.market.put(ordinal, shelves, shares, rates[n] if rates else None)
            yield self.market.step(ordinal)

    def _become_known(self, step: int) -> set[tuple[_Shelf, int]]:
        """Take over what became known late on a day; answers the shelves and days that it changes."""
        changed = set()
        for shelf, day, row, number in self._late.pop(step, ()):
            if row is None:
                self._loose[shelf][day].pop(number, None)
            else:
                self._loose[shelf][day][number] = row
            changed.add((shelf, day))
        return changed

    def _of_day(self, ordinal: int) -> dict[_Shelf, SellerDay]:
        shelves = {shelf: seller for shelf, days in self._shelves.items() if (seller := days.get(ordinal))}
        for shelf, days in self._loose.items():
            if rows := days.get(ordinal):
                shelves[shelf] = _with(shelves.get(shelf), rows.values(), named=shelf[2].is_named)
        return shelves

    def _sellers(self, ordinal: int, gpu: str, tier: Tier) -> dict[SellerKey, SellerDay]:
        return {shelf[2]: seller for shelf, seller in self._of_day(ordinal).items() if shelf[:2] == (gpu, tier)}


def _day_of(moment: datetime) -> date:
    """The day at whose end a moment has passed."""
    return (moment - timedelta(microseconds=1)).date()


def _with(seller: SellerDay | None, rows: Iterable[ListingDay], *, named: bool) -> SellerDay:
    """A copy of a seller's day with more listings."""
    found = seller.copy() if seller else SellerDay()
    for row in rows:
        found.add(row, named=named)
    return found
