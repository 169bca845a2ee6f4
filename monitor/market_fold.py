"""The part of the fold that a day's end brings: daily figures, price index, signals of gpus, segments and markets."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy.orm import Session

from monitor.index_fold import Ended, IndexMemory, extend_index
from monitor.signals.calm import LOOK_BACK
from monitor.signals.exchange import LONGEST_HELD, Rates
from monitor.signals.market import Market
from monitor.signals.panel import GpuInfo
from monitor.signals.walk import covered_shares
from monitor.storage import history, market_days, market_signals, rates, rollups, standings
from monitor.utc_days import midnight
from scrapers.market import MARKETS

if TYPE_CHECKING:
    from monitor.signals.episode import MarketEvent

_DAY: Final = timedelta(days=1)
_DAYS_AT_ONCE: Final = 30


class _Kept(NamedTuple):
    """A market as it stood when a day was judged, and the retailers (ids) that there were."""

    day: date
    market: Market
    retailers: frozenset[int]


@dataclass(slots=True)
class MarketMemory:
    """Markets' days as the last step of this process left them, for who advances often: they are not read anew.

    Only the days are kept. Episodes, coverage and rates are asked for each time, since others change them. Whoever finds
    that another process has judged days since, or that retailers or cards are others, reads the market from the database.
    Threads may share it: it is touched only while the watermark is locked.
    """

    markets: dict[str, _Kept] = field(default_factory=dict)
    index: IndexMemory = field(default_factory=IndexMemory)

    def keep(self, market: Market, day: date, retailers: Iterable[int]) -> None:
        """Remember a market of which `day` was judged last."""
        self.markets[market.code] = _Kept(day, market, frozenset(retailers))

    def take(self, code: str, day: date, gpus: Mapping[str, GpuInfo], retailers: Collection[int]) -> Market | None:
        """The market as it stood before `day`, out of the memory; None, and nothing of it is left, if it cannot be used."""
        kept = self.markets.pop(code, None)
        if kept and kept.retailers <= set(retailers):
            began = date.fromordinal(kept.market.origin)
            # Days that no rule looks at any more are not carried along for ever.
            if kept.day == day - _DAY and kept.market.gpus == gpus and day - began < 2 * LOOK_BACK * _DAY:
                return kept.market
            return None
        self.index.forget(code)
        return None

    def forget(self) -> None:
        """Start afresh: what was kept may not be what is stored."""
        self.markets.clear()
        self.index.kept.clear()


def midnights(after: datetime, until: datetime) -> list[datetime]:
    """The ends of UTC days in (after, until]."""
    first = midnight(after.date() + _DAY)
    return [first + n * _DAY for n in range((until - first) // _DAY + 1)] if first <= until else []


def end_days(
    session: Session, ends: list[datetime], after: datetime, recorded_at: datetime, memory: MarketMemory
) -> int:
    """Roll up the days that end at these midnights and judge them in every market, one after another.

    Args:
        session: in the fold's transaction.
        ends: midnights, in order, aware UTC.
        after: how far the fold has come: all days that end by then have been rolled up.
        recorded_at: now.
        memory: what earlier steps of this process left.

    Returns:
        The number of signal events written.
    """
    if not ends:
        return 0
    written = 0
    # What was recorded since the last midnight was followed, but not rolled up.
    after = midnight(after.date())
    if rollups.has_corrections(session, after, ends[-1]):
        # It may have withdrawn signals.
        memory.forget()
    # Where nothing came late, many days can be rolled up at once: none looks different from a later one.
    at_once = not rollups.has_late(session, after, ends[-1])
    for group in [ends] if at_once else [[end] for end in ends]:
        first, last = group[0].date() - _DAY, group[-1].date() - _DAY
        revised = rollups.changed(session, after, group[-1])
        rollups.roll_up(session, last, after=after, until=group[-1], first=first)
        for code in market_days.markets(session):
            written += _end_days_of(session, code, first, last, revised, recorded_at, memory)
        after = group[-1]
    return written


def _end_days_of(
    session: Session,
    code: str,
    first: date,
    last: date,
    revised: dict[int, date],
    recorded_at: datetime,
    memory: MarketMemory,
) -> int:
    """Judge the days from `first` to `last` in a market; earlier ones are put again as far as they were revised."""
    currency = MARKETS[code].currency
    mine = {info.id for info in history.infos(session, [code], list(revised))} if revised else set()
    since = min((day for number, day in revised.items() if number in mine), default=first)
    infos, ids = market_days.gpus(session, currency)
    retailers = market_days.retailer_names(session)
    kept = memory.take(code, first, infos, retailers)
    market = kept or _read(session, code, infos, first)
    begin = date.fromordinal(market.origin)
    shares, rate = covered_by_retailer(session, begin, last), log_rates(session, code, begin, last)
    if kept:
        n = (first - begin).days
        seen_from = midnight(max(begin, first - LOOK_BACK * _DAY))
        episodes = market_signals.of_market(session, code, seen_from)
        market.renew(episodes, {retailer: share[:n] for retailer, share in shares.items()}, rate[:n])
    events: list[MarketEvent] = []
    for chunk in _chunks(min(since, first), last):
        for day, shelves in market_days.shelves_on(session, code, chunk).items():
            market_days.write(session, code, currency, day, shelves, ids)
            if day < begin:
                continue
            n = (day - begin).days
            market.put(day.toordinal(), shelves, {r: share[n] for r, share in shares.items()}, rate[n])
            if day >= first:
                events += market.step(day.toordinal())
                standings.write(session, code, market.standings(), ids)
    memory.keep(market, last, retailers)
    extend_index(session, code, infos, Ended(first, last, min(since, first), recorded_at), memory.index)
    numbers = {name: number for number, name in retailers.items()}
    return market_signals.write(session, events, recorded_at, gpus=ids, retailers=numbers)


def _chunks(first: date, last: date) -> Iterator[list[date]]:
    """The days from `first` to `last`, a month at a time."""
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    for start in range(0, len(days), _DAYS_AT_ONCE):
        yield days[start : start + _DAYS_AT_ONCE]


def _read(session: Session, code: str, infos: dict[str, GpuInfo], day: date) -> Market:
    """The market as it stood before `day`, as the database has it."""
    begin = market_days.first_day(session, code) or day
    first = max(begin, day - LOOK_BACK * _DAY)
    past = market_signals.of_market(session, code, midnight(first))
    leans = MARKETS[code].fx_anchor is not None
    market = Market(code, first.toordinal(), infos, leans, past)
    days = market_days.read(session, code, first, day - _DAY)
    shares = covered_by_retailer(session, first, day)
    rate = log_rates(session, code, first, day)
    for n in range((day - first).days):
        each = first + n * _DAY
        market.put(each.toordinal(), days.get(each, {}), {r: share[n] for r, share in shares.items()}, rate[n])
    return market


def covered_by_retailer(session: Session, first: date, last: date) -> dict[str, list[float]]:
    """By retailer, the share of each day during which it was watched."""
    retailers = market_days.retailer_names(session)
    watched = history.source_coverage(session, midnight(first), midnight(last + _DAY))
    return {retailers[number]: covered_shares(spans, first, last) for number, spans in watched.items()}


def rates_by_day(session: Session, code: str, first: date, last: date) -> dict[date, float] | None:
    """Log rates as single listings' prices are judged by; None where the market's prices lean on no other currency."""
    if MARKETS[code].fx_anchor is None:
        return None
    found = log_rates(session, code, first, last)
    return {first + n * _DAY: rate for n, rate in enumerate(found) if rate is not None}


def log_rates(session: Session, code: str, first: date, last: date) -> list[float | None]:
    """Log units of the market's currency for one of its anchor's, by day; without an anchor none is known."""
    market = MARKETS[code]
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    if market.fx_anchor is None:
        return [None] * len(days)
    pair = (market.currency, market.fx_anchor)
    known = Rates(rates.per_euro(session, pair, first - LONGEST_HELD, last))
    return market_days.log_rates(known.per_anchor(market.currency, market.fx_anchor, days))
