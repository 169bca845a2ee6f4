"""Queries behind the measures: what stands on the shelves now, and how long each market has been watched."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, DateTime, Double, Select, SQLColumnExpression, case, cast, func, literal, select
from sqlalchemy.orm import Session

from monitor.polling.schedule import BRIDGED_INTERVALS, LATENESS
from monitor.signals.measures import ListingState
from monitor.signals.verdict import Watched
from monitor.storage.models import Coverage, GpuRow, Listing, Retailer, Source


def launch_price(currency: SQLColumnExpression[str | None]) -> ColumnElement[Decimal | None]:
    """The gpu's launch price in a currency; NULL where none is known in it."""
    return case(
        {
            "USD": GpuRow.launch_price_usd,
            "EUR": GpuRow.launch_price_eur,
            "GBP": GpuRow.launch_price_gbp,
            "TRY": GpuRow.launch_price_try,
        },
        value=currency,
    )


def covered_sources(now: datetime) -> Select[int]:
    """Sources watched up to now: their last complete poll is at most three intervals old, and a little late."""
    last = (
        select(Coverage.source_id, func.max(Coverage.valid_to).label("until")).group_by(Coverage.source_id).subquery()
    )
    age = func.extract("epoch", cast(literal(now), DateTime(timezone=True)) - last.c.until)
    longest = func.extract("epoch", Source.interval) * (BRIDGED_INTERVALS * LATENESS)
    return select(Source.id).join(last, last.c.source_id == Source.id).where(Source.active, age <= longest)


def listing_states(session: Session, now: datetime) -> list[ListingState]:
    """Every followed listing of a gpu at enabled retailers, as it stands now."""
    covered = Listing.home_source_id.in_(covered_sources(now))
    rows = session.execute(
        select(
            Retailer.market,
            GpuRow.name.label("gpu"),
            GpuRow.segment,
            cast(GpuRow.memory_gb, Double).label("memory_gb"),
            launch_price(Listing.currency).label("launch_price"),
            Retailer.name.label("retailer"),
            Retailer.tier,
            Retailer.demo,
            Listing.seller,
            Listing.first_party,
            Listing.condition,
            Listing.title,
            Listing.url,
            Listing.price,
            Listing.currency,
            Listing.stock,
            Listing.changed_at,
            Listing.seller_group,
            Listing.offer_count,
            Listing.last_seen_at,
            covered.label("covered"),
        )
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .join(GpuRow, GpuRow.id == Listing.gpu_id)
        .where(Retailer.enabled)
        .order_by(Listing.id)
    )
    return [ListingState(**row) for row in rows.mappings()]


def watched(session: Session, now: datetime) -> dict[str, Watched]:
    """How long each market with an enabled retailer has been watched."""
    span = func.unnest(func.range_agg(func.tstzrange(Coverage.valid_from, Coverage.valid_to))).label("span")
    spans = (
        select(Retailer.market, span)
        .join(Source, Source.id == Coverage.source_id)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Retailer.enabled, Coverage.valid_to > Coverage.valid_from)
        .group_by(Retailer.market)
        .subquery()
    )
    intervals: dict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for market, start, end in session.execute(
        select(spans.c.market, func.lower(spans.c.span), func.upper(spans.c.span)).order_by(
            spans.c.market, spans.c.span
        )
    ):
        intervals[market].append((start, end))
    readable = Retailer.id.distinct()
    counts = session.execute(
        select(
            Retailer.market,
            func.count(readable),
            func.count(readable).filter(Source.id.in_(covered_sources(now))),
            func.max(Source.last_complete_at),
        )
        .join(Source, Source.retailer_id == Retailer.id)
        .where(Retailer.enabled, Source.active)
        .group_by(Retailer.market)
    )
    return {market: Watched(intervals[market], shops, covered, seen) for market, shops, covered, seen in counts}
