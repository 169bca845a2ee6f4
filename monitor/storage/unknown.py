"""Titles of which it is not known what card they sell: listings counted by the model they name, and by why."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, case, func, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from monitor.storage.models import Listing, Retailer, Source
from monitor.vocabulary import Unknown
from scrapers.offer import Stock


@dataclass(frozen=True, slots=True)
class UnknownTitles:
    """The listings whose titles name one model that the catalogue does not have, or are unknown for another reason.

    Attributes:
        named: the model; None where it is no single model that is unknown.
        listings, retailers: how many of them there are, also of those that are gone.
        first_seen_at, last_seen_at: when the first was first and the last was last seen, aware UTC.
        example: the shortest of the titles.
        demo: one of the retailers is part of the demo market.
    """

    unknown: Unknown
    named: str | None
    listings: int
    retailers: int
    first_seen_at: datetime
    last_seen_at: datetime
    example: str
    demo: bool


def unknown_titles(session: Session) -> list[UnknownTitles]:
    """Models that the catalogue did not have when titles naming them were read, and other reasons; most frequent first."""
    # While a listing is there, each complete reading of its home shows it, whether it writes anything or not.
    last_seen = case(
        (Listing.missed == 0, func.greatest(Source.last_complete_at, Listing.changed_at)),
        else_=func.greatest(Listing.last_seen_at, Listing.first_seen_at),
    )
    listings, retailers = func.count().label("listings"), func.count(Listing.retailer_id.distinct()).label("retailers")
    rows = session.execute(
        select(
            Listing.unknown,
            Listing.named,
            listings,
            retailers,
            func.min(Listing.first_seen_at),
            func.max(last_seen),
            func.array_agg(aggregate_order_by(Listing.title, func.length(Listing.title), Listing.title))[1],
            func.bool_or(Retailer.demo),
        )
        .join(Source, Source.id == Listing.home_source_id)
        .join(Retailer, Retailer.id == Listing.retailer_id)
        .where(Listing.unknown.is_not(None))
        .group_by(Listing.unknown, Listing.named)
        .order_by(listings.desc(), retailers.desc(), Listing.named)
    )
    return [UnknownTitles(*row) for row in rows]


def models_by_retailer(session: Session) -> dict[str, int]:
    """How many models that the catalogue does not have the titles name that each retailer lists now, by its name."""
    listed = and_(Listing.retailer_id == Retailer.id, Listing.stock.is_distinct_from(Stock.UNLISTED))
    rows = session.execute(
        select(Retailer.name, func.count(Listing.named.distinct())).outerjoin(Listing, listed).group_by(Retailer.name)
    )
    return dict(rows.all())
