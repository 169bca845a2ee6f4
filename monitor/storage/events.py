"""Market events: dated notes, drawn on charts and studied."""

from datetime import date, datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from monitor.storage.models_history import MarketEvent


def add(
    session: Session, day: date, title: str, now: datetime, *, market: str | None, url: str | None, note: str | None
) -> MarketEvent | None:
    """Note an event.

    Args:
        session: a database session.
        day: the day it happened.
        title: what happened, in one line.
        now: when it is noted, aware UTC.
        market: where; None is every market.
        url: where it is reported.
        note: anything else.

    Returns:
        The event with its id; None if one of that day, title and market is there already.
    """
    same = select(MarketEvent.id).where(
        MarketEvent.day == day, MarketEvent.title == title, MarketEvent.market.is_not_distinct_from(market)
    )
    if session.scalar(same.limit(1)) is not None:
        return None
    event = MarketEvent(day=day, title=title, market=market, url=url, note=note, recorded_at=now)
    session.add(event)
    session.flush()
    return event


def get(session: Session, event_id: int) -> MarketEvent | None:
    """The event of an id."""
    return session.get(MarketEvent, event_id)


def of_market(session: Session, market: str | None = None) -> list[MarketEvent]:
    """Every event, or those that concern a market, in order of their days."""
    concerned = (
        or_(MarketEvent.market.is_(None), MarketEvent.market == market) if market else MarketEvent.id.is_not(None)
    )
    return list(session.scalars(select(MarketEvent).where(concerned).order_by(MarketEvent.day, MarketEvent.id)))


def remove(session: Session, event_id: int) -> str | None:
    """Delete an event and answer its title; None if there is none of that id."""
    return session.scalar(delete(MarketEvent).where(MarketEvent.id == event_id).returning(MarketEvent.title))
