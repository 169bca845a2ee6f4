"""Whole processes: started, killed with -9 at a bad moment, started again, stopped."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from market import cards, list_page
from shopserver import Answer, Request, ShopServer
from sqlalchemy import create_engine, text

from monitor.storage.embedded import EmbeddedPostgres

GPUMARKET = Path(sys.executable).with_name("gpumarket")
PATIENCE = 60.0

TOML = """
name = "shop"
title = "Shop"
url = "{url}"
market = "us"
platform = "selectors"
sources = [{{ url = "{url}/gpus" }}]
[politeness]
interval = "10m"
delay = 0
[selectors]
item = "li.card"
title = "a.name"
link = "a.name@href"
price = "span.price"
stock = "span.stock"
"""


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


class Machine:
    """A data directory with its processes."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.env = os.environ | {"GPUMARKET_DATA_DIR": str(self.data), "GPUMARKET_PORT": str(self.port)}
        self.processes: list[subprocess.Popen[bytes]] = []

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [GPUMARKET, *arguments], env=self.env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )

    def start(self, command: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen([GPUMARKET, command], env=self.env, stderr=subprocess.PIPE, start_new_session=True)
        self.processes.append(process)
        return process

    def watch(self, shop: ShopServer) -> None:
        folder = self.data / "retailers"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shop.toml").write_text(TOML.format(url=shop.url("")), encoding="utf-8")
        enabled = self.run("retailer", "enable", "shop")
        assert enabled.returncode == 0, enabled.stderr

    def answers(self, path: str) -> bool:
        address = f"http://127.0.0.1:{self.port}{path}"
        with (
            suppress(urllib.error.URLError, TimeoutError, ConnectionError),
            urllib.request.urlopen(address, timeout=5) as answer,
        ):
            return bool(answer.status == 200)
        return False

    def ask(self, query: str) -> list[tuple[object, ...]]:
        with EmbeddedPostgres(self.data) as server:
            engine = create_engine(server.url)
            with engine.connect() as connection:
                rows = [tuple(row) for row in connection.execute(text(query))]
            engine.dispose()
        return rows

    def left(self) -> list[str]:
        """Processes that still have to do with this data directory."""
        found = []
        for process in psutil.process_iter():
            with suppress(psutil.Error):
                if str(self.data) in " ".join([process.cwd(), *process.cmdline()]):
                    found.append(f"{process.pid} {process.name()}")
        return found


def until(condition: Callable[[], bool], seconds: float = PATIENCE) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def stop(process: subprocess.Popen[bytes]) -> float:
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait(PATIENCE)
    return time.monotonic() - began


@pytest.fixture
def machine() -> Iterator[Machine]:
    with tempfile.TemporaryDirectory(prefix="gpumarket-machine-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        made = Machine(folder)
        yield made
        for process in made.processes:
            if process.poll() is None:
                process.kill()
                process.wait(PATIENCE)
            if process.stderr:
                process.stderr.close()
        with EmbeddedPostgres(made.data):
            pass  # the last user stops what a killed one left behind


@pytest.fixture
def shop() -> Iterator[ShopServer]:
    with ShopServer() as server:
        yield server


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
    assert until(lambda: polled(machine) == 1, 30)
    assert stop(second) < 15
    assert second.returncode == 0
    assert machine.ask("SELECT count(*), count(DISTINCT listing_id) FROM observation") == [(3, 3)]
    assert machine.left() == []


def test_a_killed_postgres_is_brought_back(machine: Machine, shop: ShopServer) -> None:
    slow = SlowShop(shop, 0.0)
    machine.watch(shop)
    process = machine.start("up")
    assert until(lambda: machine.answers("/readyz") and polled(machine) == 1)
    pid = int((machine.data / "pg" / "postmaster.pid").read_text().split()[0])
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
    assert process.returncode in {0, 130, -signal.SIGINT}
    assert machine.left() == []
