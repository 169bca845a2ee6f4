"""The part of the fold that a day's end brings: daily figures, and the signals of gpus, segments and markets."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from sqlalchemy.orm import Session

from monitor.signals.calm import LOOK_BACK
from monitor.signals.exchange import Rates, known_on
from monitor.signals.market import Market
from monitor.signals.walk import covered_shares
from monitor.storage import history, market_days, market_signals, rates, rollups
from scrapers.market import MARKETS

_DAY: Final = timedelta(days=1)


@dataclass(slots=True)
class MarketMemory:
    """Markets as the last step left them, so that a long replay does not read them anew every day.

    Each belongs to the day it was stepped; whoever finds another day there reads the market from the database.
    """

    markets: dict[str, tuple[date, Market]] = field(default_factory=dict)


def midnights(after: datetime, until: datetime) -> list[datetime]:
    """The ends of UTC days in (after, until]."""
    first = datetime.combine(after.date() + _DAY, time(), UTC)
    return [first + n * _DAY for n in range((until - first) // _DAY + 1)] if first <= until else []


def end_day(session: Session, midnight: datetime, after: datetime, recorded_at: datetime, memory: MarketMemory) -> int:
    """Roll up the day that ends at `midnight` and judge it in every market.

    Args:
        session: in the fold's transaction.
        midnight: end of the day, aware UTC.
        after: what was recorded up to here has been rolled up before.
        recorded_at: now.
        memory: what earlier steps of this process left.

    Returns:
        The number of signal events written.
    """
    day = midnight.date() - _DAY
    revised = rollups.changed(session, after, midnight)
    rollups.roll_up(session, day, after=after, until=midnight)
    written = 0
    for code in market_days.markets(session):
        written += _end_day_of(session, code, day, revised, recorded_at, memory)
    return written


def _end_day_of(
    session: Session, code: str, day: date, revised: dict[int, date], recorded_at: datetime, memory: MarketMemory
) -> int:
    currency = MARKETS[code].currency
    infos, ids = market_days.gpus(session, currency)
    mine = {info.id for info in history.infos(session, [code], list(revised))} if revised else set()
    since = min((first for number, first in revised.items() if number in mine), default=day)
    days = [min(since, day) + n * _DAY for n in range((day - min(since, day)).days + 1)]
    shelves = market_days.shelves_on(session, code, days)
    for each, found in shelves.items():
        market_days.write(session, code, currency, each, found, ids)
    market = _market(session, code, infos, day, memory)
    for each in days[:-1]:
        if each.toordinal() >= market.origin:
            _replace(market, each, shelves[each])
    put(session, market, day, shelves[day])
    events = market.step(day.toordinal())
    memory.markets[code] = (day, market)
    _, retailers = market_days.names(session)
    return market_signals.write(
        session, events, recorded_at, gpus=ids, retailers={name: number for number, name in retailers.items()}
    )
