"""The demo market's rows: made, replayed, and gone without a trace once a real retailer is enabled."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from monitor.storage import retailers, signals
from monitor.storage.models import Observation, Retailer, Source, Watermark
from scrapers.spec import RetailerSpec

_ANCHOR = "demo_anchor"


def is_wanted(session: Session) -> bool:
    """True while no real retailer is enabled and none has any history."""
    real = exists().where(~Retailer.demo, Retailer.enabled)
    history = exists().where(~Retailer.demo, Source.retailer_id == Retailer.id, Source.last_poll_at.is_not(None))
    return not session.scalar(select(real | history))


def anchor(session: Session) -> datetime | None:
    """The end of the replayed history; None before the first whole replay."""
    unfinished = exists().where(Retailer.demo, Retailer.replaying)
    return session.scalar(
        select(Watermark.at).where(Watermark.name == _ANCHOR, ~unfinished, exists().where(Retailer.demo))
    )


def last_read_at(session: Session) -> datetime | None:
    """When a demo shop was last read completely."""
    return session.scalar(select(func.max(Source.last_complete_at)).join(Retailer).where(Retailer.demo))


def port(session: Session) -> int | None:
    """The port the demo shops were last served on: their items' addresses name it."""
    url = session.scalar(select(Source.url).join(Retailer).where(Retailer.demo, Source.active).limit(1))
    return urlsplit(url).port if url else None


def begin(
    session: Session, specs: Sequence[RetailerSpec], start: datetime, end: datetime, *, interval: timedelta
) -> None:
    """Delete what an earlier demo left and make its retailers anew, due from `start` on, for the replay alone."""
    retailers.remove_demo(session)
    if not session.scalar(select(exists().where(Observation.listing_id.is_not(None)))):
        # The fold must follow a past that is older than it has come already.
        signals.lock_watermark(session)
        signals.set_watermark(session, datetime.fromtimestamp(0, UTC))
    retailers.sync(session, specs)
    session.execute(update(Retailer).where(Retailer.demo).values(replaying=True))
    for number, (source_id, _) in enumerate(sources(session)):
        session.execute(
            update(Source)
            .where(Source.id == source_id)
            .values(interval=interval, due_at=start + timedelta(minutes=7 * number))
        )
    session.execute(delete(Watermark).where(Watermark.name == _ANCHOR))
    session.add(Watermark(name=_ANCHOR, at=end))


def go_live(session: Session, now: datetime, *, interval: timedelta) -> None:
    """Hand the demo shops over to the tick, polled more often from now on."""
    session.execute(update(Retailer).where(Retailer.demo).values(replaying=False))
    mine = select(Retailer.id).where(Retailer.demo)
    session.execute(
        update(Source).where(Source.retailer_id.in_(mine)).values(interval=interval, due_at=now, failures=0)
    )


def sources(session: Session) -> list[tuple[int, datetime]]:
    """Id and due time of every demo source."""
    rows = session.execute(
        select(Source.id, Source.due_at).join(Retailer).where(Retailer.demo, Source.active).order_by(Source.id)
    )
    return [(source_id, due_at) for source_id, due_at in rows]
