"""How Python types become columns, decided once for every table."""

from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, DateTime, Double, Enum, Interval, MetaData, Numeric, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase

from monitor.alerts.episode import Told
from monitor.alerts.notice import NoticeKind
from monitor.alerts.words import Came, Result, Via
from monitor.vocabulary import Cause, EventKind, Level, SignalKind, Unknown
from scrapers.errors import Outcome
from scrapers.offer import Condition, SellerKind, Stock
from scrapers.spec import Follow, Kind, Tier

#: Money as stored: four decimals are enough for every currency with a smallest unit of 1/1000 and for rates.
MONEY = Numeric(18, 4)


def _words(enum: type[StrEnum]) -> Enum:
    """A column of words: stored as their values, not as Python's member names, and checked by the database."""
    return Enum(
        enum, native_enum=False, create_constraint=True, length=24, values_callable=lambda e: [m.value for m in e]
    )


class Base(DeclarativeBase):
    """Every table. Times are timestamptz, money is numeric, text has no length limit."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        int: BigInteger,
        str: Text,
        float: Double,
        Decimal: MONEY,
        datetime: DateTime(timezone=True),
        timedelta: Interval,
        dict[str, Any]: JSONB(none_as_null=True),
        list[str]: JSONB(none_as_null=True),
        **{enum: _words(enum) for enum in (Stock, Condition, SellerKind, Outcome, Kind, Follow, Tier)},
        **{enum: _words(enum) for enum in (SignalKind, EventKind, Level, Cause, Unknown)},
        **{enum: _words(enum) for enum in (NoticeKind, Told, Via, Came, Result)},
    }
