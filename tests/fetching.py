"""What tests of the fetcher share: a retailer on loopback, a budget that counts, and one fetch in one line."""

import gzip
import time
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

import pytest
from shopserver import ShopServer

from scrapers.errors import PollError
from scrapers.fetch import Fetcher
from scrapers.page import Page
from scrapers.spec import Politeness, RetailerSpec

USER_AGENT: Final = "gpumarket/0.1 (+https://gpumarket.example/bot)"
PAGE: Final = "<html><h1>Graphics cards</h1></html>"
# Without the time of packing: it stands in the ids of parametrised tests, which must be the same in every process.
PACKED: Final = gzip.compress(PAGE.encode() * 100, mtime=0)
#: The beginning of a raw answer.
HEAD: Final = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


class Allowance:
    """A budget that lets everything pass, after `seconds`, and remembers what it was asked."""

    def __init__(self, seconds: float = 0.0) -> None:
        self.waits: list[float] = []
        self._seconds = seconds

    def wait(self, seconds_between: float) -> None:
        self.waits.append(seconds_between)
        time.sleep(self._seconds)


def retailer(url: str, *, market: str = "us", delay: float = 0.0, timeout: float = 5.0, **more: Any) -> RetailerSpec:
    return RetailerSpec(
        name="shop",
        title="Shop",
        url=url,
        market=market,
        platform="schema_org",
        politeness=Politeness(delay=delay, timeout=timeout),
        **more,
    )


def fetcher(
    shop: ShopServer | str,
    *,
    budget: Allowance | None = None,
    max_bytes: int = 200_000,
    keys: Mapping[str, str] = MappingProxyType({}),
    **spec: Any,
) -> Fetcher:
    """A fetcher for the retailer behind a server or an address; `spec` as for `retailer`."""
    url = shop if isinstance(shop, str) else shop.url()
    budget = budget or Allowance()
    return Fetcher(retailer(url, **spec), budget=budget, user_agent=USER_AGENT, keys=keys, max_bytes=max_bytes)


def failure(shop: ShopServer | str, url: str = "/gpus", **how: Any) -> PollError:
    """The error that fetching ends with; `how` as for `fetcher`."""
    address = shop.url(url) if isinstance(shop, ShopServer) and url.startswith("/") else url
    with fetcher(shop, **how) as fetching, pytest.raises(PollError) as caught:
        fetching.fetch(address)
    return caught.value


def got(shop: ShopServer, path: str = "/gpus", **how: Any) -> Page:
    """The page that fetching ends with; `how` as for `fetcher`."""
    with fetcher(shop, **how) as fetching:
        page = fetching.fetch(shop.url(path))
    assert isinstance(page, Page)
    return page
