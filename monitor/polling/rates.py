"""The use case "fetch exchange rates": from the European Central Bank to rows, once a working day."""

from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

import structlog

from monitor.clock import Clock
from monitor.polling.fetchers import OwnBudget
from monitor.storage import rates
from monitor.storage.engine import Sessions
from monitor.storage.rates import Stored
from scrapers import ecb
from scrapers.address import shown
from scrapers.ecb import EcbError
from scrapers.errors import PollError
from scrapers.fetch import Fetcher, NotModified
from scrapers.spec import Politeness, RetailerSpec

log = structlog.get_logger(__name__)

#: By when the rates of a day are out, UTC. The bank says about 16:00 Central European Time.
_OUT_BY: Final = time(16)
#: After a failure, and on a bank holiday, which is not known here, it is asked no more often.
ASK_EVERY: Final = timedelta(hours=3)
_SATURDAY: Final = 5


@dataclass(frozen=True)
class RateFetcher:
    """Asks for exchange rates and stores them.

    Attributes:
        sessions: makes database sessions.
        clock: real time.
        user_agent: who we say we are.
        history_url: all rates, for the first time and after a gap.
        daily_url: the last day's rates.
    """

    sessions: Sessions
    clock: Clock
    user_agent: str
    history_url: str
    daily_url: str

    def fetch_if_due(self) -> Stored | None:
        """Fetch if a real retailer is enabled, a day's rates are missing, and nobody asked in the last three hours.

        Returns:
            What came of it; None if nothing was asked for, or it could not be had: then a warning is logged.

        Raises:
            Stopping: the process is being stopped.
        """
        now = self.clock.now()
        with self.sessions.begin() as session:
            newest = rates.newest_day(session)
            is_due = rates.are_wanted(session) and (newest is None or newest < published_by(now))
            if not is_due or not rates.claim(session, now, ASK_EVERY):
                return None
        try:
            return self._fetch(newest, now)
        except (PollError, EcbError) as error:
            log.warning("exchange rates could not be fetched", error=str(error))
            return None

    def fetch(self) -> Stored:
        """Fetch now, whatever is known already.

        Raises:
            PollError: they could not be had.
            EcbError: what came is no file of rates.
            Stopping: the process is being stopped.
        """
        now = self.clock.now()
        with self.sessions.begin() as session:
            newest = rates.newest_day(session)
            rates.claim(session, now, timedelta(0))
        return self._fetch(newest, now)

    def _fetch(self, newest: date | None, now: datetime) -> Stored:
        url = self.daily_url if newest and follows(newest, now.date()) else self.history_url
        try:
            reading = ecb.read(self._asked(url), now.date())
        except EcbError as error:
            raise EcbError(f"{shown(url)}: {error}") from error
        stored = rates.store(self.sessions, reading, now)
        log.info("exchange rates fetched", url=shown(url), new=stored.new, changed=stored.changed)
        return stored

    def _asked(self, url: str) -> bytes:
        """The file at an address, asked for as politely as a shop is."""
        spec = RetailerSpec(
            name="ecb",
            title="European Central Bank",
            url=url,
            market="de",
            platform="",
            politeness=Politeness(delay=1.0, timeout=60),
        )
        with closing(Fetcher(spec, budget=OwnBudget(self.clock), user_agent=self.user_agent)) as fetcher:
            page = fetcher.fetch(url)
        if isinstance(page, NotModified):
            raise TypeError("a request without validators was answered with not modified")
        return page.body


def published_by(now: datetime) -> date:
    """The last day whose rates are out by now, if it was no bank holiday."""
    return _working_day(now.date() if now.time() >= _OUT_BY else now.date() - timedelta(days=1))


def follows(newest: date, today: date) -> bool:
    """True if the last day's rates alone leave no gap after `newest`, whenever today's come out."""
    return newest >= _working_day(_working_day(today) - timedelta(days=1))


def _working_day(day: date) -> date:
    """The day itself, or the Friday before it."""
    return day - timedelta(days=max(0, day.weekday() - _SATURDAY + 1))
