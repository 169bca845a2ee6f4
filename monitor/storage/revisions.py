"""Signals that a correction takes back, changes, or brings back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from monitor.storage.models import GpuRow, Retailer
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import Cause, EventKind, Level, SignalKind

_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def find(
    session: Session, kind: SignalKind, scope: Mapping[str, Any], opened_at: datetime, closed_at: datetime | None
) -> Signal | None:
    """The stored signal that this one is: opened at the same time; else the one that was on in this time.

    Args:
        session: an open session.
        kind: what happened.
        scope: `market`, and `listing` (an id), or `gpu`, `segment` and `retailer` where it is about such.
        opened_at: aware UTC.
        closed_at: None while it is open.
    """
    query = select(Signal).where(Signal.kind == kind, Signal.market == scope["market"]).order_by(Signal.opened_at)
    if "listing" in scope:
        query = query.where(Signal.listing_id == scope["listing"])
    else:
        query = (
            query.outerjoin(GpuRow, GpuRow.id == Signal.gpu_id)
            .outerjoin(Retailer, Retailer.id == Signal.retailer_id)
            .where(
                Signal.listing_id.is_(None),
                GpuRow.name.is_not_distinct_from(scope.get("gpu")),
                Signal.segment.is_not_distinct_from(scope.get("segment")),
                Retailer.name.is_not_distinct_from(scope.get("retailer")),
            )
        )
    stored = session.scalars(query).all()
    same = next((signal for signal in stored if signal.opened_at == opened_at), None)
    return same or next(
        (
            signal
            for signal in stored
            if signal.withdrawn_at is None
            and signal.opened_at < (closed_at or _NEVER)
            and opened_at < (signal.closed_at or _NEVER)
        ),
        None,
    )


def withdraw(session: Session, signal: Signal, at: datetime, correction: dict[str, Any]) -> None:
    """Take a signal back: it counts no more. Why stands in its evidence under `correction`."""
    signal.withdrawn_at = at
    signal.closed_at = signal.closed_at or at
    signal.evidence = signal.evidence | {"correction": correction}
    _append(session, signal, EventKind.WITHDRAW, at, {"correction": correction})


def amend(
    session: Session,
    signal: Signal,
    at: datetime,
    correction: dict[str, Any],
    *,
    level: Level | None,
    cause: Cause | None,
    closed_at: datetime | None,
    evidence: dict[str, Any],
) -> None:
    """Give a signal what it should have been; one that was withdrawn counts again.

    One that is open stays open: the fold ends it. One that is over may turn out not to be, unless another one has opened
    in its place. The evidence that it had is kept under `before_correction`.

    Args:
        session: an open session.
        signal: the stored one.
        at: when the correction was recorded.
        correction: its numbers, reason and author.
        level: as the rules say with the correction.
        cause: likewise.
        closed_at: likewise.
        evidence: likewise.
    """
    if signal.closed_at is None and closed_at is not None:
        evidence = {name: value for name, value in evidence.items() if name != "closing"}
        cause = signal.cause
    elif closed_at is not None or not _is_another_open(session, signal):
        signal.closed_at = closed_at
    signal.withdrawn_at = None
    signal.level, signal.cause = level, cause
    before = signal.evidence
    signal.evidence = evidence | {"correction": correction, "before_correction": before}
    _append(session, signal, EventKind.AMEND, at, evidence | {"correction": correction})


def _is_another_open(session: Session, signal: Signal) -> bool:
    same = (Signal.market, Signal.kind, Signal.gpu_id, Signal.retailer_id, Signal.listing_id, Signal.segment)
    query = select(Signal.id).where(
        Signal.id != signal.id,
        Signal.closed_at.is_(None),
        *(column.is_not_distinct_from(getattr(signal, column.key)) for column in same),
    )
    return session.scalar(query.limit(1)) is not None


def _append(session: Session, signal: Signal, what: EventKind, at: datetime, evidence: dict[str, Any]) -> None:
    session.add(
        SignalEvent(
            signal_id=signal.id,
            kind=what,
            at=at,
            recorded_at=at,
            level=signal.level,
            cause=signal.cause,
            evidence=evidence,
        )
    )
    session.flush()
