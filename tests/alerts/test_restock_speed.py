"""A restock, from the shop's page through the queue and a worker to the mail server: told at once, not at the next tick."""

import asyncio
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from mailserver import MailServer
from market import PATIENCE, Card, list_page, spec, until, worker
from shopserver import ShopServer
from sqlalchemy import URL, text, update
from telling import CARD, LIMIT

from monitor import config, jobs
from monitor.alerts.rule import Rule, What
from monitor.alerts.words import Came, Via
from monitor.app import Workshop, workshop
from monitor.clock import SystemClock
from monitor.storage import alerts, outbox_views, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Source


@pytest.fixture
def server() -> Iterator[MailServer]:
    with MailServer() as made:
        yield made


@pytest.fixture
def work(sessions: Sessions, tmp_path: Path, server: MailServer) -> Iterator[Workshop]:
    settings = config.load(server.environ() | {"GPUMARKET_DATA_DIR": str(tmp_path)})
    with workshop(settings, sessions, SystemClock()) as made:
        yield made


def watch(work: Workshop, shop: ShopServer, rules: int) -> None:
    """A shop where the card is sold out, one rule that waits for it, and many that wait for others."""
    shop.page("/list", list_page([Card(0, "$899.00", "Sold out")]))
    now = work.clock.now() - timedelta(minutes=1)
    others = Rule(what=What.IN_STOCK, gpus=("GeForce RTX 5090",), markets=("us",))
    with work.sessions.begin() as session:
        retailers.sync(session, [spec(shop, "/list")])
        retailers.set_enabled(session, "shop", enabled=True, now=now)
        for n in range(rules):
            recipient = alerts.recipient(session, Via.MAIL, f"reader{n}@example.org", language="en", now=now)
            recipient.confirmed_at = now
            alerts.add_rule(session, recipient.id, others if n else LIMIT, Came.COMMAND, now)


def poll(work: Workshop) -> None:
    """The source is due; what a worker does then is its own."""
    with work.sessions.begin() as session:
        session.execute(update(Source).values(due_at=work.clock.now()))
    jobs.defer_due(work.sessions, work.clock.now())


def test_a_restock_is_told_by_the_poll_that_sees_it(
    database_url: URL, work: Workshop, shop: ShopServer, server: MailServer
) -> None:
    watch(work, shop, 50)

    async def run() -> None:
        # No ticker runs here: it is the poll's own job that has it told.
        async with worker(database_url, work):
            await asyncio.to_thread(poll, work)
            assert await until(lambda: bool(shop.requests) and not queued(work))
            assert server.messages == []
            shop.page("/list", list_page([Card(0, "$899.00")]))
            await asyncio.to_thread(poll, work)
            assert await until(lambda: status(work).restocks == 1)

    asyncio.run(run())
    (message,) = server.messages
    assert message["To"] == "reader0@example.org"
    assert CARD.removeprefix("GeForce ") in message["Subject"]
    told = status(work)
    assert told.restock_median_s is not None
    assert 0 < told.restock_median_s < PATIENCE


def queued(work: Workshop) -> int:
    with work.sessions() as session:
        return session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) or 0


def status(work: Workshop) -> outbox_views.OutboxStatus:
    with work.sessions() as session:
        return outbox_views.status(session, work.clock.now())
