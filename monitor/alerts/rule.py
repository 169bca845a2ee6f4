"""A rule: who is told what, where and how. Plain data, as the database, the rules file, the command and the page give it."""

from datetime import time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta, Struct

from monitor.vocabulary import DATA_QUALITY, Level, ScopeKind, SignalKind


class What(StrEnum):
    """What a rule waits for.

    Attributes:
        IN_STOCK: a card can be had, at its limit or below where one is given.
        PREMIUM: a card's street price is at most so far over its launch price.
        NEW_LOW: a card costs less than on any of the last days.
        SIGNAL: a signal of the market opens: a shortage, a price spike, ...
        NOT_SEEN: the monitor cannot see something: blocked, a layout change, ...
    """

    IN_STOCK = "in_stock"
    PREMIUM = "premium"
    NEW_LOW = "new_low"
    SIGNAL = "signal"
    NOT_SEEN = "not_seen"


#: Judged by the offers there are; the others by signals.
BY_OFFERS: Final = frozenset({What.IN_STOCK, What.PREMIUM, What.NEW_LOW})


class Sellers(StrEnum):
    """Whose offers count.

    Attributes:
        SHOPS: of the shop itself, or of a shop known by name on somebody else's site.
        ANY: of anybody.
    """

    SHOPS = "shops"
    ANY = "any"


class Pace(StrEnum):
    """How news is told."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """What somebody asked to be told.

    Attributes:
        what: what it waits for.
        gpus: names as the catalogue has them; empty is every one.
        segments: `halo`, `24gb_and_more`, ...; empty is every one. Signals alone.
        markets: codes; empty is every one.
        retailers: names; empty is every one.
        limit: highest price, delivery included where the shop says it, in the currency of its one market.
        premium: highest street price over launch price, minus one: 0.1 is 10 %.
        days: a new low is one of so many days.
        sellers: whose offers count.
        used: whether offers that are not new count, too.
        kinds: of signals; empty is every one of the market, or every one of what cannot be seen.
        scopes: what the signals are about; empty is all but single listings.
        level: only a shortage that reaches this.
        pace: at once, or gathered once a day or week.
        at: when what is gathered is sent, in `timezone`.
        timezone: IANA name.
        quiet: no mail between these times of the day in `timezone`; what comes meanwhile is sent at their end.
        confirm: it must have been seen in so many polls.
        rearm: going back and forth within this time is flapping, which is told once.
        remind: while it lasts, it is told again after each of these times.
        closing: whether its end is told.
        language: of what is sent: `en` or `tr`.
    """

    what: What
    gpus: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    retailers: tuple[str, ...] = ()
    limit: Decimal | None = None
    premium: float | None = None
    days: Annotated[int, Meta(ge=7, le=730)] = 90
    sellers: Sellers = Sellers.SHOPS
    used: bool = False
    kinds: tuple[SignalKind, ...] = ()
    scopes: tuple[ScopeKind, ...] = ()
    level: Level | None = None
    pace: Pace = Pace.AT_ONCE
    at: time = time(8)
    timezone: str = "UTC"
    quiet: tuple[time, time] | None = None
    confirm: Annotated[int, Meta(ge=1, le=10)] = 1
    rearm: timedelta = timedelta(days=1)
    remind: timedelta | None = None
    closing: bool = True
    language: str = "en"

    @property
    def by_offers(self) -> bool:
        """It is judged by the offers there are, not by signals."""
        return self.what in BY_OFFERS

    @property
    def signal_kinds(self) -> frozenset[SignalKind]:
        """The kinds of signals it waits for."""
        if self.by_offers:
            return frozenset()
        of_sight = self.what is What.NOT_SEEN
        return frozenset(self.kinds) or (DATA_QUALITY if of_sight else frozenset(SignalKind) - DATA_QUALITY)
