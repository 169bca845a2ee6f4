"""Whole workers, killed with -9 while restocks are polled, followed, queued and sent: every one of them is told."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from machine import GPUMARKET, PATIENCE, stop, until
from mailserver import MailServer, wait
from market import Card, list_page, spec
from shopserver import Answer, Request, ShopServer
from sqlalchemy import URL, func, select, text

from monitor.alerts.rule import Rule, What
from monitor.alerts.words import Came, Via
from monitor.clock import SystemClock
from monitor.storage import alerts, outbox_views, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Listing
from monitor.storage.models_alerts import AlertEpisode, Delivery
from monitor.storage.models_signals import Signal
from monitor.vocabulary import ScopeKind, SignalKind
from scrapers.offer import Stock
from scrapers.spec import Politeness

#: Two cards come in before each kill.
KILLS = int(os.environ.get("SOAK_KILLS", "30"))
CARDS = 2 * KILLS
WORKERS = 2


class Shelf:
    """A shop whose cards are sold out, until one after the other has come in, and stay there."""

    def __init__(self, shop: ShopServer) -> None:
        self.there = 0
        shop.answer("/gpus", self._script)

    def _script(self, _: Request) -> Answer:
        stock = ["In stock"] * self.there + ["Sold out"] * (CARDS - self.there)
        return Answer(list_page([Card(n, f"${900 + n}.00", stock[n]) for n in range(CARDS)]))


class Workers:
    """Processes that share a database and its queue."""

    def __init__(self, sessions: Sessions, env: dict[str, str]) -> None:
        self._sessions, self._env = sessions, env
        self.running: list[subprocess.Popen[bytes]] = []

    def fill(self) -> None:
        """Start what is missing, and wait until it takes jobs."""
        while len(self.running) < WORKERS:
            before = self._known()
            self.running.append(subprocess.Popen([GPUMARKET, "worker"], env=self._env, start_new_session=True))
            assert until(lambda before=before: bool(self._known() - before), 3 * PATIENCE)  # type: ignore[misc]

    def kill(self, number: int) -> None:
        for process in self.running[:number]:
            process.send_signal(signal.SIGKILL)
            process.wait(PATIENCE)
        del self.running[:number]

    def _known(self) -> set[int]:
        with self._sessions() as session:
            return set(session.scalars(text("SELECT id FROM procrastinate_workers")))


@contextmanager
def working(sessions: Sessions, env: dict[str, str]) -> Iterator[Workers]:
    workers = Workers(sessions, env)
    try:
        yield workers
    finally:
        workers.kill(WORKERS)


@pytest.mark.soak
@pytest.mark.timeout(7200)
def test_no_restock_is_lost_when_workers_are_killed(
    sessions: Sessions, database_url: URL, shop: ShopServer, tmp_path: Path
) -> None:
    chance = random.Random()
    shelf = Shelf(shop)
    watch(sessions, shop)
    slow = [wait(chance.uniform(0, 0.5)) for _ in range(4 * CARDS)]
    with MailServer(answers={"data": slow}) as server:
        url = database_url.render_as_string(hide_password=False)
        env = os.environ | server.environ() | {"GPUMARKET_DATA_DIR": str(tmp_path), "DATABASE_URL": url}
        with working(sessions, env) as workers:
            workers.fill()
            assert until(lambda: count(sessions, Stock.OUT_OF_STOCK) == CARDS)
            kills = 0
            while kills < KILLS:
                shelf.there = 2 * (kills + 1)
                time.sleep(chance.uniform(0, 4))
                # Now and then nobody is left to go on.
                number = min(WORKERS if chance.random() < 0.25 else 1, KILLS - kills)
                workers.kill(number)
                kills += number
                workers.fill()
            shelf.there = CARDS
            assert until(lambda: told(sessions) == CARDS, 5 * PATIENCE)
            assert all(stop(process) < 15 for process in workers.running)
        names = [str(message["Message-ID"]) for message in server.messages]
    with sessions() as session:
        rows = list(session.scalars(select(Delivery).order_by(Delivery.id)))
        episodes = session.scalar(select(func.count()).select_from(AlertEpisode))
        restocks = session.scalar(select(func.count()).select_from(Signal).where(Signal.kind == SignalKind.RESTOCK))
        status = outbox_views.status(session, SystemClock().now())
    # Every restock has its signal, every signal its alert, every alert was sent; what came twice has the same name.
    assert restocks == episodes == len(rows) == CARDS
    assert all(row.sent_at for row in rows)
    # <bundle.installation@host>
    assert {row.bundle for row in rows} == {name.partition("@")[0].strip("<").rpartition(".")[0] for name in names}
    doubles = len(names) - len(set(names))
    assert doubles <= status.attempts.get("unfinished", 0)
    print(  # noqa: T201 - what was measured
        f"{kills} workers killed: {len(names)} mails of {CARDS} restocks, {doubles} of them twice,"
        f" {status.maybe_twice} counted so, {status.attempts.get('unfinished', 0)} attempts cut off"
    )


def watch(sessions: Sessions, shop: ShopServer) -> None:
    """The shop is polled every second, and somebody waits for what comes in there."""
    now = SystemClock().now()
    with sessions.begin() as session:
        retailers.sync(session, [spec(shop, politeness=Politeness(interval="1s", delay=0, timeout=5))])
        retailers.set_enabled(session, "shop", enabled=True, now=now)
        recipient = alerts.recipient(session, Via.MAIL, "me@example.org", language="en", now=now)
        recipient.confirmed_at = now
        rule = Rule(what=What.SIGNAL, kinds=(SignalKind.RESTOCK,), scopes=(ScopeKind.LISTING,))
        alerts.add_rule(session, recipient.id, rule, Came.COMMAND, now)


def count(sessions: Sessions, stock: Stock) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Listing).where(Listing.stock == stock)) or 0


def told(sessions: Sessions) -> int:
    with sessions() as session:
        return session.scalar(select(func.count()).select_from(Delivery).where(Delivery.sent_at.is_not(None))) or 0
