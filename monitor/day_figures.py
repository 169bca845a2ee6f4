"""What the past days of a market say beside its verdict: its price index, and how long stockouts and restocks last."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from monitor.signals.durations import Durations
from monitor.signals.exchange import Rates
from monitor.signals.index_figures import IndexFigures, figures
from monitor.storage import durations, rates, series
from monitor.utc_days import day_of, midnight
from scrapers.market import MARKETS

#: Stockouts and restocks count that began within this time.
STOCKOUTS_OF: Final = timedelta(days=180)
#: They change by the day; an import may have brought new ones since.
_KEPT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A market's, as known at the last midnight (UTC).

    Attributes:
        stockouts: by gpu, how long they last until the restock; gpus without any are left out.
        restocks: by gpu, how long it stays once it is back; likewise.
    """

    index: IndexFigures | None
    stockouts: dict[str, Durations]
    restocks: dict[str, Durations]


@dataclass(slots=True)
class DayMemory:
    """The figures as they were counted last, for who asks often: counting them takes longer than all else of a status."""

    _counted_at: datetime | None = None
    _found: dict[str, DayFigures] = field(default_factory=dict)

    def of(self, session: Session, markets: Iterable[str], now: datetime) -> dict[str, DayFigures]:
        """The figures by market, counted since the last midnight, and within the last hour.

        Args:
            session: an open session.
            markets: codes.
            now: aware UTC.
        """
        wanted, at = sorted(markets), self._counted_at
        fresh = at is not None and at.date() == now.date() and timedelta(0) <= now - at < _KEPT
        if not fresh or any(market not in self._found for market in wanted):
            self._found = {market: day_figures(session, market, now) for market in wanted}
            self._counted_at = now
        return self._found


def day_figures(session: Session, market: str, now: datetime) -> DayFigures:
    """A market's figures at the last midnight before `now` (aware UTC)."""
    today = midnight(day_of(now))
    found = durations.gpu_durations(session, market, today - STOCKOUTS_OF, today)
    return DayFigures(
        _index(session, market),
        {each.gpu: each.stockouts for each in found if each.stockouts.spells},
        {each.gpu: each.restocks for each in found if each.restocks.spells},
    )


def _index(session: Session, market: str) -> IndexFigures | None:
    points = series.market_index(session, market)
    if not points:
        return None
    currency = MARKETS[market].currency
    known = rates.per_euro(session, (currency, "USD"), points[0].day, points[-1].day)
    return figures(points, currency, Rates(known))
