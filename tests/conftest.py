"""Real PostgreSQL for every test that asks: one server a session, one database a test, cloned from a migrated template.

With GPUMARKET_TEST_DATABASE_URL the suite runs on that server instead (its user must be able to create databases).
"""

import gc
import itertools
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from databases import TEMPLATE, copy_of, run
from hypothesis import settings
from in_memory import open_folder
from machine import Machine
from market import START, Market
from played import played  # noqa: F401 - a fixture of several files
from shopserver import ShopServer
from spreading import Spreading, longest_first
from sqlalchemy import URL, Engine, create_engine
from xdist.remote import Producer

from monitor.app import workshop
from monitor.catalog.catalog import load_catalog
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.storage import catalogue, engine, migrate
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions

_numbers = itertools.count(1)

# A machine with other work to do is no failure; and of ten thousand rows and examples these are enough for every day.
settings.register_profile("suite", deadline=None, max_examples=60)
settings.load_profile("suite")


# Hundreds of processes import the project: without its bytecode each would compile it anew.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


# Settings of this machine are none of the tests'.
for _name in list(os.environ):
    if _name.startswith(("GPUMARKET_", "DATABASE_URL")) and _name != "GPUMARKET_TEST_DATABASE_URL":
        del os.environ[_name]


# A shell starts background jobs with Ctrl-C ignored, and what ignores it hands that on to the programs it starts.
signal.signal(signal.SIGINT, signal.default_int_handler)


# structlog's default draws every local variable of every frame: seconds for each expected failure.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.ExceptionRenderer(),
        structlog.processors.LogfmtRenderer(),
    ]
)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: tests of browsers and whole processes wait more than they work."""
    return (os.cpu_count() or 1) + 1


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Spreading:
    """Spread the tests over processes by what they cost and share."""
    return Spreading(config, log)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long."""
    longest_first(items)


def pytest_collection_finish() -> None:
    """Thirteen thousand tests need not be gone through at every collection of garbage: a tenth of the suite's time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def server_url() -> Iterator[URL]:
    """A PostgreSQL server for the session."""
    if given := os.environ.get("GPUMARKET_TEST_DATABASE_URL"):
        yield engine.read_url(given)
        return
    with open_folder("tests") as folder, EmbeddedPostgres(folder / "data", durable=False) as server:
        yield engine.read_url(server.url)


@pytest.fixture(scope="session")
def admin(server_url: URL) -> Iterator[Engine]:
    """A connection that creates and drops databases, and a migrated template with the catalogue to clone."""
    connected = create_engine(server_url, isolation_level="AUTOCOMMIT")
    run(connected, f'CREATE DATABASE "{TEMPLATE}"')
    template = engine.connect(server_url.set(database=TEMPLATE))
    migrate.upgrade(template)
    with engine.sessions(template).begin() as session:
        catalogue.upsert(session, load_catalog())
    template.dispose()
    yield connected
    run(connected, f'DROP DATABASE "{TEMPLATE}"')
    connected.dispose()


@pytest.fixture
def database_url(admin: Engine, server_url: URL) -> Iterator[URL]:
    """A fresh database: migrated, and with the catalogue, as every start of the program leaves it."""
    with copy_of(admin, TEMPLATE, f"test_{next(_numbers)}") as name:
        yield server_url.set(database=name)


@pytest.fixture
def database(database_url: URL) -> Iterator[Engine]:
    """An engine on a fresh, migrated database."""
    connected = engine.connect(database_url)
    yield connected
    connected.dispose()


@pytest.fixture
def sessions(database: Engine) -> Sessions:
    """Sessions on a fresh, migrated database."""
    return engine.sessions(database)


@pytest.fixture
def machine() -> Iterator[Machine]:
    """A data directory for whole processes; none of them is left behind."""
    with open_folder("machine") as folder:
        made = Machine(folder)
        yield made
        made.close()


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    """A server that answers 404 to everything until told otherwise."""
    with ShopServer() as server:
        yield server


@pytest.fixture
def market(sessions: Sessions, tmp_path: Path) -> Iterator[Market]:
    """Retailers under test, with a simulated clock over a real database."""
    clock = ReplayClock(START)
    with workshop(Settings(data_dir=tmp_path), sessions, clock) as work:
        yield Market(work, clock)
