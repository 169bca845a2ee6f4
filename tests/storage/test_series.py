"""Daily series of a market, as the daily figures have them."""

import pytest
from daily_figures import gpu_row, gpus, index_rows, on
from sqlalchemy import insert

from monitor.storage import series
from monitor.storage.engine import Sessions
from monitor.storage.models_history import GpuDay, IndexDay
from scrapers.spec import Tier

HALO, HIGH, WORK = "GeForce RTX 5090", "GeForce RTX 5070", "RTX 4000 Ada Generation"


def test_series_come_from_the_daily_figures(sessions: Sessions) -> None:
    ids = gpus(sessions)
    halo, high = ids[HALO], ids[HIGH]
    with sessions.begin() as session:
        assert series.markets(session) == []
        session.execute(
            insert(GpuDay),
            [
                gpu_row(halo, 0, "2398.80", 250),
                gpu_row(high, 0, "549", 750),
                gpu_row(ids[WORK], 0, "9", 1000),  # no consumer's
                gpu_row(high, 0, "9", 1000, tier=Tier.AUCTION),
                gpu_row(high, 1, None, 0, known=3000),
                gpu_row(halo, 1, "1999", 500, currency="XXX"),
                gpu_row(high, 2, None, 0, known=0),
                gpu_row(high, 0, "549", 1000, market="de", tier=Tier.AGGREGATOR),
            ],
        )
        session.execute(
            insert(IndexDay),
            index_rows([1.0, 2.0, 3.0], method=1, computed=9)
            + index_rows([100.0, 101.0], computed=1)
            + index_rows([100.0, 102.0], computed=2)
            + index_rows([7.0], tier=Tier.MARKETPLACE)
            + index_rows([99.0], segment="halo", method=1),
        )
    with sessions() as session:
        assert series.markets(session) == ["de", "us"]
        assert series.headline_tier(session, "us") is Tier.FIRST_PARTY
        assert series.headline_tier(session, "de") is Tier.AGGREGATOR
        assert series.headline_tier(session, "tr") is None
        found = series.daily_series(session, "us", Tier.FIRST_PARTY)
    assert [(one.measure, one.segment) for one in found] == [
        ("index", "all"),
        ("premium", "all"),
        ("availability", "all"),
        ("index", "halo"),
        ("premium", "halo"),
        ("availability", "halo"),
        ("premium", "high"),
        ("availability", "high"),
    ]
    points = {(one.measure.value, one.segment): one.points for one in found}
    assert points["index", "all"] == [(on(0), 100.0), (on(1), 102.0)]
    assert points["availability", "all"] == [(on(0), 0.5), (on(1), 0.125)]
    assert dict(points["premium", "halo"]) == pytest.approx({on(0): 0.2})
    assert dict(points["premium", "all"]) == pytest.approx({on(0): 0.1})
