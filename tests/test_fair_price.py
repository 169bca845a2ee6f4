"""One judge of what is a good price, for pages and mails: in a market whose money loses value, in its anchor's money, too."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from monitor.fair_price import judged
from monitor.signals.fair import PastPrice
from monitor.storage import rates
from monitor.storage.engine import Sessions
from scrapers.ecb import EuroRate

TODAY = date(2026, 11, 24)
DAYS = [TODAY - timedelta(n) for n in range(60, 0, -1)]
KNOWN = [PastPrice(day, Decimal(54000)) for day in DAYS]


@pytest.mark.parametrize(("lira", "is_good"), [(Decimal(40), True), (Decimal(36), False), (None, None)])
def test_a_lira_price_is_good_only_if_it_is_in_dollars_too(
    sessions: Sessions,
    lira: Decimal | None,
    is_good: bool | None,  # noqa: FBT001 - what is expected
) -> None:
    """The lira was at 40 to the dollar all the time; or now it costs more, and the same price is a higher one."""
    if lira:
        now = datetime(2026, 11, 24, 9, tzinfo=UTC)
        known = [EuroRate("TRY", day, Decimal(40) if day != DAYS[-1] else lira) for day in DAYS]
        rates.store(sessions, [*known, *(EuroRate("USD", day, Decimal(1)) for day in DAYS)], now)
    with sessions() as session:
        found = judged(session, Decimal(54000), KNOWN, TODAY, "tr")
        dear = judged(session, Decimal(60000), KNOWN, TODAY, "tr")
        german = judged(session, Decimal(54000), KNOWN, TODAY, "de")
    assert found is not None
    assert dear is not None
    assert german is not None
    assert found.is_good is is_good
    assert dear.is_good is (None if lira is None else False)
    assert german.is_good
