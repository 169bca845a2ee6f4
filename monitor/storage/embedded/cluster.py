"""The PostgreSQL cluster: making it, its settings, and running a server on it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from monitor.storage.embedded.binaries import MAJOR
from monitor.storage.embedded.data_directory import DataDirectory
from monitor.storage.embedded.error import OTHER_SERVER, EmbeddedError
from monitor.storage.embedded.file_lock import FileLock
from monitor.storage.embedded.passwords import SUPERUSER, Passwords
from monitor.storage.embedded.postmaster import PidFile, Postmaster
from monitor.storage.embedded.private_file import open_private, rename_for_good, write_private

_INITDB_SECONDS = 300
_READY_SECONDS = 120  # recovery after a crash included
_POLL_SECONDS = 0.01
_LOG_BYTES = 8 * 2**20
_SOCKET_BYTES = 103 if sys.platform == "darwin" else 107

_ACCESS = "local all all scram-sha-256\nhost all all 127.0.0.1/32 scram-sha-256\n"

_SETTINGS = """\
# Written by gpumarket at every start. Settings of your own: ALTER SYSTEM, or local.conf beside this file.
port = {port}
listen_addresses = '127.0.0.1'
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
max_connections = 100
shared_buffers = 96MB
# Parallel queries need shared memory segments that small containers lack, and that a log-out takes away (RemoveIPC).
max_parallel_workers_per_gather = 0
max_parallel_maintenance_workers = 0
timezone = 'UTC'
log_timezone = 'UTC'
datestyle = 'iso, mdy'
lc_messages = 'C'
lc_monetary = 'C'
lc_numeric = 'C'
lc_time = 'C'
default_text_search_config = 'pg_catalog.simple'
# The log says what failed, without the statements and the values in them.
log_checkpoints = off
log_min_error_statement = panic
log_error_verbosity = terse
log_line_prefix = '%m [%p] %q%u@%d '
"""
_OF_YOUR_OWN = "include = 'local.conf'\n"
_NOT_DURABLE = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n"


@dataclass(frozen=True)
class Cluster:
    """The cluster in a data directory.

    Attributes:
        directory: where it lies, and whom it belongs to.
        durable: False gives up safety against a crash of the machine for speed (tests).
    """

    directory: DataDirectory
    durable: bool = True

    @property
    def path(self) -> Path:
        """The directory PostgreSQL calls PGDATA."""
        return self.directory.cluster

    def exists(self) -> bool:
        """Tell whether the cluster has been made.

        Raises:
            EmbeddedError: something else is in its place, or a cluster of another major version.
        """
        try:
            version = (self.path / "PG_VERSION").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            if self.path.exists() and any(self.path.iterdir()):
                raise EmbeddedError(
                    f"{self.path} is not empty and no PostgreSQL cluster: move it away, choose another "
                    f"GPUMARKET_DATA_DIR, {OTHER_SERVER}."
                ) from None
            return False
        if version != str(MAJOR):
            raise EmbeddedError(
                f"{self.path} was made by PostgreSQL {version}, this program comes with PostgreSQL {MAJOR}, which "
                f"cannot open it. With the release of this program that made it, write the history out "
                f"(`gpumarket export`); then move {self.path} away, start this release, and `gpumarket import` it. "
                f"Or serve it with a PostgreSQL {version} of your own and set DATABASE_URL."
            )
        return True

    def create(self, binaries: Path, passwords: Passwords, lock: FileLock) -> None:
        """Make the cluster in pg.new and rename it when it is whole: PG_VERSION appears long before.

        Whatever an interrupted attempt has left is removed. The lock is lent to initdb, so that nobody clears its
        directory away while it lives on without us.
        """
        fresh, secret = self.directory.home / "pg.new", self.directory.home / "pg.new.password"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.directory.user.give(fresh)
        write_private(secret, passwords.superuser + "\n", self.directory.user)
        try:
            self._initdb(binaries, fresh, secret, lock)
            write_private(fresh / "pg_hba.conf", _ACCESS, self.directory.user)
            rename_for_good(fresh, self.path)
        finally:
            secret.unlink(missing_ok=True)
            shutil.rmtree(fresh, ignore_errors=True)

    def _initdb(self, binaries: Path, fresh: Path, secret: Path, lock: FileLock) -> None:
        # builtin C.UTF-8 sorts by code point everywhere alike and still knows lower and upper case beyond ASCII.
        options = [
            *("--username", SUPERUSER, "--pwfile", secret, "--auth", "scram-sha-256", "--encoding", "UTF8"),
            *("--locale-provider", "builtin", "--builtin-locale", "C.UTF-8", "--locale", "C", "--no-instructions"),
            *(() if self.durable else ("--no-sync",)),
        ]
        before = self._log_size()
        process = self._spawn([binaries / "initdb", "--pgdata", fresh, *options], lock)
        try:
            status = process.wait(_INITDB_SECONDS)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)  # initdb has children
            process.wait()
            raise
        if status != 0:
            raise EmbeddedError(
                f"Making the database in {self.path} failed. Is the disk full? It needs about 100 MB. What initdb "
                f"said:\n{self._log_since(before)}"
            )

    def port(self) -> int | None:
        """Give the port the cluster was last served at; None if there is none."""
        try:
            settings = (self.path / "postgresql.conf").read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return None
        match = re.search(r"^port = (\d+)$", settings, re.MULTILINE)
        return int(match[1]) if match else None

    def serve(self, binaries: Path, port: int, lock: FileLock) -> Postmaster:
        """Run a server and wait until it accepts connections.

        Args:
            binaries: the folder with the programs.
            port: where it listens, on 127.0.0.1.
            lock: held by us, and from now on by the server and its children as long as one of them lives.

        Raises:
            EmbeddedError: it does not start; the message ends with what it said.
        """
        write_private(self.path / "postgresql.conf", self._settings(port), self.directory.user)
        self.shorten_log()
        before = self._log_size()
        child = self._spawn([binaries / "postgres", "-D", self.path], lock)
        try:
            self._wait_until_ready(child, before)
            server = Postmaster(psutil.Process(child.pid), port)
        except BaseException:
            _end(child)
            raise
        # Nobody waits for a server that outlives its starter's use of it; a thread keeps it from becoming a zombie.
        threading.Thread(target=child.wait, name="reap-postgres", daemon=True).start()
        return server

    def forget_server(self) -> None:
        """Remove what a server that is gone has left: postgres itself would believe a reused process id in it."""
        for path in (self.path / "postmaster.pid", *self.path.glob(".s.PGSQL.*")):
            path.unlink(missing_ok=True)

    def shorten_log(self) -> None:
        """Start the log over when it has grown large; the server goes on writing at its end."""
        if self._log_size() > _LOG_BYTES:
            handle = open_private(self.directory.log, os.O_WRONLY | os.O_TRUNC, self.directory.user)
            os.close(handle)

    def _settings(self, port: int) -> str:
        settings = _SETTINGS.format(port=port, sockets=self._sockets(port))
        if not self.durable:
            settings += _NOT_DURABLE
        if (self.path / "local.conf").exists():
            settings += _OF_YOUR_OWN
        return settings

    def _sockets(self, port: int) -> str:
        """Give the directory of the Unix socket: the cluster's own, or none where its path cannot be one."""
        path = str(self.path)
        fits = len(os.fsencode(f"{path}/.s.PGSQL.{port}")) <= _SOCKET_BYTES
        return path if fits and not re.search(r"""[\\'",\n]""", path) else ""

    def _spawn(self, command: list[Any], lock: FileLock) -> "subprocess.Popen[bytes]":
        user = self.directory.user
        with os.fdopen(open_private(self.directory.log, os.O_WRONLY | os.O_APPEND, user), "ab") as log:
            options = user.process_options()
            return subprocess.Popen(command, stdout=log, stderr=log, pass_fds=(lock.fileno(),), **options)  # noqa: S603 - our own programs and paths

    def _wait_until_ready(self, child: "subprocess.Popen[bytes]", before: int) -> None:
        deadline = time.monotonic() + _READY_SECONDS
        while child.poll() is None and time.monotonic() < deadline:
            file = PidFile.read(self.path)
            if file and file.pid == child.pid and file.ready:
                return
            time.sleep(_POLL_SECONDS)
        status = child.poll()
        how = f"not ready after {_READY_SECONDS} s" if status is None else f"exit status {status}"
        raise EmbeddedError(
            f"PostgreSQL did not start on {self.path} ({how}). The end of what it said ({self.directory.log}):\n"
            f"{self._log_since(before)}"
        )

    def _log_size(self) -> int:
        log = self.directory.log
        return log.stat().st_size if log.exists() else 0

    def _log_since(self, position: int, *, lines: int = 12) -> str:
        with self.directory.log.open("rb") as log:
            log.seek(position)
            said = log.read().decode(errors="replace").splitlines()
        return "\n".join(f"  {line}" for line in said[-lines:])


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.send_signal(signal.SIGQUIT)  # takes its children along; does nothing to one that has ended
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
