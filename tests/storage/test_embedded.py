"""The embedded PostgreSQL in daily life: its users come and go, and share one server."""

import os
import signal
import socket
from pathlib import Path

import psycopg
import pytest
from embedded_home import ask, main_process, port, said, served, until, user

from monitor.storage.embedded import EmbeddedError, EmbeddedPostgres


def test_the_first_user_gets_a_database_and_the_last_leaves_no_process(home: Path) -> None:
    postgres = EmbeddedPostgres(home, durable=False)
    url = postgres.start()

    assert url == postgres.url
    assert url.startswith("postgresql+psycopg://gpumarket:")
    assert ask(url, "SELECT current_user || '@' || current_database()") == "gpumarket@gpumarket"
    assert postgres.is_alive()
    assert served(home)
    assert postgres.stop() is True
    assert not postgres.is_alive()
    assert served(home) == []
    assert not (home / "pg" / "postmaster.pid").exists()


def test_the_data_and_the_address_survive_a_restart(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        first = postgres.url
        ask(first, "CREATE TABLE kept AS SELECT 'RTX 5090' AS title")
    with EmbeddedPostgres(home, durable=False) as postgres:
        assert postgres.url == first
        assert ask(first, "SELECT title FROM kept") == "RTX 5090"


def test_starting_and_stopping_twice_changes_nothing(home: Path) -> None:
    postgres = EmbeddedPostgres(home, durable=False)
    assert postgres.start() == postgres.start()
    assert postgres.ensure() is False
    assert postgres.stop() is True
    assert postgres.stop() is False
    assert postgres.ensure() is False
    assert served(home) == []
    with pytest.raises(EmbeddedError, match=r"start\(\)"):
        _ = postgres.url


def test_a_durable_server_waits_for_the_disk_and_one_for_tests_does_not(home: Path) -> None:
    with EmbeddedPostgres(home) as postgres:
        assert [ask(postgres.url, f"SHOW {name}") for name in ("fsync", "synchronous_commit")] == ["on", "on"]
    with EmbeddedPostgres(home, durable=False) as postgres:
        assert [ask(postgres.url, f"SHOW {name}") for name in ("fsync", "synchronous_commit")] == ["off", "off"]


def test_text_sorts_by_code_point_in_utf8_and_times_are_utc(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        words = "SELECT string_agg(word, ' ' ORDER BY word) FROM unnest(ARRAY['ä', 'b', 'Z', 'a']) AS word"
        assert ask(postgres.url, words) == "Z a b ä"
        assert ask(postgres.url, "SELECT upper('käşif')") == "KÄŞIF"
        assert ask(postgres.url, "SHOW server_encoding") == "UTF8"
        assert ask(postgres.url, "SHOW timezone") == "UTC"


def test_the_program_is_no_superuser_but_may_clone_databases(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        ask(postgres.url, "CREATE DATABASE clone TEMPLATE gpumarket")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            ask(postgres.url, "COPY (SELECT 1) TO PROGRAM 'cat'")


def test_the_password_is_in_its_file_alone(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        passwords = [line.rsplit(":", 1)[1] for line in (home / "pgpass").read_text().splitlines()]
        seen = [repr(postgres), postgres.log_path.read_text()]
        seen += [*main_process(home).cmdline(), *main_process(home).environ().values()]

        assert len(set(passwords)) == 3
        assert not [text for text in seen for password in passwords if password in text]
        assert (home / "pgpass").stat().st_mode & 0o777 == 0o600
        wrong = postgres.url.replace(passwords[1], "guess")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            ask(wrong, "SELECT 1")


def test_settings_of_the_environment_do_not_lead_it_astray(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "1", "PGDATA": "/nowhere", "PGHOST": "/nowhere", "PGSSLMODE": "require"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GPUMARKET_SECRET", "s3cret-of-the-mailbox")
    with EmbeddedPostgres(home, durable=False) as postgres:
        assert postgres.is_alive()
        assert "s3cret-of-the-mailbox" not in main_process(home).environ().values()


def test_a_ctrl_c_in_the_terminal_does_not_reach_the_server(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False):
        assert os.getsid(main_process(home).pid) != os.getsid(0)


def test_a_second_process_joins_and_leaves_without_stopping_the_server(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        before = main_process(home)
        words, _ = user(home).communicate(timeout=30)
        assert words.split() == [postgres.url, "False"]
        assert postgres.is_alive()
        assert main_process(home) == before


def test_four_simultaneous_starts_make_one_cluster_and_one_server(open_folder: Path) -> None:
    users = [user(open_folder / "four") for _ in range(4)]
    urls = {said(process) for process in users}
    ends = [process.communicate(timeout=30)[0].strip() for process in users]

    assert len(urls) == 1
    log = (open_folder / "four" / "postgres.log").read_text()
    assert log.count("ready to accept connections") == 1
    assert ends == ["False", "False", "False", "True"]
    assert served(open_folder / "four") == []


def test_a_port_that_somebody_has_taken_is_given_up(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        first = port(postgres.url)
    with socket.create_server(("127.0.0.1", first)), EmbeddedPostgres(home, durable=False) as postgres:
        assert f":{first}/" not in postgres.url
        assert ask(postgres.url, "SELECT 1") == 1


def test_a_port_asked_for_is_used_or_refused_with_a_reason(home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(EmbeddedError, match=rf"port {taken} .*GPUMARKET_DB_PORT"):
            EmbeddedPostgres(home, port=taken, durable=False).start()
    assert served(home) == []
    with EmbeddedPostgres(home, port=taken, durable=False) as postgres:
        assert f"@127.0.0.1:{taken}/" in postgres.url
        with pytest.raises(EmbeddedError, match=f"has the port {taken}, and other processes use it"):
            EmbeddedPostgres(home, port=taken + 1, durable=False).start()
        with EmbeddedPostgres(home, durable=False) as anywhere:
            assert anywhere.url == postgres.url
    with pytest.raises(EmbeddedError, match="1 to 65535"):
        EmbeddedPostgres(home, port=70000, durable=False).start()


def test_the_socket_is_left_out_where_its_path_would_be_too_long(made: Path) -> None:
    with EmbeddedPostgres(made, durable=False):
        assert len(list((made / "pg").glob(".s.PGSQL.?????"))) == 1
    home = made.rename(made.with_name("a-long-way-" + "x" * 90))
    try:
        with EmbeddedPostgres(home, durable=False) as postgres:
            assert ask(postgres.url, "SELECT 1") == 1
            assert list((home / "pg").glob(".s.PGSQL.*")) == []
    finally:
        home.rename(made)


def test_a_log_that_has_grown_large_starts_over(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        with postgres.log_path.open("ab") as log:
            log.write(b"x" * 9_000_000)
        assert postgres.ensure() is False
        with pytest.raises(psycopg.errors.UndefinedTable):
            ask(postgres.url, "SELECT * FROM nothing")
        until(lambda: "nothing" in postgres.log_path.read_text())
        assert postgres.log_path.stat().st_size < 100_000


def test_an_interrupt_while_the_cluster_is_made_leaves_nothing_behind(open_folder: Path) -> None:
    home = open_folder / "interrupted"
    starter = user(home)
    until((home / "pg.new" / "PG_VERSION").exists)
    starter.send_signal(signal.SIGINT)
    starter.wait(30)

    until(lambda: not served(home))
    assert sorted(path.name for path in home.glob("pg*")) == ["pg.lock", "pgpass"]
