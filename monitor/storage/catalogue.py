"""The catalogue's rows."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, cast

from sqlalchemy import Table, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.catalog.catalog import Gpu
from monitor.storage.models import GpuRow

_TABLE: Final = cast("Table", GpuRow.__table__)
#: Columns that the table has as the catalogue has them.
_ALIKE: Final = tuple(name for name in Gpu.__struct_fields__ if name in _TABLE.columns and name != "memory_gb")


def upsert(session: Session, gpus: Iterable[Gpu]) -> int:
    """Write the catalogue's gpus, and return how many were new or changed: none, if repeated.

    A gpu that is no longer in the catalogue stays as it is, for its listings and their history.
    """
    wanted = [
        {name: getattr(gpu, name) for name in _ALIKE} | {"memory_gb": Decimal(str(gpu.memory_gb))} for gpu in gpus
    ]
    columns = [_TABLE.columns[name] for name in wanted[0]]
    stands = {row.name: dict(row._mapping) for row in session.execute(select(*columns))}  # noqa: SLF001 - public, says SQLAlchemy
    # Asked first, since this is done at every start, and there is something to write after an update alone.
    rows = [row for row in wanted if row != stands.get(row["name"])]
    if not rows:
        return 0
    # Through the table: the ORM would write rows with the same columns unknown apart from others.
    statement = insert(_TABLE)
    given = {column.name: statement.excluded[column.name] for column in columns if column.name != "name"}
    # Another process may have written them meanwhile.
    differs = tuple_(*(_TABLE.columns[name] for name in given)).is_distinct_from(tuple_(*given.values()))
    written = session.execute(
        statement.on_conflict_do_update(index_elements=["name"], set_=given, where=differs).returning(GpuRow.id), rows
    )
    return len(written.all())


def ids(session: Session) -> dict[str, int]:
    """The id of each gpu by its name."""
    return dict(iter(session.execute(select(GpuRow.name, GpuRow.id))))


def names(session: Session) -> dict[int, str]:
    """The name of each gpu by its id."""
    return dict(iter(session.execute(select(GpuRow.id, GpuRow.name))))
