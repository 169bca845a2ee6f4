"""Whether a price is a good one, for pages and mails alike: the rule of `signals/fair.py` with the rates that are stored."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from monitor.alerts.notice import PriceDay
from monitor.signals import fair
from monitor.signals.exchange import LONGEST_HELD, Rates
from monitor.signals.fair import Fair, PastPrice
from monitor.storage import rates
from scrapers.market import MARKETS

#: Days that a price is compared with.
DAYS: Final = 365


def priced(days: Sequence[PriceDay]) -> list[PastPrice]:
    """The days with a known price."""
    return [PastPrice(day.day, day.price) for day in days if day.price is not None]


def judged(session: Session, price: Decimal, known: Sequence[PastPrice], today: date, market: str) -> Fair | None:
    """What the past says of a price; None without a known price in the past.

    Args:
        session: an open session.
        price: in the market's currency.
        known: the days of the last year with a known price, in order.
        today: the present day (UTC).
        market: code.
    """
    own, anchor = MARKETS[market].currency, MARKETS[market].fx_anchor
    published = {}
    if anchor and known:
        published = rates.per_euro(session, (own, anchor), known[0].day - LONGEST_HELD, today)
    return fair.judge(price, known, today, own, anchor, Rates(published))
