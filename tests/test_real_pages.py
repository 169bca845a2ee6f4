"""Pages as shops served them, over loopback, through the real fetcher, the queue and the database."""

import asyncio
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from market import worker
from shopserver import ShopServer
from sqlalchemy import URL, func, select

import scrapers
from monitor import fold, jobs
from monitor.app import Workshop, workshop
from monitor.clock import SystemClock
from monitor.config import Settings
from monitor.storage import retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Listing, Observation, Poll, Source
from monitor.storage.models_signals import Signal
from scrapers.errors import Outcome
from scrapers.offer import AVAILABLE, Stock
from scrapers.platforms import PLATFORMS
from scrapers.spec import Follow, Kind, RetailerSpec, SourceSpec, load

PAGES = Path(__file__).parents[1] / "../shared/data/pages/inventory-hunter/tests"
RETAILERS = Path(scrapers.__file__).parent / "retailers"
IN = AVAILABLE
OUT = frozenset({Stock.OUT_OF_STOCK})
STORE = frozenset({Stock.IN_STORE_ONLY})

#: The true state by the file's name, and the price a buyer reads on the page.
TRUTH: dict[str, dict[str, tuple[frozenset[Stock], str | None] | None]] = {
    "adorama": {"in_stock": (IN, "1455.00"), "out_of_stock": (OUT, "779.99"), "captcha": None},
    "amazon-us": {"in_stock": (IN, "599.66"), "out_of_stock": (OUT, None)},
    "amazon-de": {"in_stock_de": (IN, "1130.00")},
    "bestbuy": {"in_stock": (IN, "359.99"), "out_of_stock": (OUT, "399.99")},
    "bhphotovideo": {"in_stock": (IN, "155.99"), "out_of_stock": (OUT, "569.99")},
    "microcenter": {
        "in_stock": (IN, "249.99"),
        "in_stock_store_only": (STORE, "2299.99"),
        "out_of_stock": (OUT, "449.99"),
    },
    "newegg": {
        "in_stock": (IN, "154.99"),
        "out_of_stock": (OUT, "819.99"),
        "bundle_in_stock": (IN, "541.98"),
        "bundle_out_of_stock": (OUT, "1004.98"),
    },
    "playstation-direct": {"in_stock": (IN, "9.99"), "out_of_stock": (OUT, "499.99"), "captcha": None},
    "walmart": {"in_stock": (IN, "499.99"), "captcha": None},
}
FOLDERS = {"amazon-us": "amazon", "amazon-de": "amazon", "playstation-direct": "playstation"}
POLLS = sum(map(len, TRUTH.values()))

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="../shared/data/pages is not here")


@dataclass(frozen=True)
class Found:
    """What the database says of one page after its poll."""

    outcome: Outcome
    states: list[tuple[Stock | None, Decimal | None, str | None]]


def serve(shop: ShopServer, name: str) -> RetailerSpec:
    """The shipped retailer, moved to loopback with its recorded pages as sources."""
    paths = []
    for page in TRUTH[name]:
        path = f"/{name}/{page}"
        shop.page(path, (PAGES / FOLDERS.get(name, name) / f"{page}.html").read_bytes())
        paths.append(path)
    shipped = load(RETAILERS / f"{name}.toml", platforms=frozenset(PLATFORMS))
    sources = [SourceSpec(url=shop.url(path), kind=Kind.PRODUCT, follow=Follow.ALL) for path in paths]
    politeness = msgspec.structs.replace(shipped.politeness, delay=0.0)
    return msgspec.structs.replace(shipped, url=shop.url("/"), sources=sources, politeness=politeness)


async def poll_everything(url: URL, work: Workshop) -> None:
    jobs.defer_due(work.sessions, work.clock.now())
    async with worker(url, work):
        for _ in range(600):
            with work.sessions() as session:
                if session.scalar(select(func.count()).select_from(Poll)) == POLLS:
                    return
            await asyncio.sleep(0.1)


def test_every_recorded_page_arrives_as_it_truly_was(
    shop: ShopServer, sessions: Sessions, database_url: URL, tmp_path: Path
) -> None:
    with workshop(Settings(data_dir=tmp_path), sessions, SystemClock()) as work:
        with sessions.begin() as session:
            retailers.sync(session, [serve(shop, name) for name in TRUTH])
            for name in TRUTH:
                retailers.set_enabled(session, name, enabled=True, now=work.clock.now())
        asyncio.run(poll_everything(database_url, work))
        fold.advance(sessions, work.clock.now())
    found = read_back(sessions)
    wrong = [
        f"{name}/{page}: {found[f'/{name}/{page}']}, expected {truth}"
        for name, pages in TRUTH.items()
        for page, truth in pages.items()
        if not is_right(found[f"/{name}/{page}"], truth, "EUR" if page.endswith("_de") else "USD")
    ]
    assert wrong == []
    with sessions() as session:
        assert session.scalar(select(func.count()).select_from(Signal)) == 0
        assert session.scalar(select(func.count()).select_from(Observation)) == 19


def is_right(found: Found, truth: tuple[frozenset[Stock], str | None] | None, currency: str) -> bool:
    if truth is None:
        return found.outcome is Outcome.BLOCKED and found.states == []
    states, price = truth
    if len(found.states) != 1 or found.outcome is not Outcome.OK:
        return False
    ((stock, amount, money),) = found.states
    expected = (None, None) if price is None else (Decimal(price), currency)
    return stock in states and (amount, money) == expected


def read_back(sessions: Sessions) -> dict[str, Found]:
    """What Postgres says, by the path of each source."""
    found: dict[str, Found] = {}
    with sessions() as session:
        for source, outcome in session.execute(select(Source, Poll.outcome).join(Poll, Poll.source_id == Source.id)):
            rows = session.execute(
                select(Observation.stock, Observation.price, Observation.currency)
                .join(Listing, Listing.id == Observation.listing_id)
                .where(Listing.home_source_id == source.id)
            )
            path = "/" + source.url.split("/", 3)[3]
            found[path] = Found(outcome, [(stock, price, currency) for stock, price, currency in rows])
    return found
