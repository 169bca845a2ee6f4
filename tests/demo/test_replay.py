"""The demo market's past, through the real path: the same every time, and its troubles are no shortage."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from monitor.app import Workshop, workshop
from monitor.clock import ReplayClock, Stopping, SystemClock
from monitor.config import Settings
from monitor.demo.events import EVENTS, Happening
from monitor.demo.market import DAYS, DemoMarket
from monitor.demo.replay import replay
from monitor.demo.shops import SHOPS
from monitor.storage import demo, retailers
from monitor.storage.engine import Sessions
from monitor.storage.models import Listing, Observation, Poll, Retailer, Source
from monitor.storage.models_history import GpuDay, GpuStanding, IndexDay
from monitor.storage.models_signals import Signal
from monitor.vocabulary import DATA_QUALITY
from scrapers.errors import Outcome
from scrapers.offer import Stock

END = datetime(2026, 6, 1, tzinfo=UTC)
START = END - timedelta(days=DAYS)
DAY = timedelta(days=1)


@pytest.fixture
def work(sessions: Sessions, tmp_path: Path) -> Iterator[Workshop]:
    with workshop(Settings(data_dir=tmp_path), sessions, SystemClock()) as made:
        yield made


def play(work: Workshop, first: int, last: int, *, hours: int = 12, stop_after: int | None = None) -> int:
    """Replay from one day to another, and answer the number of polls."""
    clock = ReplayClock(START + DAY * first)
    days: list[datetime] = []

    def stopping() -> bool:
        return stop_after is not None and len(days) >= stop_after

    with DemoMarket(anchor=END, now=clock.now) as market:
        with work.sessions.begin() as session:
            demo.begin(session, market.retailers(), clock.now(), END, interval=timedelta(hours=hours))
        return replay(work.poller, clock, START + DAY * last, on_progress=days.append, stopping=stopping)


def outcomes(work: Workshop, retailer: str) -> Counter[Outcome]:
    with work.sessions() as session:
        rows = session.scalars(select(Poll.outcome).join(Source).join(Retailer).where(Retailer.name == retailer))
        return Counter(rows)


def told(work: Workshop) -> list[tuple[object, ...]]:
    with work.sessions() as session:
        rows = session.execute(
            select(Retailer.name, Listing.title, Observation.observed_at, Observation.price, Observation.stock)
            .join(Listing, Listing.id == Observation.listing_id)
            .join(Retailer, Retailer.id == Listing.retailer_id)
            .order_by(Retailer.name, Listing.title, Listing.seller, Observation.observed_at)
        )
        return [tuple(row) for row in rows]


def test_the_same_past_every_time(work: Workshop) -> None:
    play(work, 0, 3, hours=12)
    first = told(work)
    play(work, 0, 3, hours=12)
    assert told(work) == first
    assert len(first) > 70


def test_a_captcha_day_is_blocked_and_nothing_is_out(work: Workshop) -> None:
    play(work, 31, 36)
    assert outcomes(work, "demo-harbor")[Outcome.BLOCKED] >= 1
    with work.sessions() as session:
        during = session.scalar(
            select(func.count())
            .select_from(Observation)
            .join(Listing)
            .join(Retailer)
            .where(Retailer.name == "demo-harbor")
            .where(Observation.observed_at.between(START + 32 * DAY, START + 33.5 * DAY))
        )
        unlisted = session.scalar(select(func.count()).where(Listing.stock == Stock.UNLISTED))
    assert (during, unlisted) == (0, 0)


def test_a_changed_layout_is_said_and_nothing_is_out(work: Workshop) -> None:
    play(work, 45, 50)
    assert outcomes(work, "demo-grafikhof")[Outcome.LAYOUT_CHANGED] >= 1
    with work.sessions() as session:
        signals = session.scalars(
            select(Signal.kind)
            .join(Retailer)
            .where(Retailer.name == "demo-grafikhof")
            .where(Signal.opened_at.between(START + 47 * DAY, START + 48 * DAY))
        ).all()
    assert set(signals) <= DATA_QUALITY


def test_prices_that_lost_two_digits_are_not_known_until_they_are_whole_again(work: Workshop) -> None:
    play(work, 55, 58)
    slipped = [event for event in EVENTS if event.kind is Happening.PRICE_SLIP]
    during = Observation.observed_at.between(START + slipped[0].starts, START + slipped[0].ends)
    shop = Retailer.name == slipped[0].shop
    with work.sessions() as session:
        prices = session.scalars(
            select(Observation.price).join(Listing).join(Retailer).where(shop, during, Listing.gpu_id.is_not(None))
        ).all()
        kinds = session.scalars(select(Poll.warning_kinds).join(Source).join(Retailer).where(shop)).all()
        still = session.scalars(select(Listing.price).join(Retailer).where(shop, Listing.gpu_id.is_not(None))).all()
    assert len(prices) > 20
    assert set(prices) == {None}
    assert any("implausible_price" in (kind or {}) for kind in kinds)
    assert all(price is not None for price in still)


def test_a_cut_page_takes_nothing_off_the_lists(work: Workshop) -> None:
    play(work, 74, 77)
    cut = outcomes(work, "demo-ekranhane")
    assert cut[Outcome.PARTIAL] + cut[Outcome.SUSPECT] >= 1
    with work.sessions() as session:
        assert session.scalar(select(func.count()).where(Listing.stock == Stock.UNLISTED)) == 0


def test_a_stopped_replay_begins_anew(work: Workshop) -> None:
    with pytest.raises(Stopping):
        play(work, 0, 30, stop_after=2)
    with work.sessions() as session:
        assert demo.anchor(session) is None
    play(work, 0, 1)
    with work.sessions.begin() as session:
        demo.go_live(session, END, interval=timedelta(minutes=1))
        assert demo.anchor(session) == END


def test_a_shop_is_down_and_the_first_real_retailer_removes_every_trace(work: Workshop) -> None:
    play(work, 80, 83)
    assert outcomes(work, "demo-harbor")[Outcome.HTTP_ERROR] >= 1
    with work.sessions.begin() as session:
        assert session.scalar(select(func.count()).where(Listing.stock == Stock.UNLISTED)) == 0
        made = (Signal, GpuDay, GpuStanding, IndexDay)
        assert all(session.scalar(select(func.count()).select_from(table)) for table in made)
        assert demo.is_wanted(session)
        assert retailers.remove_demo(session) == len(SHOPS)
        for table in (Retailer, Source, Poll, Listing, Observation, *made):
            assert session.scalar(select(func.count()).select_from(table)) == 0
