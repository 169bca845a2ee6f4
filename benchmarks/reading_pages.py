"""Reading a list page of the demo market, against building a tree of it and nothing more."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bs4 import BeautifulSoup
from compare import Case, Comparison

from monitor.demo.market import DemoMarket
from scrapers.page import Page
from scrapers.read import read_page

NOW = datetime(2026, 6, 1, tzinfo=UTC)


@contextmanager
def reading(_: Path) -> Iterator[Comparison]:
    """One page of the American demo shop: about 37 KB, 15 cards, JSON-LD."""
    with DemoMarket(anchor=NOW, now=lambda: NOW) as market:
        spec = market.retailers()[0]
        source = spec.sources[0]
        with urllib.request.urlopen(source.url, timeout=10) as answer:  # noqa: S310 - on loopback
            body = answer.read()
    yield Comparison(
        "Reading a list page with all its offers",
        [
            Case(
                "read_page: tree, data and what is shown, checked",
                lambda: read_page(Page(source.url, body), spec, source),
            ),
            Case("beautifulsoup4 with lxml: the tree alone", lambda: BeautifulSoup(body, "lxml")),
            Case("beautifulsoup4 with html.parser: the tree alone", lambda: BeautifulSoup(body, "html.parser")),
        ],
    )
