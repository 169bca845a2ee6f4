"""Bring a database's schema up to what this program needs."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from alembic import command
from monitor.storage import reader

_LOCK = 0x6770756D  # "gpum": one migrator at a time, whoever starts first
_HERE = Path(__file__).resolve()


class SchemaError(Exception):
    """The database's schema does not fit this program; the message says what to do."""


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration, from a checkout or, in an installed wheel, from inside the package."""
    checkout = _HERE.parents[2] / "alembic"
    made = Config()
    made.set_main_option(
        "script_location", str(checkout if (checkout / "env.py").exists() else _HERE.parents[1] / "_alembic")
    )
    if connection is not None:
        made.attributes["connection"] = connection
    return made


def is_ours(name: str | None, kind: str, parents: Mapping[str, Any]) -> bool:
    """Leave the task queue's own tables out of comparisons: their schema is procrastinate's."""
    table = name if kind == "table" else parents.get("table_name")
    return not str(table or "").startswith("procrastinate_")


def upgrade(engine: Engine) -> None:
    """Run the missing migrations, and let the reader read, in one transaction; several starters wait for each other.

    Raises:
        SchemaError: the database was written by a newer version of this program.
    """
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        have, want = _revisions(connection)
        if have != want:
            _refuse_newer(have)
            command.upgrade(config(connection), "head")
        reader.ensure(connection)


def is_current(connection: Connection) -> bool:
    """True when no migration is missing."""
    have, want = _revisions(connection)
    return have == want


def _revisions(connection: Connection) -> tuple[str | None, str | None]:
    have = MigrationContext.configure(connection).get_current_revision()
    return have, ScriptDirectory.from_config(config()).get_current_head()


def _refuse_newer(have: str | None) -> None:
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if have is not None and have not in known:
        raise SchemaError(
            f"The database has schema version {have}, which this version of gpumarket does not know. "
            "It was upgraded by a newer one: update this installation, or use another database."
        )
