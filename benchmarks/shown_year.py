"""A year of 5,000 listings as it is stored when it has been followed: what pages read, without following it first."""

from pathlib import Path
from typing import Final

import generated_year
from sqlalchemy import text

from monitor.storage import engine, migrate

_SQL: Final = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")


def fill(url: str, listings: int) -> None:
    """Write it into an empty database; twice is as once."""
    connected = engine.connect(engine.read_url(url))
    migrate.upgrade(connected)
    with engine.sessions(connected).begin() as session:
        if not session.scalar(text("SELECT EXISTS (SELECT FROM listing)")):
            generated_year.write_shops(session, listings)
            # One statement after another: each has only the parameters that it names.
            for statement in _SQL.split(";\n"):
                session.execute(text(statement), {"start": generated_year.START, "days": generated_year.DAYS})
    with connected.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Otherwise the server does so while it is measured.
        connection.execute(text("VACUUM ANALYZE"))
    connected.dispose()
