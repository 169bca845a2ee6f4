"""Composition root: what the parts are given, and by whom. Nothing else builds an engine, a fetcher or a poller."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.orm import Session

from monitor import rules_file, subscribing
from monitor.alerts.asking import Known
from monitor.catalog.catalog import Catalog, load_catalog
from monitor.catalog.matcher import MATCH_VERSION, Matcher
from monitor.catalog.plausible import Reference, references
from monitor.clock import Clock, Present
from monitor.config import Settings
from monitor.market_fold import MarketMemory
from monitor.metrics import Metrics
from monitor.polling.fetchers import Fetchers
from monitor.polling.known import Identity
from monitor.polling.poll import Poller
from monitor.polling.rates import RateFetcher
from monitor.post import SettingsPost, make_post
from monitor.storage import catalogue, engine, migrate, retailers
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions
from scrapers import spec
from scrapers.browser import installed
from scrapers.errors import PollError
from scrapers.platforms import PLATFORMS
from scrapers.spec import RetailerSpec, SpecError

#: The retailer files that come with the program.
SHIPPED_RETAILERS = Path(spec.__file__).with_name("retailers")


@dataclass(frozen=True)
class Database:
    """An open, migrated database.

    Attributes:
        embedded: the server, where it is ours to watch over.
    """

    url: URL
    engine: Engine
    sessions: Sessions
    embedded: EmbeddedPostgres | None


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database of DATABASE_URL, or the embedded server, started if need be; its schema brought up to date.

    Raises:
        DatabaseUrlError, EmbeddedError, SchemaError: with what to do.
        OperationalError: it does not answer.
    """
    with database_url(settings) as (url, embedded):
        connected = engine.connect(url)
        try:
            migrate.upgrade(connected)
            yield Database(url, connected, engine.sessions(connected), embedded)
        finally:
            connected.dispose()


@contextmanager
def database_url(settings: Settings) -> Iterator[tuple[URL, EmbeddedPostgres | None]]:
    """The database's address, with a server behind it while the context lasts."""
    if settings.database_url:
        yield engine.read_url(settings.database_url), None
        return
    with EmbeddedPostgres(settings.data_dir, port=settings.db_port) as embedded:
        yield engine.read_url(embedded.url), embedded


class Identifier:
    """What a title is, as the database numbers it.

    Attributes:
        version: changes with the matcher and with the catalogue; what another version identified is identified again.
        references: what each gpu's prices are judged against, by its id.
        matcher: what reads titles.
    """

    def __init__(self, sessions: Sessions, catalog: Catalog) -> None:
        self.matcher = Matcher(catalog)
        self.version = MATCH_VERSION << 24 | catalog.fingerprint
        with sessions.begin() as session:
            catalogue.upsert(session, catalog)
            self._ids = catalogue.ids(session)
        self.references: dict[int, Reference] = {self._ids[name]: r for name, r in references(catalog).items()}

    def __call__(self, title: str) -> Identity:
        """The gpu's id, or why it is none."""
        match = self.matcher.match(title)
        gpu_id = self._ids[match.gpu] if match.gpu else None
        return Identity(gpu_id, match.refused, self.version, match.unknown, match.named)


@dataclass(frozen=True)
class Workshop:
    """Everything one process needs to work: what jobs are given."""

    sessions: Sessions
    clock: Clock
    present: Present
    poller: Poller
    metrics: Metrics
    rates: RateFetcher
    post: SettingsPost
    known: Callable[[Session], Known]
    memory: MarketMemory = field(default_factory=MarketMemory)


@contextmanager
def workshop(settings: Settings, sessions: Sessions, clock: Clock) -> Iterator[Workshop]:
    """Build what polling needs, and close its connections at the end."""
    present = Present(clock)
    metrics = Metrics(sessions, present.now)
    fetchers = Fetchers(sessions, clock, settings.user_agent, settings.keys, chromium=settings.chromium)
    catalog = load_catalog(settings.own_gpus)
    identify = Identifier(sessions, catalog)
    poller = Poller(
        sessions=sessions,
        fetchers=fetchers,
        identify=identify,
        match_version=identify.version,
        references=identify.references,
        clock=clock,
        rng=random.Random(),  # noqa: S311 - jitter, no secret
        on_result=metrics.count,
    )
    rates = rate_fetcher(settings, sessions, clock)
    try:
        yield Workshop(
            sessions,
            clock,
            present,
            poller,
            metrics,
            rates,
            make_post(settings, sessions),
            lambda session: subscribing.known(catalog, identify.matcher, retailers.markets(session)),
        )
    finally:
        fetchers.close()


def rate_fetcher(settings: Settings, sessions: Sessions, clock: Clock) -> RateFetcher:
    """What asks for exchange rates."""
    return RateFetcher(
        sessions, clock, settings.user_agent, history_url=settings.rates_history_url, daily_url=settings.rates_daily_url
    )


def retailer_files(settings: Settings) -> list[Path]:
    """Every retailer file: the user's own, then those that ship with the program."""
    own = sorted(settings.own_retailers.glob("*.toml")) if settings.own_retailers.is_dir() else []
    return own + sorted(SHIPPED_RETAILERS.glob("*.toml"))


def retailer_specs(settings: Settings) -> list[RetailerSpec]:
    """Every retailer, from its file. One of the user's own replaces a shipped one of the same name.

    Raises:
        SpecError: the first file that cannot be used.
    """
    found: dict[str, tuple[Path, RetailerSpec]] = {}
    for path in retailer_files(settings):
        loaded = spec.load(path, platforms=frozenset(PLATFORMS))
        if loaded.name not in found:
            found[loaded.name] = (path, loaded)
        elif path.parent != SHIPPED_RETAILERS:
            raise SpecError(f"{path}: name: {loaded.name!r} is taken by {found[loaded.name][0]}; give one another name")
    return [loaded for _, loaded in found.values()]


def browser_problem(settings: Settings, retailer: RetailerSpec) -> str | None:
    """What is to be installed here before the retailer can be polled; None where nothing is missing."""
    if not retailer.browser:
        return None
    try:
        installed.chromium(settings.chromium)
    except PollError as error:
        return f"{retailer.name}: {error.detail}"
    return None


def sync_retailers(settings: Settings, sessions: Sessions) -> None:
    """Bring the database in line with the retailers' files."""
    with sessions.begin() as session:
        retailers.sync(session, retailer_specs(settings))


def sync_rules(settings: Settings, work: Workshop) -> None:
    """Bring the rules of alerts in line with the user's file.

    Raises:
        RuleError: the first rule of it that cannot be used; nothing is changed.
    """
    with work.sessions.begin() as session:
        rules_file.sync(session, rules_file.read(settings.rules_file, work.known(session)), work.clock.now())


def answers(connected: Engine) -> bool:
    """True when the database answers and its schema is the one this program needs."""
    with connected.connect() as connection:
        connection.execute(text("SELECT 1"))
        return migrate.is_current(connection)
