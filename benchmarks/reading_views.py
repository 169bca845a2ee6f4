"""What analysts' views cost over a year: `python benchmarks/reading_views.py [LISTINGS]`. Filling takes a quarter of an hour.

CPU seconds of the connection's own server process say more than wall time on a machine that does other things, too.
"""

import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

import psutil
import year_of_history
from generated_year import END, START
from sqlalchemy import Engine, text

from monitor import market_fold
from monitor.storage import engine, rollups
from monitor.storage.embedded import EmbeddedPostgres

#: Seconds that a query over a rollup may take.
BAR_S = 1.0
ROLLUPS = {
    "share in stock by card and month, from listings": (
        "SELECT gpu, date_trunc('month', day), sum(in_stock_seconds)::float8 / nullif(sum(known_seconds), 0)"
        " FROM daily_listing WHERE market = 'us' GROUP BY 1, 2"
    ),
    "lowest price by card, from all listings": "SELECT gpu, min(price_low_local) FROM daily_listing GROUP BY 1",
    "street price and premium by card and week": (
        "SELECT gpu, date_trunc('week', day), min(price_local), avg(premium_ratio) FROM daily_price GROUP BY 1, 2"
    ),
    "all of daily_price": "SELECT * FROM daily_price",
    "all of daily_availability, with intervals": "SELECT * FROM daily_availability",
    "availability by card and week": (
        "SELECT gpu, date_trunc('week', day), sum(in_stock_seconds) / nullif(sum(known_seconds), 0)"
        " FROM daily_availability GROUP BY 1, 2"
    ),
    "all of the index as published": "SELECT * FROM price_index WHERE is_latest",
}
OTHERS = {
    "price history of one listing": "SELECT * FROM price_history WHERE listing_id = 77",
    "price history of one card in one market": (
        "SELECT * FROM price_history WHERE market = 'us' AND gpu = (SELECT gpu FROM listings WHERE listing_id = 77)"
    ),
    "all current offers": "SELECT * FROM current_offers",
}


def main() -> None:
    """Fill a scratch database, and print what reading it takes."""
    listings = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    with tempfile.TemporaryDirectory(prefix="gpumarket-views-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        with EmbeddedPostgres(folder / "store", durable=False) as server:
            filling = multiprocessing.get_context("spawn").Process(target=fill, args=(server.url, listings))
            filling.start()
            filling.join()
            connected = engine.connect(engine.read_url(server.url))
            print("\n".join(measured(connected)))
            connected.dispose()


def fill(url: str, listings: int) -> None:
    """Write the year with its daily figures."""
    year_of_history.fill(url, listings)
    connected = engine.connect(engine.read_url(url))
    sessions = engine.sessions(connected)
    with sessions.begin() as session:
        rollups.roll_up(session, year_of_history.LAST, after=year_of_history.EPOCH, until=END)
    ends = market_fold.midnights(START, END)
    with sessions.begin() as session:
        market_fold.end_days(session, ends, END - year_of_history.DAY, END, market_fold.MarketMemory())
    with connected.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    connected.dispose()


def measured(connected: Engine) -> list[str]:
    """Each query's CPU seconds in the server, wall seconds with reading the answer, and rows; in Markdown."""
    lines = ["| what | CPU server s | wall s | rows |", "| --- | ---: | ---: | ---: |"]
    slowest = 0.0
    for what, query in (ROLLUPS | OTHERS).items():
        cpu, wall, rows = min(_measure(connected, query) for _ in range(3))
        slowest = max(slowest, cpu if what in ROLLUPS else 0.0)
        lines.append(f"| {what} | {cpu:.2f} | {wall:.2f} | {rows:,} |")
    return [*lines, "", f"Slowest over a rollup: {slowest:.2f} s of CPU; the bar is {BAR_S:g} s for 5,000 listings."]


def _measure(connected: Engine, query: str) -> tuple[float, float, int]:
    with connected.connect() as connection:
        connection.execute(text("SET search_path = market"))
        server = psutil.Process(connection.scalar(text("SELECT pg_backend_pid()")) or 0)
        began, cpu = time.perf_counter(), server.cpu_times()
        rows = len(connection.execute(text(query)).all())
        wall, after = time.perf_counter() - began, server.cpu_times()
    return after.user + after.system - cpu.user - cpu.system, wall, rows


if __name__ == "__main__":
    main()
