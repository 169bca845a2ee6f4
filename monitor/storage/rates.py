"""Exchange rates as rows: written as they are published, read by day, and when to ask for them again."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy import (
    Boolean,
    Date,
    Text,
    and_,
    cast,
    delete,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, distinct_on, insert
from sqlalchemy.orm import Session

from monitor.signals.exchange import LONGEST_HELD
from monitor.storage.engine import Sessions
from monitor.storage.models import Retailer, Watermark
from monitor.storage.models_history import RATE, ExchangeRate
from scrapers.ecb import EuroRate

ECB: Final = "ecb"
#: Rates of the demo market. They never replace real ones, and go with it.
DEMO: Final = "demo"
#: The watermark that says when rates were asked for.
ASKED: Final = "exchange_rates"
_BATCH: Final = 20_000


class Stored(NamedTuple):
    """What came of storing rates: how many are new, how many were known and had changed, how many were as known."""

    new: int
    changed: int
    same: int


class KnownCurrency(NamedTuple):
    """A currency with what is known of it: first and last day, number of days, and the last day's units per euro."""

    currency: str
    first: date
    last: date
    days: int
    per_euro: Decimal
    source: str


def store(sessions: Sessions, reading: Sequence[EuroRate], now: datetime, *, source: str = ECB) -> Stored:
    """Write published rates, all or none. One that is known already is replaced where it differs, with `now`.

    Args:
        sessions: makes database sessions.
        reading: as `scrapers.ecb.read` has it.
        now: when it becomes known, aware UTC.
        source: who published them: `ECB`, or `DEMO`, which never replaces what somebody else published.
    """
    with sessions.begin() as session:
        inserted = [_upsert(session, batch, now, source) for batch in _batches(sorted(set(reading)))]
    new = sum(sum(batch) for batch in inserted)
    written = sum(len(batch) for batch in inserted)
    return Stored(new, written - new, len(set(reading)) - written)


def _batches(rates: Sequence[EuroRate]) -> Iterable[Sequence[EuroRate]]:
    return (rates[start : start + _BATCH] for start in range(0, len(rates), _BATCH))


def _upsert(session: Session, rates: Sequence[EuroRate], now: datetime, source: str) -> list[bool]:
    """For each row that was written: whether it was new. Rows come in the key's order, so that two writers never deadlock."""
    given = (
        func.unnest(
            cast([rate.currency for rate in rates], ARRAY(Text)),
            cast([rate.day for rate in rates], ARRAY(Date)),
            cast([rate.per_euro for rate in rates], ARRAY(RATE)),
        )
        .table_valued("currency", "day", "per_euro")
        .render_derived(name="given")
    )
    rows = select(given.c.currency, given.c.day, given.c.per_euro, literal(source), literal(now))
    columns = ("currency", "day", "per_euro", "source", "recorded_at")
    new = insert(ExchangeRate).from_select(columns, rows)
    differs = tuple_(ExchangeRate.per_euro, ExchangeRate.source).is_distinct_from(
        tuple_(new.excluded.per_euro, new.excluded.source)
    )
    may_replace = or_(new.excluded.source != DEMO, ExchangeRate.source == DEMO)
    written = new.on_conflict_do_update(
        index_elements=["currency", "day"],
        set_={name: new.excluded[name] for name in columns[2:]},
        where=and_(differs, may_replace),
    ).returning(literal_column("exchange_rate.xmax = 0", Boolean))
    return list(session.scalars(written))


def per_euro(session: Session, currencies: Iterable[str], first: date, last: date) -> dict[tuple[str, date], Decimal]:
    """Units for one euro by currency and day of publication, as `monitor.signals.exchange.Rates` takes them.

    Args:
        session: a database session.
        currencies: ISO 4217 codes; the euro needs none.
        first: the first day that will be asked for. The week before is read too: its rates may still hold then.
        last: the last day that will be asked for.
    """
    rows = session.execute(
        select(ExchangeRate.currency, ExchangeRate.day, ExchangeRate.per_euro).where(
            ExchangeRate.currency.in_(sorted(set(currencies))), ExchangeRate.day.between(first - LONGEST_HELD, last)
        )
    )
    return {(currency, day): rate for currency, day, rate in rows}


def known(session: Session) -> list[KnownCurrency]:
    """Every currency of which a rate is known, by code."""
    latest = (
        select(ExchangeRate.currency, ExchangeRate.per_euro, ExchangeRate.source)
        .ext(distinct_on(ExchangeRate.currency))
        .order_by(ExchangeRate.currency, ExchangeRate.day.desc())
        .subquery()
    )
    spans = (
        select(
            ExchangeRate.currency,
            func.min(ExchangeRate.day).label("first"),
            func.max(ExchangeRate.day).label("last"),
            func.count().label("days"),
        )
        .group_by(ExchangeRate.currency)
        .subquery()
    )
    rows = session.execute(
        select(spans, latest.c.per_euro, latest.c.source)
        .join(latest, latest.c.currency == spans.c.currency)
        .order_by(spans.c.currency)
    )
    return [KnownCurrency(*row) for row in rows]


def latest(session: Session, currency: str, limit: int) -> list[ExchangeRate]:
    """The last `limit` rates of a currency, the latest first."""
    of_currency = select(ExchangeRate).where(ExchangeRate.currency == currency)
    return list(session.scalars(of_currency.order_by(ExchangeRate.day.desc()).limit(limit)))


def newest_day(session: Session) -> date | None:
    """The last day of which a real rate is known."""
    return session.scalar(select(func.max(ExchangeRate.day)).where(ExchangeRate.source != DEMO))


def are_wanted(session: Session) -> bool:
    """True while a real retailer is enabled: only then does anything here need today's rates."""
    return bool(session.scalar(select(exists().where(Retailer.enabled, ~Retailer.demo))))


def claim(session: Session, now: datetime, every: timedelta) -> bool:
    """Note that rates are asked for now. False if somebody, on whatever machine, has asked less than `every` ago."""
    asked = insert(Watermark).values(name=ASKED, at=now)
    # A clock that was wrong for a while must not stop us until it is right.
    may_ask = or_(Watermark.at <= now - every, Watermark.at > now)
    claimed = asked.on_conflict_do_update(index_elements=["name"], set_={"at": now}, where=may_ask).returning(
        Watermark.name
    )
    return session.scalar(claimed) is not None


def remove_demo(session: Session) -> None:
    """Delete the demo market's rates."""
    session.execute(delete(ExchangeRate).where(ExchangeRate.source == DEMO))
