"""The embedded PostgreSQL: a server of the program's own, started when needed and stopped by its last user.

In the data directory lie

- ``pg``: the cluster; ``pg.new`` while it is being made
- ``pgpass``: the passwords, in libpq's format
- ``postgres.log``
- ``start.lock``: held while somebody starts or stops the server
- ``users.lock``: held, shared, by every user of the server; who gets it alone is the last one
- ``pg.lock``: held by the server itself and all its children, so that no second one is ever let near the cluster,
  not even from another container

The kernel releases the locks of a killed process. A server whose users were all killed lives on, is used by the next
one that starts, and is stopped by its last user.
"""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Self

import psutil
import psycopg

from monitor.storage.embedded import binaries, loopback_port, postmaster
from monitor.storage.embedded.admin import create_application, create_reader
from monitor.storage.embedded.cluster import Cluster
from monitor.storage.embedded.data_directory import DataDirectory
from monitor.storage.embedded.error import OTHER_SERVER, EmbeddedError
from monitor.storage.embedded.file_lock import FileLock
from monitor.storage.embedded.passwords import APPLICATION, Passwords
from monitor.storage.embedded.postmaster import Postmaster
from monitor.storage.embedded.server_user import ServerUser
from monitor.storage.reader import ROLE as READER

_TURN_SECONDS = 300  # another process may be making the cluster on a slow disk
_FREE_SECONDS = 10  # what a killed server has left behind ends by itself
_ANSWER_SECONDS = 30


@dataclass(frozen=True)
class _Share:
    """What a user of the server holds: its part of users.lock, the way in, and the server as last seen."""

    users: FileLock
    passwords: Passwords
    server: Postmaster


class EmbeddedPostgres:
    """One user's hold on the embedded server. All methods may be called from any thread.

    Args:
        directory: the data directory, made where it is missing; the cluster lives in its folder ``pg``.
        port: where the server must listen on 127.0.0.1. None: where it last did, or at a free port.
        durable: False trades safety against a crash of the machine for speed; for tests.
    """

    def __init__(self, directory: Path, *, port: int | None = None, durable: bool = True) -> None:
        self._home = directory.absolute()
        self._wanted_port = port
        self._durable = durable
        self._mutex = threading.RLock()
        self._share: _Share | None = None

    def __repr__(self) -> str:
        return f"EmbeddedPostgres({str(self._home)!r})"

    @property
    def log_path(self) -> Path:
        """The server's log."""
        return self._home / "postgres.log"

    @property
    def url(self) -> str:
        """The address of the program's database, with its password, for SQLAlchemy.

        Raises:
            EmbeddedError: this is no user of the server.
        """
        return self._address(APPLICATION)

    @property
    def reader_url(self) -> str:
        """The same for the role that reads the views and nothing else."""
        return self._address(READER)

    def _address(self, role: str) -> str:
        if (share := self._share) is None:
            raise EmbeddedError(f"The embedded PostgreSQL in {self._home} is not in use here: call start() first.")
        secret = share.passwords.reader if role == READER else share.passwords.application
        return f"postgresql+psycopg://{role}:{secret}@127.0.0.1:{share.server.port}/{APPLICATION}"

    def start(self) -> str:
        """Become a user of the server: make the cluster if there is none, start it if it is not running.

        Processes that start at the same time take turns. Started already, it only makes sure that the server runs.

        Returns:
            The address of the program's database, as `url`.

        Raises:
            EmbeddedError: it cannot be started; nothing of the attempt keeps running.
        """
        if sys.platform == "win32":
            raise EmbeddedError(f"The embedded PostgreSQL needs Linux or macOS: on Windows use WSL, {OTHER_SERVER}.")
        with self._mutex, self._explained():
            if self._share is not None:
                self.ensure()
                return self.url
            cluster = self._cluster()
            cluster.directory.make()
            with self._turn(cluster):
                self._share = self._join(cluster)
            return self.url

    def stop(self) -> bool:
        """Stop being a user of the server; the last user stops it.

        Returns:
            True if the server was stopped, False if others use it or it was not running.

        Raises:
            EmbeddedError: the server does not stop.
        """
        with self._mutex, self._explained():
            share, self._share = self._share, None
            if share is None:
                return False
            try:
                cluster = self._cluster()
                with self._turn(cluster):
                    return share.users.acquire() and self._stop_server(cluster, share)
            finally:
                share.users.release()

    def is_alive(self) -> bool:
        """Tell whether this is a user of a server whose process lives; asks nothing of the server (0.1 ms)."""
        share = self._share
        return share is not None and share.server.is_running()

    def ensure(self) -> bool:
        """Bring the server back if it has died; to be called every second or so. The address stays the same.

        Returns:
            True if the server had died (connections to it are broken), whether it was brought back here or by
            another user. False if it runs, or if this is no user of it.

        Raises:
            EmbeddedError: it cannot be brought back now; a later call tries again.
        """
        with self._mutex, self._explained():
            if (share := self._share) is None:
                return False
            cluster = self._cluster()
            if share.server.is_running():
                cluster.shorten_log()
                return False
            with self._turn(cluster):
                server = self._find(cluster, share.passwords)
                if server is None:
                    server = self._launch(cluster, share.passwords, port=share.server.port)
            self._share = replace(share, server=server)
            return True

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _join(self, cluster: Cluster) -> _Share:
        """Take a share in the running server, or start one. Held: the turn."""
        passwords = cluster.directory.passwords(cluster_exists=cluster.exists())
        users = cluster.directory.lock("users.lock")
        started = None
        try:
            alone = users.acquire()  # as long as the turn is held, nobody minds
            users.acquire(shared=True)
            server = self._find(cluster, passwords)
            port = self._choose(server.port if server else cluster.port(), alone=alone)
            if server and server.port != port:
                server.stop()
                server = None
            if server is None:
                if alone and self._wanted_port is None and loopback_port.problem(port):
                    port = loopback_port.free()  # somebody has taken ours, and nobody has been told of it yet
                server = started = self._launch(cluster, passwords, port=port)
            create_application(server.port, passwords)
            create_reader(server.port, passwords)
        except BaseException:
            if started:
                started.stop()
            users.release()
            raise
        return _Share(users, passwords, server)

    def _choose(self, last: int | None, *, alone: bool) -> int:
        """Say which port the server is to have: the one asked for, else the last one, else any that is free."""
        if self._wanted_port is None:
            return last or loopback_port.free()
        if last not in {None, self._wanted_port} and not alone:
            raise EmbeddedError(
                f"The PostgreSQL server of {self._home} has the port {last}, and other processes use it: stop them, or "
                f"do without the port {self._wanted_port} (GPUMARKET_DB_PORT)."
            )
        return self._wanted_port

    def _launch(self, cluster: Cluster, passwords: Passwords, *, port: int) -> Postmaster:
        """Start the server, after making the cluster if there is none. Held: the turn."""
        programs = binaries.usable(cluster.directory.user, self._home)
        lock = cluster.directory.lock("pg.lock")
        try:
            if not lock.acquire(timeout=_FREE_SECONDS):
                raise EmbeddedError(
                    f"{cluster.path} is in use by processes that this program cannot reach: another container with "
                    f"the same data directory, or what is left of a killed server. Wait for it or stop it, or choose "
                    f"another GPUMARKET_DATA_DIR."
                )
            loopback_port.required(port)
            cluster.forget_server()
            if not cluster.exists():
                cluster.create(programs, passwords, lock)
            return cluster.serve(programs, port, lock)
        finally:
            lock.hand_over()

    def _stop_server(self, cluster: Cluster, share: _Share) -> bool:
        """Stop the server, which another user may have restarted since; False if there is none. Held: the turn."""
        server = share.server if share.server.is_running() else self._find(cluster, share.passwords)
        if server is None:
            return False
        server.stop()
        return True

    def _find(self, cluster: Cluster, passwords: Passwords) -> Postmaster | None:
        return postmaster.find(cluster.path, passwords, timeout=_ANSWER_SECONDS)

    def _cluster(self) -> Cluster:
        directory = DataDirectory(self._home, ServerUser.of(self._home / "pg"))
        return Cluster(directory, durable=self._durable)

    @contextmanager
    def _turn(self, cluster: Cluster) -> Iterator[None]:
        """Wait until no other process is starting or stopping the server."""
        lock = cluster.directory.lock("start.lock")
        try:
            if not lock.acquire(timeout=_TURN_SECONDS):
                raise EmbeddedError(
                    f"Another process has been starting or stopping PostgreSQL in {self._home} for {_TURN_SECONDS} s: "
                    f"look at {self.log_path}, and end that process."
                )
            yield
        finally:
            lock.release()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the system or the server refuses into an EmbeddedError that says what to do."""
        try:
            yield
        except (OSError, psutil.Error) as error:
            raise EmbeddedError(
                f"The embedded PostgreSQL cannot work in {self._home}: {error}. Check that this user may write there "
                f"and that the disk is not full, choose another GPUMARKET_DATA_DIR, {OTHER_SERVER}."
            ) from error
        except psycopg.Error as error:
            raise EmbeddedError(
                f"The embedded PostgreSQL in {self._home} does not answer as it should: {error}. Look at "
                f"{self.log_path}."
            ) from error
