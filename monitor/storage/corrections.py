"""Corrections as rows: what was read, what was found to be wrong with it, by whom and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.signals.point import Point
from monitor.storage import correction_points
from monitor.storage.models import GpuRow, Listing, Observation, Retailer
from monitor.storage.models_history import Correction


@dataclass(frozen=True, slots=True)
class CorrectedListing:
    """What a listing is, for people."""

    id: int
    title: str
    url: str
    retailer: str
    market: str
    gpu: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """An observation, as it was read and as it stands with all corrections."""

    read: Point
    stands: Point

    @property
    def is_corrected(self) -> bool:
        """It stands otherwise than it was read."""
        told, read = self.stands, self.read
        return (told.price, told.currency, told.stock) != (read.price, read.currency, read.stock)


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A correction with the listing and what had been read."""

    correction: Correction
    listing: CorrectedListing
    read: Point


_LISTING = (Listing.id, Listing.title, Listing.url, Retailer.name, Retailer.market, GpuRow.name)
_READ = (Observation.observed_at, Observation.price, Observation.currency, Observation.stock, Observation.recorded_at)


def listing(session: Session, listing_id: int) -> CorrectedListing | None:
    """A listing; None where there is none."""
    row = session.execute(
        select(*_LISTING)
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .outerjoin(GpuRow, GpuRow.id == Listing.gpu_id)
        .where(Listing.id == listing_id)
    ).one_or_none()
    return None if row is None else CorrectedListing(*row)


def readings(session: Session, listing_id: int) -> list[Reading]:
    """A listing's observations, oldest first."""
    rows = session.execute(select(*_READ).where(Observation.listing_id == listing_id).order_by(Observation.observed_at))
    read = [_point(*row) for row in rows]
    made = correction_points.made(session, [listing_id], None).get(listing_id, {})
    stand = correction_points.applied(read, made, throughout=True)
    return [Reading(*pair) for pair in zip(read, stand, strict=True)]


def _point(at: datetime, *columns: object) -> Point:
    price, currency, stock, recorded_at = columns
    return Point(at, price, currency, stock, recorded_at=recorded_at)  # type: ignore[arg-type]  # columns in this order


def last_number(session: Session) -> int:
    """The number of the last correction; 0 before the first."""
    return session.scalar(select(func.max(Correction.id))) or 0


def time_of_record(session: Session, now: datetime, followed: datetime) -> datetime:
    """When a correction made now counts as recorded: after all that the fold has followed, and all earlier ones.

    Args:
        session: an open session.
        now: aware UTC.
        followed: the fold's watermark.
    """
    last = session.scalar(select(func.max(Correction.recorded_at)))
    return max([now, *(at + timedelta(microseconds=1) for at in (followed, last) if at is not None)])


def add(
    session: Session,
    listing_id: int,
    observed_at: datetime,
    fields: Mapping[str, str | None],
    *,
    reason: str,
    by: str,
    recorded_at: datetime,
) -> list[int]:
    """Write what a reading should have been, a row for each field; answers their numbers."""
    rows = [
        Correction(
            listing_id=listing_id,
            observed_at=observed_at,
            field=field,
            value=value,
            reason=reason,
            by=by,
            recorded_at=recorded_at,
        )
        for field, value in fields.items()
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def set_present(session: Session, listing_id: int, observed_at: datetime) -> None:
    """Bring the listing's present state in line with a reading that was corrected, as far as it rests on that."""
    known = readings(session, listing_id)
    later = [reading.stands for reading in known if reading.read.at > observed_at]
    row = session.get_one(Listing, listing_id)
    if not later:
        present = known[-1].stands
        row.price, row.currency, row.stock = present.price, present.currency, present.stock
        if present.price is None:
            row.shipping = None
    if all(point.price is None for point in later):
        last = next((reading.stands for reading in reversed(known) if reading.stands.price is not None), None)
        row.last_price, row.last_currency = (last.price, last.currency) if last else (None, None)
    session.flush()


def recent(session: Session, *, listing_id: int | None = None, limit: int = 500) -> Sequence[CorrectionView]:
    """Corrections, the latest first; of one listing if given."""
    query = (
        select(Correction, *_LISTING, *_READ)
        .join(Listing, Listing.id == Correction.listing_id)
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .outerjoin(GpuRow, GpuRow.id == Listing.gpu_id)
        .join(
            Observation,
            (Observation.listing_id == Correction.listing_id) & (Observation.observed_at == Correction.observed_at),
        )
        .order_by(Correction.recorded_at.desc(), Correction.id.desc())
        .limit(limit)
    )
    if listing_id is not None:
        query = query.where(Correction.listing_id == listing_id)
    return [
        CorrectionView(row, CorrectedListing(*more[: len(_LISTING)]), _point(*more[len(_LISTING) :]))
        for row, *more in session.execute(query)
    ]
