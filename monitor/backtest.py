"""The use case "backtest": follow stored history through the same rules as live, in memory, and tell what they say."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from monitor.market_fold import covered_by_retailer, log_rates, rates_by_day
from monitor.signals import listing
from monitor.signals.calm import LOOK_BACK
from monitor.signals.episode import MarketEvent
from monitor.signals.market import Market
from monitor.signals.shelves import Listed
from monitor.signals.usual import REFERENCE_WINDOW
from monitor.signals.walk import Walk
from monitor.storage import history, market_days
from monitor.vocabulary import Cause, EventKind, Level, SignalKind
from scrapers.market import MARKETS

_DAY: Final = timedelta(days=1)
_RATES_BEFORE: Final = REFERENCE_WINDOW
#: Days before the first that are followed, too, so that what is usual then is known.
_RUN_UP: Final = LOOK_BACK + 180


@dataclass(slots=True)
class Told:
    """A signal as its events leave it.

    Attributes:
        scope: `market`, and `gpu`, `segment`, `retailer` or `listing` (an id) where it is about such.
        opened_at, closed_at: aware UTC.
    """

    kind: SignalKind
    scope: dict[str, Any]
    opened_at: datetime
    evidence: dict[str, Any]
    level: Level | None = None
    cause: Cause | None = None
    closed_at: datetime | None = None


@dataclass(slots=True)
class _Teller:
    """Turns events into signals."""

    told: dict[tuple[Any, ...], Told] = field(default_factory=dict)

    def of_market(self, event: MarketEvent) -> None:
        scope = {
            name: value
            for name in ("market", "gpu", "segment", "retailer")
            if (value := getattr(event.scope, name)) is not None
        }
        key = (event.scope, event.kind, event.opened_at)
        if event.what is EventKind.OPEN:
            self.told[key] = Told(event.kind, scope, event.opened_at, event.evidence, event.level, event.cause)
            return
        signal = self.told[key]
        signal.cause = event.cause or signal.cause
        if event.what is EventKind.CLOSE:
            signal.closed_at = event.at
            signal.evidence = signal.evidence | {"closing": event.evidence}
        else:
            signal.level = event.level
            signal.evidence = signal.evidence | {"now": event.evidence}

    def of_listing(
        self, listed: Listed, found: history.ListingHistory, until: datetime, rates: listing.Rates | None
    ) -> None:
        info = found.info
        scope = {"market": info.market, "gpu": listed.gpu, "retailer": listed.retailer, "listing": info.id}
        for event in listing.fold([], found.points, [], until, covered=found.covered, rates=rates):
            key = (info.id, event.kind, event.opened_at)
            if event.what is EventKind.OPEN:
                self.told[key] = Told(event.kind, scope, event.opened_at, event.evidence)
            else:
                signal = self.told[key]
                signal.closed_at, signal.cause = event.at, event.cause
                signal.evidence = signal.evidence | {"closing": event.evidence}


def run(
    session: Session,
    first: date,
    last: date,
    *,
    markets: Collection[str] | None = None,
    corrected: bool = False,
    listings: bool = True,
) -> Iterator[Told]:
    """Signals of stored history, by opening time: those that were open at some time from `first` to `last`.

    What was known at each moment is all that its rules saw: nothing is looked ahead at.

    Args:
        session: an open session.
        first: UTC day.
        last: UTC day, included.
        markets: only these; None is every one with an enabled retailer.
        corrected: corrections hold from the beginning, instead of from when they were made.
        listings: also the signals of single listings.
    """
    begin, until = market_days.midnight(first), market_days.midnight(last + _DAY)
    observed = market_days.first_observed(session)
    if observed is None or observed >= until:
        return
    start = max(observed.date(), first - _RUN_UP * _DAY)
    gpu_names, retailers = market_days.names(session)
    walks: dict[str, Walk] = {}
    for code in market_days.markets(session):
        if markets is None or code in markets:
            infos, _ = market_days.gpus(session, MARKETS[code].currency)
            market = Market(code, start.toordinal(), infos, MARKETS[code].fx_anchor is not None)
            walks[code] = Walk(market, start, last)
    rates = {code: rates_by_day(session, code, start - _RATES_BEFORE, last) for code in walks}
    teller = _Teller()
    stream = history.stream(
        session, first=market_days.midnight(start), until=until, markets=list(walks), corrected=corrected
    )
    for found in stream:
        info = found.info
        listed = market_days.listed(info, gpu_names, retailers)
        walks[info.market].add(info.id, listed, found.points, found.covered)
        if listings:
            teller.of_listing(listed, found, until, rates[info.market])
    for code, walk in walks.items():
        shares = covered_by_retailer(session, start, last)
        for events in walk.steps(shares, log_rates(session, code, start, last)):
            for event in events:
                teller.of_market(event)
    yield from sorted(
        (t for t in teller.told.values() if t.opened_at < until and (t.closed_at is None or t.closed_at > begin)),
        key=lambda t: (t.opened_at, t.kind, str(t.scope)),
    )


def of_listing(session: Session, listing_id: int, until: datetime, *, corrected: bool = False) -> list[Told]:
    """The signals of one listing, by opening time; none where it is no card, or its retailer is disabled.

    Args:
        session: an open session.
        listing_id: which.
        until: what was recorded later is left out, aware UTC.
        corrected: corrections hold from the beginning, whenever they were made.
    """
    gpu_names, retailers = market_days.names(session)
    observed = market_days.first_observed(session) or until
    teller = _Teller()
    for found in history.stream(session, first=observed, until=until, listing_ids=[listing_id], corrected=corrected):
        rates = rates_by_day(session, found.info.market, observed.date() - _RATES_BEFORE, until.date())
        teller.of_listing(market_days.listed(found.info, gpu_names, retailers), found, until, rates)
    return sorted(teller.told.values(), key=lambda t: (t.opened_at, t.kind))
