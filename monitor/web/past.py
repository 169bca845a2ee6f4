"""What cards cost on past days: whole days change at midnight, by an import or a correction, and are kept for minutes."""

from collections import OrderedDict
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from monitor.alerts.notice import PriceDay
from monitor.fair_price import DAYS
from monitor.storage import alert_offers
from monitor.storage.cards import Card
from scrapers.market import MARKETS

_KEPT: Final = timedelta(minutes=5)
_MOST_KEPT: Final = 500


class Past:
    """The past of cards as it was asked for last. A card in a market is 365 small rows.

    Args:
        keep: keep it for minutes; otherwise it is read whenever it is asked for.
    """

    def __init__(self, *, keep: bool) -> None:
        self._keep = keep
        self._kept: OrderedDict[tuple[str, int, date], tuple[datetime, list[PriceDay]]] = OrderedDict()

    def of(self, session: Session, market: str, card: Card, now: datetime, days: int = DAYS) -> list[PriceDay]:
        """The last whole days (UTC) of a card in a market; at most 365."""
        key = (market, card.id, now.date())
        known = self._kept.get(key)
        if known is None or not timedelta(0) <= now - known[0] < _KEPT:
            today, currency = now.date(), MARKETS[market].currency
            read = alert_offers.past_prices(session, market, card.id, currency, today - timedelta(days=DAYS), today)
            known = now, read
            if self._keep:
                self._kept[key] = known
                if len(self._kept) > _MOST_KEPT:
                    self._kept.popitem(last=False)
        return known[1][-days:]
