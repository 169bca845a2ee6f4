"""Daily series of a market, from the daily figures: price index, premium and availability, of all cards and by segment."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, func, select, tuple_, union
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from monitor.catalog.catalog import CONSUMER
from monitor.signals.index import IndexPoint
from monitor.storage.measures import launch_price
from monitor.storage.models import GpuRow
from monitor.storage.models_history import GpuDay, IndexDay
from scrapers.spec import Tier

#: The segment that all consumer cards make.
ALL: Final = "all"
#: Which tier a market is told by: the first that it has.
_HEADLINE: Final = (Tier.FIRST_PARTY, Tier.AGGREGATOR, Tier.MARKETPLACE, Tier.AUCTION)


class Measure(StrEnum):
    """What a daily series says.

    Attributes:
        INDEX: the price index, 100 on its first day.
        PREMIUM: median over the gpus of street price / launch price - 1, of those with a launch price in that currency.
        AVAILABILITY: share of known listing-time in stock.
    """

    INDEX = "index"
    PREMIUM = "premium"
    AVAILABILITY = "availability"


class DailySeries(NamedTuple):
    """A measure of a market or of one of its segments, day by day (UTC); days on which it is not known are left out."""

    measure: Measure
    segment: str
    points: list[tuple[date, float]]


def markets(session: Session) -> list[str]:
    """Markets that have daily figures."""
    return sorted(session.scalars(union(select(GpuDay.market), select(IndexDay.market))))


def headline_tier(session: Session, market: str) -> Tier | None:
    """The price tier by which a market is told: first-party shops, else aggregators, else what there is."""
    of_market = (select(table.tier).where(table.market == market) for table in (GpuDay, IndexDay))
    found = {Tier(tier) for tier in session.scalars(union(*of_market))}
    return next((tier for tier in _HEADLINE if tier in found), None)


def daily_series(session: Session, market: str, tier: Tier) -> list[DailySeries]:
    """Every series of a market that has at least one day: the whole market first, then its segments."""
    found = {
        Measure.INDEX: _index(session, market, tier),
        Measure.PREMIUM: _premium(session, market, tier),
        Measure.AVAILABILITY: _availability(session, market, tier),
    }
    segments = {segment for by_segment in found.values() for segment in by_segment}
    return [
        DailySeries(measure, segment, by_segment[segment])
        for segment in sorted(segments, key=lambda name: (name != ALL, name))
        for measure, by_segment in found.items()
        if segment in by_segment
    ]


def market_index(session: Session, market: str) -> list[IndexPoint]:
    """The index of all cards of a market, day by day, by its headline tier; empty where there is none."""
    of_market = (IndexDay.market == market, IndexDay.segment == ALL)
    tiers = set(session.scalars(select(IndexDay.tier).where(*of_market).distinct()))
    tier = next((tier for tier in _HEADLINE if tier in tiers), None)
    newest = select(func.max(IndexDay.method)).where(*of_market, IndexDay.tier == tier).scalar_subquery()
    rows = session.execute(
        select(IndexDay.day, IndexDay.value, IndexDay.imputed_ratio, IndexDay.n_listings)
        .where(*of_market, IndexDay.tier == tier, IndexDay.method == newest)
        .ext(distinct_on(IndexDay.day))
        .order_by(IndexDay.day, IndexDay.computed_at.desc())
    )
    return [IndexPoint(*row) for row in rows]


_Points = dict[str, list[tuple[date, float]]]


def _index(session: Session, market: str, tier: Tier) -> _Points:
    """By the latest method alone, since another's level is another; of each day as computed last."""
    in_question = (IndexDay.market == market, IndexDay.tier == tier)
    newest = (
        select(IndexDay.segment, func.max(IndexDay.method).label("method"))
        .where(*in_question)
        .group_by(IndexDay.segment)
        .subquery()
    )
    rows = session.execute(
        select(IndexDay.segment, IndexDay.day, IndexDay.value)
        .join(newest, (newest.c.segment == IndexDay.segment) & (newest.c.method == IndexDay.method))
        .where(*in_question)
        .ext(distinct_on(IndexDay.segment, IndexDay.day))
        .order_by(IndexDay.segment, IndexDay.day, IndexDay.computed_at.desc())
    )
    return _by_segment((segment, day, value) for segment, day, value in rows)


def _premium(session: Session, market: str, tier: Tier) -> _Points:
    premium = GpuDay.street_price / launch_price(GpuDay.currency) - 1
    return _grouped(session, market, tier, func.percentile_cont(0.5).within_group(premium))


def _availability(session: Session, market: str, tier: Tier) -> _Points:
    return _grouped(session, market, tier, func.sum(GpuDay.in_stock_s) / func.nullif(func.sum(GpuDay.known_s), 0))


def _grouped(session: Session, market: str, tier: Tier, measure: ColumnElement[Any]) -> _Points:
    """An aggregate over consumer gpus: of each segment, and of all."""
    rows = session.execute(
        select(func.coalesce(GpuRow.segment, ALL), GpuDay.day, measure)
        .join(GpuRow, GpuRow.id == GpuDay.gpu_id)
        .where(GpuDay.market == market, GpuDay.tier == tier, GpuRow.segment.in_(CONSUMER))
        .group_by(func.grouping_sets(tuple_(GpuDay.day), tuple_(GpuDay.day, GpuRow.segment)))
        .order_by(GpuDay.day)
    )
    return _by_segment((segment, day, float(value)) for segment, day, value in rows if value is not None)


def _by_segment(rows: Iterable[tuple[str, date, float]]) -> _Points:
    points: _Points = defaultdict(list)
    for segment, day, value in rows:
        points[segment].append((day, value))
    return dict(points)
