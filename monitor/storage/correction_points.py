"""Corrections as points of history: what a reading was found to have been, from when on."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal

import msgspec
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.signals.point import Point
from monitor.storage.models_history import Correction
from scrapers.offer import Stock

#: Field, what it should have been, when that was recorded.
_Made = tuple[str, str | None, datetime]
#: By the time of the reading that they correct, in the order in which they were made.
Corrections = dict[datetime, list[_Made]]


def made(session: Session, ids: Sequence[int], until: datetime | None) -> dict[int, Corrections]:
    """Corrections of these listings, recorded up to `until` (None: ever), by listing."""
    query = (
        select(
            Correction.listing_id, Correction.observed_at, Correction.field, Correction.value, Correction.recorded_at
        )
        .where(Correction.listing_id == func.any(list(ids)))
        .order_by(Correction.recorded_at, Correction.id)
    )
    if until is not None:
        query = query.where(Correction.recorded_at <= until)
    found: dict[int, Corrections] = defaultdict(lambda: defaultdict(list))
    for listing_id, at, field, value, recorded_at in session.execute(query):
        found[listing_id][at].append((field, value, recorded_at))
    return found


def applied(points: Iterable[Point], corrections: Corrections, *, throughout: bool) -> list[Point]:
    """A listing's points with its corrections.

    Args:
        points: by time, as read.
        corrections: of this listing. Of one field of a reading the last one holds.
        throughout: the corrected reading stands in the place of what was read, with its time of record. Otherwise it
            stands after it, once for each correction, recorded when that was made.
    """
    history: list[Point] = []
    currency: str | None = None
    for point in points:
        currency = point.currency or currency
        versions = [point]
        for field, value, recorded_at in corrections.get(point.at, ()):
            # None is made before its reading is recorded; the clocks of two machines may say so.
            known_at = point.known_at if throughout else max(recorded_at, point.known_at)
            version = _corrected(versions[-1], field, value, currency)
            versions.append(msgspec.structs.replace(version, recorded_at=known_at))
        history += versions[-1:] if throughout else versions
    return history


def _corrected(point: Point, field: str, value: str | None, currency: str | None) -> Point:
    """A point with one field as it should have been. A price without a currency known so far is not known."""
    if field == "stock":
        return msgspec.structs.replace(point, stock=None if value is None else Stock(value))
    if value is None or currency is None:
        return msgspec.structs.replace(point, price=None, currency=None)
    return msgspec.structs.replace(point, price=Decimal(value), currency=currency)
