"""Corrections as points of history: what a reading was found to have been, from when on."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.signals.point import Point
from monitor.storage.models_history import Correction
from scrapers.offer import Stock


def apply(session: Session, points: dict[int, list[Point]], ids: Sequence[int], until: datetime | None) -> None:
    """Put corrections among the points of listings, in place.

    Args:
        session: an open session.
        points: by listing and time.
        ids: the listings.
        until: corrections recorded up to it each add a point after the reading that they correct, recorded when they
            were made; of one field the last correction holds. None: all corrections, in the place of what was read.
    """
    query = (
        select(
            Correction.listing_id, Correction.observed_at, Correction.field, Correction.value, Correction.recorded_at
        )
        .where(Correction.listing_id == func.any(list(ids)))
        .order_by(Correction.recorded_at, Correction.id)
    )
    if until is not None:
        query = query.where(Correction.recorded_at <= until)
    made: dict[int, dict[datetime, list[tuple[str, str | None, datetime]]]] = defaultdict(lambda: defaultdict(list))
    for listing_id, at, field, value, recorded_at in session.execute(query):
        made[listing_id][at].append((field, value, recorded_at))
    for listing_id, of_listing in made.items():
        history: list[Point] = []
        currency: str | None = None
        for point in points.get(listing_id, ()):
            currency = point.currency or currency
            versions = [point]
            for field, value, recorded_at in of_listing.get(point.at, ()):
                # One made before its reading was recorded cannot be; the clocks of two machines can say so.
                known_at = point.known_at if until is None else max(recorded_at, point.known_at)
                versions.append(
                    msgspec.structs.replace(_corrected(versions[-1], field, value, currency), recorded_at=known_at)
                )
            history += versions[-1:] if until is None else versions
        points[listing_id] = history


def _corrected(point: Point, field: str, value: str | None, currency: str | None) -> Point:
    """A point with one field as it should have been. A price without a currency known so far is not known."""
    if field == "stock":
        return msgspec.structs.replace(point, stock=None if value is None else Stock(value))
    if value is None or currency is None:
        return msgspec.structs.replace(point, price=None, currency=None)
    return msgspec.structs.replace(point, price=Decimal(value), currency=currency)
