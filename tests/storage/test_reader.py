"""What the reader can do, whatever it tries: read the views. And what becomes of it where nobody may create roles."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import URL, Engine, text

from monitor import questions
from monitor.storage import engine, migrate, reader, views
from monitor.storage import questions as asking
from monitor.storage.embedded import EmbeddedPostgres
from monitor.storage.engine import Sessions

PASSWORD = "of-this-test"
PRIVATE = "Hans Müller aus Köln"
MAIL = "hans.mueller@example.org"


@pytest.fixture
def reader_url(database: Engine, admin: Engine) -> URL:
    # What a database lets everybody do is not cloned with it.
    migrate.upgrade(database)
    with admin.connect() as connection:
        connection.execute(text(f"ALTER ROLE {reader.ROLE} LOGIN PASSWORD '{PASSWORD}'"))
    return database.url.set(username=reader.ROLE, password=PASSWORD)


@pytest.fixture
def connected(reader_url: URL) -> Iterator[psycopg.Connection]:
    with psycopg.connect(engine.conninfo(reader_url), autocommit=True) as connection:
        yield connection


@pytest.fixture
def private_seller(database: Engine) -> None:
    """A marketplace seller's listing, with all that was read of it, and somebody's mail address where it may stand."""
    with database.begin() as connection:
        connection.exec_driver_sql(
            f"""
            INSERT INTO retailer (name, title, market, tier, enabled, spec)
                VALUES ('bazaar', 'Bazaar', 'de', 'marketplace', true, '{{"contact": "{MAIL}"}}');
            INSERT INTO source (retailer_id, url, kind, follow, interval)
                SELECT id, 'https://bazaar.example/', 'list', 'all', '1 hour' FROM retailer;
            INSERT INTO listing (retailer_id, item_key, seller, first_party, seller_kind, seller_group, title, url, url_key,
                    gpu_id, match_version, home_source_id, first_seen_at, price, currency, stock, changed_at)
                SELECT r.id, n::text, '{PRIVATE}', false, 'marketplace', 'hansmullerauskoln', 'Card', 'https://bazaar.example/1',
                    n::text, g.id, 1, s.id, now(), 500, 'EUR', 'in_stock', now()
                FROM retailer r, source s, (SELECT min(id) AS id FROM gpu) g, generate_series(1, 2) n;
            INSERT INTO listing_home SELECT id, now(), home_source_id, NULL FROM listing;
            INSERT INTO coverage (source_id, valid_from, valid_to, held_to) SELECT id, now(), now(), now() + interval '3 hours' FROM source;
            INSERT INTO observation (listing_id, observed_at, recorded_at, price, currency, stock, confidence, raw)
                SELECT id, now(), now(), 500, 'EUR', 'in_stock', 1, '{{"seller": "{PRIVATE}"}}' FROM listing;
            INSERT INTO correction (listing_id, observed_at, field, value, reason, by, recorded_at)
                SELECT listing_id, observed_at, 'price', '400', 'wrong', '{MAIL}', now() FROM observation;
            INSERT INTO signal (episode_key, kind, market, gpu_id, opened_at, evidence) SELECT 'k', 'shortage', 'de', id, now(),
                '{{"sellers": [{{"seller": "hansmullerauskoln"}}], "now": {{"sellers": ["hansmullerauskoln"], "n_sellers": 1}},
                   "correction": {{"ids": [1], "by": "{MAIL}"}}, "loss_ratio": 0.4,
                   "before_correction": {{"sellers": ["hansmullerauskoln"], "now": {{"sellers": ["hansmullerauskoln"]}}}}}}' FROM (SELECT min(id) AS id FROM gpu);
            INSERT INTO signal_event (signal_id, kind, at, recorded_at, evidence) SELECT id, 'open', now(), now(), evidence FROM signal;
        """  # noqa: S608 - words of this test
        )


@pytest.mark.usefixtures("private_seller")
def test_every_view_is_read_and_says_nothing_of_private_people(connected: psycopg.Connection, database: Engine) -> None:
    with database.connect() as connection:
        shown = {view.name: connection_rows(connected, view.name) for view in views.described(connection)}
    told = {name for name, rows in shown.items() if rows}
    assert told >= {
        "current_offers",
        "price_history",
        "observations",
        "sellers",
        "signals",
        "signal_events",
        "corrections",
    }
    everything = "\n".join(row for rows in shown.values() for row in rows)
    assert "0.4" in everything
    assert [word for word in ("Müller", "hansmuller", "hans.mueller") if word in everything] == []


def connection_rows(connection: psycopg.Connection, name: str) -> list[str]:
    query = sql.SQL("SELECT v::text FROM market.{} v").format(sql.Identifier(name))
    return [row[0] for row in connection.execute(query)]


@pytest.mark.usefixtures("private_seller")
def test_a_private_seller_is_one_and_the_same_under_a_pseudonym(connected: psycopg.Connection) -> None:
    rows = connected.execute("SELECT seller, name, n_listings FROM sellers").fetchall()
    assert len(rows) == 1
    assert rows[0][0].startswith("seller ")
    assert rows[0][1:] == (None, 2)
    # Nobody can compute it from a list of names: the key is out of sight.
    guessed = connected.execute("SELECT left(encode(sha256('hansmullerauskoln'), 'hex'), 10)").fetchone()
    assert guessed is not None
    assert rows[0][0] != f"seller {guessed[0]}"


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM public.listing",
        "SELECT * FROM public.retailer",
        "SELECT * FROM public.pseudonym_key",
        "SELECT * FROM public.alembic_version",
        "SELECT * FROM public.procrastinate_jobs",
        "INSERT INTO public.watermark VALUES ('x', now())",
        "UPDATE market.market_events SET title = 'x'",
        "DELETE FROM market.corrections",
        "INSERT INTO market.market_events (title) VALUES ('x')",
        "CREATE TABLE market.mine (a int)",
        "CREATE TABLE public.mine (a int)",
        "CREATE TEMP TABLE mine (a int)",
        "CREATE SCHEMA mine",
        "CREATE DATABASE mine",
        "CREATE ROLE mine",
        "DROP VIEW market.polls",
        "SELECT pg_read_file('PG_VERSION')",
        "COPY market.polls TO '/tmp/polls'",
        "COPY market.polls TO PROGRAM 'true'",
        "SET ROLE gpumarket",
        "SET SESSION AUTHORIZATION postgres",
        "SELECT rolpassword FROM pg_authid",
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename <> current_user AND usename IS NOT NULL",
    ],
)
def test_it_cannot_write_nor_look_elsewhere(statement: str, connected: psycopg.Connection, database: Engine) -> None:
    other = database.connect()  # somebody whose connection could be ended
    other.execute(text("SELECT 1"))
    # Also when it leaves the mode that its sessions begin in.
    connected.execute("SET default_transaction_read_only = off")
    with pytest.raises(
        (
            psycopg.errors.InsufficientPrivilege,
            psycopg.errors.InvalidParameterValue,
            psycopg.errors.ObjectNotInPrerequisiteState,
        )
    ):
        connected.execute(statement)
    other.close()


def test_its_sessions_begin_read_only_and_limited(connected: psycopg.Connection) -> None:
    asked = [
        connected.execute(f"SHOW {name}").fetchone()
        for name in ("transaction_read_only", "statement_timeout", "search_path", "timezone")
    ]
    assert asked == [("on",), ("30s",), ("market",), ("UTC",)]
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        connected.execute("CREATE TEMP TABLE mine (a int)")


def test_it_cannot_outlive_its_time_even_if_it_lifts_its_own_limit(
    connected: psycopg.Connection, sessions: Sessions
) -> None:
    connected.execute("SET statement_timeout = 0")
    errors: list[Exception] = []

    def ask() -> None:
        try:
            # It would even catch being cancelled, and go on.
            connected.execute(
                "DO $$ BEGIN LOOP BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP; END $$"
            )
        except psycopg.Error as error:
            errors.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    ended = 0
    while thread.is_alive() and not ended:
        time.sleep(0.05)
        ended = reader.end_overdue(sessions, limit_s=0.1)
    thread.join(30)
    assert ended == 1
    assert isinstance(errors[0], psycopg.OperationalError)


def test_nobody_is_ended_in_time_and_nobody_else_at_all(
    connected: psycopg.Connection, sessions: Sessions, database: Engine
) -> None:
    with database.connect() as owner:
        owner.execute(text("SELECT 1"))
        assert connected.execute("SELECT 1").fetchone() == (1,)
        assert reader.end_overdue(sessions, limit_s=0, idle_s=0) == 0
        assert owner.scalar(text("SELECT 1")) == 1
    connected.execute("BEGIN")
    assert reader.end_overdue(sessions) == 0
    assert reader.end_overdue(sessions, idle_s=0) == 1
    with pytest.raises(psycopg.OperationalError):
        connected.execute("SELECT 1")


def test_a_question_is_cancelled_when_its_time_is_over(sessions: Sessions) -> None:
    slow = questions.read("slow", "-- section: Now\n-- title: T\n-- description: D\nSELECT pg_sleep(60)")
    with sessions() as session, pytest.raises(asking.TookTooLong, match=r"0\.1 s"):
        asking.run(session, slow, {}, limit_s=0.1)
    with sessions() as session:
        assert session.scalar(text("SELECT current_user")) == session.scalar(text("SELECT session_user"))


@pytest.mark.parametrize(
    "query", ["SELECT * FROM public.listing", "SELECT set_config('x.y', key, false) FROM public.pseudonym_key"]
)
def test_a_question_has_the_readers_rights(sessions: Sessions, query: str) -> None:
    forbidden = questions.read("forbidden", f"-- section: Now\n-- title: T\n-- description: D\n{query}")
    with sessions() as session, pytest.raises(Exception, match="permission denied"):
        asking.run(session, forbidden, {})


def test_no_more_rows_come_than_are_wanted(sessions: Sessions) -> None:
    many = questions.read(
        "many", "-- section: Now\n-- title: T\n-- description: D\nSELECT n FROM generate_series(1, 50) n"
    )
    with sessions() as session:
        answer = asking.run(session, many, {}, rows=10)
    assert (answer.columns, answer.rows, answer.more) == (["n"], [(n,) for n in range(1, 11)], True)
    with sessions() as session:
        assert not asking.run(session, many, {}, rows=50).more


@pytest.fixture(scope="module")
def own_server(open_folder: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(open_folder / "reader", durable=False) as server:
        yield server


def superuser(server: EmbeddedPostgres, database: str = "postgres") -> psycopg.Connection:
    lines = (server.log_path.parent / "pgpass").read_text().splitlines()
    password = next(line.rsplit(":", 1)[1] for line in lines if ":postgres:" in line)
    port = engine.read_url(server.url).port
    return psycopg.connect(
        host="127.0.0.1", port=port, user="postgres", password=password, dbname=database, autocommit=True
    )


def test_the_embedded_server_lets_it_in(own_server: EmbeddedPostgres) -> None:
    owner = engine.connect(engine.read_url(own_server.url))
    migrate.upgrade(owner)
    owner.dispose()
    with psycopg.connect(engine.conninfo(engine.read_url(own_server.reader_url)), autocommit=True) as connection:
        assert connection.execute("SELECT count(*) FROM gpus").fetchone() == (0,)
        connection.execute("SET default_transaction_read_only = off")
        for statement in ("SELECT lo_create(4711)", "CREATE TEMP TABLE mine (a int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement)
    assert own_server.reader_url.split(":")[2] not in repr(own_server) + own_server.url


def test_a_data_directory_without_its_password_gets_one(open_folder: Path) -> None:
    home = open_folder / "older"
    with EmbeddedPostgres(home, durable=False) as server:
        url = server.url
    kept = [line for line in (home / "pgpass").read_text().splitlines() if reader.ROLE not in line]
    (home / "pgpass").write_text("\n".join([*kept, ""]))
    with EmbeddedPostgres(home, durable=False) as server:
        assert server.url == url
        with psycopg.connect(engine.conninfo(engine.read_url(server.reader_url))) as connection:
            assert connection.execute("SELECT current_user").fetchone() == (reader.ROLE,)


def test_where_no_role_may_be_created_all_else_works_and_the_way_out_is_told(own_server: EmbeddedPostgres) -> None:
    with superuser(own_server) as root:
        root.execute(f"ALTER ROLE {reader.ROLE} RENAME TO elsewhere")
        root.execute("CREATE ROLE plain LOGIN PASSWORD 'plain'")
        root.execute("CREATE DATABASE plain OWNER plain")
        root.execute("CREATE DATABASE plain_too OWNER plain")
        url = engine.read_url(own_server.url).set(username="plain", password="plain")
        plain, too = (engine.connect(url.set(database=name)) for name in ("plain", "plain_too"))
        try:
            migrate.upgrade(plain)
            migrate.upgrade(too)
            assert "docs/sql.md" in told(plain)
            with engine.sessions(plain)() as session, pytest.raises(asking.NoReader):
                asking.run(session, questions.load()[0], {})
            assert reader.end_overdue(engine.sessions(plain)) == 0
            root.execute(f"ALTER ROLE elsewhere RENAME TO {reader.ROLE}")
            migrate.upgrade(plain)
            assert f"GRANT {reader.ROLE} TO plain" in told(plain)
            root.execute(f"GRANT {reader.ROLE} TO plain")
            assert told(plain) == ""
            # The other database of the server has not been upgraded since.
            with root.cursor() as cursor, pytest.raises(AssertionError):
                assert may_read(cursor.connection, own_server, "plain_too")
            migrate.upgrade(too)
            assert may_read(root, own_server, "plain")
            assert may_read(root, own_server, "plain_too")
        finally:
            plain.dispose()
            too.dispose()


def told(connected: Engine) -> str:
    with connected.connect() as connection:
        return reader.shortcoming(connection) or ""


def may_read(_: psycopg.Connection, server: EmbeddedPostgres, database: str) -> bool:
    with superuser(server, database) as root:
        row = root.execute("SELECT has_table_privilege(%s, 'market.gpus', 'SELECT')", [reader.ROLE]).fetchone()
    return row == (True,)


def test_where_roles_may_be_created_one_is(own_server: EmbeddedPostgres) -> None:
    """A server that is not ours, and a user who may create roles and is no administrator."""
    with superuser(own_server) as root:
        root.execute(f"ALTER ROLE {reader.ROLE} RENAME TO elsewhere_too")
        root.execute("CREATE ROLE maker LOGIN CREATEROLE PASSWORD 'maker'")
        root.execute("CREATE DATABASE maker OWNER maker")
    url = engine.read_url(own_server.url).set(username="maker", password="maker", database="maker")
    connected = engine.connect(url)
    migrate.upgrade(connected)
    assert told(connected) == ""
    with engine.sessions(connected)() as session:
        assert asking.run(
            session, questions.read("n", "-- section: Now\n-- title: T\n-- description: D\nSELECT current_user"), {}
        ).rows == [(reader.ROLE,)]
    with connected.connect() as connection:
        settings = connection.scalar(
            text("SELECT rolconfig FROM pg_roles WHERE rolname = :role"), {"role": reader.ROLE}
        )
    assert "default_transaction_read_only=on" in settings
    connected.dispose()
