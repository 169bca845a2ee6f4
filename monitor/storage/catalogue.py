"""The catalogue's rows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.catalog.catalog import Gpu
from monitor.storage.models import GpuRow

#: Columns that the table has as the catalogue has them.
_ALIKE: Final = tuple(
    name for name in Gpu.__struct_fields__ if name in GpuRow.__table__.columns and name != "memory_gb"
)


def upsert(session: Session, gpus: Iterable[Gpu]) -> int:
    """Write the catalogue's gpus, and return how many were new or changed: none, if repeated.

    A gpu that is no longer in the catalogue stays as it is, for its listings and their history.
    """
    rows = [{name: getattr(gpu, name) for name in _ALIKE} | {"memory_gb": Decimal(str(gpu.memory_gb))} for gpu in gpus]
    statement = insert(GpuRow).values(rows)
    given = {name: statement.excluded[name] for name in rows[0] if name != "name"}
    stands = tuple_(*(GpuRow.__table__.columns[name] for name in given))
    written = session.execute(
        statement.on_conflict_do_update(
            index_elements=["name"], set_=given, where=stands.is_distinct_from(tuple_(*given.values()))
        ).returning(GpuRow.id)
    )
    return len(written.all())


def ids(session: Session) -> dict[str, int]:
    """The id of each gpu by its name."""
    return dict(iter(session.execute(select(GpuRow.name, GpuRow.id))))


def names(session: Session) -> dict[int, str]:
    """The name of each gpu by its id."""
    return dict(iter(session.execute(select(GpuRow.id, GpuRow.name))))
