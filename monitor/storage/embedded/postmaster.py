"""The running server: which process it is, whether it is ours, and how it ends."""

import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

from monitor.storage.embedded.admin import serves
from monitor.storage.embedded.error import EmbeddedError
from monitor.storage.embedded.passwords import Passwords

_POLL_SECONDS = 0.01
#: Signals of an ever harder end, and the seconds each is given: fast (a clean end), immediate (what was committed is
#: recovered at the next start), and the one that cannot be ignored.
_ENDS = (
    (signal.SIGINT, 20.0),
    (getattr(signal, "SIGQUIT", signal.SIGTERM), 10.0),
    (getattr(signal, "SIGKILL", signal.SIGTERM), 5.0),
)


@dataclass(frozen=True)
class PidFile:
    """What postmaster.pid says.

    Attributes:
        pid: the process that claims the cluster; after a crash it may be any process, or none.
        port: its port, None before it has one.
        ready: whether it accepts connections.
    """

    pid: int
    port: int | None
    ready: bool

    @classmethod
    def read(cls, cluster: Path) -> "PidFile | None":
        """Read a cluster's pid file; None if there is none, or none that can be read as one."""
        try:
            lines = (cluster / "postmaster.pid").read_text(encoding="utf-8", errors="replace").splitlines()
            pid = int(lines[0])
            port = int(lines[3]) if len(lines) > 3 else None
        except (FileNotFoundError, NotADirectoryError, ValueError, IndexError):
            return None
        return cls(pid, port, ready=len(lines) > 7 and lines[7].strip() == "ready") if pid > 0 else None


@dataclass(frozen=True)
class Postmaster:
    """A server's main process, known by its pid and start time so that no other process is ever taken for it."""

    process: psutil.Process
    port: int

    def is_running(self) -> bool:
        """Tell whether the process lives. One that has ended and is not yet reaped does not."""
        try:
            return self.process.is_running() and self.process.status() != psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return False

    def stop(self) -> None:
        """End the server and wait for it: connections are cut, what they have committed is kept.

        Raises:
            EmbeddedError: it does not end.
        """
        for number, seconds in _ENDS:
            with suppress(psutil.NoSuchProcess):
                self.process.send_signal(number)
            deadline = time.monotonic() + seconds
            while self.is_running() and time.monotonic() < deadline:
                time.sleep(_POLL_SECONDS)
            if not self.is_running():
                return
        raise EmbeddedError(f"The PostgreSQL server, process {self.process.pid}, does not stop: end it by hand.")


def find(cluster: Path, passwords: Passwords, *, timeout: float) -> Postmaster | None:
    """Find the live server of this very cluster; None if there is none.

    It is ours if the process named in the pid file is called postgres, works in the cluster's directory and, asked
    with our password, says that it serves the cluster. A pid file that names another process is not believed, and
    that process is left alone.

    Args:
        cluster: the cluster's directory.
        passwords: what the server must know.
        timeout: seconds to wait for a server that is just starting or stopping.

    Raises:
        EmbeddedError: a server works in the cluster's directory but does not answer to us.
    """
    deadline = time.monotonic() + timeout
    while True:
        file = PidFile.read(cluster)
        process = _process(file.pid) if file else None
        if file is None or process is None:
            return None
        works_here = _works_in(process, cluster)
        if works_here is False:
            return None
        reason = "it is starting or stopping"
        if file.ready and file.port is not None:
            try:
                if serves(file.port, passwords, cluster):
                    return Postmaster(process, file.port)
                reason = f"the server at its port {file.port} serves another directory"
            except psycopg.OperationalError as error:
                reason = " ".join(str(error).split())
            if works_here is None:
                return None
        if time.monotonic() >= deadline:
            if works_here is None:
                return None
            raise EmbeddedError(
                f"A PostgreSQL server, process {file.pid}, works in {cluster} but does not answer to this program: "
                f"{reason}. Stop it with `kill -INT {file.pid}` and try again."
            )
        time.sleep(_POLL_SECONDS)


def _process(pid: int) -> psutil.Process | None:
    with suppress(psutil.NoSuchProcess):
        process = psutil.Process(pid)
        return None if process.status() == psutil.STATUS_ZOMBIE else process
    return None


def _works_in(process: psutil.Process, cluster: Path) -> bool | None:
    """Tell whether a process is a postgres that works in a directory; None if we may not look at where it works.

    Root in a container without the capability to trace other users' processes may not: asking the server decides.
    """
    try:
        return process.name().startswith("postgres") and Path(process.cwd()).samefile(cluster)
    except psutil.AccessDenied:
        return None
    except (psutil.NoSuchProcess, OSError):
        return False
