"""Shops that cannot be read, over loopback: each trouble is a signal of its own, and none of the market."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from market import HOUR, START, Card, Market, cards, list_page, spec
from shopserver import ShopServer
from sqlalchemy import select, update

from monitor import fold
from monitor.storage import retailers, signal_views, signals
from monitor.storage.models import Retailer, Source
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import DATA_QUALITY, Cause, SignalKind
from monitor.web.evidence import evidence
from scrapers.spec import RetailerSpec, SourceSpec

DAY = timedelta(days=1)
SHOPS = ("walled", "cents", "cut", "down")
CAPTCHA = "<html><title>Robot Check</title><form action='/captcha'>Type the characters you see</form></html>"
USUAL = list_page(cards(12))


def retailer(shop: ShopServer, name: str, interval: str = "1d") -> RetailerSpec:
    return spec(shop, name=name, sources=[SourceSpec(url=shop.url(f"/{name}"), interval=interval)])


def told(market: Market) -> list[Signal]:
    with market.sessions() as session:
        return list(session.scalars(select(Signal).order_by(Signal.opened_at, Signal.id)))


def wait_and_poll(market: Market, after: timedelta) -> None:
    """Poll what is due by then, as the tick would: what failed is asked again later."""
    market.clock.sleep_until(market.clock.now() + after)
    with market.sessions() as session:
        due = session.execute(
            select(Source.id, Source.due_at).where(Source.due_at <= market.clock.now()).order_by(Source.id)
        ).all()
    for source_id, due_at in due:
        assert market.work.poller.poll(source_id, due_at)


def troubled_fortnight(market: Market, shop: ShopServer) -> Iterator[None]:
    """Four shops with a trouble each; yields after each day.

    A captcha for a day, prices in cents for a week, a list cut off for ten days, a shop down for a week.
    """
    market.open(*(retailer(shop, name) for name in SHOPS))
    for name in SHOPS:
        shop.page(f"/{name}", USUAL)
    for day in range(14):
        if day == 2:
            shop.page("/walled", CAPTCHA)
            shop.page("/cents", list_page([Card(n, f"${900 + n}00") for n in range(12)]))
            shop.page("/cut", list_page(cards(9), end=""))
            shop.page("/down", status=503)
        if day == 3:
            shop.page("/walled", USUAL)
        if day == 9:
            shop.page("/cents", USUAL)
            shop.page("/down", USUAL)
        if day == 12:
            shop.page("/cut", USUAL)
        # Later than the schedule's jitter: which poll it is does not depend on it.
        wait_and_poll(market, DAY * 1.12)
        yield


def described(market: Market) -> list[tuple[object, ...]]:
    with market.sessions() as session:
        rows = session.scalars(select(Signal).order_by(Signal.episode_key)).all()
        events = session.scalars(select(SignalEvent).order_by(SignalEvent.at, SignalEvent.signal_id)).all()
    named = [(r.episode_key, r.kind, r.opened_at, r.closed_at, r.cause, r.evidence) for r in rows]
    return [*named, *((e.kind, e.at, e.cause, e.evidence) for e in events)]


def test_each_trouble_is_a_signal_and_none_is_of_the_market(market: Market, shop: ShopServer) -> None:
    for _ in troubled_fortnight(market, shop):
        fold.advance(market.sessions, market.clock.now())
    with market.sessions() as session:
        views = signal_views.recent(session)
    assert {view.signal.kind for view in views} <= DATA_QUALITY
    assert {view.signal.cause for view in views} == {Cause.DATA_QUALITY}
    assert all(view.signal.closed_at for view in views)
    kinds = {name: sorted(str(v.signal.kind) for v in views if v.retailer == name) for name in SHOPS}
    assert kinds == {
        "walled": ["blocked"],
        "cents": ["price_gate"],
        "cut": ["stale", "yield_fall"],
        "down": ["stale"],
    }
    lasted = {v.retailer: v.signal.evidence["closing"]["lasted_seconds"] / 86_400 for v in views}
    assert lasted["down"] > 5
    assert lasted["cut"] > 8
    (cents,) = (signal_views.as_json(view) for view in views if view.retailer == "cents")
    assert cents["scope"] == {"market": "us", "retailer": "cents"}
    assert (cents["evidence"]["source"], cents["evidence"]["doubts"]) == (
        shop.url("/cents"),
        {"implausible_price": 12},
    )

    often = described(market)
    with market.sessions.begin() as session:
        session.query(SignalEvent).delete()
        session.query(Signal).delete()
        signals.set_watermark(session, START - DAY)
    assert fold.advance(market.sessions, market.clock.now()) == 2 * len(views)
    assert fold.advance(market.sessions, market.clock.now()) == 0
    assert described(market) == often


def test_a_shop_switched_off_is_not_lost_sight_of(market: Market, shop: ShopServer) -> None:
    shop.page("/off", USUAL)
    one = retailer(shop, "off", "1h")
    market.open(one)
    market.poll()
    fold.advance(market.sessions, market.clock.now() + 5 * HOUR)
    (stale,) = told(market)
    assert (stale.kind, stale.opened_at, stale.closed_at) == (
        SignalKind.STALE,
        market.clock.now() + 3.3 * HOUR,
        None,
    )
    assert evidence(stale) == f"not read completely since 5 Jan 10:00 UTC; no poll at {shop.url('/off')}"
    market.clock.sleep_until(market.clock.now() + 6 * HOUR)
    switch(market, enabled=False)
    (stale,) = told(market)
    assert stale.evidence["closing"]["ended"] == "retailer_disabled"
    # A month later: what happened meanwhile was not asked for; from now on it is.
    fold.advance(market.sessions, market.clock.now() + 9 * DAY)
    market.clock.sleep_until(market.clock.now() + 30 * DAY)
    switch(market, enabled=True)
    switched_on = market.clock.now()
    fold.advance(market.sessions, switched_on + 3 * HOUR)
    assert len(told(market)) == 1
    shop.page("/off", status=503)
    market.poll(3.2 * HOUR)
    fold.advance(market.sessions, market.clock.now() + HOUR)
    assert [row.opened_at for row in told(market)] == [stale.opened_at, switched_on + 3.3 * HOUR]
    # Its file does not name the source any more.
    with market.sessions.begin() as session:
        session.execute(update(Source).values(active=False))
    assert fold.advance(market.sessions, market.clock.now() + 2 * HOUR) == 1
    assert told(market)[1].evidence["closing"]["ended"] == "source_dropped"


def switch(market: Market, *, enabled: bool) -> None:
    with market.sessions.begin() as session:
        retailers.set_enabled(session, "off", enabled=enabled, now=market.clock.now())
        assert session.scalar(select(Retailer.enabled)) is enabled


@pytest.mark.parametrize(
    ("kind", "said", "line"),
    [
        (
            SignalKind.BLOCKED,
            {"polls": 12, "outcome": "blocked", "reason": "captcha", "detail": "asks for characters"},
            "12 polls in 3 h, blocked (captcha: asks for characters) at https://s.example",
        ),
        (
            SignalKind.LAYOUT_CHANGE,
            {"polls": 1, "outcome": "layout_changed", "reason": "nothing_read", "detail": None},
            "1 poll, layout changed (nothing read) at https://s.example",
        ),
        (
            SignalKind.YIELD_FALL,
            {"polls": 2, "outcome": "ok", "reason": None, "detail": None, "found": 20, "expected": 40},
            "2 polls in 3 h, ok, 20 offers where 40 are usual at https://s.example",
        ),
        (
            SignalKind.PRICE_GATE,
            {"polls": 1, "outcome": "ok", "found": 40, "doubts": {"price_held": 9, "implausible_price": 3}},
            "1 poll, 9 price held, 3 implausible price among 40 offers at https://s.example",
        ),
        (
            SignalKind.CURRENCY_CHANGE,
            {"polls": 1, "found": 40, "doubts": {"currency_held": 9}, "closing": {"lasted_seconds": 7200}},
            "1 poll, 9 currency held among 40 offers at https://s.example; over after 2 h",
        ),
        (
            SignalKind.STALE,
            {"polls": 2, "outcome": "timeout", "closing": {"lasted_seconds": 7200, "ended": "source_dropped"}},
            "not read completely yet; 2 polls in 3 h, timeout at https://s.example; over after 2 h (source dropped)",
        ),
    ],
)
def test_every_kind_has_a_line_for_people(kind: SignalKind, said: dict[str, object], line: str) -> None:
    when = {"first_poll_at": START.isoformat(), "last_poll_at": (START + 3 * HOUR).isoformat()}
    assert evidence(Signal(kind=kind, evidence={"source": "https://s.example", **when, **said})) == line
