"""The catalogue's rows."""

from collections.abc import Iterable
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.catalog.catalog import Gpu
from monitor.storage.models import GpuRow


def upsert(session: Session, gpus: Iterable[Gpu]) -> None:
    """Write the catalogue's gpus; safe to repeat. Gpus no longer in it stay, for their history."""
    rows = [
        {
            "name": gpu.name,
            "model": gpu.model,
            "vendor": gpu.vendor,
            "family": gpu.family,
            "segment": gpu.segment,
            "memory_gb": Decimal(str(gpu.memory_gb)),
            "launch_date": gpu.launch_date,
            "launch_price_usd": gpu.launch_price_usd,
            "price_source": gpu.price_source,
        }
        for gpu in gpus
    ]
    statement = insert(GpuRow).values(rows)
    updated = {name: statement.excluded[name] for name in rows[0] if name != "name"}
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=updated))


def ids(session: Session) -> dict[str, int]:
    """The id of each gpu by its name."""
    return dict(iter(session.execute(select(GpuRow.name, GpuRow.id))))
