"""What tests of alerts share: a rule, a shop's list, a poll with the fold after it, and what was queued."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from market import Card, Market, list_page
from shopserver import ShopServer
from sqlalchemy import select

from monitor import fold
from monitor.alerts.notice import Notice
from monitor.alerts.rule import Rule, What
from monitor.alerts.words import Came, Via
from monitor.storage import alerts, outbox
from monitor.storage.models_alerts import Delivery

CARD: Final = "GeForce RTX 5070 Ti"
QUARTER: Final = timedelta(minutes=15)
LIMIT: Final = Rule(what=What.IN_STOCK, gpus=(CARD,), markets=("us",), limit=Decimal(900))


def ask(market: Market, rule: Rule, address: str = "me@example.org", *, confirmed: bool = True) -> int:
    now = market.clock.now()
    with market.work.sessions.begin() as session:
        recipient = alerts.recipient(session, Via.MAIL, address, language="en", now=now)
        recipient.confirmed_at = now if confirmed else None
        row = alerts.add_rule(session, recipient.id, rule, Came.COMMAND, now)
        assert row is not None
        return row.id


def show(shop: ShopServer, *cards: Card) -> None:
    shop.page("/list", list_page(cards))


def step(market: Market, after: timedelta = QUARTER) -> None:
    """A poll, and the fold after it."""
    market.poll(after)
    fold.advance(market.work.sessions, market.clock.now())


def told(market: Market) -> list[Notice]:
    with market.work.sessions() as session:
        return [outbox.notice_of(row) for row in session.scalars(select(Delivery).order_by(Delivery.id))]


def kinds(market: Market) -> list[str]:
    return [str(notice.kind) for notice in told(market)]
