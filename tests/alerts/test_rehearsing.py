"""A rule is rehearsed over what is stored, and says what it would have sent: the same as it then sends."""

from datetime import timedelta
from decimal import Decimal

import pytest
from market import HOUR, Card, Market, list_page, spec
from shopserver import ShopServer
from telling import CARD, LIMIT, ask, kinds, step

from monitor import fold, rehearsal
from monitor.alerts.rule import Pace, Rule, What


@pytest.fixture
def lived(market: Market, shop: ShopServer) -> Market:
    """A card with five days of comings and goings, and a rule that counted meanwhile."""
    shop.page("/list", list_page([Card(0, "$950.00", "Sold out")]))
    market.open(spec(shop, "/list"))
    step(market, HOUR)
    ask(market, LIMIT)
    states = [
        ("$950.00", 3),
        ("$899.00", 15),
        ("$950.00", 10),
        ("$889.00", 2),
        ("$950.00", 1),
        ("$880.00", 16),
        ("$990.00", 2),
    ]
    for price, polls in states:
        shop.page("/list", list_page([Card(0, price)]))
        for _ in range(polls):
            # The fold runs more often than shops are polled.
            market.clock.sleep_until(market.clock.now() + 1.25 * HOUR)
            fold.advance(market.work.sessions, market.clock.now())
            step(market, 0.75 * HOUR)
    return market


def rehearsed(market: Market, rule: Rule) -> rehearsal.Rehearsal:
    with market.work.sessions() as session:
        return rehearsal.rehearse(session, rule, market.clock.now())


def test_a_rehearsal_says_what_was_sent(lived: Market) -> None:
    would = rehearsed(lived, LIMIT)
    assert [str(kind) for _, kind in would.notices] == kinds(lived)
    assert would.messages == len(would.notices) >= 3
    assert would.in_words.startswith(f"Over the last 90 days it would have sent {would.messages} messages: ")


def test_a_rule_can_be_tuned_before_it_annoys(lived: Market) -> None:
    daily = Rule(what=What.IN_STOCK, gpus=(CARD,), markets=("us",), limit=Decimal(900), pace=Pace.DAILY)
    assert rehearsed(lived, daily).messages < rehearsed(lived, LIMIT).messages
    never = Rule(what=What.IN_STOCK, gpus=(CARD,), markets=("us",), limit=Decimal(100))
    assert rehearsed(lived, never).in_words == "Over the last 90 days it would have sent nothing."
    every = Rule(what=What.IN_STOCK, gpus=(CARD,), markets=("us",), limit=Decimal(900), rearm=timedelta(minutes=10))
    assert "goes back and forth" in rehearsed(lived, LIMIT).in_words
    assert "goes back and forth" not in rehearsed(lived, every).in_words


def test_a_rehearsal_writes_nothing(lived: Market) -> None:
    before = kinds(lived)
    rehearsed(lived, LIMIT)
    assert kinds(lived) == before
