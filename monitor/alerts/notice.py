"""A notice: all that a mail or another message says, as plain data.

It is stored with its delivery, and put into words when it is sent: what it says stays as it was when it happened.

Amounts are decimals in `currency`; times are aware UTC; ratios are 0.12 for 12 %. What is not known is None.
"""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from msgspec import Struct

from monitor.alerts.rule import Rule
from monitor.signals.verdict import Verdict
from monitor.vocabulary import Cause, Level, ScopeKind, SignalKind
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Tier


class NoticeKind(StrEnum):
    """Why something is sent.

    Attributes:
        OPENED: what was asked for happened.
        CLOSED: it is over.
        REMINDER: it still lasts.
        FLAPPING: it goes back and forth, and is told no more until it rests.
        CONFIRM: is this address yours, and do you want this?
        TEST: a real example, asked for.
    """

    OPENED = "opened"
    CLOSED = "closed"
    REMINDER = "reminder"
    FLAPPING = "flapping"
    CONFIRM = "confirm"
    TEST = "test"


class Shop(Struct, frozen=True, kw_only=True):
    """An offer, as a row of the table of shops.

    Attributes:
        shop: the retailer's title.
        seller: who sells it, where that is not the shop itself.
        shipping: None where it is not said.
        total: price and shipping, as far as known.
        premium: over the launch price in this currency.
        seen_at: when it was last seen so.
        readings: in how many complete polls it was seen so.
        meets: it is what the rule asks for.
    """

    shop: str
    title: str
    url: str
    seller: str | None
    seller_kind: SellerKind
    tier: Tier
    condition: Condition | None
    stock: Stock | None
    price: Decimal | None
    shipping: Decimal | None
    total: Decimal | None
    currency: str | None
    premium: float | None
    seen_at: datetime
    readings: int = 1
    meets: bool = False


class Fairness(Struct, frozen=True, kw_only=True):
    """Whether a price is fair.

    Attributes:
        price: what is judged.
        known_days: of how many of the last 90 days a lowest price is known; with fewer than 35 nothing is said.
        median: of the daily lowest prices of the last 90 days.
        lowest: of them, and the day of it.
        lowest_since: the last day on which it cost as little or less; None where it never did.
        launch: launch price in this currency.
        is_good: as pages judge it, over a year; None where too little is known.
    """

    price: Decimal
    currency: str
    known_days: int
    median: Decimal | None = None
    lowest: Decimal | None = None
    lowest_on: date | None = None
    lowest_since: date | None = None
    launch: Decimal | None = None
    is_good: bool | None = None


class PriceDay(Struct, frozen=True, array_like=True):
    """A day (UTC) of the chart: the lowest price at which it could be had; None where it was sold out.

    Attributes:
        known: enough was watched to tell; otherwise the day is drawn as not known.
    """

    day: date
    price: Decimal | None
    known: bool = True


class Told(Struct, frozen=True, kw_only=True):
    """A signal, as it stood when it was told.

    Attributes:
        about: what it is about, in English, where no gpu names it: cards with 24 GB and more, a retailer.
        evidence: its figures.
    """

    kind: SignalKind
    scope: ScopeKind
    opened_at: datetime
    about: str
    retailer: str | None = None
    segment: str | None = None
    level: Level | None = None
    cause: Cause | None = None
    closed_at: datetime | None = None
    evidence: dict[str, Any] = {}


class Notice(Struct, frozen=True, kw_only=True):
    """What is told.

    Attributes:
        rule: what was asked for.
        at: when it happened, by the observations.
        market: code.
        shops: the offers there are now, those that meet the rule first, then by total price; at most ten.
        readable, watched: of how many shops of the market, how many can be read now.
        signal: what it is about, where the rule waits for signals.
        verdict: of the market, where the signal is of a market or a part of it.
        opened_at: when it began, where it is over, lasts or flaps.
        ended_at: when it went off, where it is over: its end is told when it has held for a while.
        changes: how often it went back and forth in the last 24 hours.
        is_on: of something that flaps: it holds now.
        elsewhere: of something that is over: offers that still meet the limit with other sellers or conditions than
            the rule's.
        chart: of the gpu in the market, the last 90 days; empty where there is none.
        demo: it is of simulated shops.
    """

    kind: NoticeKind
    rule: Rule
    at: datetime
    market: str | None = None
    gpu: str | None = None
    currency: str | None = None
    premium: float | None = None
    shops: tuple[Shop, ...] = ()
    readable: int = 0
    watched: int = 0
    fairness: Fairness | None = None
    signal: Told | None = None
    verdict: Verdict | None = None
    opened_at: datetime | None = None
    ended_at: datetime | None = None
    changes: int = 0
    is_on: bool = False
    elsewhere: tuple[Shop, ...] = ()
    chart: tuple[PriceDay, ...] = ()
    demo: bool = False
