"""What a year of history costs: `python benchmarks/year_of_history.py [LISTINGS]` (5,000 have 3.5 million observations).

Filling the database takes minutes and is no part of what is measured. CPU seconds say more than wall time on a machine
that does other things, too: those of this process, and those of the database server with all its processes.
"""

import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import ParamSpec, TypeVar
from unittest.mock import patch

import generated_year
import psutil
from generated_year import DAYS, END, START
from sqlalchemy import text

from monitor import backtest, market_fold
from monitor.signals.market import Market
from monitor.storage import engine, migrate, rollups
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions

P = ParamSpec("P")
T = TypeVar("T")
DAY = timedelta(days=1)
LAST = (END - DAY).date()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Of 5,000 listings on 2 cores: roll-up and backtest together, the memory of this process, and one evaluation's rules.
BAR_S, BAR_MB, BAR_MS = 120, 1000, 100


@dataclass(slots=True)
class Cost:
    """What something took, in seconds; `rules` is the CPU of a market's days and their rules alone."""

    what: str
    wall: float = 0.0
    client: float = 0.0
    server: float = 0.0
    rules: float = 0.0
    peak_mb: float = 0.0

    def __str__(self) -> str:
        """A line."""
        return (
            f"{self.what}: {self.wall:.1f} s; CPU {self.client:.2f} s here (rules {self.rules:.3f}),"
            f" {self.server:.2f} s in the server; peak {self.peak_mb:.0f} MB"
        )


@dataclass(slots=True)
class Meter:
    """Measures what is done with a database."""

    sessions: Sessions
    costs: list[Cost] = field(default_factory=list)

    @contextmanager
    def cost(self, what: str) -> Iterator[None]:
        """Add what the block takes, and print it."""
        found = Cost(what)
        wall, client, server = time.perf_counter(), time.process_time(), server_cpu(self.sessions)
        with _rules_timed(found):
            yield
        found.wall, found.client = time.perf_counter() - wall, time.process_time() - client
        found.server = server_cpu(self.sessions) - server
        found.peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        self.costs.append(found)
        print(found, flush=True)


def server_cpu(sessions: Sessions) -> float:
    """CPU seconds of the postmaster and all that it ever started."""
    with sessions() as session:
        backend = session.scalar(text("SELECT pg_backend_pid()"))
    postmaster = psutil.Process(backend).parent()
    assert postmaster is not None
    times = postmaster.cpu_times()
    spent = times.user + times.system + times.children_user + times.children_system
    return spent + sum(t.user + t.system for child in postmaster.children() for t in [child.cpu_times()])


@contextmanager
def _rules_timed(cost: Cost) -> Iterator[None]:
    """Count the CPU of `Market.put` and `Market.step`."""

    def timed(method: Callable[P, T]) -> Callable[P, T]:
        def run(*args: P.args, **kwargs: P.kwargs) -> T:
            began = time.process_time()
            try:
                return method(*args, **kwargs)
            finally:
                cost.rules += time.process_time() - began

        return run

    with patch.object(Market, "put", timed(Market.put)), patch.object(Market, "step", timed(Market.step)):
        yield


def main() -> None:
    """Fill a scratch database, measure, and print what came of it beside the bar."""
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    for line in measured(listings):
        print(line)


def measured(listings: int) -> list[str]:
    """Fill a scratch database, measure, and tell it in Markdown."""
    with tempfile.TemporaryDirectory(prefix="gpumarket-year-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "store", durable=False) as server:
            # In a process of its own: what filling takes in memory is not of interest.
            filling = multiprocessing.get_context("spawn").Process(target=fill, args=(server.url, listings))
            filling.start()
            filling.join()
            connected = engine.connect(engine.read_url(server.url))
            costs = measure(Meter(engine.sessions(connected)))
            connected.dispose()
    return report(listings, costs)


def fill(url: str, listings: int) -> None:
    """Write the year."""
    connected = engine.connect(engine.read_url(url))
    migrate.upgrade(connected)
    print(f"{generated_year.write(engine.sessions(connected), listings):,} observations", flush=True)
    connected.dispose()


def measure(meter: Meter) -> list[Cost]:
    """Roll up all days at once, follow them as a backtest, and evaluate the last as it is evaluated live."""
    sessions = meter.sessions
    with meter.cost("daily figures of listings, a whole year"), sessions.begin() as session:
        rollups.roll_up(session, LAST, after=EPOCH, until=END)
    with meter.cost("backtest of the year"), sessions() as session:
        signals = sum(1 for _ in backtest.run(session, START.date(), LAST))
    print(f"{signals:,} signals", flush=True)
    memory, ends = market_fold.MarketMemory(), market_fold.midnights(START, END)
    with meter.cost("daily figures of gpus, and their signals, all days but the last"), sessions.begin() as session:
        market_fold.end_days(session, ends[:-1], END - DAY, END, memory)
    with meter.cost("the last day, live"), sessions() as session:
        market_fold.end_days(session, ends[-1:], END - DAY, END, memory)
        session.rollback()
    with meter.cost("the last day, live, after a restart"), sessions() as session:
        market_fold.end_days(session, ends[-1:], END - DAY, END, market_fold.MarketMemory())
        session.rollback()
    return meter.costs


def report(listings: int, costs: list[Cost]) -> list[str]:
    """The costs as a table, and beside the bar."""
    lines = [
        f"{listings:,} listings, {DAYS} days; load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.",
        "",
        "| what | wall s | CPU here s | of it rules s | CPU server s | peak MB so far |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {c.what} | {c.wall:.1f} | {c.client:.2f} | {c.rules:.3f} | {c.server:.2f} | {c.peak_mb:.0f} |"
        for c in costs
    ]
    both, live = costs[:2], costs[3]
    total, wall, peak = sum(c.client + c.server for c in both), sum(c.wall for c in both), both[-1].peak_mb
    lines += [
        "",
        f"Roll-up and backtest together: {total:.0f} s of CPU, {wall:.0f} s by the clock; the bar is {BAR_S} s for 5,000.",
        f"Peak of this process: {peak:.0f} MB; the bar is {BAR_MB} MB.",
        f"Rules of one live evaluation: {live.rules * 1000:.0f} ms; the bar is {BAR_MS} ms.",
        "",
    ]
    return lines


if __name__ == "__main__":
    main()
