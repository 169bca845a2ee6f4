"""The part of the fold that extends the price index of a market by the days that ended.

What is published stays, also where readings or corrections that came later would give another value: the next days are
linked to it. Only where prices become known from before the first day of all (an import), there is nothing to link
them to: the index is computed again from there on, beside the one before.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from monitor.signals.carried import LONGEST_DAYS
from monitor.signals.day import SUPPLY
from monitor.signals.index import WINDOW, IndexPoint, extend
from monitor.signals.panel import GpuInfo
from monitor.signals.price_table import PriceTable
from monitor.storage import history, index_days, market_days
from monitor.storage.index_days import Published
from monitor.storage.series import ALL
from scrapers.market import MARKETS
from scrapers.spec import Tier

_DAY: Final = timedelta(days=1)
#: How many days back the window's days are looked for: days on which nothing was seen take no room in it.
_LOOK_BACK: Final = 2 * WINDOW


@dataclass(slots=True)
class IndexMemory:
    """What the last step of this process left, by market and tier, so that a long replay does not read it every day."""

    kept: dict[tuple[str, Tier], tuple[PriceTable, Published]] = field(default_factory=dict)

    def forget(self, market: str) -> None:
        """Read a market anew the next time."""
        self.kept = {key: kept for key, kept in self.kept.items() if key[0] != market}


@dataclass(frozen=True, slots=True)
class Ended:
    """The days that ended in a market.

    Attributes:
        first, last: UTC days.
        since: the first day of which anything is known anew; at most `first`.
        at: now, aware UTC.
    """

    first: date
    last: date
    since: date
    at: datetime


def extend_index(session: Session, market: str, gpus: Mapping[str, GpuInfo], ended: Ended, memory: IndexMemory) -> int:
    """Write the index of every day that ended, of the whole market and of its segments. Twice is as once.

    It is made of the new listings of consumer gpus, in the market's currency: of the shops' own offers, and beside it of
    aggregators'. The first is the market's, the second where there is no other.

    Args:
        session: in the fold's transaction; the days of listings are rolled up.
        market: its code.
        gpus: consumer gpus by name.
        ended: the days.
        memory: what earlier steps of this process left.

    Returns:
        The number of values written.
    """
    written = 0
    for tier, members in _members(session, market, gpus).items():
        table, published = memory.kept.pop((market, tier), (None, None))
        if table is None or published is None or table.last != ended.first - _DAY or ended.since < ended.first:
            published = index_days.published(session, market, tier, ended.first - _LOOK_BACK * _DAY)
            table = PriceTable(_needed_from(session, market, members, published, ended))
        begin = table.last + _DAY
        closes = index_days.closes(session, members[ALL], MARKETS[market].currency, begin, ended.last)
        table.add(closes, (ended.last - begin).days + 1)
        points = {part: _points(table, table.of(ids), part, published, ended) for part, ids in sorted(members.items())}
        written += index_days.write(session, market, tier, points, ended.at)
        _note(published, points)
        table.forget(ended.last - _LOOK_BACK * _DAY)
        memory.kept[market, tier] = (table, published)
    return written


def _members(session: Session, market: str, gpus: Mapping[str, GpuInfo]) -> dict[Tier, dict[str, list[int]]]:
    """The listings that count, by tier and part of the market."""
    gpu_names, retailers = market_days.names(session)
    members: dict[Tier, dict[str, list[int]]] = {}
    for info in history.infos(session, [market]):
        what = market_days.listed(info, gpu_names, retailers)
        if what.is_new and what.gpu in gpus and what.counts_in in SUPPLY:
            parts = members.setdefault(what.counts_in, defaultdict(list))
            for part in (ALL, *gpus[what.gpu].segments):
                parts[part].append(info.id)
    return members


def _needed_from(session: Session, market: str, parts: Collection[str], published: Published, ended: Ended) -> date:
    """The first day whose prices are needed: a full window of each series, and what is carried into it."""
    starts = [ended.first]
    if any(ended.since < published.began.get(part, date.max) for part in parts):
        starts.append(ended.since)
    if not published.began:
        starts.append(market_days.first_day(session, market) or ended.since)
    for part, began in published.began.items():
        earlier = sorted(day for day in published.values.get(part, ()) if day < ended.first)
        starts.append(earlier[-WINDOW] if len(earlier) >= WINDOW else max(began, ended.first - _LOOK_BACK * _DAY))
    return min(starts) - LONGEST_DAYS * _DAY


def _points(
    table: PriceTable, columns: Collection[int], part: str, published: Published, ended: Ended
) -> list[IndexPoint]:
    """The points of one series that are to be published."""
    at = list(columns)
    began, known = published.began.get(part), published.values.get(part, {})
    observed = table.observed(at)
    if began is None or any(ended.since <= day < began for day in observed):
        # Nothing to go on from: from the first day on.
        start = first = max(table.first, ended.since if published.began else table.first)
    else:
        start = max(ended.first, max(known, default=began) + _DAY)
        first = max(table.first, began)
        if start > table.last or not any(first <= day < start and day in known for day in observed):
            return []
    values = [known.get(first + n * _DAY) for n in range((start - first).days)]
    row = (first - table.first).days
    return extend(values, table.days(start), table.filled[row:, at], imputed=table.imputed[row:, at])


def _note(published: Published, points: Mapping[str, list[IndexPoint]]) -> None:
    """What was written is published."""
    for part, of_part in points.items():
        valued = {point.day: point.value for point in of_part if point.value is not None}
        if valued:
            published.values[part] |= valued
            published.began[part] = min(published.began.get(part, date.max), *valued)
