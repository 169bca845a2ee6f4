"""The read-only role of analysts and dashboards: it sees the views of schema `market`, and nothing else.

Roles belong to the whole server. Where this program may not create one, everything else works, and `shortcoming` says what an
administrator has to do.
"""

from typing import Final, LiteralString

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from monitor.storage.engine import Sessions

ROLE: Final[LiteralString] = "gpumarket_reader"
SCHEMA: Final[LiteralString] = "market"
#: A query may take so many seconds.
LIMIT_S: Final = 30
#: Rests in an open transaction, which holds up the removal of old rows.
_IDLE_S: Final = 60
#: A moment for the session's own limit, which says what happened and keeps the connection.
_GRACE_S: Final = 2

#: What the role is, and how its sessions begin. A session can turn off its own time limit: see `end_overdue`.
CREATE: Final[LiteralString] = f"CREATE ROLE {ROLE} NOLOGIN CONNECTION LIMIT 20"
SETTINGS: Final[tuple[LiteralString, ...]] = (
    f"ALTER ROLE {ROLE} SET default_transaction_read_only = on",
    f"ALTER ROLE {ROLE} SET statement_timeout = '30s'",
    f"ALTER ROLE {ROLE} SET idle_in_transaction_session_timeout = '60s'",
    f"ALTER ROLE {ROLE} SET search_path = {SCHEMA}",
    f"ALTER ROLE {ROLE} SET timezone = 'UTC'",
)
#: Functions that keep data beside all tables; everybody may call them where an administrator has not forbidden it.
LARGE_OBJECTS: Final[LiteralString] = (
    "REVOKE EXECUTE ON FUNCTION lo_creat(int), lo_create(oid), lo_from_bytea(oid, bytea) FROM PUBLIC"
)

_STATE: Final = text("""
    SELECT r.oid IS NOT NULL AS is_there,
        (SELECT m.rolsuper OR m.rolcreaterole FROM pg_roles m WHERE m.rolname = current_user) AS may_create,
        r.oid IS NOT NULL AND pg_has_role(r.oid, 'USAGE') AS is_member,
        r.oid IS NOT NULL AND has_schema_privilege(r.oid, n.oid, 'USAGE') AND NOT EXISTS (
            SELECT FROM pg_class c WHERE c.relnamespace = n.oid AND c.relkind = 'v' AND NOT has_table_privilege(r.oid, c.oid, 'SELECT')
        ) AS may_read,
        r.oid IS NOT NULL AND has_database_privilege(r.oid, d.oid, 'TEMPORARY') AND pg_has_role(d.datdba, 'USAGE') AS closes
    FROM pg_namespace n JOIN pg_database d ON d.datname = current_database() LEFT JOIN pg_roles r ON r.rolname = :role
    WHERE n.nspname = :schema
""")
_GRANTS: Final = (
    f"GRANT USAGE ON SCHEMA {SCHEMA} TO {ROLE}",
    f"GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {ROLE}",
    f"ALTER DEFAULT PRIVILEGES IN SCHEMA {SCHEMA} GRANT SELECT ON TABLES TO {ROLE}",
)
_OVERDUE: Final = text("""
    SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
    WHERE usename = :role AND datname = current_database() AND (
        state = 'active' AND clock_timestamp() - query_start > make_interval(secs => :limit)
        OR state LIKE 'idle in transaction%' AND clock_timestamp() - state_change > make_interval(secs => :idle)
    ) AND pg_has_role(usesysid, 'USAGE')
""")


def ensure(connection: Connection) -> None:
    """Create the role where it is missing, and let it read the views, as far as this connection may do either."""
    state = connection.execute(_STATE, {"role": ROLE, "schema": SCHEMA}).one()
    if not state.is_there:
        # Several databases of one server may be upgraded at once: then another one was quicker.
        if not (state.may_create and _did(connection, CREATE)):
            return
        for setting in SETTINGS:
            _did(connection, setting)
        state = connection.execute(_STATE, {"role": ROLE, "schema": SCHEMA}).one()
    if not state.is_member:
        _did(connection, f"GRANT {ROLE} TO CURRENT_USER")
    if not state.may_read:
        for grant in _GRANTS:
            connection.execute(text(grant))
    if state.closes:
        # Temporary tables would let it fill the disk; who owns the database keeps them.
        database = connection.dialect.identifier_preparer.quote(
            str(connection.scalar(text("SELECT current_database()")))
        )
        connection.execute(text(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC"))


def shortcoming(connection: Connection) -> str | None:
    """What an administrator has to do before the role can be used; None where nothing is missing."""
    state = connection.execute(_STATE, {"role": ROLE, "schema": SCHEMA}).one()
    if not state.is_there:
        return (
            f"the role {ROLE}, which only reads the views, is missing, and this user may not create it.: as an administrator run"
            " what docs/sql.md says under `A server of your own`, and then `gpumarket db upgrade`"
        )
    if not state.is_member:
        return (
            f"this user may not act as {ROLE}, which questions are asked as: as an administrator run"
            f" `GRANT {ROLE} TO {_user(connection)};`"
        )
    return None


def end_overdue(sessions: Sessions, *, limit_s: float = LIMIT_S + _GRACE_S, idle_s: float = _IDLE_S + _GRACE_S) -> int:
    """End connections of the role whose query runs for longer than allowed, or that rest in a transaction.

    PostgreSQL lets every session set its own time limit anew; this one it cannot.

    Returns:
        How many were ended.
    """
    parameters = {"role": ROLE, "limit": limit_s, "idle": idle_s}
    with sessions() as session:
        return session.scalar(_OVERDUE, parameters) or 0


def _user(connection: Connection) -> str:
    return connection.dialect.identifier_preparer.quote(str(connection.scalar(text("SELECT current_user"))))


def _did(connection: Connection, statement: str) -> bool:
    """Run a statement that may be refused; whether it was not."""
    try:
        with connection.begin_nested():
            connection.execute(text(statement))
    except DBAPIError:
        return False
    return True
