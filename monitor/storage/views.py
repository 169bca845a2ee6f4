"""The views that analysts read, as the database describes them itself."""

from typing import NamedTuple

from sqlalchemy import Connection, text

from monitor.storage.reader import SCHEMA

_COLUMNS = text("""
    SELECT c.relname, obj_description(c.oid), a.attname, format_type(a.atttypid, NULL), col_description(c.oid, a.attnum)
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = :schema
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    WHERE c.relkind = 'v' ORDER BY c.relname, a.attnum
""")


class Column(NamedTuple):
    """A column: its name, its type in SQL, and what it says."""

    name: str
    kind: str
    about: str | None


class View(NamedTuple):
    """A view: its name, what one row is, and its columns."""

    name: str
    about: str | None
    columns: list[Column]


def described(connection: Connection) -> list[View]:
    """Every view, by name."""
    views: dict[str, View] = {}
    for name, about, column, kind, says in connection.execute(_COLUMNS, {"schema": SCHEMA}):
        views.setdefault(name, View(name, about, [])).columns.append(Column(column, kind, says))
    return list(views.values())
