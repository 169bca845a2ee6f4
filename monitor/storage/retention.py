"""How long a retailer's terms let its readings be kept: finding what is older, and deleting it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, exists, select, tuple_
from sqlalchemy.orm import Session, aliased

from monitor.storage import rates
from monitor.storage.models import Listing, Observation, Retailer, Watermark
from scrapers.spec_values import LONGEST_KEPT, duration

#: Watermarks that say nothing of how far readings were followed.
_NO_FOLDS: Final = ("demo_anchor", rates.ASKED)


def limits(session: Session) -> Iterator[tuple[int, timedelta]]:
    """The retailers whose terms limit how long readings may be kept, by id, with that limit."""
    limit = Retailer.spec["max_retention"].astext
    for retailer_id, text in session.execute(select(Retailer.id, limit).where(limit.is_not(None))):
        yield retailer_id, duration(text, LONGEST_KEPT)


def forget(session: Session, retailer_id: int, before: datetime, *, most: int = 5000) -> int:
    """Delete a retailer's observations that another one had replaced by `before`, `most` at once; answer how many.

    What held at `before` stays: later polls have read it again. So does what no signal was made of yet.
    """
    later = aliased(Observation)
    replaced = exists().where(
        later.listing_id == Observation.listing_id,
        later.observed_at > Observation.observed_at,
        later.observed_at <= before,
    )
    folds = select(Watermark.at).where(Watermark.name.not_in(_NO_FOLDS))
    followed = Observation.recorded_at <= folds.order_by(Watermark.at).limit(1).scalar_subquery()
    key = tuple_(Observation.listing_id, Observation.observed_at)
    old = (
        select(Observation.listing_id, Observation.observed_at)
        .join(Listing, Listing.id == Observation.listing_id)
        .where(Listing.retailer_id == retailer_id, replaced, followed)
        .limit(most)
    )
    return session.execute(delete(Observation).where(key.in_(old))).rowcount  # type: ignore[attr-defined, no-any-return]  # of a DELETE
