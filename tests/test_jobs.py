"""The task queue on a real Postgres: deferred once, run once, one poll per retailer, nothing lost with a dead worker."""

import asyncio
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from market import PATIENCE, cards, list_page, spec, until, worker
from shopserver import Answer, Request, ShopServer
from sqlalchemy import URL, func, select, text

from monitor import jobs
from monitor.app import Workshop, workshop
from monitor.clock import SystemClock
from monitor.config import Settings
from monitor.storage import retailers
from monitor.storage.engine import Sessions, conninfo
from monitor.storage.models import Poll


@pytest.fixture
def work(sessions: Sessions, tmp_path: Path) -> Iterator[Workshop]:
    with workshop(Settings(data_dir=tmp_path), sessions, SystemClock()) as made:
        yield made


def enable(work: Workshop, shop: ShopServer, *paths: str, name: str = "shop") -> None:
    with work.sessions.begin() as session:
        retailers.sync(session, [spec(shop, *paths, name=name)])
        retailers.set_enabled(session, name, enabled=True, now=work.clock.now())


def queued(work: Workshop) -> list[tuple[str, str]]:
    with work.sessions() as session:
        rows = session.execute(text("SELECT queueing_lock, status::text FROM procrastinate_jobs ORDER BY 1, 2"))
        return [(lock, status) for lock, status in rows]


def polls(work: Workshop) -> int:
    with work.sessions() as session:
        return session.scalar(select(func.count()).select_from(Poll)) or 0


def test_a_due_source_is_deferred_once(work: Workshop, shop: ShopServer) -> None:
    enable(work, shop, "/a", "/b")
    assert jobs.defer_due(work.sessions, work.clock.now()) == 2
    assert jobs.defer_due(work.sessions, work.clock.now()) == 0
    assert [status for _, status in queued(work)] == ["todo", "todo"]


def test_nothing_is_deferred_before_it_is_due(work: Workshop, shop: ShopServer) -> None:
    enable(work, shop)
    assert jobs.defer_due(work.sessions, datetime(2020, 1, 1, tzinfo=UTC)) == 0


def test_several_tickers_are_harmless(work: Workshop, shop: ShopServer) -> None:
    enable(work, shop, *(f"/{n}" for n in range(10)))
    now = work.clock.now()
    deferred: list[int] = []
    threads = [threading.Thread(target=lambda: deferred.append(jobs.defer_due(work.sessions, now))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert sum(deferred) == 10
    assert len(queued(work)) == 10


def test_a_job_deferred_in_a_transaction_goes_with_it(work: Workshop) -> None:
    with work.sessions() as session:
        assert jobs._defer(session, jobs.advance_signals, {}, lock="x", queueing_lock="x")
        assert not jobs._defer(session, jobs.advance_signals, {}, lock="x", queueing_lock="x")
        assert session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 1
        session.rollback()
    assert queued(work) == []


def test_a_worker_polls_what_was_deferred(work: Workshop, shop: ShopServer, database_url: URL) -> None:
    shop.page("/gpus", list_page(cards(3)))
    enable(work, shop)
    jobs.defer_due(work.sessions, work.clock.now())

    async def run() -> None:
        async with worker(database_url, work):
            assert await until(lambda: polls(work) == 1 and not queued(work))

    asyncio.run(run())
    assert jobs.defer_due(work.sessions, work.clock.now()) == 0


def test_a_retailer_is_polled_by_one_job_at_a_time(work: Workshop, shop: ShopServer, database_url: URL) -> None:
    now_inside: dict[str, int] = {"one": 0, "other": 0}
    most = dict(now_inside)
    lock = threading.Lock()

    def slow(request: Request) -> Answer:
        name = request.path.split("/")[1]
        with lock:
            now_inside[name] += 1
            most[name] = max(most[name], now_inside[name])
        time.sleep(0.15)
        with lock:
            now_inside[name] -= 1
        return Answer(list_page(cards(2)))

    for name in ("one", "other"):
        paths = [f"/{name}/{n}" for n in range(4)]
        for path in paths:
            shop.answer(path, slow)
        enable(work, shop, *paths, name=name)
    jobs.defer_due(work.sessions, work.clock.now())

    async def run() -> None:
        async with worker(database_url, work), worker(database_url, work):
            assert await until(lambda: polls(work) == 8)

    asyncio.run(run())
    assert most == {"one": 1, "other": 1}


def test_the_job_of_a_dead_worker_is_given_up_and_the_source_stays_due(
    work: Workshop, shop: ShopServer, database_url: URL
) -> None:
    enable(work, shop)
    now = work.clock.now()
    jobs.defer_due(work.sessions, now)
    with work.sessions.begin() as session:
        dead = session.scalar(
            text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 minute') RETURNING id")
        )
        session.execute(text("UPDATE procrastinate_jobs SET status = 'doing', worker_id = :dead"), {"dead": dead})
    assert jobs.defer_due(work.sessions, now) == 0

    async def rescue() -> int:
        app = jobs.queue(conninfo(database_url))
        async with app.open_async():
            return await jobs.fail_jobs_of_dead_workers(app)

    assert asyncio.run(rescue()) == 1
    assert queued(work) == []
    assert jobs.defer_due(work.sessions, now) == 1
