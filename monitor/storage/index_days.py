"""The price index by day: the prices that it is made of, and what was published. Rows are added, none is changed."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import distinct_on, insert
from sqlalchemy.orm import Session

from monitor.signals.index import METHOD, IndexPoint
from monitor.signals.price_table import Closes
from monitor.storage import history
from monitor.storage.models_history import IndexDay
from scrapers.spec import Tier

#: As bytes: a year of 5,000 listings is two million rows, which as objects would take seconds and hundreds of megabytes.
_CLOSES: Final = """
    SELECT string_agg(int8send(listing_id), ''), string_agg(int8send(day - %(first)s::date), ''),
        string_agg(float8send(CASE WHEN stock_close = 'unlisted' THEN 'NaN' ELSE price_close::float8 END), '')
    FROM listing_day
    WHERE listing_id = ANY (%(ids)s::bigint[]) AND day BETWEEN %(first)s AND %(last)s
        AND (price_close > 0 AND currency = %(currency)s OR stock_close = 'unlisted')
"""


@dataclass(slots=True)
class Published:
    """The index of a market and tier as it stands, by this method.

    Attributes:
        began: the first day with a value, by part of the market.
        values: by part, the last days' values, each as computed last.
    """

    began: dict[str, date] = field(default_factory=dict)
    values: dict[str, dict[date, float]] = field(default_factory=lambda: defaultdict(dict))


def closes(session: Session, listing_ids: Collection[int], currency: str, first: date, last: date) -> Closes:
    """Closing prices of listings in a currency, on the days from `first` to `last`."""
    parameters = {"ids": list(listing_ids), "currency": currency, "first": first, "last": last}
    with history.driver_connection(session).cursor(binary=True) as cursor:
        listings, rows, prices = cursor.execute(_CLOSES, parameters).fetchone() or (None, None, None)
    return Closes(
        np.frombuffer(listings or b"", ">i8").astype(np.int64),
        np.frombuffer(rows or b"", ">i8").astype(np.int64),
        np.frombuffer(prices or b"", ">f8").astype(np.float64),
    )


def published(session: Session, market: str, tier: Tier, since: date) -> Published:
    """What stands there of a market and tier: values from `since` on."""
    in_question = (IndexDay.market == market, IndexDay.tier == tier, IndexDay.method == METHOD)
    found = Published()
    for segment, began in session.execute(
        select(IndexDay.segment, func.min(IndexDay.day)).where(*in_question).group_by(IndexDay.segment)
    ):
        found.began[segment] = began
    rows = session.execute(
        select(IndexDay.segment, IndexDay.day, IndexDay.value)
        .where(*in_question, IndexDay.day >= since)
        .ext(distinct_on(IndexDay.segment, IndexDay.day))
        .order_by(IndexDay.segment, IndexDay.day, IndexDay.computed_at.desc())
    )
    for segment, day, value in rows:
        found.values[segment][day] = value
    return found


def write(
    session: Session, market: str, tier: Tier, points: Mapping[str, Iterable[IndexPoint]], computed_at: datetime
) -> int:
    """Add points, by part of the market; those without a value get no row, those that stand there stay as they are.

    Returns:
        The number of points with a value.
    """
    shared: dict[str, Any] = {"market": market, "tier": tier, "method": METHOD, "computed_at": computed_at}
    rows = [
        shared
        | {
            "segment": segment,
            "day": point.day,
            "value": point.value,
            "imputed_ratio": point.imputed_ratio,
            "n_listings": point.n_listings,
        }
        for segment, of_segment in points.items()
        for point in of_segment
        if point.value is not None
    ]
    if rows:
        session.execute(insert(IndexDay).on_conflict_do_nothing(), rows)
    return len(rows)
