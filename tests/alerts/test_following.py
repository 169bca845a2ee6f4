"""From a shop's page to the outbox: what is queued when a card comes, goes, flips, and when nobody can tell."""

from datetime import timedelta
from decimal import Decimal

import pytest
from market import HOUR, Card, Market, spec
from shopserver import ShopServer
from sqlalchemy import select
from telling import CARD, LIMIT, QUARTER, ask, kinds, show, step, told

from monitor import fold
from monitor.alerts.notice import NoticeKind
from monitor.alerts.rule import Rule, What
from monitor.storage import alerts, outbox, retailers
from monitor.storage.models_alerts import AlertRule, Recipient
from monitor.vocabulary import SignalKind
from scrapers.offer import Stock


@pytest.fixture
def watched(market: Market, shop: ShopServer) -> Market:
    """A card that is sold out, polled four times an hour."""
    show(shop, Card(0, "$950.00", "Sold out"))
    market.open(spec(shop, "/list"))
    step(market)
    return market


def test_a_card_that_comes_below_the_limit_is_told_with_where_and_how_much(watched: Market, shop: ShopServer) -> None:
    ask(watched, LIMIT)
    show(shop, Card(0, "$950.00"))
    step(watched)
    assert told(watched) == []
    show(shop, Card(0, "$899.00"))
    step(watched)
    (notice,) = told(watched)
    assert (notice.kind, notice.gpu, notice.market, notice.at) == (NoticeKind.OPENED, CARD, "us", watched.clock.now())
    (offer,) = notice.shops
    assert (offer.total, offer.currency, offer.stock, offer.meets) == (Decimal(899), "USD", Stock.IN_STOCK, True)
    assert (notice.readable, notice.watched) == (1, 1)


def test_the_end_is_told_when_it_holds(watched: Market, shop: ShopServer) -> None:
    ask(watched, LIMIT)
    show(shop, Card(0, "$899.00"))
    step(watched)
    show(shop, Card(0, "$899.00", "Sold out"))
    for _ in range(6):
        step(watched)
    assert kinds(watched) == ["opened", "closed"]
    assert told(watched)[1].opened_at == told(watched)[0].at


def test_an_item_that_flips_at_every_poll_for_a_day(watched: Market, shop: ShopServer) -> None:
    ask(watched, LIMIT)
    for n in range(48):
        show(shop, Card(0, "$899.00", "Sold out" if n % 2 else "In stock"))
        step(watched, HOUR / 2)
    for _ in range(24):
        watched.clock.sleep_until(watched.clock.now() + HOUR)
        fold.advance(watched.work.sessions, watched.clock.now())
    counts = {kind: kinds(watched).count(kind) for kind in set(kinds(watched))}
    assert counts == {"opened": 1, "flapping": 1, "closed": 1}
    assert next(n for n in told(watched) if n.kind is NoticeKind.FLAPPING).changes >= 3


def test_what_cannot_be_told_neither_begins_nor_ends(watched: Market, shop: ShopServer) -> None:
    ask(watched, LIMIT)
    show(shop, Card(0, "$899.00", "call us on Tuesday"))
    step(watched)
    assert kinds(watched) == []
    show(shop, Card(0, "$899.00"))
    step(watched)
    show(shop, Card(0, "$899.00", "call us on Tuesday"))
    step(watched)
    shop.page("/list", "<title>Are you a robot?</title> captcha", status=403)
    for _ in range(12):
        step(watched)
    assert kinds(watched) == ["opened"]


def test_who_asks_for_a_card_that_is_there_is_told_at_once(watched: Market, shop: ShopServer) -> None:
    show(shop, Card(0, "$899.00"))
    step(watched)
    ask(watched, LIMIT)
    step(watched)
    step(watched)
    assert kinds(watched) == ["opened"]


def test_nobody_is_told_before_they_confirmed(watched: Market, shop: ShopServer) -> None:
    ask(watched, LIMIT, confirmed=False)
    show(shop, Card(0, "$899.00"))
    step(watched)
    assert told(watched) == []


def test_only_what_was_read_as_often_as_asked_for(watched: Market, shop: ShopServer) -> None:
    ask(watched, Rule(what=What.IN_STOCK, gpus=(CARD,), markets=("us",), confirm=3))
    show(shop, Card(0, "$899.00"))
    counted = []
    for _ in range(4):
        step(watched)
        counted.append(len(told(watched)))
    assert counted == [0, 0, 1, 1]
    assert told(watched)[0].shops[0].readings == 3


def test_a_retailer_that_is_switched_off_ends_it_and_tells_nobody(watched: Market, shop: ShopServer) -> None:
    ask(watched, LIMIT)
    ask(watched, Rule(what=What.NOT_SEEN, kinds=(SignalKind.BLOCKED,)), "operator@example.org")
    show(shop, Card(0, "$899.00"))
    step(watched)
    shop.page("/list", "<title>Are you a robot?</title> captcha", status=403)
    for _ in range(4):
        step(watched)
    assert kinds(watched) == ["opened", "opened"]
    with watched.work.sessions.begin() as session:
        retailers.set_enabled(session, "shop", enabled=False, now=watched.clock.now())
    for _ in range(12):
        watched.clock.sleep_until(watched.clock.now() + HOUR)
        fold.advance(watched.work.sessions, watched.clock.now())
    assert kinds(watched) == ["opened", "opened"]


def test_the_operator_is_told_what_cannot_be_seen(watched: Market, shop: ShopServer) -> None:
    ask(watched, Rule(what=What.NOT_SEEN))
    shop.page("/list", "<title>Are you a robot?</title> captcha", status=403)
    for _ in range(4):
        step(watched)
    (notice,) = told(watched)
    assert notice.signal is not None
    assert (notice.signal.kind, notice.signal.retailer) == (SignalKind.BLOCKED, "shop")


def test_a_premium_and_a_market_it_does_not_name(watched: Market, shop: ShopServer) -> None:
    ask(watched, Rule(what=What.PREMIUM, gpus=(CARD,), premium=0.1))
    ask(watched, Rule(what=What.IN_STOCK, gpus=(CARD,), markets=("de",)), "other@example.org")
    show(shop, Card(0, "$830.00"))  # its launch price is $749
    step(watched)
    assert kinds(watched) == []
    show(shop, Card(0, "$820.00"))
    step(watched)
    assert kinds(watched) == ["opened"]
    assert told(watched)[0].premium == pytest.approx(820 / 749 - 1)


def test_a_rule_that_goes_takes_with_it_what_it_had_to_send(watched: Market, shop: ShopServer) -> None:
    rule_id = ask(watched, LIMIT)
    show(shop, Card(0, "$899.00"))
    step(watched)
    with watched.work.sessions.begin() as session:
        assert alerts.remove_rule(session, rule_id)
        assert not alerts.remove_rule(session, rule_id)
    step(watched)
    assert told(watched) == []


def test_a_muted_rule_is_followed_and_says_nothing(watched: Market, shop: ShopServer) -> None:
    rule_id = ask(watched, LIMIT)
    with watched.work.sessions.begin() as session:
        alerts.mute(session, rule_id, watched.clock.now() + timedelta(days=7))
    show(shop, Card(0, "$899.00"))
    step(watched)
    assert told(watched) == []


def test_a_fold_that_fails_queues_nothing(watched: Market, shop: ShopServer, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(watched, LIMIT)
    show(shop, Card(0, "$899.00"))
    watched.poll(QUARTER)

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(outbox, "queue", fail)
        with pytest.raises(RuntimeError):
            fold.advance(watched.work.sessions, watched.clock.now())
    assert told(watched) == []
    fold.advance(watched.work.sessions, watched.clock.now())
    assert kinds(watched) == ["opened"]
    with watched.work.sessions() as session:
        assert session.scalars(select(AlertRule)).one().looked_at
        assert session.scalars(select(Recipient)).one().address == "me@example.org"
