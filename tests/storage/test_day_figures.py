"""What the past days of a market say, from the database: counted once an hour for who asks often."""

from datetime import datetime, timedelta

import pytest
from daily_figures import index_rows, on
from listing_days import HALO, Listings
from sqlalchemy import insert

from monitor.day_figures import DayMemory
from monitor.storage.engine import Sessions
from monitor.storage.models_history import IndexDay
from monitor.storage.models_signals import Signal
from monitor.utc_days import midnight
from monitor.vocabulary import SignalKind

DAY = timedelta(days=1)


def stockout(listing: int, opened: datetime, restocked: datetime) -> list[dict[str, object]]:
    shared = {"market": "de", "listing_id": listing, "evidence": {}}
    return [
        shared | {"episode_key": f"{listing}:{kind}:{at}", "kind": kind, "opened_at": at, "closed_at": restocked}
        for kind, at in ((SignalKind.STOCKOUT, opened), (SignalKind.RESTOCK, restocked))
    ]


def test_index_and_stockouts_of_a_market(sessions: Sessions) -> None:
    now = midnight(on(40)) + timedelta(hours=9)
    with sessions.begin() as session:
        stored = Listings(session)
        one, other = stored.listing(HALO), stored.listing(HALO)
        session.execute(insert(Signal), stockout(one, now - 20 * DAY, now - 16 * DAY))
        session.execute(insert(Signal), stockout(one, now - 200 * DAY, now - 190 * DAY))
        session.execute(insert(IndexDay), index_rows([100.0] * 30 + [110.0], market="de"))
    memory = DayMemory()
    with sessions() as session:
        found = memory.of(session, ["de", "us"], now)
    assert found["de"].index is not None
    assert found["de"].index.day == on(30)
    assert found["de"].index.own.change_30d == pytest.approx(0.1)
    assert (found["us"].index, found["us"].stockouts) == (None, {})
    (durations,) = found["de"].stockouts.values()
    assert (durations.spells, durations.turned, durations.median) == (1, 1, 4 * DAY)

    with sessions.begin() as session:
        session.execute(insert(Signal), stockout(other, now - 10 * DAY, now - 8 * DAY))
    with sessions() as session:
        assert memory.of(session, ["de"], now + timedelta(minutes=59)) == found
        later = memory.of(session, ["de"], now + timedelta(minutes=60))["de"].stockouts[HALO]
        assert (later.spells, later.median) == (2, 2 * DAY)
        assert memory.of(session, ["de", "tr"], now).keys() == {"de", "tr"}
