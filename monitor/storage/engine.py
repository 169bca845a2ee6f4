"""The connection to Postgres: one engine per process."""

from urllib.parse import quote, urlencode

from sqlalchemy import Engine, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, sessionmaker

Sessions = sessionmaker[Session]


class DatabaseUrlError(Exception):
    """A DATABASE_URL that cannot be used; the message says what to write, never the password."""


def read_url(text: str, setting: str = "DATABASE_URL") -> URL:
    """Read a DATABASE_URL, or another such setting, in any of the usual spellings.

    Raises:
        DatabaseUrlError: it is no address of a Postgres database.
    """
    example = "write it as postgresql://user:password@host:5432/database"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        raise DatabaseUrlError(f"{setting} is no database address; {example}") from error
    if url.drivername.split("+")[0] not in {"postgres", "postgresql"}:
        raise DatabaseUrlError(f"{setting} names {url.drivername!r}, but only PostgreSQL is supported; {example}")
    return url.set(drivername="postgresql+psycopg")


#: Nobody waits for a lock, or holds one without doing anything, longer than this.
_SESSION = "-c timezone=UTC -c lock_timeout=30s -c idle_in_transaction_session_timeout=60s"


def conninfo(url: URL) -> str:
    """The same address as libpq and psql read it, password included."""
    user = quote(url.username or "", safe="")
    if url.password is not None:
        user += f":{quote(str(url.password), safe='')}"
    host = f"[{url.host}]" if url.host and ":" in url.host else url.host or ""
    query = f"?{urlencode(url.query, doseq=True, quote_via=quote)}" if url.query else ""
    at = "@" if user else ""
    port = f":{url.port}" if url.port else ""
    return f"postgresql://{user}{at}{host}{port}/{quote(url.database or '', safe='')}{query}"


def connect(url: URL, *, pool_size: int = 10) -> Engine:
    """An engine whose sessions speak UTC. The pool gives up quickly, so that a dead server is noticed, not waited for."""
    own = url.query.get("options", "")
    return create_engine(
        url.difference_update_query(["options"]),
        pool_size=pool_size,
        max_overflow=10,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args={"options": f"{own} {_SESSION}".strip(), "connect_timeout": 5, "application_name": "gpumarket"},
    )


def sessions(engine: Engine) -> Sessions:
    """A factory of sessions; objects stay readable after their transaction."""
    return sessionmaker(engine, expire_on_commit=False)
