"""The use case "backtest": follow stored history through the same rules as live, in memory, and tell what they say."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, Final

import msgspec
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
from monitor.utc_days import midnight
from monitor.vocabulary import Cause, EventKind, Level, SignalKind
from scrapers.market import MARKETS

_DAY: Final = timedelta(days=1)
#: Days before the first that are followed, too, so that what is usual then is known.
_RUN_UP: Final = LOOK_BACK + 180


class Told(msgspec.Struct, gc=False):
    """A signal as its events leave it.

    Attributes:
        scope: `market`, and `gpu`, `segment`, `retailer` or `listing` (an id) where it is about such.
        opened_at, closed_at: aware UTC.
        figures: the evidence as JSON: a year of a big market has more than half a million signals of listings.
    """

    kind: SignalKind
    scope: dict[str, Any]
    opened_at: datetime
    figures: bytes
    level: Level | None = None
    cause: Cause | None = None
    closed_at: datetime | None = None

    @property
    def evidence(self) -> dict[str, Any]:
        """Figures that a person can check."""
        found: dict[str, Any] = msgspec.json.decode(self.figures)
        return found

    def note(self, name: str, figures: dict[str, Any]) -> None:
        """Add to the evidence, or replace what was noted by that name."""
        self.figures = _encode(self.evidence | {name: figures})


_encode: Final = msgspec.json.Encoder().encode


@dataclass(slots=True)
class _Teller:
    """Turns events into signals, of which those are kept that were open after `begin`."""

    begin: datetime
    told: list[Told] = field(default_factory=list)
    _open: dict[tuple[Any, ...], Told] = field(default_factory=dict)

    def of_market(self, event: MarketEvent) -> None:
        key = (event.scope, event.kind)
        if event.what is EventKind.OPEN:
            scope = {
                name: value
                for name in ("market", "gpu", "segment", "retailer")
                if (value := getattr(event.scope, name)) is not None
            }
            figures = _encode(event.evidence)
            self._open[key] = Told(event.kind, scope, event.opened_at, figures, event.level, event.cause)
            return
        signal = self._open[key]
        signal.cause = event.cause or signal.cause
        if event.what is EventKind.CLOSE:
            signal.closed_at = event.at
            signal.note("closing", event.evidence)
            self._keep(self._open.pop(key))
        else:
            signal.level = event.level
            signal.note("now", event.evidence)

    def of_listing(
        self, listed: Listed, found: history.ListingHistory, until: datetime, rates: listing.Rates | None
    ) -> None:
        info = found.info
        scope = {"market": info.market, "gpu": listed.gpu, "retailer": listed.retailer, "listing": info.id}
        opened: dict[SignalKind, listing.Event] = {}
        for event in listing.fold([], found.points, [], until, covered=found.covered, rates=rates):
            if event.what is EventKind.OPEN:
                opened[event.kind] = event
            elif first := opened.pop(event.kind, None):
                figures = _encode(first.evidence | {"closing": event.evidence})
                self._keep(Told(event.kind, scope, event.opened_at, figures, cause=event.cause, closed_at=event.at))
        for event in opened.values():
            self._keep(Told(event.kind, scope, event.opened_at, _encode(event.evidence)))

    def all(self) -> list[Told]:
        """By opening time."""
        about = {id(t.scope): str(t.scope) for t in chain(self.told, self._open.values())}
        return sorted(chain(self.told, self._open.values()), key=lambda t: (t.opened_at, t.kind, about[id(t.scope)]))

    def _keep(self, signal: Told) -> None:
        if signal.closed_at is None or signal.closed_at > self.begin:
            self.told.append(signal)


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
    begin, until = midnight(first), midnight(last + _DAY)
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
    by_day = {code: rates_by_day(session, code, start - REFERENCE_WINDOW, last) for code in walks}
    teller = _Teller(begin)
    stream = history.stream(session, first=midnight(start), until=until, markets=list(walks), corrected=corrected)
    for found in stream:
        info = found.info
        listed = market_days.listed(info, gpu_names, retailers)
        walks[info.market].add(info.id, listed, found.points, found.covered)
        if listings:
            teller.of_listing(listed, found, until, by_day[info.market])
    # All is read before the walk: the server ends transactions that do nothing for long.
    shares = covered_by_retailer(session, start, last)
    rates = {code: log_rates(session, code, start, last) for code in walks}
    for code, walk in walks.items():
        for events in walk.steps(shares, rates[code]):
            for event in events:
                teller.of_market(event)
    yield from (t for t in teller.all() if t.opened_at < until)


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
    teller = _Teller(observed)
    for found in history.stream(session, first=observed, until=until, listing_ids=[listing_id], corrected=corrected):
        rates = rates_by_day(session, found.info.market, observed.date() - REFERENCE_WINDOW, until.date())
        teller.of_listing(market_days.listed(found.info, gpu_names, retailers), found, until, rates)
    return teller.all()
