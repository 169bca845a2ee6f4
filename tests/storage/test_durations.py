"""How long stockouts and restocks last, from the listings' signals in the database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from listing_days import FIRST, HALO, MID, Listings, Row
from sqlalchemy import insert

from monitor.signals.durations import Durations
from monitor.storage.durations import GpuDurations, gpu_durations
from monitor.storage.engine import Sessions
from monitor.storage.models_signals import Signal
from monitor.vocabulary import SignalKind
from scrapers.offer import Condition, Stock

DAY = timedelta(days=1)
START = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC)


def signal(listing: int, kind: SignalKind, opened: float, closed: float | None = None, **more: Any) -> dict[str, Any]:
    """In days; `ended` says how it was closed."""
    ended = {"closing": {"ended": more.pop("ended")}} if "ended" in more else {}
    return {
        "episode_key": f"{listing}:{kind}:{opened}",
        "kind": kind,
        "market": "de",
        "listing_id": listing,
        "opened_at": START + opened * DAY,
        "closed_at": None if closed is None else START + closed * DAY,
        "withdrawn_at": more.get("withdrawn_at"),
        "evidence": ended,
    }


def test_durations_of_a_gpu(sessions: Sessions) -> None:
    out, back = SignalKind.STOCKOUT, SignalKind.RESTOCK
    with sessions() as session:
        stored = Listings(session)
        there, gone, still, used = (
            *(stored.listing(HALO) for _ in range(3)),
            stored.listing(HALO, condition=Condition.USED),
        )
        ended, seen = stored.listing(MID), stored.listing(MID)
        session.execute(
            insert(Signal),
            [
                signal(there, out, 1, 3),
                signal(there, back, 3, 4),
                signal(there, out, 10, 14),
                signal(there, back, 14, 15),
                # Off the page after six days; another one is still out.
                signal(gone, out, 2, 8, ended="unlisted"),
                signal(still, out, 15),
                signal(used, out, 1, 2),
                signal(used, back, 2, 3),
                signal(there, SignalKind.PRICE_SPIKE, 5, 6),
                signal(gone, out, 1, 1.5, withdrawn_at=START + 9 * DAY),
                # Its retailer was disabled; what came before the period, and after it.
                signal(ended, out, 5, 9, ended="retailer_disabled"),
                signal(ended, back, -1, 0),
                signal(seen, back, 4, 5),
                signal(seen, out, 25),
            ],
        )
        # One was seen in stock to the end, the other for two days: then nobody looked.
        stored.days([Row(there, number, 1) for number in range(14, 20)])
        stored.days([Row(seen, 4, 1), Row(seen, 5, 1), Row(seen, 19, None, Stock.OUT_OF_STOCK)])
        found = gpu_durations(session, "de", START, START + 20 * DAY)
    assert found == [
        GpuDurations(
            HALO,
            Durations(4, 2, 1, 1, lower=2 * DAY, median=4 * DAY, upper=None),
            Durations(2, 1, 1, 0, lower=7 * DAY, median=7 * DAY, upper=7 * DAY),
        ),
        GpuDurations(
            MID, Durations(1, 0, 1, 0, None, None, None), Durations(1, 0, 1, 0, lower=None, median=None, upper=None)
        ),
    ]
