"""How well each shop can be read: what its polls came to, and how much of the time it was watched."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.polling.fields import FieldCounts, restored
from monitor.storage.models import Coverage, Poll, Retailer, Source
from scrapers.errors import Outcome

_LAST_POLLS: Final = 30


@dataclass(frozen=True, slots=True)
class LastPoll:
    """One attempt; `expected` is the usual number of offers, None where not known."""

    observed_at: datetime
    outcome: Outcome
    reason: str | None
    detail: str | None
    complete: bool
    expected: int | None
    found: int
    changed: int
    warnings: int
    duration_s: float


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """One source of a shop.

    Attributes:
        interval: usual time between two polls.
        fields: how much of its offers was read the last time.
        polls: the last 30, the latest first.
    """

    url: str
    kind: str
    interval: timedelta
    failures: int
    due_at: datetime
    last_complete_at: datetime | None
    fields: FieldCounts | None
    polls: list[LastPoll]


@dataclass(frozen=True, slots=True)
class ShopHealth:
    """A shop over some days.

    Attributes:
        outcomes: how often polls ended in which way.
        coverage: share of its sources' time since they were first read, in those days; None where never read.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    coverage: float | None = None

    @property
    def polls(self) -> int:
        """How many attempts there were."""
        return self.outcomes.total()


def by_shop(session: Session, now: datetime, days: int) -> dict[int, ShopHealth]:
    """The health of every shop over the last days, by its id.

    Args:
        session: an open session.
        now: aware UTC.
        days: how many.
    """
    since = now - timedelta(days=days)
    outcomes: dict[int, Counter[str]] = defaultdict(Counter)
    for retailer_id, outcome, count in session.execute(
        select(Source.retailer_id, Poll.outcome, func.count())
        .join(Poll, Poll.source_id == Source.id)
        .where(Poll.observed_at > since, Poll.observed_at <= now)
        .group_by(Source.retailer_id, Poll.outcome)
    ):
        outcomes[retailer_id][str(outcome)] += count
    watched = _watched(session, since, now)
    return {key: ShopHealth(outcomes[key], watched.get(key)) for key in outcomes.keys() | watched.keys()}


def _watched(session: Session, since: datetime, now: datetime) -> dict[int, float]:
    """By shop, the share of time since `since` that its active sources were watched, of that since their first reading."""
    begun = (
        select(Coverage.source_id, func.min(Coverage.valid_from).label("at")).group_by(Coverage.source_id).subquery()
    )
    ends = func.least(
        Coverage.held_to,
        func.lead(Coverage.valid_from).over(partition_by=Coverage.source_id, order_by=Coverage.valid_from),
        now,
    )
    stretches = select(
        Coverage.source_id, func.greatest(Coverage.valid_from, since).label("starts"), ends.label("ends")
    ).subquery()
    seconds = func.extract("epoch", stretches.c.ends - stretches.c.starts)
    covered = (
        select(stretches.c.source_id, func.sum(seconds).label("s"))
        .where(stretches.c.ends > stretches.c.starts)
        .group_by(stretches.c.source_id)
        .subquery()
    )
    whole = func.extract("epoch", now - func.greatest(begun.c.at, since))
    rows = session.execute(
        select(Source.retailer_id, func.sum(func.coalesce(covered.c.s, 0)), func.sum(whole))
        .join(begun, begun.c.source_id == Source.id)
        .outerjoin(covered, covered.c.source_id == Source.id)
        .where(Source.active, begun.c.at < now)
        .group_by(Source.retailer_id)
    )
    return {retailer_id: min(float(some / every), 1.0) for retailer_id, some, every in rows if every}


def sources(session: Session, retailer: str) -> list[SourceHealth]:
    """A shop's sources in use, each with its last polls."""
    rows = session.scalars(
        select(Source).join(Retailer).where(Retailer.name == retailer, Source.active).order_by(Source.id)
    ).all()
    return [
        SourceHealth(
            url=source.url,
            kind=source.kind,
            interval=source.interval,
            failures=source.failures,
            due_at=source.due_at,
            last_complete_at=source.last_complete_at,
            fields=restored(source.last_fields),
            polls=_last_polls(session, source.id),
        )
        for source in rows
    ]


def _last_polls(session: Session, source_id: int) -> list[LastPoll]:
    columns = [getattr(Poll, name) for name in LastPoll.__slots__]
    rows = session.execute(
        select(*columns).where(Poll.source_id == source_id).order_by(Poll.observed_at.desc()).limit(_LAST_POLLS)
    )
    return [LastPoll(*row) for row in rows]


def specs(session: Session) -> dict[str, dict[str, Any]]:
    """What every retailer's file says, by name."""
    return dict(iter(session.execute(select(Retailer.name, Retailer.spec))))
