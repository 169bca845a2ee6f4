"""The points of listings as the fold reads them: the history that their rules look back at, and what is new."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select, true, union
from sqlalchemy.orm import Session

from monitor.signals.point import OUT, Point
from monitor.signals.usual import HISTORY_WINDOW
from monitor.storage import correction_points
from monitor.storage.models import Observation
from scrapers.offer import AVAILABLE, Stock


def points_of(session: Session, ids: Sequence[int], after: datetime, until: datetime) -> dict[int, list[Point]]:
    """What the fold of listings reads, by listing, oldest first; a corrected reading stands again after it, as corrected.

    Args:
        session: an open session.
        ids: the listings.
        after: how far the fold has come: the history window before it is read, and before that the last point, the last
            known stock and the last price.
        until: what was recorded later is left out.
    """
    columns = (
        Observation.listing_id,
        Observation.observed_at,
        Observation.recorded_at,
        Observation.price,
        Observation.currency,
        Observation.stock,
    )
    since = after - HISTORY_WINDOW
    listing = select(func.unnest(list(ids)).label("id")).subquery()
    sold = or_(Observation.stock.is_(None), Observation.stock.not_in([*OUT, Stock.UNLISTED]))
    needed = [true(), Observation.stock.in_([*AVAILABLE, *OUT]), and_(Observation.price.is_not(None), sold)]
    last_before = [
        select(*columns)
        .where(
            Observation.listing_id == listing.c.id,
            Observation.observed_at <= since,
            Observation.recorded_at <= until,
            which,
        )
        .order_by(Observation.observed_at.desc())
        .limit(1)
        .lateral()
        for which in needed
    ]
    within = select(*columns).where(
        Observation.listing_id == func.any(list(ids)), Observation.observed_at > since, Observation.recorded_at <= until
    )
    before = [select(last).select_from(listing.join(last, onclause=true())) for last in last_before]
    points: dict[int, list[Point]] = defaultdict(list)
    for listing_id, observed_at, recorded_at, price, currency, stock in session.execute(union(within, *before)):
        points[listing_id].append(Point(observed_at, price, currency, stock, recorded_at=recorded_at))
    corrections = correction_points.made(session, ids, until)
    for listing_id, of_listing in points.items():
        of_listing.sort(key=lambda point: point.at)
        if listing_id in corrections:
            points[listing_id] = correction_points.applied(of_listing, corrections[listing_id], throughout=False)
    return points
