"""What the runner asks of its own server: is it the right one, the program's role and database, and the reader's role."""

from pathlib import Path

import psycopg
from psycopg import Connection, sql

from monitor.storage import reader
from monitor.storage.embedded.passwords import APPLICATION, SUPERUSER, Passwords

_CONNECT_SECONDS = 5


def serves(port: int, passwords: Passwords, cluster: Path) -> bool:
    """Tell whether the server at a port of this machine, which must know our password, serves this very cluster.

    Raises:
        psycopg.OperationalError: nothing answers there, or it refuses our password.
    """
    with _connect(port, passwords) as connection:
        row = connection.execute("SHOW data_directory").fetchone()
    try:
        return row is not None and Path(row[0]).samefile(cluster)
    except OSError:
        return False


def create_application(port: int, passwords: Passwords) -> None:
    """Create the program's role and its database where they are missing.

    The role may create databases and roles (tests clone databases; Grafana reads as a role of its own) but is no
    superuser: whoever gets hold of its password cannot run programs through the server.
    """
    name = sql.Identifier(APPLICATION)
    with _connect(port, passwords) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [APPLICATION]).rowcount:
            verifier = _verifier(connection, APPLICATION, passwords.application)
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN CREATEDB CREATEROLE PASSWORD {}").format(name, verifier))
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [APPLICATION]).rowcount:
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(name, name))


def create_reader(port: int, passwords: Passwords) -> None:
    """Create the role that reads the views where it is missing, and let it log in with its password.

    The program's role becomes its master: so it may ask as the reader, and end the reader's queries.
    """
    role = sql.Identifier(reader.ROLE)
    with _connect(port, passwords) as connection:
        if not connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [reader.ROLE]).rowcount:
            connection.execute(reader.CREATE)
            for setting in reader.SETTINGS:
                connection.execute(setting)
        verifier = _verifier(connection, reader.ROLE, passwords.reader)
        connection.execute(sql.SQL("ALTER ROLE {} LOGIN PASSWORD {}").format(role, verifier))
        connection.execute(sql.SQL("GRANT {} TO {} WITH ADMIN OPTION").format(role, sql.Identifier(APPLICATION)))
    with _connect(port, passwords, APPLICATION) as connection:
        if connection.execute(
            "SELECT has_function_privilege(%s, 'lo_create(oid)', 'EXECUTE')", [reader.ROLE]
        ).fetchone() == (True,):
            connection.execute(reader.LARGE_OBJECTS)


def _verifier(connection: Connection, role: str, password: str) -> sql.Literal:
    """The password as its scram verifier: so it cannot show in a log or in pg_stat_activity."""
    made = connection.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256")
    return sql.Literal(made.decode())


def _connect(port: int, passwords: Passwords, database: str = SUPERUSER) -> Connection:
    # Every option that a PG... variable could turn elsewhere is given. What answers at the port of a stale pid file may
    # be anybody: libpq from 16 on can refuse to tell it the password (scram proves it without).
    caution = "require_auth=scram-sha-256" if psycopg.pq.version() >= 160000 else ""
    return psycopg.connect(
        caution,
        hostaddr="127.0.0.1",
        port=port,
        user=SUPERUSER,
        password=passwords.superuser,
        dbname=database,
        sslmode="disable",
        gssencmode="disable",
        channel_binding="prefer",
        target_session_attrs="any",
        options="",
        connect_timeout=_CONNECT_SECONDS,
        autocommit=True,
    )
