"""Whole processes of gpumarket on a data directory of their own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
from shopserver import ShopServer
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
interval = "{interval}"
delay = 0
[selectors]
item = "li.card"
title = "a.name"
link = "a.name@href"
price = "span.price"
stock = "span.stock"
"""


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

    def watch(self, shop: ShopServer, interval: str = "10m") -> None:
        folder = self.data / "retailers"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "shop.toml").write_text(TOML.format(url=shop.url(""), interval=interval), encoding="utf-8")
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

    def postmaster(self) -> int | None:
        """The main process of the embedded server."""
        try:
            return int((self.data / "pg" / "postmaster.pid").read_text(encoding="utf-8").split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def close(self) -> None:
        """Kill what still runs; the last user of the server stops what a killed one left behind."""
        for process in self.processes:
            if process.poll() is None:
                process.kill()
                process.wait(PATIENCE)
            if process.stderr:
                process.stderr.close()
        with EmbeddedPostgres(self.data):
            pass

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
