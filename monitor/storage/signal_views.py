"""Signals as people and programs read them: of any scope, with the names of what they are about."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, func, not_, or_, select
from sqlalchemy.orm import Session

from monitor.storage.models import GpuRow, Listing, Retailer
from monitor.storage.models_signals import Signal
from monitor.vocabulary import DATA_QUALITY, Level, ScopeKind, SignalKind

#: How many things a signal is about that are less than a market.
_narrow = func.num_nonnulls(Signal.listing_id, Signal.gpu_id, Signal.segment, Signal.retailer_id)
#: What tells the scopes apart.
_IS: Final[dict[ScopeKind, ColumnElement[bool]]] = {
    ScopeKind.LISTING: Signal.listing_id.is_not(None),
    ScopeKind.GPU: and_(Signal.listing_id.is_(None), Signal.gpu_id.is_not(None)),
    ScopeKind.SEGMENT: Signal.segment.is_not(None),
    ScopeKind.RETAILER: and_(
        Signal.listing_id.is_(None), Signal.gpu_id.is_(None), Signal.segment.is_(None), Signal.retailer_id.is_not(None)
    ),
    ScopeKind.MARKET: _narrow == 0,
}


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal with the names of what it is about.

    Attributes:
        demo: its retailer is simulated; without a retailer, all that are enabled in its market are.
    """

    signal: Signal
    gpu: str | None
    retailer: str | None
    demo: bool
    title: str | None
    url: str | None

    @property
    def scope(self) -> ScopeKind:
        """What it is about."""
        if self.signal.listing_id is not None:
            return ScopeKind.LISTING
        if self.signal.gpu_id is not None:
            return ScopeKind.GPU
        if self.signal.segment is not None:
            return ScopeKind.SEGMENT
        return ScopeKind.MARKET if self.signal.retailer_id is None else ScopeKind.RETAILER

    @property
    def level(self) -> Level | None:
        """Its level; of a signal that is over none."""
        return self.signal.level if self.signal.closed_at is None else None


def is_demo() -> ColumnElement[bool]:
    """Whether it is simulated. Of the joined retailer; or of the market: its enabled retailers are all simulated."""
    enabled = Retailer.__table__.alias("enabled_here")
    of_market = (
        select(func.bool_and(enabled.c.demo))
        .where(enabled.c.market == Signal.market, enabled.c.enabled)
        .correlate(Signal)
        .scalar_subquery()
    )
    return func.coalesce(Retailer.demo, of_market, False)


def recent(
    session: Session,
    *,
    market: str | None = None,
    kind: SignalKind | None = None,
    scopes: Collection[ScopeKind] = (),
    only_open: bool = False,
    since: datetime | None = None,
    quality: bool | None = None,
    withdrawn: bool = False,
    gpu_id: int | None = None,
    limit: int = 500,
    offset: int = 0,
) -> list[SignalView]:
    """Signals, the latest opened first; of the same time, those of the market first.

    Args:
        session: an open session.
        market: only of this one.
        kind: only of this one.
        scopes: only about these; about anything if empty.
        only_open: only those that are not over.
        since: only those opened then or later.
        quality: only about what the monitor could not see (True), or only about the market (False).
        withdrawn: only those that a correction withdrew, instead of all others.
        gpu_id: only of this card, of the whole or of single listings of it.
        limit: at most so many.
        offset: so many are passed over.
    """
    order = (Signal.opened_at.desc(), _narrow, Signal.id.desc())
    # Names are looked up of those alone that are wanted, not of those that are passed over.
    query = (
        select(Signal.id)
        .where(Signal.withdrawn_at.is_not(None) if withdrawn else Signal.withdrawn_at.is_(None))
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    if gpu_id is not None:
        query = query.where(Signal.gpu_id == gpu_id)
    if market:
        query = query.where(Signal.market == market)
    if kind:
        query = query.where(Signal.kind == kind)
    if scopes:
        query = query.where(or_(*(_IS[scope] for scope in scopes)))
        if ScopeKind.LISTING not in scopes:
            # Said apart, so that the server knows the index that holds these alone.
            query = query.where(Signal.listing_id.is_(None))
    if only_open:
        query = query.where(Signal.closed_at.is_(None))
    if since:
        query = query.where(Signal.opened_at >= since)
    if quality is not None:
        of_sight = Signal.kind.in_(DATA_QUALITY)
        query = query.where(of_sight if quality else not_(of_sight))
    named = _views().where(Signal.id.in_(query)).order_by(*order)
    return [
        SignalView(s, gpu, retailer, demo, title, url) for s, gpu, retailer, demo, title, url in session.execute(named)
    ]


def by_id(session: Session, signal_id: int) -> SignalView | None:
    """One signal; None where it is gone."""
    row = session.execute(_views().where(Signal.id == signal_id)).one_or_none()
    return None if row is None else SignalView(*row)


@cache
def _views() -> Select[Signal, str, str, bool, str, str]:
    return (
        select(Signal, GpuRow.name, Retailer.name, is_demo(), Listing.title, Listing.url)
        .outerjoin(GpuRow, GpuRow.id == Signal.gpu_id)
        .outerjoin(Retailer, Retailer.id == Signal.retailer_id)
        .outerjoin(Listing, Listing.id == Signal.listing_id)
    )


def open_counts(session: Session) -> list[tuple[str, SignalKind, bool, int]]:
    """How many signals are open, by market, kind and whether they are of the demo."""
    demo = is_demo().label("demo")
    named = (
        select(Signal.market, Signal.kind, demo)
        .outerjoin(Retailer, Retailer.id == Signal.retailer_id)
        .where(Signal.closed_at.is_(None))
        .subquery()
    )
    rows = session.execute(
        select(named.c.market, named.c.kind, named.c.demo, func.count()).group_by(
            named.c.market, named.c.kind, named.c.demo
        )
    )
    return [(market, kind, of_demo, count) for market, kind, of_demo, count in rows]


def as_json(view: SignalView) -> dict[str, Any]:
    """A signal as programs read it: kind, level, cause, scope, opened_at, closed_at, withdrawn_at, evidence."""
    signal = view.signal
    scope: dict[str, Any] = {"market": signal.market}
    if view.gpu:
        scope["gpu"] = view.gpu
    if signal.segment:
        scope["segment"] = signal.segment
    if view.retailer:
        scope["retailer"] = view.retailer
    if signal.listing_id is not None:
        scope["listing"] = {"id": signal.listing_id, "title": view.title, "url": view.url}
    return {
        "kind": signal.kind,
        "level": signal.level,
        "cause": signal.cause,
        "scope": scope,
        "opened_at": signal.opened_at,
        "closed_at": signal.closed_at,
        "withdrawn_at": signal.withdrawn_at,
        "evidence": signal.evidence,
        "demo": view.demo,
    }
