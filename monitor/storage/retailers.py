"""Retailers and their sources as rows, brought in line with the retailers' files."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from sqlalchemy import and_, case, delete, func, select, update
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from monitor.polling.fields import FieldCounts, add_up, restored
from monitor.storage import rates, signals
from monitor.storage.models import Coverage, Listing, Retailer, Source
from monitor.storage.models_history import GpuDay, GpuStanding, IndexDay
from monitor.storage.models_signals import Signal
from scrapers.errors import Outcome
from scrapers.spec import RetailerSpec
from scrapers.spec_values import duration

#: Where the addresses of retailers begin that only an imported file names.
IMPORTED: Final = "https://import.invalid/"


def sync(session: Session, specs: Iterable[RetailerSpec]) -> None:
    """Write retailers as their files say. Whether they are enabled stays; demo retailers always are.

    One that was only imported so far was enabled by nobody: with its file it can be polled, and has to be first.
    """
    for spec in specs:
        columns = {
            "title": spec.title,
            "market": spec.market,
            "tier": spec.tier,
            "demo": spec.demo,
            "spec": msgspec.to_builtins(spec),
        }
        retailer_id = session.execute(
            insert(Retailer)
            .values(name=spec.name, enabled=spec.demo, **columns)
            .on_conflict_do_update(
                index_elements=["name"],
                set_=columns | {"enabled": and_(Retailer.enabled, ~Retailer.spec["url"].astext.startswith(IMPORTED))},
            )
            .returning(Retailer.id)
        ).scalar_one()
        _sync_sources(session, retailer_id, spec)


def _sync_sources(session: Session, retailer_id: int, spec: RetailerSpec) -> None:
    for source in spec.sources:
        columns = {
            "kind": source.kind,
            "follow": source.follow,
            "interval": duration(source.interval or spec.politeness.interval),
            "lists_only_in_stock": source.lists_only_in_stock,
            "active": True,
        }
        session.execute(
            insert(Source)
            .values(retailer_id=retailer_id, url=source.url, **columns)
            .on_conflict_do_update(
                index_elements=["retailer_id", "url"],
                set_=columns | {"asked_since": case((Source.active, Source.asked_since), else_=func.now())},
            )
        )
    dropped = session.scalars(
        update(Source)
        .where(
            Source.retailer_id == retailer_id, Source.active, Source.url.not_in([source.url for source in spec.sources])
        )
        .values(active=False)
        .returning(Source.id)
    ).all()
    # Their home is gone: the next source that shows the items becomes it.
    session.execute(update(Listing).where(Listing.home_source_id.in_(dropped), Listing.missed == 0).values(missed=1))


def set_enabled(session: Session, name: str, *, enabled: bool, now: datetime) -> bool:
    """Switch a retailer on (its sources are due at once) or off. False when there is none of that name."""
    row = session.execute(
        select(Retailer.id, Retailer.enabled).where(Retailer.name == name).with_for_update(key_share=True)
    ).one_or_none()
    found = row.id if row else None
    session.execute(update(Retailer).where(Retailer.id == found).values(enabled=enabled))
    if row and enabled:
        asked_since = Source.asked_since if row.enabled else now
        session.execute(
            update(Source)
            .where(Source.retailer_id == found, Source.active)
            .values(due_at=now, failures=0, asked_since=asked_since)
        )
    elif found is not None:
        signals.end_episodes_of(session, found, now, "retailer_disabled")
        _end_coverage(session, found, now)
    return found is not None


def _end_coverage(session: Session, retailer_id: int, now: datetime) -> None:
    """What a retailer that is no longer asked said last holds no longer; what it said before stays part of history."""
    mine = select(Source.id).where(Source.retailer_id == retailer_id)
    session.execute(
        update(Coverage)
        .where(Coverage.source_id.in_(mine), Coverage.held_to > now)
        .values(held_to=func.greatest(Coverage.valid_to, now))
    )


def markets(session: Session) -> dict[str, str]:
    """The market of each retailer, by its name."""
    return dict(iter(session.execute(select(Retailer.name, Retailer.market))))


def remove_demo(session: Session) -> int:
    """Delete the demo market with all its history; answer how many retailers it had."""
    # In the order in which polls lock rows: one that is under way ends first.
    demo = select(Source.id).join(Retailer).where(Retailer.demo).order_by(Source.id)
    session.execute(demo.with_for_update(of=Source))
    rates.remove_demo(session)
    _forget_demo_markets(session)
    return len(session.scalars(delete(Retailer).where(Retailer.demo).returning(Retailer.id)).all())


def _forget_demo_markets(session: Session) -> None:
    """Delete the figures and signals of markets that the demo alone makes: they belong to no retailer."""
    real = select(Retailer.market).where(~Retailer.demo, Retailer.enabled)
    markets = session.scalars(
        select(Retailer.market).where(Retailer.demo, Retailer.market.not_in(real)).distinct()
    ).all()
    for table in (GpuDay, GpuStanding, IndexDay):
        session.execute(delete(table).where(table.market.in_(markets)))
    session.execute(delete(Signal).where(Signal.market.in_(markets), Signal.retailer_id.is_(None)))


@dataclass(frozen=True, slots=True)
class RetailerStatus:
    """A retailer as people want to see it."""

    id: int
    name: str
    title: str
    market: str
    tier: str
    enabled: bool
    demo: bool
    sources: int
    listings: int
    last_outcome: Outcome | None
    last_reason: str | None
    last_detail: str | None
    #: How much of the offers was read the last time, over all its sources; None before there were any.
    fields: FieldCounts | None
    last_poll_at: datetime | None
    last_complete_at: datetime | None

    @property
    def gaps(self) -> list[str]:
        """What its offers mostly lack, for people: ``price on 0 of 40 offers``."""
        return self.fields.gaps() if self.fields else []


def statuses(session: Session) -> list[RetailerStatus]:
    """Every retailer in the database. The outcome is that of the source polled last."""
    listings = select(Listing.retailer_id, func.count().label("n")).group_by(Listing.retailer_id).subquery()
    latest = (
        select(
            Source.retailer_id,
            func.count().label("n"),
            func.max(Source.last_complete_at).label("complete_at"),
            func.max(Source.last_poll_at).label("poll_at"),
            func.array_agg(Source.last_fields).filter(Source.last_fields.is_not(None)).label("fields"),
        )
        .where(Source.active)
        .group_by(Source.retailer_id)
        .subquery()
    )
    last = (
        select(Source.retailer_id, Source.last_outcome, Source.last_reason, Source.last_detail)
        .where(Source.active)
        .ext(distinct_on(Source.retailer_id))
        .order_by(Source.retailer_id, Source.last_poll_at.desc().nulls_last())
        .subquery()
    )
    rows = session.execute(
        select(
            Retailer,
            func.coalesce(latest.c.n, 0),
            func.coalesce(listings.c.n, 0),
            last.c.last_outcome,
            last.c.last_reason,
            last.c.last_detail,
            latest.c.fields,
            latest.c.poll_at,
            latest.c.complete_at,
        )
        .outerjoin(listings, listings.c.retailer_id == Retailer.id)
        .outerjoin(latest, latest.c.retailer_id == Retailer.id)
        .outerjoin(last, last.c.retailer_id == Retailer.id)
        .order_by(Retailer.market, Retailer.name)
    )
    return [
        RetailerStatus(
            id=r.id,
            name=r.name,
            title=r.title,
            market=r.market,
            tier=r.tier,
            enabled=r.enabled,
            demo=r.demo,
            sources=sources,
            listings=count,
            last_outcome=outcome,
            last_reason=reason,
            last_detail=detail,
            fields=add_up(counts for counts in map(restored, fields or []) if counts),
            last_poll_at=poll_at,
            last_complete_at=complete_at,
        )
        for r, sources, count, outcome, reason, detail, fields, poll_at, complete_at in rows
    ]
