"""From observations in Postgres to signals in Postgres."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from market import HOUR, START, Card, Market, cards, list_page, spec
from shopserver import ShopServer
from sqlalchemy import func, select, update

from monitor import fold
from monitor.storage import history, retailers, signal_views, signals
from monitor.storage.models import Retailer
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import DATA_QUALITY, Cause, EventKind, SignalKind
from scrapers.spec import RetailerSpec, SourceSpec

DAY = timedelta(days=1)


def daily(shop: ShopServer) -> RetailerSpec:
    """A retailer whose list is usually polled once a day."""
    return spec(shop, sources=[SourceSpec(url=shop.url("/gpus"), interval="1d")])


def show(market: Market, shop: ShopServer, *items: Card, after: timedelta = HOUR) -> None:
    shop.page("/gpus", list_page(items))
    market.poll(after)


def kinds(market: Market) -> list[tuple[SignalKind, bool]]:
    """The signals of the market; what could not be seen is none."""
    query = select(Signal).where(Signal.kind.not_in(DATA_QUALITY)).order_by(Signal.opened_at, Signal.id)
    with market.sessions() as session:
        rows = session.scalars(query).all()
    return [(row.kind, row.closed_at is None) for row in rows]


def story(market: Market, shop: ShopServer) -> Iterator[None]:
    """A month at one shop; yields after every poll."""
    market.open(daily(shop))
    usual = Card(0, "$900.00")
    for _ in range(10):
        show(market, shop, usual, Card(1), after=DAY)
        yield
    show(market, shop, usual, Card(1, stock="Out of stock"))
    yield
    show(market, shop, Card(0, "$1,200.00"), Card(1, stock="Out of stock"))
    yield
    shop.page("/gpus", status=503)
    market.poll(DAY)
    yield
    show(market, shop, Card(0, "$1,200.00"), Card(1))
    yield
    show(market, shop, usual, Card(1), after=DAY * 2)
    yield


EXPECTED = [(SignalKind.STOCKOUT, False), (SignalKind.PRICE_SPIKE, False), (SignalKind.RESTOCK, False)]


def test_signals_are_the_same_however_often_the_fold_runs(market: Market, shop: ShopServer) -> None:
    for _ in story(market, shop):
        fold.advance(market.sessions, market.clock.now() + HOUR / 2)
    fold.advance(market.sessions, market.clock.now() + DAY)
    often = described(market)
    assert kinds(market) == EXPECTED
    with market.sessions.begin() as session:
        session.query(SignalEvent).delete()
        session.query(Signal).delete()
        signals.set_watermark(session, START - DAY)
    assert fold.advance(market.sessions, market.clock.now() + DAY) == 6
    assert described(market) == often


def described(market: Market) -> list[tuple[object, ...]]:
    with market.sessions() as session:
        rows = session.scalars(select(Signal).order_by(Signal.episode_key)).all()
        events = session.scalars(select(SignalEvent).order_by(SignalEvent.at, SignalEvent.signal_id)).all()
    named = [(r.episode_key, r.opened_at, r.closed_at, r.cause, r.evidence) for r in rows]
    return [*named, *((e.kind, e.at, e.evidence) for e in events)]


def test_running_it_again_changes_nothing(market: Market, shop: ShopServer) -> None:
    for _ in story(market, shop):
        pass
    later = market.clock.now() + DAY
    assert fold.advance(market.sessions, later) > 0
    before = described(market)
    assert fold.advance(market.sessions, later) == 0
    assert fold.advance(market.sessions, later - DAY) == 0
    assert described(market) == before


def test_a_poll_that_commits_late_is_not_passed_by(market: Market, shop: ShopServer) -> None:
    market.open(daily(shop))
    show(market, shop, Card(0))
    fold.advance(market.sessions, market.clock.now())
    with market.sessions.begin() as storing:
        recorded = signals.time_of_record(storing, market.clock.now())
        advancing = threading.Thread(target=fold.advance, args=(market.sessions, market.clock.now() + HOUR))
        advancing.start()
        advancing.join(0.3)
        assert advancing.is_alive(), "the fold waits for who is storing"
    advancing.join(10)
    with market.sessions.begin() as session:
        assert recorded < signals.time_of_record(session, market.clock.now())


def test_a_clock_that_is_behind_loses_nothing(market: Market, shop: ShopServer) -> None:
    market.open(daily(shop))
    show(market, shop, Card(0))
    fold.advance(market.sessions, market.clock.now() + DAY)
    show(market, shop, Card(0, stock="Out of stock"))
    assert fold.advance(market.sessions, market.clock.now() + 2 * DAY) == 1
    assert kinds(market) == [(SignalKind.STOCKOUT, True)]


def test_nobody_else_advances_while_a_past_is_replayed(market: Market, shop: ShopServer) -> None:
    market.open(daily(shop))
    show(market, shop, Card(0))
    show(market, shop, Card(0, stock="Out of stock"))
    with market.sessions.begin() as session:
        session.execute(update(Retailer).values(replaying=True))
    assert fold.advance(market.sessions, market.clock.now() + DAY) == 0
    assert fold.advance(market.sessions, market.clock.now(), replaying=True) == 1


def test_a_disabled_retailer_ends_its_part(market: Market, shop: ShopServer) -> None:
    market.open(daily(shop))
    show(market, shop, Card(0))
    show(market, shop, Card(0, stock="Out of stock"))
    fold.advance(market.sessions, market.clock.now())
    with market.sessions.begin() as session:
        retailers.set_enabled(session, "shop", enabled=False, now=market.clock.now() + HOUR)
    with market.sessions() as session:
        signal = session.scalars(select(Signal)).one()
    assert signal.closed_at == market.clock.now() + HOUR
    assert signal.evidence["closing"] == {"ended": "retailer_disabled", "lasted_seconds": 3600}


def test_time_that_was_not_watched_is_no_usual_price(market: Market, shop: ShopServer) -> None:
    market.open(spec(shop))
    show(market, shop, Card(0, "$900.00"))
    show(market, shop, Card(0, "$900.00"))
    show(market, shop, Card(0, "$1,200.00"), after=20 * DAY)
    fold.advance(market.sessions, market.clock.now())
    assert kinds(market) == []


def test_a_signal_carries_evidence_and_an_end(market: Market, shop: ShopServer) -> None:
    for _ in story(market, shop):
        pass
    fold.advance(market.sessions, market.clock.now() + DAY)
    with market.sessions() as session:
        views = {view.signal.kind: signal_views.as_json(view) for view in signal_views.recent(session)}
    spike = views[SignalKind.PRICE_SPIKE]
    assert spike["scope"]["gpu"] == "GeForce RTX 5070 Ti"
    assert spike["scope"]["market"] == "us"
    assert spike["scope"]["listing"]["title"] == Card(0).title
    assert spike["evidence"]["reference"] == "900.0000"
    assert spike["evidence"]["price"] == "1200.0000"
    assert spike["evidence"]["closing"]["price"] == "900.0000"
    assert views[SignalKind.STOCKOUT]["evidence"]["closing"]["lasted_seconds"] == 26 * 3600


def test_a_spike_that_stays_closes_as_the_new_level_though_nothing_is_observed(
    market: Market, shop: ShopServer
) -> None:
    market.open(daily(shop))
    for _ in range(10):
        show(market, shop, Card(0, "$900.00"), after=DAY)
    show(market, shop, Card(0, "$1,200.00"))
    fold.advance(market.sessions, market.clock.now() + DAY)
    assert kinds(market) == [(SignalKind.PRICE_SPIKE, True)]
    fold.advance(market.sessions, market.clock.now() + 31 * DAY)
    with market.sessions() as session:
        signal = session.scalars(select(Signal).where(Signal.kind == SignalKind.PRICE_SPIKE)).one()
        closings = session.scalar(select(func.count()).where(SignalEvent.kind == EventKind.CLOSE))
    assert signal.cause is Cause.NEW_LEVEL
    assert signal.closed_at == signal.opened_at + 30 * DAY
    assert closings == 1


@pytest.mark.parametrize("wall", ["captcha", "nothing", "half"])
def test_a_bad_page_makes_no_signal(market: Market, shop: ShopServer, wall: str) -> None:
    market.open(daily(shop))
    for _ in range(5):
        show(market, shop, *cards(10), after=DAY)
    bad = {
        "captcha": "<html><title>Robot Check</title><form action='/captcha'>Type the characters you see</form></html>",
        "nothing": "<html><body><h1>Our new shop</h1><p>Everything is different now, look around.</p></body></html>",
        "half": list_page(cards(4, stock="Out of stock")),
    }[wall]
    shop.page("/gpus", bad)
    for _ in range(4):
        market.poll(DAY)
    show(market, shop, *cards(10), after=DAY)
    fold.advance(market.sessions, market.clock.now() + DAY)
    assert kinds(market) == []


def test_what_a_disabled_shop_said_stays_part_of_history(market: Market, shop: ShopServer) -> None:
    market.open(daily(shop))
    for _ in range(3):
        show(market, shop, *cards(2), after=DAY)
    disabled_at = market.clock.now() + HOUR
    with market.sessions.begin() as session:
        retailers.set_enabled(session, "shop", enabled=False, now=disabled_at)
    with market.sessions() as session:
        found = list(history.stream(session, first=START - DAY, until=disabled_at + 3 * DAY))
    assert len(found) == 2
    # It is watched until it is switched off, and not a moment longer.
    assert {listing.covered[-1][1] for listing in found} == {disabled_at}
