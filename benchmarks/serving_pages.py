"""What pages cost over a year of history: `python benchmarks/serving_pages.py [LISTINGS] [FOLDER]`.

CPU milliseconds of a request say more than wall time on a machine that does other things, too: those of the process that
serves, and those of the database server. Every address is asked once first, then a few times, each time with another
query, so that the whole answer is made and none comes from memory; then again, as it is kept. At last 20 readers at once
ask for the slowest page, from a process of their own. Filling takes minutes: a FOLDER keeps the database for the next time.
"""

import asyncio
import multiprocessing
import socket
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import shown_year
from generated_year import END
from year_of_history import DAY, server_cpu

from monitor.app import workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.storage import engine
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions
from monitor.web.server import PATIENCE, serve

CARD = "geforce-rtx-5090"
ADDRESSES = (
    "/",
    "/m/us",
    f"/gpu/{CARD}?market=us",
    "/signals",
    "/signals?offset=5000",
    "/signals?kind=blocked",
    f"/signals?gpu={CARD}",
    "/signals.atom",
    "/retailers",
    "/retailers/shop-1",
    "/setup",
    "/events",
    "/search?q=5070",
    "/alerts/new",
    "/questions",
    "/questions/now_by_card?market=us",
    "/api/status",
    "/api/signals",
    "/api/v1/cards",
    "/api/v1/gpus",
    f"/api/v1/gpus/{CARD}/days?market=us",
    "/api/v1/offers",
    "/api/v1/index?market=us",
    "/api/v1/retailers",
    "/api/v1/signals",
    f"/pictures/price/{CARD}.svg?market=us&days=365",
    "/pictures/index/us.svg",
)
#: Pages for people, of which the slowest is asked for by many.
PAGES = tuple(
    address for address in ADDRESSES if not address.startswith(("/api/", "/pictures/", "/questions/", "/alerts/"))
)
TIMES = 7
READERS, EACH = 20, 15
#: Milliseconds: of one page, and of 95 of 100 answers to 20 readers at once.
BAR_MS, BAR_P95_MS = 100, 300


class Cost(NamedTuple):
    """What one answer takes, in milliseconds: of CPU here and in the database server, and by the clock.

    Of several answers the cheapest here: what a busy machine adds to that is not the page's. The server's is their mean,
    for the system counts other processes' time in hundredths of a second.
    """

    here: float
    server: float
    wall: float

    @property
    def cpu(self) -> float:
        """Here and there."""
        return self.here + self.server

    def __str__(self) -> str:
        """Cells of a table."""
        return f"{self.here:.0f} + {self.server:.0f} | {self.wall:.0f}"


def main() -> None:
    """Fill a database, serve it, and print what came of it beside the bars."""
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with folder() as store:
        store.mkdir(mode=0o755, parents=True, exist_ok=True)
        with EmbeddedPostgres(store / "store", durable=False) as server:
            spawned = multiprocessing.get_context("spawn").Process(target=shown_year.fill, args=(server.url, listings))
            spawned.start()
            spawned.join()
            connected = engine.connect(engine.read_url(server.url))
            with served(server.url, store) as base:
                measure(base, engine.sessions(connected))
            connected.dispose()


@contextmanager
def folder() -> Iterator[Path]:
    """The folder that was named, else one that is gone afterwards."""
    if len(sys.argv) > 2:
        yield Path(sys.argv[2])
        return
    with tempfile.TemporaryDirectory(prefix="gpumarket-pages-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name) / "pages"


@contextmanager
def served(url: str, store: Path) -> Iterator[str]:
    """The site over a database, at the end of the year."""
    connected = engine.connect(engine.read_url(url))
    listener, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()
    settings = Settings(data_dir=store)
    with workshop(settings, engine.sessions(connected), ReplayClock(END - DAY / 1440)) as work:

        async def run() -> None:
            async with serve(listener, work, connected, patience=PATIENCE):
                await asyncio.to_thread(stop.wait)

        thread = threading.Thread(target=asyncio.run, args=(run(),))
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            stop.set()
            thread.join()
    connected.dispose()


def measure(base: str, sessions: Sessions) -> None:
    """Ask for every address, and for the slowest page by many at once."""
    with multiprocessing.get_context("spawn").Pool(1) as reader:

        def once(url: str) -> tuple[float, float]:
            wall, here = time.perf_counter(), time.process_time()
            reader.apply(asked, (url,))
            return (time.process_time() - here) * 1000, (time.perf_counter() - wall) * 1000

        def cost(*urls: str) -> Cost:
            server = server_cpu(sessions)
            here, wall = zip(*map(once, urls), strict=True)
            return Cost(min(here), (server_cpu(sessions) - server) * 1000 / len(urls), min(wall))

        cost(base + "/healthz")
        print("| address | first, CPU ms here + server | wall | then | wall | kept | wall |\n| --- |" + " ---: |" * 6)
        costs = {}
        for address in ADDRESSES:
            first = cost(base + address)
            other = ("&" if "?" in address else "?") + ("x" if address.startswith("/pictures/") else "theme")
            costs[address] = cost(*(f"{base}{address}{other}=x{n}" for n in range(TIMES)))
            kept = cost(*[f"{base}{address}{other}=x{TIMES - 1}"] * TIMES)
            print(f"| `{address}` | {first} | {costs[address]} | {kept} |", flush=True)
        slowest = max(PAGES, key=lambda address: costs[address].cpu)
        print(f"\nSlowest page: `{slowest}`, {costs[slowest].cpu:.0f} ms of CPU; the bar is {BAR_MS} ms.")
        times = sorted(reader.apply(crowd, (base + slowest,)))
        p95 = times[int(len(times) * 0.95)]
        print(f"{READERS} readers of it: 95 of 100 within {p95:.0f} ms; the bar is {BAR_P95_MS} ms.")


def crowd(url: str) -> list[float]:
    """Milliseconds of many answers that readers ask for at once."""
    with ThreadPoolExecutor(READERS) as readers:
        return list(readers.map(asked, [url] * (READERS * EACH)))


def asked(url: str) -> float:
    """Milliseconds until the whole answer is there."""
    began = time.perf_counter()
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - loopback
        answer.read()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
