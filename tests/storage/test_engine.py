"""Addresses of databases, in any spelling, with any password."""

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import URL, text

from monitor.storage import engine


@pytest.mark.parametrize("password", ["simple", "with space", "per%cent", "a/b@c:d?e#f", "ğüş", "+plus"])
def test_a_password_arrives_whole_by_both_ways(password: str) -> None:
    url = URL.create("postgresql", "me", password, "db.example", 5433, "prices")
    read = engine.read_url(url.render_as_string(hide_password=False))
    assert read.password == password
    libpq = conninfo_to_dict(engine.conninfo(read))
    assert (libpq["user"], libpq["password"], libpq["host"]) == ("me", password, "db.example")
    assert (libpq["port"], libpq["dbname"]) == ("5433", "prices")


@pytest.mark.parametrize("spelling", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_usual_spelling_is_read(spelling: str) -> None:
    assert engine.read_url(f"{spelling}://u:p@h/d").drivername == "postgresql+psycopg"


@pytest.mark.parametrize("wrong", ["", "nonsense", "sqlite:///x", "mysql://u:p@h/d", "postgresql://u:p@h:port/d"])
def test_what_is_no_address_is_refused_without_its_password(wrong: str) -> None:
    with pytest.raises(engine.DatabaseUrlError, match="postgresql://user:password@host") as refusal:
        engine.read_url(wrong)
    assert "u:p@" not in str(refusal.value)


def test_options_of_the_address_are_kept(database_url: URL) -> None:
    connected = engine.connect(database_url.update_query_dict({"options": "-c statement_timeout=1234"}))
    with connected.connect() as connection:
        assert connection.scalar(text("SHOW statement_timeout")) == "1234ms"
        assert connection.scalar(text("SHOW timezone")) == "UTC"
    connected.dispose()
