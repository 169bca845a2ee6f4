"""Who runs the server: PostgreSQL refuses to be run by root."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from monitor.storage.embedded.error import OTHER_SERVER, EmbeddedError

if sys.platform != "win32":
    import pwd

#: What the server's programs see of our environment: where programs and libraries are, but none of the secrets that
#: settings may carry, and no PG... variable, which would change what the programs do.
_ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "TMPDIR")
_UNPRIVILEGED = ("postgres", "nobody")


@dataclass(frozen=True)
class ServerUser:
    """The system user the server runs as.

    Attributes:
        uid: its number.
        gid: its group's number.
        switched: whether this process is root and must become that user for the server.
    """

    uid: int
    gid: int
    switched: bool

    @classmethod
    def of(cls, cluster: Path) -> Self:
        """Choose who runs the server of a cluster that may not exist yet.

        That is this process's user; for root the owner of an existing cluster, else postgres, else nobody.

        Raises:
            EmbeddedError: the cluster belongs to somebody who cannot run it.
        """
        us, owner = os.geteuid(), _owner(cluster)
        if us != 0:
            if owner not in {None, us}:
                raise EmbeddedError(
                    f"{cluster} belongs to the user {_name(owner)}, not to {_name(us)}: run as {_name(owner)} or root, "
                    f"choose another GPUMARKET_DATA_DIR, {OTHER_SERVER}."
                )
            return cls.ourselves()
        if owner == 0:
            fallback = _unprivileged()
            raise EmbeddedError(
                f"{cluster} belongs to root, and PostgreSQL refuses to run as root: give it to another user with "
                f"`chown -R {fallback.pw_name} {cluster}`."
            )
        if owner is not None:
            return cls(owner, cluster.stat().st_gid, switched=True)
        user = _unprivileged()
        return cls(user.pw_uid, user.pw_gid, switched=True)

    @classmethod
    def ourselves(cls) -> Self:
        """Give the user of this process."""
        return cls(os.geteuid(), os.getegid(), switched=False)

    @property
    def name(self) -> str:
        """The user's name, or its number where the system has no name for it."""
        return _name(self.uid)

    def process_options(self) -> dict[str, Any]:
        """Say how to start the server's programs: keyword arguments for `subprocess`.

        A session of their own keeps a Ctrl-C or a closed terminal from them.
        """
        environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
        options: dict[str, Any] = {
            "cwd": "/",
            "env": environment | {"LC_ALL": "C", "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
            "start_new_session": True,
        }
        if self.switched:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options

    def give(self, file: Path | int) -> None:
        """Hand a file (a path, or a file descriptor) that root has made to the server's user.

        That user may run this program itself some day.
        """
        if self.switched and isinstance(file, int):
            os.fchown(file, self.uid, self.gid)
        elif self.switched:
            os.chown(file, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, directory: Path) -> bool:
        """Tell whether root's stand-in can reach a directory. It is tried, because modes are not all that counts."""
        if not self.switched:
            return True
        attempt = ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(directory)]
        done = subprocess.run(attempt, **self.process_options(), capture_output=True, check=False)  # noqa: S603 - the path is an argument, not part of the script
        return done.returncode == 0


def _owner(cluster: Path) -> int | None:
    try:
        return cluster.stat().st_uid
    except FileNotFoundError:
        return None


def _unprivileged() -> "pwd.struct_passwd":
    for name in _UNPRIVILEGED:
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        if user.pw_uid != 0:
            return user
    raise EmbeddedError(
        f"PostgreSQL refuses to run as root, and there is neither a user {' nor '.join(_UNPRIVILEGED)}: run this "
        f"program as an ordinary user, {OTHER_SERVER}."
    )


def _name(uid: int | None) -> str:
    try:
        return pwd.getpwuid(uid).pw_name if uid is not None else "?"
    except KeyError:
        return str(uid)
