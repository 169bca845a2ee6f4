"""What a year of history costs: `python benchmarks/year_of_history.py [LISTINGS]` (5,000 have 3.5 million observations).

Filling the database takes minutes and is no part of what is measured.
"""

import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import generated_year
from generated_year import END, START

from monitor.signals.daily import listing_days
from monitor.signals.point import known_by
from monitor.storage import engine, history, migrate, rollups
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions

LAST = (END - timedelta(days=1)).date()


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took, and the most memory that this process had until then."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what}: {wall:.1f} s, of which {cpu:.1f} s CPU of this process; peak {peak:.0f} MB", flush=True)


def main() -> None:
    """Fill a scratch database and measure."""
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory(prefix="gpumarket-year-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "store", durable=False) as server:
            connected = engine.connect(engine.read_url(server.url))
            migrate.upgrade(connected)
            sessions = engine.sessions(connected)
            with timed(f"filling with {listings:,} listings"):
                written = generated_year.write(sessions, listings)
            print(f"{written:,} observations")
            measure(sessions)
            connected.dispose()


def measure(sessions: Sessions) -> None:
    """The daily figures of all days but the last at once, and then of the last."""
    with timed("reading history"), sessions() as session:
        points = sum(len(each.points) for each in history.stream(session, first=START, until=END))
    with timed(f"reading {points:,} points and their daily figures"), sessions() as session:
        days = 0
        for each in history.stream(session, first=START, until=END):
            days += len(listing_days(known_by(each.points, END), each.covered, START.date(), LAST))
    before = END - timedelta(days=1)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    with timed(f"rolling up all but the last of {days:,} listing-days"), sessions.begin() as session:
        rollups.roll_up(session, LAST - timedelta(days=1), after=epoch, until=before)
    with timed("rolling up the last day"), sessions.begin() as session:
        rollups.roll_up(session, LAST, after=before, until=END)


if __name__ == "__main__":
    main()
