"""A small market that pages are asked about: three shops watched for six weeks up to now, with what happened there."""

import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import Message
from html import unescape
from json import loads
from pathlib import Path
from typing import Any

from databases import TEMPLATE, copy_of
from market import Card, Market, list_page, spec
from serving import serving
from shopserver import ShopServer
from sqlalchemy import URL, Engine

from monitor import fold
from monitor.app import Workshop, workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.storage import engine, events, retailers
from scrapers.spec import SourceSpec

DAY = timedelta(days=1)
DAYS = 42
SHOPS = ("north", "south", "west")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return loads(self.body)


@dataclass(frozen=True)
class Shown:
    """The running application over that market."""

    base: str
    work: Workshop
    connected: Engine

    def get(self, path: str, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            with urllib.request.urlopen(urllib.request.Request(self.base + path, headers=named), timeout=20) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def page(self, path: str, **headers: str) -> str:
        answer = self.get(path, **headers)
        assert answer.status == 200, answer.text
        return answer.text


def told(html: str) -> str:
    """What a reader sees, in one line."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<(style|head).*?</\1>|<[^>]+>", " ", html, flags=re.DOTALL)))


@contextmanager
def shown_market(admin: Engine, server_url: URL, folder: Path) -> Iterator[Shown]:
    """That market, in a database of its own."""
    with copy_of(admin, TEMPLATE, "pages") as name:
        connected = engine.connect(server_url.set(database=name))
        clock = ReplayClock(datetime.now(UTC).replace(microsecond=0) - DAYS * DAY)
        settings = Settings(data_dir=folder)
        with workshop(settings, engine.sessions(connected), clock) as work:
            with ShopServer() as shop:
                _six_weeks(Market(work, clock), shop)
            with serving(work, connected) as base:
                yield Shown(base, work, connected)
        connected.dispose()


def _six_weeks(market: Market, shop: ShopServer) -> None:
    """The 5070 Ti gets cheaper at the end, the 5080 sells out four days before, north sells the 5090 alone."""
    watched = [_daily(shop, name) for name in SHOPS]
    market.open(*watched)
    for day in range(DAYS):
        for number, name in enumerate(SHOPS):
            shop.page(f"/{name}", list_page(_shelf(day, number)))
        market.poll_all(DAY)
    with market.sessions.begin() as session:
        later = spec(shop, name="later", browser=True, sources=[SourceSpec(url=shop.url("/later"))])
        retailers.sync(session, [later])
        events.add(session, _today(market), "Somebody buys many", market.clock.now(), market=None, url=None, note="<b>")
    fold.advance(market.sessions, market.clock.now())


def _daily(shop: ShopServer, name: str) -> Any:
    return spec(shop, name=name, sources=[SourceSpec(url=shop.url(f"/{name}"), interval="1d")])


def _today(market: Market) -> Any:
    return market.clock.now().date()


def _shelf(day: int, number: int) -> list[Card]:
    cheaper = 100 if day >= DAYS - 2 else 0
    sold_out = "Out of stock" if day >= DAYS - 4 else "In stock"
    cards = [Card(0, f"${850 + 10 * number - cheaper}.00"), Card(1, f"${1100 + number}.00", sold_out)]
    return [*cards, Card(2, "$2,400.00")] if number == 0 else cards
