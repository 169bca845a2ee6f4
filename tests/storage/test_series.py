"""Daily series of a market, as the daily figures have them."""

from daily_figures import gpu_row, gpus, index_rows, on, seller_row
from sqlalchemy import insert

from monitor.signals.event_study import Reading
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
    members = {(one.measure.value, one.segment): one.members for one in found}
    assert members["index", "all"] == [[Reading(on(0), 100.0), Reading(on(1), 102.0)]]
    halo_there = [Reading(on(0), 0.25, 1000), Reading(on(1), 0.5, 1000)]
    high_there = [Reading(on(0), 0.75, 1000), Reading(on(1), 0.0, 3000)]
    assert members["availability", "halo"] == [halo_there]
    assert sorted(members["availability", "all"]) == sorted([halo_there, high_there])
    over = {
        segment: sorted(
            (r.day, round(r.value or 0, 9), r.weight) for member in members["premium", segment] for r in member
        )
        for segment in ("halo", "all")
    }
    assert over == {"halo": [(on(0), 0.2, 1.0)], "all": [(on(0), 0.0, 1.0), (on(0), 0.2, 1.0)]}


def test_a_gpu_at_each_shop_is_a_member(sessions: Sessions) -> None:
    """Sellers of one site are one shop; its cheapest counts."""
    ids = gpus(sessions)
    sellers = [
        seller_row("one", "2099", 100, 400),
        seller_row("one", "1999", 100, 100),
        seller_row("other", None, 0, 1000),
        seller_row("blind", None, 0, 0),
    ]
    with sessions.begin() as session:
        session.execute(insert(GpuDay), [gpu_row(ids[HALO], 0, "1999", 200) | {"panel": {"sellers": sellers}}])
    with sessions() as session:
        premium, availability, *_ = series.daily_series(session, "us", Tier.FIRST_PARTY)
    assert (premium.measure, premium.members) == ("premium", [[Reading(on(0), 0.0)]])
    assert availability.measure == "availability"
    assert availability.members == [[Reading(on(0), 0.4, 500)], [Reading(on(0), 0.0, 1000)]]
