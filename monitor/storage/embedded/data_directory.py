"""The program's data directory, as far as the embedded PostgreSQL lives in it."""

from dataclasses import dataclass
from pathlib import Path

from monitor.storage.embedded.error import OTHER_SERVER, EmbeddedError
from monitor.storage.embedded.file_lock import FileLock
from monitor.storage.embedded.passwords import Passwords
from monitor.storage.embedded.server_user import ServerUser


@dataclass(frozen=True)
class DataDirectory:
    """Where everything lies, and who of the system's users the server's files belong to.

    Attributes:
        home: the data directory.
        user: who runs the server.
    """

    home: Path
    user: ServerUser

    @property
    def cluster(self) -> Path:
        """The directory PostgreSQL calls PGDATA."""
        return self.home / "pg"

    @property
    def log(self) -> Path:
        """The server's log, and that of making the cluster."""
        return self.home / "postgres.log"

    def make(self) -> None:
        """Make the directory where it is missing.

        Raises:
            EmbeddedError: the server's user cannot reach it.
            OSError: it cannot be made.
        """
        missing = [path for path in (self.home, *self.home.parents) if not path.exists()]
        for path in reversed(missing):
            path.mkdir(exist_ok=True)
            # The server's user must get in where it is another one; otherwise the data is nobody else's business.
            path.chmod(0o755 if self.user.switched else 0o700)
        if not self.user.can_enter(self.home):
            raise EmbeddedError(
                f"The user {self.user.name}, who runs PostgreSQL because root may not, cannot reach {self.home}: "
                f"choose a data directory that it can reach, for example GPUMARKET_DATA_DIR=/var/lib/gpumarket, or "
                f"open the way with `chmod o+x` on that directory and those above, or do not run as root, "
                f"{OTHER_SERVER}."
            )

    def lock(self, name: str) -> FileLock:
        """Open one of the directory's locks, without taking it."""
        return FileLock(self.home / name, self.user)

    def passwords(self, *, cluster_exists: bool) -> Passwords:
        """Read the passwords, or make new ones for a cluster that is still to be made.

        Raises:
            EmbeddedError: the passwords of an existing cluster are missing.
        """
        path = self.home / "pgpass"
        passwords = Passwords.read(path)
        if passwords is None and cluster_exists:
            raise EmbeddedError(
                f"The passwords of {self.cluster} are missing from {path}: put that file back, from where the cluster "
                f"came from. Without it the cluster cannot be opened; to begin anew, move {self.cluster} away."
            )
        if passwords is None or not passwords.reader:
            passwords = (passwords or Passwords.random()).with_reader()
            passwords.write(path, self.user)
        return passwords
