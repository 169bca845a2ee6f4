"""History as measures read it: listings with their points and when they were watched, a few in memory at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count, groupby
from operator import itemgetter
from typing import Any, Final

import psycopg
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.signals.point import Point
from monitor.storage import correction_points
from monitor.storage.models import Coverage, Listing, ListingHome, Retailer, Source
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Tier

Stretch = tuple[datetime, datetime]

#: Tells apart the cursors of one transaction.
_numbers: Final = count(1)
_STOCKS: Final[dict[str | None, Stock | None]] = {None: None, **{str(stock): stock for stock in Stock}}


@dataclass(frozen=True, slots=True)
class ListingInfo:
    """What a listing is, for grouping.

    Attributes:
        seller_group: who sells it, as one word on all sites; the retailer's name where it sells itself, or where a shop
            that is no marketplace names nobody. None where nobody is known.
        first_party: True when the retailer itself sells it, None where that is not said.
    """

    id: int
    market: str
    gpu_id: int
    retailer_id: int
    tier: Tier
    seller_group: str | None
    condition: Condition | None
    first_party: bool | None
    demo: bool


@dataclass(frozen=True, slots=True)
class ListingHistory:
    """A listing's history.

    Attributes:
        points: by time, `recorded_at` filled; a corrected reading stands twice, as read and then as corrected, so that
            `known_by` answers what was known at a moment.
        covered: when the source that its state came from was watched: half-open, in order, disjoint.
    """

    info: ListingInfo
    points: list[Point]
    covered: list[Stretch]


def stream(
    session: Session,
    *,
    first: datetime,
    until: datetime,
    markets: Collection[str] | None = None,
    listing_ids: Collection[int] | None = None,
    corrected: bool = False,
) -> Iterator[ListingHistory]:
    """The listings of gpus, by id, each with its history.

    Args:
        session: an open session; the histories are read while they are asked for.
        first: points from here on are given, and those before that one needs to know what held at `first`, whenever
            after it one asks. Aware UTC, as all times.
        until: what was recorded later is left out, and coverage ends here.
        markets: only these; None is all.
        listing_ids: only these; None is all.
        corrected: corrections hold from the beginning, whenever they were made (also after `until`), with the time of
            record of what they correct. Otherwise each is a point of its own, recorded when it was made.
    """
    every = {info.id: info for info in infos(session, markets, listing_ids)}
    ids = list(every)
    watched = effective_coverage(session, first, until)
    homes = _homes(session, ids)
    corrections = correction_points.made(session, ids, None if corrected else until)
    for listing_id, points in _points(session, ids, first, until):
        if listing_id in corrections:
            points = correction_points.applied(points, corrections[listing_id], throughout=corrected)  # noqa: PLW2901
        yield ListingHistory(every[listing_id], points, _covered(homes[listing_id], watched))


def infos(
    session: Session, markets: Collection[str] | None = None, listing_ids: Collection[int] | None = None
) -> list[ListingInfo]:
    """The listings of gpus, by id; also those of retailers that are no longer asked."""
    query = (
        select(
            Listing.id,
            Retailer.market,
            Listing.gpu_id,
            Listing.retailer_id,
            Retailer.tier,
            Listing.seller_group,
            Listing.condition,
            Listing.first_party,
            Retailer.demo,
            Listing.seller,
            Listing.seller_kind,
            Retailer.name,
        )
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .where(Listing.gpu_id.is_not(None))
        .order_by(Listing.id)
    )
    if markets is not None:
        query = query.where(Retailer.market.in_(markets))
    if listing_ids is not None:
        query = query.where(Listing.id == func.any(list(listing_ids)))
    found = []
    for *columns, seller, kind, retailer in session.execute(query):
        info = ListingInfo(*columns)
        own = info.first_party or kind is SellerKind.RETAILER
        unnamed = not seller and info.first_party is None and info.tier is Tier.FIRST_PARTY
        if info.seller_group is None and (own or unnamed):
            columns[5] = retailer
            info = ListingInfo(*columns)
        found.append(info)
    return found


#: Times come without zone and prices as text: that is read several times as fast, and most prices are seen again. The
#: planner may choose one sorted pass over the table: what belongs to one listing lies far apart on the disk.
_POINTS: Final = """
    SELECT listing_id,
        array_agg(observed_at AT TIME ZONE 'UTC' ORDER BY observed_at),
        array_agg(nullif(recorded_at, observed_at) AT TIME ZONE 'UTC' ORDER BY observed_at),
        array_agg(price::text ORDER BY observed_at),
        array_agg(currency ORDER BY observed_at),
        array_agg(stock ORDER BY observed_at),
        array_agg(offer_count ORDER BY observed_at)
    FROM (
        SELECT listing_id, observed_at, recorded_at, price, currency, stock, offer_count
        FROM observation
        WHERE listing_id = ANY (%(ids)s::bigint[]) AND observed_at >= %(first)s AND recorded_at <= %(until)s
        UNION ALL
        SELECT before.*
        FROM unnest(%(ids)s::bigint[]) AS listing (id)
        CROSS JOIN LATERAL (
            SELECT listing_id, observed_at, recorded_at, price, currency, stock, offer_count
            FROM observation
            WHERE listing_id = listing.id AND observed_at < %(first)s AND recorded_at <= %(until)s
                AND observed_at >= coalesce(
                    (
                        SELECT max(known.observed_at) FROM observation AS known
                        WHERE known.listing_id = listing.id
                            AND known.observed_at < %(first)s AND known.recorded_at <= %(first)s
                    ),
                    '-infinity'
                )
        ) AS before
    ) AS point
    GROUP BY listing_id
    ORDER BY listing_id
"""
#: Listings fetched at a time. A year of 100 is some 70,000 points.
_AT_A_TIME: Final = 100


def _points(session: Session, ids: list[int], first: datetime, until: datetime) -> Iterator[tuple[int, list[Point]]]:
    """The observations of listings as points by time, listing by listing."""
    prices: dict[str | None, Decimal | None] = {None: None}
    connection = driver_connection(session)
    # All rows will be fetched: the plan must not be one that only begins soon.
    connection.execute("SET LOCAL cursor_tuple_fraction = 1")
    with psycopg.ServerCursor(connection, f"history_{next(_numbers)}") as cursor:
        cursor.itersize = _AT_A_TIME
        cursor.execute(_POINTS, {"ids": ids, "first": first, "until": until}, binary=True)
        for listing_id, *columns in cursor:
            history = []
            for naive, recorded, text, currency, stock, offers in zip(*columns, strict=True):
                at = naive.replace(tzinfo=UTC)
                known_at = at if recorded is None else recorded.replace(tzinfo=UTC)
                if text not in prices:
                    prices[text] = Decimal(text)
                history.append(Point(at, prices[text], currency, _STOCKS[stock], offers, known_at))
            yield listing_id, history


def driver_connection(session: Session) -> psycopg.Connection[Any]:
    """The session's own connection, in its transaction, as psycopg has it: for what COPY and arrays do faster."""
    connection = session.connection().connection.driver_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError(f"a session on {connection!r} instead of psycopg")
    return connection


def effective_coverage(session: Session, first: datetime, until: datetime) -> dict[int, list[Stretch]]:
    """When each source was watched, by source, in order, touching stretches merged.

    A stretch holds until `held_to`, or until the next one of its source begins. Those that end by `first` are left out,
    and all end by `until`.
    """
    following = func.lead(Coverage.valid_from).over(partition_by=Coverage.source_id, order_by=Coverage.valid_from)
    end = func.least(Coverage.held_to, following, until).label("end")
    stretches = select(Coverage.source_id, Coverage.valid_from, end).where(Coverage.valid_from < until).subquery()
    rows = session.execute(
        select(stretches)
        .where(stretches.c.end > first, stretches.c.end > stretches.c.valid_from)
        .order_by(stretches.c.source_id, stretches.c.valid_from)
    )
    return {source: merged((a, b) for _, a, b in of_source) for source, of_source in groupby(rows, itemgetter(0))}


def merged(stretches: Iterator[Stretch]) -> list[Stretch]:
    """The union of stretches: in order, disjoint, and none touches another."""
    union: list[Stretch] = []
    for start, end in sorted(stretches):
        if union and start <= union[-1][1]:
            union[-1] = (union[-1][0], max(union[-1][1], end))
        else:
            union.append((start, end))
    return union


def _homes(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[int, datetime, datetime | None]]]:
    homes: dict[int, list[tuple[int, datetime, datetime | None]]] = defaultdict(list)
    for listing_id, source_id, valid_from, valid_to in session.execute(
        select(ListingHome.listing_id, ListingHome.source_id, ListingHome.valid_from, ListingHome.valid_to)
        .where(ListingHome.listing_id == func.any(list(ids)))
        .order_by(ListingHome.listing_id, ListingHome.valid_from)
    ):
        homes[listing_id].append((source_id, valid_from, valid_to))
    return homes


def _covered(homes: list[tuple[int, datetime, datetime | None]], watched: dict[int, list[Stretch]]) -> list[Stretch]:
    """When a listing's home of that time was watched."""
    pieces = (
        (max(start, begins), end if ends is None else min(end, ends))
        for source_id, begins, ends in homes
        for start, end in watched.get(source_id, ())
    )
    return merged((start, end) for start, end in pieces if start < end)


def source_coverage(session: Session, first: datetime, until: datetime) -> dict[int, list[Stretch]]:
    """When at least one source of a retailer was watched, by retailer, from `first` to `until`: in order, disjoint."""
    retailer_of = dict(iter(session.execute(select(Source.id, Source.retailer_id))))
    stretches: dict[int, list[Stretch]] = defaultdict(list)
    for source_id, of_source in effective_coverage(session, first, until).items():
        stretches[retailer_of[source_id]] += [(max(start, first), end) for start, end in of_source]
    return {retailer_id: merged(iter(each)) for retailer_id, each in stretches.items()}
