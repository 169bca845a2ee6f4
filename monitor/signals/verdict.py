"""The market's level, with all that it rests on; `verdict_said` puts it into words. Pure.

The level is that of the market's open shortage, else `normal`. A market that is blind now, or of which too little is
known to tell what is usual, is `unknown`, whatever was known of it before.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from monitor.catalog.catalog import CONSUMER
from monitor.signals.episode import Scope
from monitor.signals.levels import LEAST_COVERAGE
from monitor.signals.measures import GpuMeasure
from monitor.signals.open_signals import NONE, MarketSignals, OpenSignal
from monitor.signals.pressure import LEAST_SELLERS
from monitor.utc_days import midnight
from monitor.vocabulary import Cause, Level

LEAST_HISTORY: Final = timedelta(days=28)
#: A time unwatched that is longer may have held a whole shortage: since it ended, the market is known to be normal.
_LONGEST_GAP: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Watched:
    """How long a market has been watched.

    Attributes:
        intervals: times during which at least one source was covered, in order, half-open, not overlapping.
        shops: enabled retailers.
        shops_readable: those of them of which a source is covered now.
        seen_at: when a source was last read completely.
    """

    intervals: Sequence[tuple[datetime, datetime]]
    shops: int
    shops_readable: int
    seen_at: datetime | None = None

    @property
    def total(self) -> timedelta:
        """All the time the market was watched."""
        return sum((end - start for start, end in self.intervals), timedelta(0))

    def reached(self, history: timedelta) -> datetime | None:
        """The moment at which so much history had come together; None if it has not."""
        for start, end in self.intervals:
            if end - start >= history:
                return start + history
            history -= end - start
        return None

    def unbroken_since(self, longest_gap: timedelta) -> datetime | None:
        """Since when it was never unwatched for longer; None if it was never watched."""
        since = None
        until = None
        for start, end in self.intervals:
            if until is None or start - until > longest_gap:
                since = start
            until = end
        return since


@dataclass(frozen=True, slots=True)
class Missing:
    """What an unknown market lacks: how much there is of it, and how much is needed.

    Attributes:
        what: `coverage` (a share), `history_days` or `sellers`.
    """

    what: str
    have: float
    needed: float


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a market.

    Attributes:
        since: since when the level holds; None when that cannot be told.
        reason: machine word: open_shortage, no_shortage, short_history, low_coverage, few_sellers, nothing_followed.
        cause: of the shortage.
        missing: what is lacking where the level is unknown.
        last_known: the level that holds by all that is known, where it is too little to say so now.
        shortage: that is open; None without one.
        short: the open shortages of cards, with the figures of the last judged day.
        gpus: names of the cards that are followed.
        followed, known, in_stock: offers: all, those of which the stock is known, and those in stock.
        watched: how long and how much of the market was.
        coverage: share of listings about which it is known whether they are in stock.
        availability: share of these in stock; None when none is known.
        sellers: independent sellers of the last 90 days.
        asked_at: now.
    """

    market: str
    level: Level
    since: datetime | None
    reason: str
    cause: Cause | None
    missing: Missing | None
    last_known: Level | None
    shortage: OpenSignal | None
    short: list[OpenSignal]
    gpus: list[str]
    followed: int
    known: int
    in_stock: int
    watched: Watched
    coverage: float
    availability: float | None
    sellers: int
    asked_at: datetime


def judge(
    market: str,
    gpus: Sequence[GpuMeasure],
    watched: Watched,
    signals: MarketSignals = NONE,
    *,
    sellers: int,
    now: datetime,
) -> Verdict:
    """The level of a market as far as it can be told from coverage, history and sellers.

    It is the consumers' level: what is sold for workstations, servers and mining says nothing about their shelves.

    Args:
        market: code.
        gpus: its gpus as they stand now.
        watched: how long it was.
        signals: its open signals.
        sellers: independent sellers of the last 90 days.
        now: aware UTC.
    """
    gpus = [gpu for gpu in gpus if gpu.segment in CONSUMER]
    followed = sum(gpu.offers_followed for gpu in gpus)
    known = sum(gpu.offers_known for gpu in gpus)
    in_stock = sum(gpu.offers_in_stock for gpu in gpus)
    coverage = known / followed if followed else 0.0
    shortage = signals.shortage(Scope(market))
    reached = watched.reached(LEAST_HISTORY)
    since: datetime | None = None
    missing: Missing | None = None
    if not followed and not (shortage and watched.shops_readable):
        reason = "nothing_followed"
    elif followed and coverage < LEAST_COVERAGE:
        reason, missing = "low_coverage", Missing("coverage", round(coverage, 4), LEAST_COVERAGE)
        # With a shop still readable it cannot be told here since when too few are.
        since = watched.intervals[-1][1] if watched.intervals and not watched.shops_readable else None
    elif reached is None:
        reason, missing = "short_history", Missing("history_days", watched.total.days, LEAST_HISTORY.days)
        since = watched.intervals[0][0] if watched.intervals else None
    elif sellers < LEAST_SELLERS:
        reason, missing = "few_sellers", Missing("sellers", sellers, LEAST_SELLERS)
    elif shortage:
        reason, since = "open_shortage", midnight(shortage.since)
    else:
        reason = "no_shortage"
        since = max(filter(None, (reached, watched.unbroken_since(_LONGEST_GAP), signals.ended_at)))
    is_known = reason in {"open_shortage", "no_shortage"}
    return Verdict(
        market=market,
        level=(_level(shortage) if is_known else Level.UNKNOWN),
        since=since,
        reason=reason,
        cause=shortage.cause if shortage and is_known else None,
        missing=missing,
        last_known=_level(shortage) if shortage and not is_known else None,
        shortage=shortage,
        short=[_refreshed(signal, gpus) for signal in signals.short_gpus()],
        gpus=[gpu.gpu for gpu in gpus],
        followed=followed,
        known=known,
        in_stock=in_stock,
        watched=watched,
        coverage=coverage,
        availability=in_stock / known if known else None,
        sellers=sellers,
        asked_at=now,
    )


def _refreshed(signal: OpenSignal, gpus: Sequence[GpuMeasure]) -> OpenSignal:
    """With the figures of the last judged day in the place of those with which it opened."""
    standing = next((gpu.standing for gpu in gpus if gpu.gpu == signal.scope.gpu), None)
    if standing is None:
        return signal
    latest = {name: value for name, value in asdict(standing).items() if value is not None}
    return replace(signal, evidence=signal.evidence | latest)


def _level(shortage: OpenSignal | None) -> Level:
    return shortage.level if shortage and shortage.level else Level.NORMAL
