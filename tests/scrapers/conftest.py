"""A shop on loopback, and no proxy of the machine that runs the tests."""

from collections.abc import Iterator

import pytest
from shopserver import ShopServer


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    """A server that answers 404 to everything until told otherwise."""
    with ShopServer() as server:
        yield server
