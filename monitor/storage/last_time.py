"""What the database knows of a source's last reading, to compare a new one with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from monitor.storage.models import Listing, Poll, Retailer, Source
from scrapers.errors import Outcome


@dataclass(frozen=True, slots=True)
class LastTime:
    """The last poll of a source that read its pages, and the listings that it is the home of.

    Attributes:
        observed_at: when it was.
        found: how many offers there were.
        fields: of how many offers each field was said; None where that was not kept.
        listings: listings whose state comes from the source.
        with_price, with_stock: those of them whose price or stock is known.
    """

    observed_at: datetime
    outcome: Outcome
    found: int
    fields: dict[str, int] | None
    listings: int
    with_price: int
    with_stock: int


def last_time(session: Session, retailer: str, url: str) -> LastTime | None:
    """The last reading of the source at an address; None where there was none."""
    poll = session.execute(
        select(Poll.source_id, Poll.observed_at, Poll.outcome, Poll.found, Poll.fields)
        .join(Source, Source.id == Poll.source_id)
        .join(Retailer, Retailer.id == Source.retailer_id)
        .where(Retailer.name == retailer, Source.url == url, Poll.outcome.in_((Outcome.OK, Outcome.PARTIAL)))
        .order_by(Poll.observed_at.desc())
        .limit(1)
    ).one_or_none()
    if poll is None:
        return None
    listings, priced, stocked = session.execute(
        select(func.count(), func.count(Listing.price), func.count(Listing.stock)).where(
            Listing.home_source_id == poll.source_id
        )
    ).one()
    fields = dict(poll.fields["all"]) if poll.fields else None
    return LastTime(poll.observed_at, poll.outcome, poll.found, fields, listings, priced, stocked)


def retailer_id(session: Session, name: str) -> int | None:
    """The number of the retailer in the database; None where it is not there."""
    return session.scalar(select(Retailer.id).where(Retailer.name == name))
