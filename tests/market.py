"""What tests of whole polls share: a retailer on loopback, its pages, and a simulated clock over a real database."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from procrastinate import App
from shopserver import Answer, Request, ShopServer
from sqlalchemy import URL, func, select

from monitor import jobs
from monitor.app import Workshop
from monitor.clock import ReplayClock
from monitor.polling.poll import PollResult
from monitor.storage import retailers
from monitor.storage.engine import Sessions, conninfo
from monitor.storage.models import Coverage, Listing, Observation, Poll, Retailer, Source
from scrapers.spec import Follow, Kind, Politeness, RetailerSpec, Selectors, SourceSpec

START: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
HOUR: Final = timedelta(hours=1)
#: Seconds that a test waits for what a worker does.
PATIENCE: Final = 20.0
MODELS: Final = ("RTX 5070 Ti", "RTX 5080", "RTX 5090", "RX 9070 XT", "RX 9070", "RTX 4070", "RX 7800 XT", "Arc B580")


@dataclass(frozen=True)
class Card:
    """One card on a list page; `price` is its visible text."""

    number: int
    price: str = "$999.00"
    stock: str = "In stock"

    @property
    def title(self) -> str:
        return f"ASUS {MODELS[self.number % len(MODELS)]} Graphics Card model {self.number}"

    @property
    def html(self) -> str:
        return (
            f'<li class="card"><a class="name" href="/item/{self.number}">{self.title}</a>'
            f'<span class="price">{self.price}</span><span class="stock">{self.stock}</span></li>'
        )


def cards(count: int, **more: str) -> list[Card]:
    return [Card(number, price=f"${900 + number}.00", **more) for number in range(count)]


def list_page(items: Sequence[Card], *, following: str | None = None, end: str = "</body></html>") -> str:
    """A list without machine-readable data, read by selectors."""
    link = f'<a class="next" href="{following}">Next</a>' if following else ""
    body = "".join(card.html for card in items)
    return f'<!doctype html><html lang="en"><head><title>Graphics cards</title></head><body><ul>{body}</ul>{link}{end}'


def product_page(title: str, price: str, availability: str, button: str) -> str:
    """A product page with JSON-LD and what a buyer sees."""
    data = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": title,
        "sku": "A-1",
        "offers": {"@type": "Offer", "price": price, "priceCurrency": "USD", "availability": availability},
    }
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title>'
        f'<script type="application/ld+json">{json.dumps(data)}</script></head><body><h1>{title}</h1>'
        f'<p class="price">${price}</p>{button}</body></html>'
    )


def conditional(shop: ShopServer, path: str, body: str, etag: str) -> None:
    """Answer 304 to whoever shows the etag, else the page with it."""

    def script(request: Request) -> Answer:
        if request.headers.get("if-none-match") == etag:
            return Answer(status=304)
        return Answer(body, headers={"ETag": etag})

    shop.answer(path, script)


SELECTORS: Final = Selectors(
    item="li.card", title="a.name", link="a.name@href", price="span.price", stock="span.stock", next="a.next@href"
)


def spec(shop: ShopServer, *paths: str, name: str = "shop", **more: Any) -> RetailerSpec:
    """A retailer on loopback whose sources are lists at these paths."""
    kind = more.pop("kind", Kind.LIST)
    follow = more.pop("follow", Follow.GPUS)
    politeness = Politeness(interval="1h", delay=0, timeout=more.pop("timeout", 5))
    defaults: dict[str, Any] = {
        "name": name,
        "title": name.title(),
        "url": shop.url("/"),
        "market": "us",
        "platform": "selectors",
        "selectors": SELECTORS,
        "politeness": politeness,
        "sources": [SourceSpec(url=shop.url(path), kind=kind, follow=follow) for path in paths or ("/gpus",)],
    }
    return RetailerSpec(**(defaults | more))


class Market:
    """Retailers under test, polled when told to."""

    def __init__(self, work: Workshop, clock: ReplayClock) -> None:
        self.work = work
        self.clock = clock
        self.sessions: Sessions = work.sessions

    def open(self, *specs: RetailerSpec) -> None:
        """Enable these retailers; all their sources are due now."""
        with self.sessions.begin() as session:
            retailers.sync(session, specs)
            for one in specs:
                retailers.set_enabled(session, one.name, enabled=True, now=self.clock.now())

    def poll(self, after: timedelta = HOUR) -> PollResult:
        """Poll the only source, `after` its last poll."""
        (result,) = self.poll_all(after)
        return result

    def poll_all(self, after: timedelta = HOUR) -> list[PollResult]:
        """Poll every source once, in the order they were made."""
        self.clock.sleep_until(self.clock.now() + after)
        with self.sessions() as session:
            due = session.execute(select(Source.id, Source.due_at).where(Source.active).order_by(Source.id)).all()
        results = [self.work.poller.poll(source_id, due_at) for source_id, due_at in due]
        assert None not in results
        return [result for result in results if result]

    def count(self, table: type[Poll | Observation | Coverage | Listing | Retailer]) -> int:
        with self.sessions() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    def listings(self) -> dict[str, Listing]:
        """Listings by title."""
        with self.sessions() as session:
            return {listing.title: listing for listing in session.scalars(select(Listing))}


@asynccontextmanager
async def worker(url: URL, work: Workshop) -> AsyncIterator[App]:
    """A worker on the queue while the context lasts."""
    app = jobs.queue(conninfo(url))
    async with app.open_async():
        task = asyncio.create_task(jobs.run_worker(app, work, concurrency=4))
        try:
            yield app
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def until(condition: Callable[[], bool]) -> bool:
    """Whether a condition comes true in time."""
    for _ in range(int(PATIENCE / 0.05)):
        if await asyncio.to_thread(condition):
            return True
        await asyncio.sleep(0.05)
    return False
