"""What the verdict rests on: how every gpu stood when its last day was judged, and the signals of the market."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.signals.episode import Scope
from monitor.signals.open_signals import MarketSignals, OpenSignal, Step
from monitor.signals.standing import Standing
from monitor.storage.models import GpuRow, Retailer
from monitor.storage.models_history import GpuStanding
from monitor.storage.models_signals import Signal, SignalEvent
from monitor.vocabulary import DATA_QUALITY, EventKind, SignalKind

#: Standings older than this say nothing of today.
_LATEST: Final = timedelta(days=3)
_MONEY: Final = frozenset({"street_price", "reference"})
_FIGURES: Final = tuple(field.name for field in fields(Standing))


def write(session: Session, market: str, standings: Mapping[str, Standing], ids: Mapping[str, int]) -> None:
    """Write how a market's gpus stood on a day; what was written of it before stays.

    Args:
        session: an open session.
        market: code.
        standings: by gpu.
        ids: of gpus by name.
    """
    rows = [
        {name: Decimal(str(value)) if name in _MONEY and value is not None else value for name, value in found.items()}
        | {"market": market, "gpu_id": ids[gpu]}
        for gpu, found in ((gpu, asdict(standing)) for gpu, standing in sorted(standings.items()))
        if found["n_independent_sellers"]
    ]
    if rows:
        session.execute(insert(GpuStanding).on_conflict_do_nothing(), rows)


def latest(session: Session, now: datetime) -> dict[tuple[str, str], Standing]:
    """By market and gpu, how each stood on its last judged day, unless that is days ago."""
    last = (
        select(GpuStanding.market, func.max(GpuStanding.day).label("day"))
        .where(GpuStanding.day.between((now - _LATEST).date(), now.date()))
        .group_by(GpuStanding.market)
        .subquery()
    )
    columns = [getattr(GpuStanding, name) for name in _FIGURES]
    rows = session.execute(
        select(GpuStanding.market, GpuRow.name, *columns)
        .join(last, (last.c.market == GpuStanding.market) & (last.c.day == GpuStanding.day))
        .join(GpuRow, GpuRow.id == GpuStanding.gpu_id)
    )
    return {(market, gpu): _standing(figures) for market, gpu, *figures in rows}


def _standing(figures: list[object]) -> Standing:
    found = dict(zip(_FIGURES, figures, strict=True))
    money = {name: float(value) for name in _MONEY if isinstance(value := found[name], Decimal)}
    return Standing(**found | money)  # type: ignore[arg-type] # the columns are the fields


def market_signals(session: Session, since: date) -> dict[str, MarketSignals]:
    """By market, its open signals, and how the level of the whole market went.

    Args:
        session: an open session.
        since: steps before it are left out, unless their shortage is open or ended later.
    """
    rows = session.execute(
        select(Signal, GpuRow.name, Retailer.name)
        .outerjoin(GpuRow, GpuRow.id == Signal.gpu_id)
        .outerjoin(Retailer, Retailer.id == Signal.retailer_id)
        .where(
            Signal.listing_id.is_(None),
            Signal.kind.not_in(DATA_QUALITY),
            Signal.closed_at.is_(None),
            Signal.withdrawn_at.is_(None),
        )
        .order_by(Signal.market, Signal.opened_at, Signal.id)
    )
    opened: dict[str, list[OpenSignal]] = defaultdict(list)
    for signal, gpu, retailer in rows:
        scope = Scope(signal.market, gpu=gpu, segment=signal.segment, retailer=retailer)
        # The latest figures, under those of the opening that were not measured again.
        evidence = signal.evidence | signal.evidence.get("now", {})
        day = date.fromisoformat(signal.evidence["since"])
        opened[signal.market].append(OpenSignal(signal.kind, scope, signal.level, signal.cause, day, evidence))
    steps = _steps(session, since)
    ended = _last_ended(session)
    codes = opened.keys() | steps.keys() | ended.keys()
    return {code: MarketSignals(opened[code], steps.get(code, []), ended.get(code)) for code in codes}


def _of_whole_markets() -> tuple[ColumnElement[bool], ...]:
    """Conditions: the signal is a shortage of a whole market."""
    return (
        Signal.kind == SignalKind.SHORTAGE,
        Signal.listing_id.is_(None),
        Signal.gpu_id.is_(None),
        Signal.segment.is_(None),
        Signal.retailer_id.is_(None),
        Signal.withdrawn_at.is_(None),
    )


def _steps(session: Session, since: date) -> dict[str, list[Step]]:
    """By market, from which day on which level held; None is no shortage."""
    rows = session.execute(
        select(Signal.market, Signal.evidence["since"].astext, SignalEvent.kind, SignalEvent.at, SignalEvent.level)
        .join(SignalEvent, SignalEvent.signal_id == Signal.id)
        .where(*_of_whole_markets(), or_(Signal.closed_at.is_(None), Signal.closed_at >= since))
        .order_by(SignalEvent.at, SignalEvent.id)
    )
    steps: dict[str, list[Step]] = defaultdict(list)
    for market, onset, kind, at, level in rows:
        match kind:
            case EventKind.OPEN:
                steps[market].append(Step(date.fromisoformat(onset), level))
            case EventKind.LEVEL:
                steps[market].append(Step((at - timedelta(days=1)).date(), level))
            case EventKind.CLOSE:
                steps[market].append(Step((at - timedelta(days=1)).date(), None))
    return dict(steps)


def _last_ended(session: Session) -> dict[str, datetime]:
    """By market, when its last shortage was over."""
    rows = session.execute(
        select(Signal.market, func.max(Signal.closed_at))
        .where(*_of_whole_markets(), Signal.closed_at.is_not(None))
        .group_by(Signal.market)
    )
    return {market: at for market, at in rows if at is not None}
