"""How long a restock takes from the poll that sees it to the mail server: 5,000 listings, 1,000 rules, a real worker.

`python benchmarks/telling_restocks.py` fills a throw-away database for a minute, then sells out and restocks cards one
after the other. The time is that of the status page: from the moment the poll saw the page to the server's answer.
"""

import asyncio
import sys
import tempfile
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import structlog
from mailserver import MailServer
from market import Card, list_page, spec, worker
from shopserver import ShopServer
from sqlalchemy import URL, select, update

from monitor import config, fold, jobs
from monitor.alerts.rule import Rule, What
from monitor.alerts.words import Came, Via
from monitor.app import Workshop, workshop
from monitor.clock import SystemClock
from monitor.storage import alerts, engine, migrate, outbox_views, retailers
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.models import Source

#: Each list begins with the same model (there are eight of them).
LISTS, CARDS, RULES, RESTOCKS = 48, 104, 1000, 15
GPU = "GeForce RTX 5070 Ti"


def _page(number: int, *, sold_out: bool) -> str:
    """A list; its first card costs a dollar less than that of the list before, so that another rule waits for it."""
    first = Card(number * CARDS, f"${899 - number}.00", "Sold out" if sold_out else "In stock")
    return list_page([first, *(Card(number * CARDS + n, f"${900 + n}.00") for n in range(1, CARDS))])


def _fill(work: Workshop, shop: ShopServer) -> None:
    for number in range(LISTS):
        shop.page(f"/{number}", _page(number, sold_out=True))
    now = work.clock.now()
    with work.sessions.begin() as session:
        retailers.sync(session, [spec(shop, *(f"/{number}" for number in range(LISTS)))])
        retailers.set_enabled(session, "shop", enabled=True, now=now)
    with work.sessions() as session:
        due = list(session.execute(select(Source.id, Source.due_at)))
    for source_id, due_at in due:
        work.poller.poll(source_id, due_at)
    with work.sessions.begin() as session:
        for n in range(RULES):
            recipient = alerts.recipient(session, Via.MAIL, f"reader{n}@example.org", language="en", now=now)
            recipient.confirmed_at = now
            limit = Decimal("899.5") - n if n < RESTOCKS else Decimal(100)
            rule = Rule(what=What.IN_STOCK, gpus=(GPU,), markets=("us",), limit=limit)
            alerts.add_rule(session, recipient.id, rule, Came.COMMAND, now)
    fold.advance(work.sessions, work.clock.now())


async def _measure(work: Workshop, shop: ShopServer, url: URL) -> None:
    async with worker(url, work):
        for number in range(RESTOCKS):
            shop.page(f"/{number}", _page(number, sold_out=False))
            with work.sessions.begin() as session:
                address = shop.url(f"/{number}")
                session.execute(update(Source).where(Source.url == address).values(due_at=work.clock.now()))
            await asyncio.to_thread(jobs.defer_due, work.sessions, work.clock.now())
            await asyncio.sleep(2)


def main() -> None:
    """Fill, measure and print."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(40))
    with tempfile.TemporaryDirectory(prefix="gpumarket-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "data", durable=False) as server, MailServer() as mail, ShopServer() as shop:
            url = engine.read_url(server.url)
            connected = engine.connect(url)
            migrate.upgrade(connected)
            settings = config.load(mail.environ() | {"GPUMARKET_DATA_DIR": str(folder)})
            sessions = engine.sessions(connected)
            with workshop(settings, sessions, SystemClock()) as work:
                _fill(work, shop)
                asyncio.run(_measure(work, shop, url))
                with sessions() as session:
                    status = outbox_views.status(session, work.clock.now())
            connected.dispose()
    print(
        f"{LISTS * CARDS} listings, {RULES} rules: {status.restocks} mails, from poll to hand-over"
        f" median {status.restock_median_s or 0:.2f} s, 95 % within {status.restock_p95_s or 0:.2f} s"
    )


if __name__ == "__main__":
    main()
