"""Exchange rates in Postgres, and asking for them: what is replaced, what is read, and when nobody is asked."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from market import spec
from shopserver import ShopServer
from sqlalchemy import select

from monitor import jobs
from monitor.app import rate_fetcher
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.polling.rates import RateFetcher, follows, published_by
from monitor.signals.exchange import Rates
from monitor.storage import rates, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models_history import ExchangeRate
from scrapers.ecb import EcbError, EuroRate
from scrapers.errors import PollError

DAY = timedelta(days=1)
FRIDAY = date(2026, 1, 9)
#: Before that day's rates are out.
MORNING = datetime(2026, 1, 9, 9, tzinfo=UTC)


def dollar(day: date, rate: str = "1.17") -> EuroRate:
    return EuroRate("USD", day, Decimal(rate))


def stored(sessions: Sessions) -> list[tuple[date, str, str]]:
    with sessions() as session:
        rows = session.scalars(select(ExchangeRate).order_by(ExchangeRate.day, ExchangeRate.currency))
        return [(row.day, f"{row.per_euro.normalize():f}", row.source) for row in rows]


def test_rates_are_written_replaced_and_read(sessions: Sessions) -> None:
    later = MORNING + DAY
    assert rates.store(sessions, [dollar(FRIDAY), dollar(FRIDAY - DAY, "1.16")], MORNING) == (2, 0, 0)
    assert rates.store(sessions, [dollar(FRIDAY), dollar(FRIDAY - DAY, "1.15")], later) == (0, 1, 1)
    assert rates.store(sessions, [], later) == (0, 0, 0)
    with sessions() as session:
        recorded = dict(session.execute(select(ExchangeRate.day, ExchangeRate.recorded_at)).all())
    assert recorded == {FRIDAY: MORNING, FRIDAY - DAY: later}
    # What the demo publishes replaces nothing real; what is real replaces it.
    demo = [dollar(FRIDAY, "2"), dollar(FRIDAY + DAY, "2"), dollar(FRIDAY + 2 * DAY, "2")]
    assert rates.store(sessions, demo, later, source=rates.DEMO) == (2, 0, 1)
    assert rates.store(sessions, [dollar(FRIDAY + DAY, "2")], later) == (0, 1, 0)
    with sessions.begin() as session:
        assert rates.newest_day(session) == FRIDAY + DAY
        assert rates.per_euro(session, ["USD", "EUR"], FRIDAY + 9 * DAY, FRIDAY + 9 * DAY) == {
            ("USD", FRIDAY + 2 * DAY): Decimal(2)
        }
        retailers.remove_demo(session)
        read = rates.per_euro(session, ["USD", "TRY"], FRIDAY, FRIDAY)
    assert stored(sessions) == [(FRIDAY - DAY, "1.15", "ecb"), (FRIDAY, "1.17", "ecb"), (FRIDAY + DAY, "2", "ecb")]
    assert Rates(read).rate("EUR", "USD", FRIDAY) == Decimal("1.17")


def csv(*days: date) -> bytes:
    return b"Date,USD,\n" + b"".join(f"{day},1.17,\n".encode() for day in days)


@pytest.fixture
def fetcher(sessions: Sessions, shop: ShopServer, tmp_path: Path) -> RateFetcher:
    """Rates come from loopback."""
    settings = Settings(data_dir=tmp_path, rates_history_url=shop.url("/hist"), rates_daily_url=shop.url("/daily"))
    return rate_fetcher(settings, sessions, ReplayClock(MORNING))


def test_a_week_in_the_life_of_the_job(fetcher: RateFetcher, sessions: Sessions, shop: ShopServer) -> None:
    clock, fetch = fetcher.clock, fetcher.fetch_if_due
    shop.page("/hist", csv(FRIDAY - 2 * DAY, FRIDAY - DAY))
    shop.page("/daily", csv(FRIDAY))
    with sessions.begin() as session:
        retailers.sync(session, [spec(shop, demo=True)])
    assert fetch() is None
    assert shop.requests == []  # a demo shop alone lets no request out

    with sessions.begin() as session:
        retailers.sync(session, [spec(shop, name="real")])
        retailers.set_enabled(session, "real", enabled=True, now=clock.now())
    assert fetch() == (2, 0, 0)
    assert shop.targets == ["/robots.txt", "/hist"]
    assert shop.requests[0].headers["user-agent"].startswith("gpumarket/")
    assert fetch() is None  # nothing new is out
    clock.sleep_until(datetime(2026, 1, 9, 16, 30, tzinfo=UTC))
    assert fetch() == (1, 0, 0)
    assert shop.targets[-1] == "/daily"
    clock.sleep_until(datetime(2026, 1, 12, 15, tzinfo=UTC))
    assert fetch() is None  # a weekend and a Monday's morning
    clock.sleep_until(datetime(2026, 1, 12, 17, tzinfo=UTC))
    shop.page("/daily", "<html>Maintenance</html>")
    asked = len(shop.requests)
    assert fetch() is None
    assert len(shop.requests) > asked
    asked = len(shop.requests)
    assert fetch() is None
    assert len(shop.requests) == asked  # it failed a moment ago
    clock.sleep_until(datetime(2026, 1, 14, 17, tzinfo=UTC))
    shop.page("/hist", csv(FRIDAY + 3 * DAY, FRIDAY + 4 * DAY, FRIDAY + 5 * DAY))
    assert fetch() == (3, 0, 0)  # after two days' gap
    assert jobs.defer_once(sessions, jobs.fetch_rates)
    assert not jobs.defer_once(sessions, jobs.fetch_rates)  # it waits in the queue once


def test_what_comes_of_a_fetch_that_fails(fetcher: RateFetcher, sessions: Sessions, shop: ShopServer) -> None:
    with pytest.raises(PollError, match="404"):
        fetcher.fetch()
    shop.page("/hist", "Date,USD\nyesterday,1\n")
    with pytest.raises(EcbError, match="/hist: line 2: 'yesterday' is no day"):
        fetcher.fetch()
    shop.robots("User-agent: *\nDisallow: /hist")
    with pytest.raises(PollError, match="forbids"):
        fetcher.fetch()
    assert stored(sessions) == []


@pytest.mark.parametrize(
    ("now", "day"),
    [
        ("2026-01-09T15:59", "2026-01-08"),
        ("2026-01-09T16:00", "2026-01-09"),
        ("2026-01-11T23:00", "2026-01-09"),
        ("2026-01-12T15:00", "2026-01-09"),
        ("2026-01-12T16:00", "2026-01-12"),
    ],
)
def test_rates_come_out_on_working_days(now: str, day: str) -> None:
    assert published_by(datetime.fromisoformat(now).replace(tzinfo=UTC)) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("newest", "today", "yes"),
    [
        ("2026-01-08", "2026-01-09", True),
        ("2026-01-07", "2026-01-09", False),
        ("2026-01-09", "2026-01-12", True),
        ("2026-01-08", "2026-01-12", False),
        ("2026-01-08", "2026-01-11", True),
        ("2026-01-09", "2026-01-11", True),
        ("2026-01-07", "2026-01-11", False),
    ],
)
def test_one_day_is_enough_only_where_it_leaves_no_gap(newest: str, today: str, yes: bool) -> None:  # noqa: FBT001
    assert follows(date.fromisoformat(newest), date.fromisoformat(today)) is yes
