"""Daily series of a market, from the daily figures: price index, premium and availability, of all cards and by segment."""

from collections import defaultdict
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import BigInteger, Numeric, cast, column, func, select, true, union
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.orm import Session

from monitor.catalog.catalog import CONSUMER
from monitor.signals.event_study import Reading
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
        PREMIUM: a shop's cheapest price of a gpu / its launch price - 1, of those with a launch price in that currency.
        AVAILABILITY: share of known listing-time in stock; a day weighs by the seconds known.
    """

    INDEX = "index"
    PREMIUM = "premium"
    AVAILABILITY = "availability"


class DailySeries(NamedTuple):
    """A measure of a market or of one of its segments, day by day (UTC).

    Attributes:
        members: each gpu at each shop; the index, which compares the same listings itself, is one. Days on which a
            member is not known are left out.
    """

    measure: Measure
    segment: str
    members: list[list[Reading]]


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
        Measure.PREMIUM: {},
        Measure.AVAILABILITY: {},
    } | _by_shop(session, market, tier)
    segments = {segment for by_segment in found.values() for segment in by_segment}
    return [
        DailySeries(measure, segment, list(by_segment[segment].values()))
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


#: By segment and member.
_Members = dict[str, dict[tuple[int, str] | None, list[Reading]]]


def _index(session: Session, market: str, tier: Tier) -> _Members:
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
    found: _Members = defaultdict(lambda: defaultdict(list))
    for segment, day, value in rows:
        found[segment][None].append(Reading(day, value))
    return found


def _by_shop(session: Session, market: str, tier: Tier) -> dict[Measure, _Members]:
    """Premium and availability of each consumer gpu at each shop, in its segment and in all."""
    sellers = func.jsonb_array_elements(GpuDay.panel["sellers"]).table_valued(column("row", JSONB))
    sellers = sellers.render_derived(name="seller")
    seller = sellers.c.row
    shop = seller[0].astext
    known_s, in_stock_s = (func.sum(cast(seller[n].astext, BigInteger)) for n in (4, 5))
    cheapest = func.min(cast(seller[8][0].astext, Numeric))
    rows = session.execute(
        select(
            GpuRow.segment,
            GpuDay.gpu_id,
            shop,
            GpuDay.day,
            cheapest / launch_price(GpuDay.currency) - 1,
            in_stock_s / func.nullif(known_s, 0),
            known_s,
        )
        .select_from(GpuDay)
        .join(GpuRow, GpuRow.id == GpuDay.gpu_id)
        .join(sellers, true())
        .where(GpuDay.market == market, GpuDay.tier == tier, GpuRow.segment.in_(CONSUMER))
        .group_by(GpuRow.id, GpuDay.gpu_id, GpuDay.day, GpuDay.currency, shop)
        .order_by(GpuDay.gpu_id, shop, GpuDay.day)
    )
    premium: _Members = defaultdict(lambda: defaultdict(list))
    availability: _Members = defaultdict(lambda: defaultdict(list))
    for segment, gpu_id, name, day, over, share, weight in rows:
        for part in (ALL, segment):
            if over is not None:
                premium[part][gpu_id, name].append(Reading(day, float(over)))
            if share is not None:
                availability[part][gpu_id, name].append(Reading(day, float(share), float(weight)))
    return {Measure.PREMIUM: premium, Measure.AVAILABILITY: availability}
