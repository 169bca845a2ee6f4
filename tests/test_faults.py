"""Two months at six shops over loopback, each with a trouble of its own: all are told, and none is a shortage."""

from collections.abc import Iterator
from datetime import timedelta
from random import Random

import pytest
from market import HOUR, MODELS, START, Card, Market, list_page, spec
from shopserver import ShopServer
from sqlalchemy import delete, select

from monitor import fold
from monitor.market_fold import MarketMemory
from monitor.signals.market import Market as Followed
from monitor.signals.scarcity import clustered_interval
from monitor.signals.walk import Walk, covered_shares
from monitor.storage import history, market_days, retailers, signal_views, signals
from monitor.storage.market_signals import episode_key
from monitor.storage.models import GpuRow, Source
from monitor.storage.models_history import GpuDay, ListingDay
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import DATA_QUALITY, Cause, SignalKind
from scrapers.market import MARKETS
from scrapers.spec import Follow, RetailerSpec, SourceSpec

DAY = timedelta(days=1)
#: Shops by how many cards they list; `big` opens on day 42, `closing` is switched off on day 48.
SIZES = {"walled": 16, "cents": 8, "cut": 12, "down": 8, "closing": 8, "big": 16}
CAPTCHA = "<html><title>Robot Check</title><form action='/captcha'>Type the characters you see</form></html>"
DAYS = 58


def retailer(shop: ShopServer, name: str) -> RetailerSpec:
    return spec(shop, name=name, sources=[SourceSpec(url=shop.url(f"/{name}"), interval="12h", follow=Follow.GPUS)])


def shelf(name: str, day: int, *, cents: bool = False) -> list[Card]:
    """What a shop lists: one card in ten is sold out for two days, and prices move a little every two weeks."""
    cards = []
    for n in range(SIZES[name]):
        out = Random(f"{name} {n} {day // 2}").random() < 0.1
        price = round((900 + 10 * (n % len(MODELS)) + len(name)) * (1 + 0.004 * ((day // 14 + n) % 3)))
        text = f"${price}00" if cents else f"${price}.00"
        if name == "big":
            text = f"${round(price * 0.93)}.00"
        cards.append(Card(n, text, "Out of stock" if out else "In stock"))
    return cards


def two_months(market: Market, shop: ShopServer, *, backwards: bool = False) -> Iterator[int]:
    """Poll what is due every twelve hours or so; yields the day after each round."""
    market.open(*(retailer(shop, name) for name in SIZES if name != "big"))
    opened = switched_off = False
    while (day := (market.clock.now() - START).days) < DAYS:
        for name in SIZES:
            shop.page(f"/{name}", list_page(shelf(name, day)))
        if 34 <= day < 35:
            shop.page("/walled", CAPTCHA)
        if 36 <= day < 43:
            shop.page("/cents", list_page(shelf("cents", day, cents=True)))
            shop.page("/down", status=503)
        if 36 <= day < 46:
            shop.page("/cut", list_page(shelf("cut", day)[:7], end=""))
        if day >= 42 and not opened:
            market.open(retailer(shop, "big"))
            opened = True
        if day >= 48 and not switched_off:
            with market.sessions.begin() as session:
                retailers.set_enabled(session, "closing", enabled=False, now=market.clock.now())
            switched_off = True
        poll_due(market, backwards=backwards)
        yield day
        # Later than the schedule's jitter: which poll it is does not depend on it.
        market.clock.sleep_until(market.clock.now() + 13.5 * HOUR)


def poll_due(market: Market, *, backwards: bool) -> None:
    with market.sessions() as session:
        due = session.execute(
            select(Source.id, Source.due_at).where(Source.due_at <= market.clock.now(), Source.active)
        ).all()
    for source_id, due_at in sorted(due, reverse=backwards):
        market.work.poller.poll(source_id, due_at)


Told = list[tuple[object, ...]]


def told(market: Market) -> Told:
    """The signal events of gpus, segments, retailers and markets, without when they were recorded."""
    query = (
        select(Signal.episode_key, SignalEvent)
        .join(Signal, Signal.id == SignalEvent.signal_id)
        .where(Signal.listing_id.is_(None), Signal.kind.not_in(DATA_QUALITY))
        .order_by(SignalEvent.at, Signal.episode_key, SignalEvent.kind)
    )
    with market.sessions() as session:
        return [(key, e.kind, e.at, e.level, e.cause, e.evidence) for key, e in session.execute(query)]


def gpu_days(market: Market) -> Told:
    query = select(GpuDay, GpuRow.name).join(GpuRow).order_by(GpuDay.day, GpuRow.name, GpuDay.tier)
    columns = [column.key for column in GpuDay.__table__.columns if column.key != "gpu_id"]
    with market.sessions() as session:
        return [(name, *(getattr(row, key) for key in columns)) for row, name in session.execute(query)]


def fold_again(market: Market, *steps: timedelta) -> None:
    """Forget all signals and figures, and fold the same history anew: in steps, and then to its end."""
    with market.sessions.begin() as session:
        for table in (SignalEvent, Signal, GpuDay, ListingDay):
            session.execute(delete(table))
        signals.set_watermark(session, START - DAY)
    for step in (*steps, market.clock.now() - START):
        fold.advance(market.sessions, START + step)


def walked(market: Market) -> Told:
    """The same events, from one walk over the stored history."""
    end = market.clock.now()
    with market.sessions() as session:
        infos, _ = market_days.gpus(session, MARKETS["us"].currency)
        gpu_names, names = market_days.names(session)
        begin = market_days.first_day(session, "us")
        assert begin
        last = end.date() - DAY
        walk = Walk(Followed("us", begin.toordinal(), infos), begin, last)
        first = market_days.midnight(begin)
        for found in history.stream(session, first=first, until=end, markets=["us"]):
            walk.add(found.info.id, market_days.listed(found.info, gpu_names, names), found.points, found.covered)
        spans = history.source_coverage(session, first, end)
        shares = {names[number]: covered_shares(covered, begin, last) for number, covered in spans.items()}
    events = [event for day in walk.steps(shares, None) for event in day]
    made = [(episode_key(e), e.what, e.at, e.level, e.cause, e.evidence) for e in events]
    return sorted(made, key=lambda event: (event[2], event[0], event[1]))


def availability(market: Market, since: int, until: int) -> tuple[float, float]:
    """The interval of the market's availability from one day to another, clustered by shop."""
    sellers: dict[str, list[int]] = {}
    with market.sessions() as session:
        days = market_days.read(session, "us", (START + since * DAY).date(), (START + until * DAY).date())
    for shelves in days.values():
        for panel in shelves.values():
            for key, seller in panel.items():
                of_seller = sellers.setdefault(key.name, [0, 0])
                of_seller[0] += seller.in_stock_s
                of_seller[1] += seller.known_s
    interval = clustered_interval((in_stock, known) for in_stock, known in sellers.values())
    assert interval
    return interval


@pytest.fixture
def story(market: Market, shop: ShopServer) -> Market:
    """The two months, folded as they went, in a process that remembers what it folded."""
    memory = MarketMemory()
    for day in two_months(market, shop):
        # Several days at once, too: it makes no difference.
        if day % 3:
            fold.advance(market.sessions, market.clock.now(), memory=memory)
    fold.advance(market.sessions, market.clock.now(), memory=memory)
    return market


def test_every_trouble_is_told_and_none_is_a_shortage(story: Market) -> None:
    with story.sessions() as session:
        views = signal_views.recent(session)
    assert [v for v in views if v.signal.kind is SignalKind.SHORTAGE] == []
    troubles = [v for v in views if v.signal.kind in DATA_QUALITY]
    assert {v.signal.cause for v in troubles} == {Cause.DATA_QUALITY}
    kinds = {name: {v.signal.kind for v in troubles if v.retailer == name} for name in SIZES}
    # A wall of more than a day also leaves nothing read for so long.
    assert kinds == {
        "walled": {SignalKind.BLOCKED, SignalKind.STALE},
        "cents": {SignalKind.PRICE_GATE},
        "cut": {SignalKind.STALE, SignalKind.YIELD_FALL},
        "down": {SignalKind.STALE},
        "closing": set(),
        "big": set(),
    }
    assert all(v.signal.closed_at for v in troubles)
    assert told(story) == [], "no move of the market either"

    before, during = availability(story, 20, 34), availability(story, 36, 43)
    assert during[0] <= before[1]
    assert before[0] <= during[1]
    assert during[1] - during[0] < 0.25

    # Live equals backtest.
    days = gpu_days(story)
    live = told(story)
    assert walked(story) == live
    fold_again(story)
    assert (gpu_days(story), told(story)) == (days, live)
