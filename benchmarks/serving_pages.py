"""What pages cost over a year of history: `python benchmarks/serving_pages.py [LISTINGS]` (5,000 take ten minutes to fill).

Every address is asked once first, then five times, each time with another query, so that the whole answer is made and none
comes from memory. Then 20 readers at once ask for the slowest page.
"""

import asyncio
import multiprocessing
import socket
import statistics
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import year_of_history
from generated_year import END, START
from year_of_history import DAY, EPOCH, LAST

from monitor import market_fold
from monitor.app import workshop
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.storage import engine, rollups
from monitor.storage.embedded import EmbeddedPostgres
from monitor.web.server import PATIENCE, serve

CARD = "geforce-rtx-5090"
ADDRESSES = (
    "/",
    "/m/us",
    f"/gpu/{CARD}?market=us",
    "/signals",
    "/signals?offset=5000",
    "/signals.atom",
    "/retailers",
    "/setup",
    "/events",
    "/search?q=5070",
    "/questions",
    "/questions/now_by_card?market=us",
    "/api/status",
    "/api/v1/gpus",
    f"/api/v1/gpus/{CARD}/days?market=us",
    "/api/v1/offers",
    "/api/v1/index?market=us",
    "/api/v1/retailers",
    "/api/v1/signals",
    f"/pictures/price/{CARD}.svg?market=us&days=365",
    "/pictures/index/us.svg",
)
READERS, EACH = 20, 15
#: Milliseconds: of one page, and of 95 of 100 answers to 20 readers at once.
BAR_MS, BAR_P95_MS = 100, 300


def main() -> None:
    """Fill a scratch database, serve it, and print what came of it beside the bars."""
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory(prefix="gpumarket-pages-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "store", durable=False) as server:
            spawned = multiprocessing.get_context("spawn").Process(target=fill, args=(server.url, listings))
            spawned.start()
            spawned.join()
            with served(server.url, folder) as base:
                measure(base)


def fill(url: str, listings: int) -> None:
    """Write the year, its daily figures and its signals."""
    year_of_history.fill(url, listings)
    connected = engine.connect(engine.read_url(url))
    with engine.sessions(connected).begin() as session:
        rollups.roll_up(session, LAST, after=EPOCH, until=END)
        ends = market_fold.midnights(START, END)
        market_fold.end_days(session, ends, END - DAY, END, market_fold.MarketMemory())
    connected.dispose()


@contextmanager
def served(url: str, folder: Path) -> Iterator[str]:
    """The site over a database, at the end of the year."""
    connected = engine.connect(engine.read_url(url))
    listener, stop = socket.create_server(("127.0.0.1", 0)), threading.Event()
    settings = Settings(data_dir=folder)
    with workshop(settings, engine.sessions(connected), ReplayClock(END - DAY / 1440)) as work:

        async def run() -> None:
            async with serve(listener, work, connected, patience=PATIENCE):
                await asyncio.to_thread(stop.wait)

        thread = threading.Thread(target=asyncio.run, args=(run(),))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        stop.set()
        thread.join()
    connected.dispose()


def measure(base: str) -> None:
    """Ask for every address, and for the slowest by many at once."""
    costs = {}
    print("| address | first ms | then ms |\n| --- | ---: | ---: |")
    for address in ADDRESSES:
        first = asked(base + address)
        other = ("&" if "?" in address else "?") + ("x" if address.startswith("/pictures/") else "theme")
        costs[address] = statistics.median(asked(f"{base}{address}{other}=x{n}") for n in range(5))
        print(f"| `{address}` | {first:.0f} | {costs[address]:.0f} |", flush=True)
    slowest = max(ADDRESSES[:12], key=lambda address: costs[address])
    with ThreadPoolExecutor(READERS) as readers:
        times = sorted(readers.map(lambda _: asked(base + slowest), range(READERS * EACH)))
    p95 = times[int(len(times) * 0.95)]
    print(f"\nSlowest: {max(costs.values()):.0f} ms; the bar is {BAR_MS} ms.")
    print(f"{READERS} readers of `{slowest}`: 95 of 100 within {p95:.0f} ms; the bar is {BAR_P95_MS} ms.")


def asked(url: str) -> float:
    """Milliseconds until the whole answer is there."""
    began = time.perf_counter()
    with urllib.request.urlopen(url, timeout=60) as answer:  # noqa: S310 - loopback
        answer.read()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main()
