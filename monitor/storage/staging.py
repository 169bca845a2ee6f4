"""Rows of an import on their way: in temporary tables of its transaction, which put them in order and vanish with it."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from typing import Any, Final

import msgspec
import psycopg
from psycopg.rows import tuple_row
from sqlalchemy.orm import Session

_LOCK: Final = 0x6770_7569  # "gpui": one import at a time

#: Rows written, and fetched, at once.
_BATCH: Final = 10_000

_TABLES: Final = """
CREATE TEMP TABLE import_row (
    retailer int NOT NULL, source int NOT NULL, observed_at timestamptz NOT NULL, line bigint NOT NULL,
    covered_to timestamptz, sku text NOT NULL, url text NOT NULL, title text NOT NULL, price numeric, stock text,
    seller text NOT NULL, condition text, offer_count bigint, shipping numeric, first_party boolean
) ON COMMIT DROP;
CREATE TEMP TABLE import_observation ON COMMIT DROP AS
    SELECT listing_id, observed_at, price, currency, shipping, stock, offer_count, confidence, raw
    FROM observation LIMIT 0;
CREATE TEMP TABLE import_poll ON COMMIT DROP AS
    SELECT source_id, observed_at, outcome, reason, detail, complete, expected, found, changed, fields, warnings,
        warning_kinds
    FROM poll LIMIT 0;
"""

_GAPS: Final = """
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY gap) FROM (
    SELECT observed_at - lag(observed_at) OVER (%s ORDER BY observed_at) AS gap
    FROM (SELECT DISTINCT observed_at %s FROM import_row WHERE retailer = %%s) AS reading
) AS gaps WHERE gap > interval '0'
"""
_BETWEEN_READINGS: Final = _GAPS % ("", "")
_OF_ONE_LISTING: Final = _GAPS % (
    "PARTITION BY sku, url, seller, condition",
    ", sku, CASE WHEN sku = '' THEN url END AS url, seller, condition",
)

#: The file's rows, and between them the observations that the database has: those of one moment before the rows.
_IN_ORDER: Final = """
SELECT observed_at, source, NULL::bigint AS listing_id, line, covered_to, sku, url, title, price, stock, seller,
    condition, offer_count, shipping, first_party, NULL AS currency
FROM import_row WHERE retailer = %(retailer)s
UNION ALL
SELECT o.observed_at, -1, o.listing_id, 0, NULL, '', '', '', o.price, o.stock, '', NULL, o.offer_count, o.shipping,
    NULL, o.currency
FROM observation AS o JOIN listing AS l ON l.id = o.listing_id
WHERE l.retailer_id = %(retailer_id)s AND o.observed_at BETWEEN %(first)s AND %(last)s
ORDER BY observed_at, source, line
"""
_ROWS_ALONE: Final = _IN_ORDER[: _IN_ORDER.index("UNION")] + "ORDER BY observed_at, source, line"

_STORE_OBSERVATIONS: Final = """
INSERT INTO observation (listing_id, observed_at, recorded_at, import_id, price, currency, shipping, stock, offer_count,
    confidence, raw)
SELECT listing_id, observed_at, observed_at, %s, price, currency, shipping, stock, offer_count, confidence, raw
FROM import_observation ON CONFLICT DO NOTHING
"""
_STORE_POLLS: Final = """
INSERT INTO poll (source_id, observed_at, recorded_at, outcome, reason, detail, complete, pages, expected, found,
    changed, fields, warnings, warning_kinds, duration_s)
SELECT source_id, observed_at, observed_at, outcome, reason, detail, complete, 0, expected, found, changed, fields,
    warnings, warning_kinds, 0
FROM import_poll ORDER BY observed_at
"""


class Staging:
    """The temporary tables of one import, in the session's transaction.

    Only one import runs at a time; another waits for it.
    """

    def __init__(self, session: Session) -> None:
        driver = session.connection().connection.driver_connection
        assert isinstance(driver, psycopg.Connection)  # noqa: S101 - the only driver there is
        self._connection = driver
        with driver.cursor() as cursor:
            # Reading a large file takes longer than anybody else may leave a transaction idle or wait for a lock.
            cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            cursor.execute("SET LOCAL lock_timeout = '10min'")
            cursor.execute("SET LOCAL work_mem = '64MB'")
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            cursor.execute("SET LOCAL lock_timeout = '30s'")
            cursor.execute(_TABLES)
        self._waiting: dict[str, list[tuple[Any, ...]]] = {
            "import_row": [],
            "import_observation": [],
            "import_poll": [],
        }

    def add(self, table: str, row: tuple[Any, ...]) -> None:
        """Put a row into one of the tables, in the order of its columns."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self.flush(table)

    def flush(self, table: str) -> None:
        """Write what waits for a table."""
        waiting = self._waiting[table]
        if waiting:
            with self._connection.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
                for row in waiting:
                    copy.write_row(row)
            waiting.clear()

    def all_read(self) -> None:
        """All rows of the file are there: make them quick to read in order."""
        self.flush("import_row")
        with self._connection.cursor() as cursor:
            cursor.execute("CREATE INDEX ON import_row (retailer, observed_at, source, line)")
            cursor.execute("ANALYZE import_row")

    def usual_interval(self, retailer: int, *, of_listings: bool) -> timedelta | None:
        """The median time between two readings of a retailer, or of one listing; None where nothing was read twice."""
        with self._connection.cursor(row_factory=tuple_row) as cursor:
            found = cursor.execute(_OF_ONE_LISTING if of_listings else _BETWEEN_READINGS, [retailer]).fetchone()
        return found[0] if found else None

    def in_order(
        self, retailer: int, retailer_id: int | None, first: datetime, last: datetime
    ) -> Iterator[tuple[Any, ...]]:
        """A retailer's rows in order of time, with the observations between `first` and `last` that the database has.

        Of columns observed_at, source (-1 for an observation), listing_id, then those of a row, and currency.
        """
        query = _ROWS_ALONE if retailer_id is None else _IN_ORDER
        values = {"retailer": retailer, "retailer_id": retailer_id, "first": first, "last": last}
        with closing(self._connection.cursor("import_rows", row_factory=tuple_row)) as cursor:
            cursor.itersize = _BATCH
            cursor.execute(query, values)
            while batch := cursor.fetchmany(_BATCH):
                yield from batch

    def new_ids(self, table: str) -> Iterator[int]:
        """Ids that no row of a table has."""
        query = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        most = 10
        while True:
            with self._connection.cursor(row_factory=tuple_row) as cursor:
                yield from (found[0] for found in cursor.execute(query, [table, most]).fetchall())
            most = 1000

    def store(self, import_id: int) -> int:
        """Move polls and observations where they belong, and answer how many observations were not there before."""
        self.flush("import_observation")
        self.flush("import_poll")
        with self._connection.cursor() as cursor:
            cursor.execute(_STORE_POLLS)
            cursor.execute(_STORE_OBSERVATIONS, [import_id])
            return cursor.rowcount


def as_json(value: Any) -> str | None:
    """A value for a JSON column."""
    return None if value is None else msgspec.json.encode(value).decode()
