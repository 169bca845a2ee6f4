"""What the embedded PostgreSQL survives: killed users, killed servers, and the traces they leave."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from embedded_home import ask, killed_user, main_process, port, served, until, user

from monitor.storage.embedded import EmbeddedError, EmbeddedPostgres
from monitor.storage.embedded import server as embedded


def test_the_server_of_a_killed_user_is_used_and_stopped_by_the_next(home: Path) -> None:
    url = killed_user(home)
    orphan = main_process(home)

    postgres = EmbeddedPostgres(home, durable=False)
    assert postgres.start() == url
    assert main_process(home) == orphan
    assert postgres.stop() is True
    assert served(home) == []


def test_an_orphan_at_an_unwanted_port_is_moved(home: Path) -> None:
    wanted = port(killed_user(home)) + 1
    with EmbeddedPostgres(home, port=wanted, durable=False) as postgres:
        assert port(postgres.url) == wanted
        assert ask(postgres.url, "SELECT 1") == 1


def test_a_killed_server_is_brought_back_at_its_address(home: Path) -> None:
    with EmbeddedPostgres(home) as postgres, EmbeddedPostgres(home) as other:
        url = postgres.url
        ask(url, "CREATE TABLE card AS SELECT 'RTX 5090' AS title")
        main_process(home).kill()
        until(lambda: not postgres.is_alive())

        assert postgres.ensure() is True
        assert postgres.url == url
        assert ask(url, "SELECT title FROM card") == "RTX 5090"
        assert postgres.ensure() is False

        revived = main_process(home)
        assert not other.is_alive()
        assert other.ensure() is True
        assert main_process(home) == revived
        assert other.is_alive()
    assert served(home) == []


def test_the_last_user_stops_a_server_that_others_have_brought_back(home: Path) -> None:
    first, second = EmbeddedPostgres(home, durable=False), EmbeddedPostgres(home, durable=False)
    first.start()
    second.start()
    main_process(home).kill()
    until(lambda: not first.is_alive())
    first.ensure()
    assert first.stop() is False
    assert second.stop() is True
    assert served(home) == []


def test_a_server_killed_for_good_leaves_nothing_to_stop(home: Path) -> None:
    postgres = EmbeddedPostgres(home, durable=False)
    postgres.start()
    main_process(home).kill()
    until(lambda: not postgres.is_alive())
    assert postgres.stop() is False
    with postgres:
        assert ask(postgres.url, "SELECT 1") == 1


def test_a_stale_pid_file_that_names_an_unrelated_process_does_it_no_harm(home: Path) -> None:
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        (home / "pg" / "postmaster.pid").write_text(
            f"{bystander.pid}\n{home}/pg\n1700000000\n5432\n\n127.0.0.1\n\nready\n"
        )
        (home / "pg" / ".s.PGSQL.5432.lock").write_text(f"{bystander.pid}\n")
        with EmbeddedPostgres(home, durable=False) as postgres:
            assert ask(postgres.url, "SELECT 1") == 1
            assert main_process(home).pid != bystander.pid
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()


def not_allowed(process: psutil.Process) -> str:
    """What root meets in a container: it may not look at where another user's process works."""
    raise psutil.AccessDenied(process.pid)


@pytest.mark.parametrize("look", [psutil.Process.cwd, not_allowed])
def test_a_stale_pid_file_that_names_another_clusters_server_does_it_no_harm(
    home: Path, twin: Path, look: Callable[[psutil.Process], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(psutil.Process, "cwd", look)
    with EmbeddedPostgres(home, durable=False) as neighbour:
        shutil.copy(home / "pg" / "postmaster.pid", twin / "pg")
        with EmbeddedPostgres(twin, durable=False) as postgres:
            assert postgres.url != neighbour.url
            assert ask(postgres.url, "SELECT 1") == 1
        assert served(twin) == []
        assert neighbour.is_alive()
        assert ask(neighbour.url, "SELECT 1") == 1


def test_a_server_is_found_where_one_may_not_look_at_its_process(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with EmbeddedPostgres(home, durable=False) as postgres:
        monkeypatch.setattr(psutil.Process, "cwd", not_allowed)
        with EmbeddedPostgres(home, durable=False) as other:
            assert other.url == postgres.url


def test_a_killed_starter_leaves_no_half_made_cluster(open_folder: Path) -> None:
    home = open_folder / "half-made"
    starter = user(home)
    until((home / "pg.new" / "PG_VERSION").exists)
    starter.kill()
    starter.communicate()
    assert not (home / "pg").exists()

    with EmbeddedPostgres(home, durable=False) as postgres:
        assert ask(postgres.url, "SELECT 1") == 1
        assert sorted(path.name for path in home.glob("pg*")) == ["pg", "pg.lock", "pgpass"]
    assert served(home) == []


def test_a_cluster_in_use_out_of_reach_is_left_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedded, "_FREE_SECONDS", 0)
    with EmbeddedPostgres(home, durable=False) as postgres:
        # What another container sees: no such process, but the files are locked.
        (home / "pg" / "postmaster.pid").rename(home / "pid")
        with pytest.raises(EmbeddedError, match="another container"):
            EmbeddedPostgres(home, durable=False).start()
        (home / "pid").rename(home / "pg" / "postmaster.pid")
        assert ask(postgres.url, "SELECT 1") == 1
