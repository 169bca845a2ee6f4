"""A market under test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from market import START, Market
from shopserver import ShopServer

from monitor.app import workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.storage.engine import Sessions


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    with ShopServer() as server:
        yield server


@pytest.fixture
def market(sessions: Sessions, tmp_path: Path) -> Iterator[Market]:
    clock = ReplayClock(START)
    with workshop(Settings(data_dir=tmp_path), sessions, clock) as work:
        yield Market(work, clock)
