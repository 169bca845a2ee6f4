"""The catalogue in the database: written at every start, and nothing of it is ever lost."""

from decimal import Decimal
from pathlib import Path

import pytest
from market import START, Card, Market, spec
from msgspec.structs import replace
from shopserver import Answer, ShopServer
from sqlalchemy import delete, func, select, text
from sqlalchemy.exc import IntegrityError

from monitor.app import workshop
from monitor.catalog.catalog import load_catalog
from monitor.clock import ReplayClock
from monitor.config import Settings
from monitor.storage import catalogue
from monitor.storage.engine import Sessions
from monitor.storage.models import GpuRow, Listing, Observation
from scrapers.errors import Outcome
from scrapers.spec import RetailerSpec

CATALOG = load_catalog()


def _versions(sessions: Sessions) -> dict[str, str]:
    """Each row with the transaction that last wrote it."""
    with sessions() as session:
        return {row.name: row.xmin for row in session.execute(text("SELECT name, xmin::text FROM gpu"))}


def test_all_of_it_is_written(sessions: Sessions) -> None:
    with sessions.begin() as session:
        session.execute(delete(GpuRow))
        assert catalogue.upsert(session, CATALOG) == len(CATALOG)
    with sessions() as session:
        row = session.scalars(select(GpuRow).where(GpuRow.name == "GeForce RTX 5090")).one()
        assert len(catalogue.ids(session)) == len(CATALOG)
    assert (row.memory_type, row.bus_bits, row.board_power_w) == ("GDDR7", 512, 575)
    prices = [row.launch_price_usd, row.launch_price_eur, row.launch_price_gbp, row.launch_price_try]
    assert prices == [Decimal(1999), Decimal(2329), Decimal(1939), None]
    assert row.price_source == "NVIDIA announcement 2025-01-06"
    assert (row.segment, row.predecessor, row.successor) == ("halo", "GeForce RTX 4090", None)


def test_writing_it_again_changes_nothing(sessions: Sessions) -> None:
    with sessions.begin() as session:
        catalogue.upsert(session, CATALOG)
        ids = catalogue.ids(session)
    before = _versions(sessions)
    with sessions.begin() as session:
        assert catalogue.upsert(session, CATALOG) == 0
        assert catalogue.ids(session) == ids
    assert _versions(sessions) == before


def test_only_what_differs_is_written_and_keeps_its_id(sessions: Sessions) -> None:
    with sessions.begin() as session:
        catalogue.upsert(session, CATALOG)
        ids = catalogue.ids(session)
    before = _versions(sessions)
    old, new = CATALOG.by_name("Arc B580"), CATALOG.by_name("Arc B570")
    assert old is not None
    assert new is not None
    changed = replace(old, launch_price_usd=None, price_source=None)
    own = replace(new, name="Arc B770", model="Arc B770", memory_gb=16)
    rows = [*(changed if gpu is old else gpu for gpu in CATALOG), own]
    with sessions.begin() as session:
        assert catalogue.upsert(session, rows) == 2
        assert {name: id_ for name, id_ in catalogue.ids(session).items() if name != "Arc B770"} == ids
    after = _versions(sessions)
    assert {name for name, version in after.items() if version != before.get(name)} == {"Arc B580", "Arc B770"}


def test_a_price_without_a_source_is_refused_by_the_database_too(sessions: Sessions) -> None:
    gpu = CATALOG.by_name("Arc A310")
    assert gpu is not None
    for wrong in (replace(gpu, launch_price_try=Decimal(4999)), replace(gpu, price_source="somebody")):
        with pytest.raises(IntegrityError, match="price_has_source"), sessions.begin() as session:
            catalogue.upsert(session, [wrong])


OWN = """name,model,vendor,family,memory_gb,memory_type,bus_bits,segment
GeForce RTX 6090,GeForce RTX 6090,NVIDIA,RTX 60,48,GDDR7,512,halo
"""


def _poll(sessions: Sessions, home: Path, clock: ReplayClock, *, opens: RetailerSpec | None = None) -> str | None:
    """Start anew, poll the only source, and return the gpu of its only listing."""
    with workshop(Settings(data_dir=home), sessions, clock) as work:
        market = Market(work, clock)
        if opens:
            market.open(opens)
        assert market.poll().outcome == Outcome.OK
    with sessions() as session:
        return session.execute(select(GpuRow.name).select_from(Listing).outerjoin(GpuRow)).scalar_one()


def test_a_row_of_ones_own_is_found_in_what_is_listed_already_and_goes_without_a_loss(
    sessions: Sessions, shop: ShopServer, tmp_path: Path
) -> None:
    card = Card(1).html.replace(Card(1).title, "MSI GeForce RTX 6090 SUPRIM 48GB")
    shop.answer("/gpus", Answer(f'<html lang="en"><body><ul>{card}</ul></body></html>'))
    clock = ReplayClock(START)
    assert _poll(sessions, tmp_path, clock, opens=spec(shop)) is None

    (tmp_path / "gpus.csv").write_text(OWN, encoding="utf-8")
    assert _poll(sessions, tmp_path, clock) == "GeForce RTX 6090"
    assert _poll(sessions, tmp_path, clock) == "GeForce RTX 6090"

    (tmp_path / "gpus.csv").unlink()
    assert _poll(sessions, tmp_path, clock) is None
    with sessions() as session:
        assert session.scalar(select(GpuRow.memory_gb).where(GpuRow.name == "GeForce RTX 6090")) == 48
        assert session.scalar(select(func.count()).select_from(Observation)) == 1
        assert session.scalar(select(Listing.price)) == Decimal(999)
