"""The last three months of the demo market, played once for all tests that read them. They stay in one process (spreading.py)."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from databases import TEMPLATE, copy_of
from sqlalchemy import URL, Engine, text

from monitor.app import workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.correcting import correct
from monitor.demo.market import DAYS, DemoMarket
from monitor.demo.rates import rates_csv
from monitor.demo.replay import replay
from monitor.storage import demo, engine, events, rates
from monitor.storage.engine import Sessions
from monitor.wrong_reading import Mark
from scrapers import ecb

DAY = timedelta(days=1)
#: Days of the story: the first that is played, and the first that nobody watches.
FIRST, BLIND = 30, 49


@pytest.fixture(scope="session")
def played(admin: Engine, server_url: URL) -> Iterator[Engine]:
    """The demo market's past up to now, with an event noted and a reading corrected."""
    with copy_of(admin, TEMPLATE, "played") as name:
        connected = engine.connect(server_url.set(database=name))
        _play(engine.sessions(connected))
        yield connected
        connected.dispose()


def _play(sessions: Sessions) -> None:
    end = datetime.now(UTC).replace(microsecond=0)
    clock = ReplayClock(end - (DAYS - FIRST) * DAY)
    with (
        tempfile.TemporaryDirectory() as folder,
        workshop(Settings(data_dir=Path(folder)), sessions, clock) as work,
        DemoMarket(anchor=end, now=clock.now) as market,
    ):
        with sessions.begin() as session:
            demo.begin(session, market.retailers(), clock.now(), end, interval=DAY)
        published = ecb.read(rates_csv(end - DAYS * DAY, end), end.date())
        rates.store(sessions, published, clock.now(), source=rates.DEMO)
        # A week in which nobody watched: longer than three missed polls are bridged.
        for goes_on, until in ((FIRST, BLIND), (BLIND + 7, DAYS)):
            clock.sleep_until(end - (DAYS - goes_on) * DAY)
            replay(work.poller, clock, end - (DAYS - until) * DAY, on_progress=lambda _: None, stopping=lambda: False)
    with sessions.begin() as session:
        demo.go_live(session, end, interval=DAY)
        events.add(session, (end - 45 * DAY).date(), "Somebody buys many", end, market=None, url=None, note=None)
        listing_id, observed_at, price = session.execute(_A_READING, {"since": end - 20 * DAY}).one()
    correct(sessions, Mark(listing_id, observed_at, {"price": str(price + 1)}, "misread", "somebody"), end)
    with sessions.begin() as session:
        session.execute(text("ANALYZE"))


_A_READING = text("""
    SELECT o.listing_id, o.observed_at, o.price FROM observation o JOIN listing l ON l.id = o.listing_id
    WHERE o.stock = 'in_stock' AND l.gpu_id IS NOT NULL AND o.observed_at > :since ORDER BY o.observed_at, o.listing_id LIMIT 1
""")
