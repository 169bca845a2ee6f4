"""`gpumarket db ...`."""

import os
import shutil
import signal
import subprocess
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from sqlalchemy import URL

    from monitor.config import Settings
    from monitor.storage.embedded import EmbeddedPostgres

app = typer.Typer(help="The database.", no_args_is_help=True)


class Role(StrEnum):
    """Who asks."""

    OWNER = "owner"
    READER = "reader"


_Role = Annotated[Role, typer.Option(help="reader: sees the views of schema `market` alone, and changes nothing.")]


@app.command()
def url(role: _Role = Role.OWNER) -> None:
    """Print the database's address, password included.

    The embedded PostgreSQL is started if need be; it stops again with the command unless something else uses it.
    """
    from monitor.app import database_url
    from monitor.commands.session import prepare
    from monitor.storage.engine import conninfo

    settings = prepare()
    with database_url(settings) as (address, embedded):
        print(conninfo(_reader_url(settings, embedded) if role is Role.READER else address))


@app.command()
def upgrade() -> None:
    """Bring the schema up to date. Every other command does this by itself."""
    from monitor.commands.session import database
    from monitor.storage import reader

    with database() as (_, opened):
        print("The schema is up to date.")
        with opened.engine.connect() as connection:
            if missing := reader.shortcoming(connection):
                print(f"Note: {missing}.")


@app.command()
def shell(role: _Role = Role.OWNER) -> None:
    """Open psql on the database."""
    from sqlalchemy import URL

    from monitor.commands.problems import UsageError
    from monitor.commands.session import database
    from monitor.storage import reader

    with database() as (settings, opened):
        psql = _psql()
        if psql is None:
            raise UsageError('psql was not found; install PostgreSQL\'s client, then `psql "$(gpumarket db url)"`')
        # The password goes through the environment: arguments can be seen by everybody on the machine.
        url = _reader_url(settings, opened.embedded) if role is Role.READER else opened.url
        address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        env = os.environ | {"PGPASSWORD": url.password or "", "PGOPTIONS": "-c timezone=UTC"}
        # Ctrl-C is psql's: it cancels a query there.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with subprocess.Popen([psql, address.render_as_string()], env=env) as process:  # noqa: S603 - psql, found on the path
            while role is Role.READER and not _has_ended(process):
                reader.end_overdue(opened.sessions)
    raise typer.Exit(process.returncode)


def _has_ended(process: "subprocess.Popen[bytes]") -> bool:
    """Whether it has, a few seconds from now."""
    try:
        process.wait(5)
    except subprocess.TimeoutExpired:
        return False
    return True


def _reader_url(settings: "Settings", embedded: "EmbeddedPostgres | None") -> "URL":
    """The reader's address: that of the embedded server, or as it was set."""
    from monitor.commands.problems import UsageError
    from monitor.storage.engine import read_url

    if embedded is not None:
        return read_url(embedded.reader_url)
    if settings.reader_url is None:
        raise UsageError(
            "with DATABASE_URL the reader's password is yours to choose: as an administrator run"
            " `ALTER ROLE gpumarket_reader LOGIN PASSWORD '...'`, and set GPUMARKET_READER_URL"
            " (postgresql://gpumarket_reader:password@host:5432/database); docs/sql.md says more"
        )
    return read_url(settings.reader_url, "GPUMARKET_READER_URL")


def _psql() -> str | None:
    """The system's psql, which knows the user's own ~/.psqlrc and pager; else the packaged one."""
    from monitor.storage.embedded import EmbeddedError, binaries

    try:
        return shutil.which("psql") or str(binaries.psql() or "") or None
    except EmbeddedError:
        return None
