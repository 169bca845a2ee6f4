"""Bring the daily figures of listings up to date: what is new, what came late, what was corrected."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from typing import Any, Final, NamedTuple

import psycopg
from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session

from monitor.signals import daily
from monitor.signals.point import known_by
from monitor.storage import history
from monitor.storage.models import Coverage, Listing, ListingHome, Observation
from monitor.storage.models_history import Correction, ImportBatch, ListingDay
from monitor.utc_days import day_of, midnight

_ROWS_AT_ONCE: Final = 2000
_NULL: Final = "\\N"
_FIGURES: Final = daily.ListingDay.__struct_fields__
_COLUMNS: Final = ", ".join(("listing_id", *_FIGURES, "method"))
_VALUES: Final = (*(field for field in _FIGURES if field != "day"), "method")
_UPSERT: Final = f"""
    INSERT INTO listing_day ({_COLUMNS}) SELECT {_COLUMNS} FROM new_day ORDER BY listing_id, day
    ON CONFLICT (listing_id, day) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _VALUES)}
    WHERE ({", ".join(f"listing_day.{name}" for name in _VALUES)})
        IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _VALUES)})
"""  # noqa: S608  # names of columns
_DELETE: Final = """
    DELETE FROM listing_day USING unnest(%(ids)s::bigint[], %(firsts)s::date[]) AS computed (listing_id, first)
    WHERE listing_day.listing_id = computed.listing_id AND listing_day.day BETWEEN computed.first AND %(last)s
        AND listing_day.day >= %(oldest)s
        AND NOT EXISTS (
            SELECT FROM new_day WHERE new_day.listing_id = listing_day.listing_id AND new_day.day = listing_day.day
        )
"""


class Computed(NamedTuple):
    """A listing's days: from `first` on these rows are all there are."""

    listing_id: int
    first: date
    rows: Sequence[daily.ListingDay]


def roll_up(session: Session, day: date, *, after: datetime, until: datetime, first: date | None = None) -> int:
    """Bring `listing_day` up to the end of a UTC day. Twice gives the same rows as once.

    Listings with readings or corrections recorded in (after, until] are computed anew from the first day that these
    touch, as are those that have no days before (a card that the catalogue did not know); of all others, `day` is
    written. Whatever the cuts between runs, the rows are those of one run over all.

    Args:
        session: an open session.
        day: the last day that is written; those before it have been.
        after: how far the last run had read, aware UTC.
        first: the first day that has not been written yet; `day` without it.
        until: the midnight that ends `day`, or later: what was recorded after it is not known. The fold's watermark has
            reached it: otherwise a poll that is being stored could still be recorded before it, and be missed.

    Returns:
        The number of rows that are new, changed or gone.

    Raises:
        ValueError: `until` lies before the end of the day.
    """
    begin = midnight(day)
    if until < begin + timedelta(days=1):
        raise ValueError(f"{day} is rolled up when it is over, not at {until.isoformat()}")
    first = day if first is None else first
    firsts = _never_rolled_up(session, midnight(first))
    for listing_id, touched in changed(session, after, until).items():
        firsts[listing_id] = min(touched, firsts.get(listing_id, touched))
    return write(session, _computed(session, firsts, first, day, until), last=day)


def roll_up_again(session: Session, listing_id: int, first: date, last: date, until: datetime) -> int:
    """Compute the days of one listing anew, both included; for `until` and the answer see `roll_up`."""
    found = history.stream(session, first=midnight(first), until=until, listing_ids=[listing_id])
    return write(session, (_days(each, first, last, until) for each in found), last=last)


def _computed(session: Session, firsts: dict[int, date], first: date, day: date, until: datetime) -> Iterator[Computed]:
    """All listings with their days up to `day`: of those in `firsts` from there on, of the others from `first` on."""
    earlier = {listing_id: since for listing_id, since in firsts.items() if since < first}
    for found in history.stream(session, first=midnight(first), until=until):
        if found.info.id not in earlier:
            yield _days(found, first, day, until)
    # By month: one old correction does not make the others' past be read.
    oldest_first = sorted(earlier, key=lambda listing_id: earlier[listing_id])
    for _, of_month in groupby(oldest_first, lambda listing_id: (earlier[listing_id].year, earlier[listing_id].month)):
        ids = list(of_month)
        begin = midnight(earlier[ids[0]])
        for found in history.stream(session, first=begin, until=until, listing_ids=ids):
            yield _days(found, earlier[found.info.id], day, until)


def _days(found: history.ListingHistory, first: date, last: date, until: datetime) -> Computed:
    rows = daily.listing_days(known_by(found.points, until), found.covered, first, last)
    return Computed(found.info.id, first, rows)


def changed(session: Session, after: datetime, until: datetime) -> dict[int, date]:
    """The listings with readings or corrections recorded in (after, until], and the first UTC day that these touch.

    What was imported is recorded as of its own time: after an import, all listings of the sources whose watched time it
    may have changed are answered, from its first day on.
    """
    firsts: dict[int, date] = {}
    for table in (Observation, Correction):
        query = (
            select(table.listing_id, func.min(table.observed_at))
            .where(table.recorded_at > after, table.recorded_at <= until)
            .group_by(table.listing_id)
        )
        _note(firsts, session.execute(query))
    imported = (
        select(ListingHome.listing_id, func.min(ImportBatch.first_at))
        .join(Coverage, Coverage.source_id == ListingHome.source_id)
        .join(
            ImportBatch,
            and_(Coverage.valid_from <= ImportBatch.last_at, Coverage.held_to >= ImportBatch.first_at),
        )
        .where(ImportBatch.recorded_at > after, ImportBatch.recorded_at <= until)
        .group_by(ListingHome.listing_id)
    )
    _note(firsts, session.execute(imported))
    return firsts


def has_late(session: Session, after: datetime, until: datetime) -> bool:
    """Whether any reading or correction recorded in (after, until] is about a day before the one it was recorded on."""
    return any(
        session.scalar(
            select(
                exists().where(
                    table.recorded_at > after,
                    table.recorded_at <= until,
                    func.date_trunc("day", table.observed_at, "UTC")
                    < func.date_trunc("day", table.recorded_at - timedelta(microseconds=1), "UTC"),
                )
            )
        )
        for table in (Observation, Correction)
    )


def has_corrections(session: Session, after: datetime, until: datetime) -> bool:
    """Whether any correction was recorded in (after, until]."""
    made = exists().where(Correction.recorded_at > after, Correction.recorded_at <= until)
    return bool(session.scalar(select(made)))


def _note(firsts: dict[int, date], found: Iterable[tuple[int, datetime | None]]) -> None:
    for listing_id, at in found:
        if at is not None:
            day = day_of(at)
            firsts[listing_id] = min(day, firsts.get(listing_id, day))


def _never_rolled_up(session: Session, begin: datetime) -> dict[int, date]:
    """Listings of gpus that were there before `begin` and have no day before it, and the day of their first home."""
    has_days = exists().where(ListingDay.listing_id == Listing.id, ListingDay.day < begin.date())
    query = (
        select(Listing.id, func.min(ListingHome.valid_from))
        .join(ListingHome, ListingHome.listing_id == Listing.id)
        .where(Listing.gpu_id.is_not(None), ListingHome.valid_from < begin, ~has_days)
        .group_by(Listing.id)
    )
    firsts: dict[int, date] = {}
    _note(firsts, session.execute(query))
    return firsts


def write(session: Session, computed: Iterable[Computed], *, last: date) -> int:
    """Write days of listings over what stands there; what stands so already is left alone.

    Args:
        session: an open session.
        computed: each listing once. Its days from the first computed to `last` that have no row lose the one they had.
        last: the last day that was computed.

    Returns:
        The number of rows that are new, changed or gone.
    """
    firsts: dict[int, date] = {}
    connection = history.driver_connection(session)
    with connection.cursor() as cursor:
        # The first time there is nothing to compare with, and a whole history to write.
        if cursor.execute("SELECT FROM listing_day LIMIT 1").fetchone() is None:
            return _copy(cursor, "listing_day", _lines(computed, firsts))
        cursor.execute("CREATE TEMP TABLE new_day (LIKE listing_day)")
        _copy(cursor, "new_day", _lines(computed, firsts))
        cursor.execute("CREATE INDEX ON new_day (listing_id, day); ANALYZE new_day")
        days = list(firsts.values())
        # The oldest day lets the planner look at these days alone.
        oldest = min(days, default=last)
        cursor.execute(_DELETE, {"ids": list(firsts), "firsts": days, "last": last, "oldest": oldest})
        written = cursor.rowcount
        cursor.execute(_UPSERT)
        written += cursor.rowcount
        cursor.execute("DROP TABLE new_day")
    return written


def _copy(cursor: psycopg.Cursor[Any], table: str, lines: Iterator[str]) -> int:
    """Append lines to a table, while more are being read on the same connection; answers how many."""
    written = 0
    while block := list(islice(lines, _ROWS_AT_ONCE)):
        with cursor.copy(f"COPY {table} ({_COLUMNS}) FROM STDIN") as copy:
            copy.write("".join(block))
        written += len(block)
    return written


def _lines(computed: Iterable[Computed], firsts: dict[int, date]) -> Iterator[str]:
    """Rows in the server's text format; no cell has a character that needs an escape. Notes what was computed."""
    for listing_id, first, rows in computed:
        firsts[listing_id] = first
        for row in rows:
            yield (
                f"{listing_id}\t{row.day}\t{row.covered_s}\t{row.known_s}\t{row.in_stock_s}\t{row.priced_s}"
                f"\t{row.offer_s}\t{row.price_close or _NULL}\t{row.price_min or _NULL}\t{row.price_mean or _NULL}"
                f"\t{row.currency or _NULL}\t{row.stock_close or _NULL}\t{daily.METHOD}\n"
            )
