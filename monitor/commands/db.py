"""`gpumarket db ...`."""

import os
import shutil
import signal
import subprocess

import typer

app = typer.Typer(help="The database.", no_args_is_help=True)


@app.command()
def url() -> None:
    """Print the database's address, password included.

    The embedded PostgreSQL is started if need be; it stops again with the command unless something else uses it.
    """
    from monitor.app import database_url
    from monitor.commands.session import prepare
    from monitor.storage.engine import conninfo

    with database_url(prepare()) as (address, _):
        print(conninfo(address))


@app.command()
def upgrade() -> None:
    """Bring the schema up to date. Every other command does this by itself."""
    from monitor.commands.session import database

    with database():
        print("The schema is up to date.")


@app.command()
def shell() -> None:
    """Open psql on the database."""
    from sqlalchemy import URL

    from monitor.commands.problems import UsageError
    from monitor.commands.session import database

    with database() as (_, opened):
        psql = _psql()
        if psql is None:
            raise UsageError('psql was not found; install PostgreSQL\'s client, then `psql "$(gpumarket db url)"`')
        # The password goes through the environment: arguments can be seen by everybody on the machine.
        url = opened.url
        address = URL.create("postgresql", url.username, None, url.host, url.port, url.database, url.query)
        env = os.environ | {"PGPASSWORD": url.password or "", "PGOPTIONS": "-c timezone=UTC"}
        # Ctrl-C is psql's: it cancels a query there.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        code = subprocess.run([psql, address.render_as_string()], env=env, check=False).returncode  # noqa: S603 - psql, found on the path
    raise typer.Exit(code)


def _psql() -> str | None:
    """The system's psql, which knows the user's own ~/.psqlrc and pager; else the packaged one."""
    from monitor.storage.embedded import EmbeddedError, binaries

    try:
        return shutil.which("psql") or str(binaries.psql() or "") or None
    except EmbeddedError:
        return None
