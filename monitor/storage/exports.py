"""Price history as rows for a file: every state of a listing, and until when it was watched."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg
from psycopg.rows import tuple_row
from sqlalchemy.orm import Session

_BATCH: Final = 10_000

#: A state holds from its observation to the next. Within that, each time during which the listing's home was watched is
#: a row: the state as it was seen then, or as it was found unchanged after a gap. An observation that no such time begins
#: with (a poll that read only a part) is a row of its moment alone.
_ROWS: Final = """
WITH chosen AS (
    SELECT listing.*, retailer.name AS retailer, retailer.market, retailer.tier, gpu.name AS gpu
    FROM listing JOIN retailer ON retailer.id = listing.retailer_id LEFT JOIN gpu ON gpu.id = listing.gpu_id
    WHERE (%(market)s::text IS NULL OR retailer.market = %(market)s)
        AND (%(retailer)s::text IS NULL OR retailer.name = %(retailer)s)
        AND (%(gpu)s::text IS NULL OR gpu.name = %(gpu)s)
), state AS (
    SELECT o.*, lead(o.observed_at, 1, 'infinity') OVER (PARTITION BY o.listing_id ORDER BY o.observed_at) AS until
    FROM observation AS o WHERE o.listing_id IN (SELECT id FROM chosen)
), watched AS (
    SELECT source_id, valid_from,
        least(held_to, lead(valid_from) OVER (PARTITION BY source_id ORDER BY valid_from)) AS held_to
    FROM coverage
), held AS (
    SELECT s.listing_id, s.observed_at AS state_at, h.source_id,
        greatest(s.observed_at, h.valid_from, w.valid_from) AS begins,
        least(s.until, h.valid_to, w.held_to) AS ends
    FROM state AS s
    JOIN listing_home AS h ON h.listing_id = s.listing_id AND h.valid_from < s.until
        AND coalesce(h.valid_to, 'infinity') > s.observed_at
    JOIN watched AS w ON w.source_id = h.source_id AND w.valid_from < least(s.until, h.valid_to)
        AND w.held_to > greatest(s.observed_at, h.valid_from)
), moment AS (
    SELECT listing_id, state_at, source_id, begins, ends FROM held
    UNION ALL
    SELECT s.listing_id, s.observed_at, coalesce(h.source_id, c.home_source_id), s.observed_at, s.observed_at
    FROM state AS s JOIN chosen AS c ON c.id = s.listing_id
    LEFT JOIN listing_home AS h ON h.listing_id = s.listing_id AND h.valid_from <= s.observed_at
        AND coalesce(h.valid_to, 'infinity') > s.observed_at
    WHERE NOT EXISTS (
        SELECT FROM held WHERE held.listing_id = s.listing_id AND held.begins = s.observed_at
    )
), clipped AS (
    SELECT listing_id, state_at, source_id, greatest(begins, %(since)s::timestamptz) AS begins,
        least(ends, %(until)s::timestamptz) AS ends
    FROM moment
    WHERE (begins >= %(since)s OR ends > %(since)s OR %(since)s::timestamptz IS NULL)
        AND (begins < %(until)s OR %(until)s::timestamptz IS NULL)
)
SELECT m.begins, c.retailer, c.market, s.currency, c.item_key, c.url, c.url_key, c.title,
    trim_scale(s.price), s.stock, c.seller, c.condition, s.offer_count, trim_scale(s.shipping), c.tier, c.first_party,
    source.url, m.ends
FROM clipped AS m
JOIN chosen AS c ON c.id = m.listing_id
JOIN observation AS s ON s.listing_id = m.listing_id AND s.observed_at = m.state_at
JOIN source ON source.id = m.source_id
ORDER BY m.begins, c.retailer, c.id
"""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which history to export; None is all. `since` is included, `until` is not."""

    market: str | None = None
    retailer: str | None = None
    gpu: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A state of a listing, and from when to when it was watched to hold."""

    begins: datetime
    retailer: str
    market: str
    currency: str | None
    item_key: str
    url: str
    url_key: str
    title: str
    price: Any
    stock: str | None
    seller: str
    condition: str | None
    offer_count: int | None
    shipping: Any
    tier: str
    first_party: bool | None
    source: str
    ends: datetime


def held(session: Session, chosen: Chosen) -> Iterator[Held]:
    """The states of the chosen listings in order of time, read with little memory."""
    driver = session.connection().connection.driver_connection
    assert isinstance(driver, psycopg.Connection)  # noqa: S101 - the only driver there is
    with driver.cursor() as cursor:
        # Writing a batch may take its time, on a slow disk or through a pipe.
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute("SET LOCAL cursor_tuple_fraction = 1")
    values = {name: getattr(chosen, name) for name in Chosen.__slots__}
    with closing(driver.cursor("history", row_factory=tuple_row)) as rows:
        rows.execute(_ROWS, values)
        while batch := rows.fetchmany(_BATCH):
            for row in batch:
                yield Held(*row)
