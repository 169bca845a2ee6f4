"""How long stockouts and restocks of gpus last in a market, from the listings' signals."""

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, cast, false, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from monitor.catalog.catalog import CONSUMER
from monitor.signals.day import SUPPLY
from monitor.signals.durations import Durations, End, Spell, Turn, durations, spells_of
from monitor.storage import history, market_days
from monitor.storage.models import GpuRow
from monitor.storage.models_history import ListingDay
from monitor.storage.models_signals import Signal
from monitor.utc_days import day_of, midnight
from monitor.vocabulary import SignalKind


class GpuDurations(NamedTuple):
    """How long a gpu's stockouts and restocks last in a market.

    Attributes:
        stockouts: `turned` are temporary, `gone` discontinuations.
        restocks: how long it stays once it is back.
    """

    gpu: str
    stockouts: Durations
    restocks: Durations


def gpu_durations(session: Session, market: str, first: datetime, until: datetime) -> list[GpuDurations]:
    """Spells that began in [first, until), by gpu, as far as they are known at `until`; gpus without any are left out.

    New listings of shops' own offers and of aggregators count: on marketplaces and auctions what vanishes is sold.
    Signals that were withdrawn are none.

    Args:
        session: an open session.
        market: its code.
        first: aware UTC.
        until: aware UTC.
    """
    gpu_of = _listings(session, market)
    out: dict[str, list[Spell]] = defaultdict(list)
    back: dict[str, list[Spell]] = defaultdict(list)
    for listing_id, turns in _turns(session, list(gpu_of), first, until).items():
        stockouts, restocks = spells_of(turns, first, until)
        out[gpu_of[listing_id]] += stockouts
        back[gpu_of[listing_id]] += restocks
    return [
        GpuDurations(gpu, durations(out[gpu]), durations(back[gpu]))
        for gpu in sorted(out.keys() | back.keys())
        if out[gpu] or back[gpu]
    ]


def _listings(session: Session, market: str) -> dict[int, str]:
    """The listings that count, and their gpus."""
    gpu_names, retailers = market_days.names(session)
    consumer = set(session.scalars(select(GpuRow.name).where(GpuRow.segment.in_(CONSUMER))))
    found = {}
    for info in history.infos(session, [market]):
        what = market_days.listed(info, gpu_names, retailers)
        if what.is_new and what.counts_in in SUPPLY and what.gpu in consumer:
            found[info.id] = what.gpu
    return found


def _turns(session: Session, listing_ids: list[int], first: datetime, until: datetime) -> dict[int, list[Turn]]:
    """Every listing's stockouts and restocks that began in [first, until), in order."""
    # A busy market has hundreds of thousands of them: the server looks into their evidence.
    rows = session.execute(
        select(
            Signal.listing_id,
            (Signal.kind == SignalKind.STOCKOUT).label("out"),
            Signal.opened_at,
            Signal.closed_at,
            func.coalesce(Signal.evidence["closing"]["ended"].astext == "unlisted", false()).label("gone"),
        )
        .where(
            Signal.listing_id == func.any(listing_ids),
            Signal.kind.in_([SignalKind.STOCKOUT, SignalKind.RESTOCK]),
            Signal.withdrawn_at.is_(None),
            Signal.opened_at >= first,
            Signal.opened_at < until,
        )
        .order_by(Signal.listing_id, Signal.opened_at)
    ).all()
    today = midnight(day_of(until))
    stocked = _last_in_stock(session, listing_ids, today)
    return {
        listing_id: [_turn(row, stocked.get(listing_id), today) for row in of_listing]
        for listing_id, of_listing in groupby(rows, itemgetter(0))
    }


def _turn(row: Any, stocked: datetime | None, today: datetime) -> Turn:
    """A signal as a turn; it is back for no longer than it was seen in stock, up to the last midnight."""
    _, out, opened_at, closed_at, gone = row
    left = None
    if not out:
        if stocked is not None and opened_at < today and stocked < today:
            left = (max(opened_at, stocked), End.OPEN)
    elif closed_at is not None:
        left = (closed_at, End.GONE if gone else End.OPEN)
    return Turn(opened_at, out=out, left=left)


def _last_in_stock(session: Session, listing_ids: list[int], today: datetime) -> dict[int, datetime]:
    """The end of the last day before `today` on which each of them was seen in stock."""
    asked = func.unnest(cast(listing_ids, ARRAY(BigInteger))).table_valued("id").render_derived(name="asked")
    # One look into the key's index for each: over a year that is a hundredth of all their days.
    last = (
        select(ListingDay.day)
        .where(ListingDay.listing_id == asked.c.id, ListingDay.in_stock_s > 0, ListingDay.day < today.date())
        .order_by(ListingDay.day.desc())
        .limit(1)
        .lateral()
    )
    rows = session.execute(select(asked.c.id, last.c.day).join(last, true()))
    return {number: midnight(day + timedelta(days=1)) for number, day in rows}
