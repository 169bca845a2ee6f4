"""Whole processes: started, killed with -9 at a bad moment, started again, stopped."""

import os
import signal
import time

import pytest
from machine import PATIENCE, Machine, stop, until
from market import cards, list_page
from shopserver import Answer, Request, ShopServer
from sqlalchemy import create_engine, text

from monitor.storage.embedded import EmbeddedPostgres


class SlowShop:
    """A shop that takes its time, and knows how many were asking at once."""

    def __init__(self, server: ShopServer, seconds: float) -> None:
        self.server = server
        self.seconds = seconds
        self.inside = self.most = 0
        server.answer("/gpus", self._script)

    def _script(self, _: Request) -> Answer:
        self.inside += 1
        self.most = max(self.most, self.inside)
        time.sleep(self.seconds)
        self.inside -= 1
        return Answer(list_page(cards(3)))


def polled(machine: Machine) -> int:
    return len(machine.ask("SELECT 1 FROM poll"))


def test_killed_in_the_middle_of_a_poll_nothing_is_lost_and_nothing_stands_twice(
    machine: Machine, shop: ShopServer
) -> None:
    slow = SlowShop(shop, 2.0)
    machine.watch(shop)
    first = machine.start("up")
    assert until(lambda: slow.inside == 1)
    first.kill()
    first.wait(PATIENCE)
    assert polled(machine) == 0
    slow.seconds = 0.0
    second = machine.start("up")
    assert until(lambda: machine.answers("/readyz"))
    assert until(lambda: shop.asked("/gpus") == 2, 30)
    assert until(lambda: polled(machine) == 1)
    assert stop(second) < 15
    assert second.returncode == 0
    assert machine.ask("SELECT count(*), count(DISTINCT listing_id) FROM observation") == [(3, 3)]
    assert machine.left() == []


def test_a_killed_postgres_is_brought_back(machine: Machine, shop: ShopServer) -> None:
    slow = SlowShop(shop, 0.0)
    machine.watch(shop)
    process = machine.start("up")
    assert until(lambda: machine.answers("/readyz") and polled(machine) == 1)
    pid = machine.postmaster()
    assert pid
    os.kill(pid, signal.SIGKILL)
    assert until(lambda: machine.answers("/readyz"))
    shown = slow.server.asked("/gpus")
    with EmbeddedPostgres(machine.data) as server:
        engine = create_engine(server.url)
        with engine.begin() as connection:
            connection.execute(text("UPDATE source SET due_at = now()"))
        engine.dispose()
    assert until(lambda: slow.server.asked("/gpus") > shown)
    assert until(lambda: polled(machine) >= 2)
    assert stop(process) < 15
    assert machine.ask("SELECT count(*) FROM observation") == [(3,)]
    assert machine.left() == []


def test_the_retailer_of_a_killed_worker_is_polled_again_and_never_by_two(machine: Machine, shop: ShopServer) -> None:
    slow = SlowShop(shop, 3.0)
    machine.watch(shop)
    first = machine.start("worker")
    assert until(lambda: slow.inside == 1)
    second = machine.start("worker")
    time.sleep(1.5)
    first.kill()
    killed_at = time.monotonic()
    assert until(lambda: shop.asked("/gpus") == 2, 30)
    assert time.monotonic() - killed_at < 30
    assert until(lambda: polled(machine) == 1)
    assert slow.most == 1
    assert stop(second) < 15
    assert machine.ask("SELECT count(*), count(DISTINCT listing_id) FROM observation") == [(3, 3)]
    assert machine.left() == []


def test_two_ups_on_one_port_one_is_told(machine: Machine, shop: ShopServer) -> None:
    SlowShop(shop, 0.0)
    machine.watch(shop)
    process = machine.start("up")
    assert until(lambda: machine.answers("/healthz"))
    again = machine.run("up")
    assert again.returncode == 2
    assert "GPUMARKET_PORT" in again.stderr
    assert "Traceback" not in again.stderr
    assert stop(process) < 15


@pytest.mark.parametrize("delay", [0.0, 0.3, 0.8, 1.5])
def test_stopped_while_starting_nothing_is_left(machine: Machine, delay: float) -> None:
    process = machine.start("up")
    time.sleep(delay)
    assert stop(process) < 15
    # Interrupted before it has come to a line of ours, Python itself says so, with another code.
    assert process.stderr
    before_ours = process.returncode == 1 and b"import the site module" in process.stderr.read()
    assert before_ours or process.returncode in {0, 130, -signal.SIGINT}
    assert machine.left() == []
