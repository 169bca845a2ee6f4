"""Fetching a page over loopback, with all that politeness and safety need, against plain httpx."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
from compare import Case, Comparison

from scrapers.fetch import Fetcher
from scrapers.spec import Politeness, RetailerSpec

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from shopserver import ShopServer

PAGES = 20


class _Unlimited:
    def wait(self, seconds_between: float) -> None:
        """Let every request pass."""


@contextmanager
def fetching(_: Path) -> Iterator[Comparison]:
    """A page of 300 KB from a server in the same process."""
    with ShopServer() as shop:
        shop.page("/gpus", "<html>" + "x" * 300_000)
        url = shop.url("/gpus")
        spec = RetailerSpec(
            name="shop", title="Shop", url=url, market="us", platform="schema_org", politeness=Politeness(delay=0)
        )
        with Fetcher(spec, budget=_Unlimited(), user_agent="gpumarket") as fetcher, httpx.Client() as client:
            yield Comparison(
                "Fetching a page of 300 KB",
                [
                    Case(
                        "Fetcher: robots.txt, budget, total deadline, size cap",
                        lambda: _times(lambda: fetcher.fetch(url)),
                    ),
                    Case("httpx.Client", lambda: _times(lambda: client.get(url).content)),
                    Case("httpx.get, a client for each request", lambda: _times(lambda: httpx.get(url).content)),
                ],
                per_run=PAGES,
            )


def _times(fetch: Callable[[], object]) -> None:
    for _ in range(PAGES):
        fetch()
