"""The passwords of the embedded server: random, and kept in one file that only its user may read."""

import secrets
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Self

from monitor.storage.embedded.private_file import rename_for_good, write_private
from monitor.storage.embedded.server_user import ServerUser
from monitor.storage.reader import ROLE as READER

#: The role that owns the cluster; only the runner uses it.
SUPERUSER = "postgres"
#: The role, and the database, of the program.
APPLICATION = "gpumarket"


@dataclass(frozen=True)
class Passwords:
    """The passwords of the three roles; not shown in a repr. A data directory of an older release has no reader's yet."""

    superuser: str = field(repr=False)
    application: str = field(repr=False)
    reader: str = field(default="", repr=False)

    @classmethod
    def random(cls) -> Self:
        """Make new ones, of characters that need no quoting in a URL or a password file."""
        return cls(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(24))

    def with_reader(self) -> Self:
        """The same, with one for the reader."""
        return self if self.reader else replace(self, reader=secrets.token_urlsafe(24))

    @classmethod
    def read(cls, path: Path) -> Self | None:
        """Read them from their file; None if there is no such file, or a role is missing from it."""
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return None
        fields = (line.split(":", 4) for line in lines if not line.startswith("#"))
        known = {parts[3]: parts[4] for parts in fields if len(parts) == 5}
        try:
            return cls(known[SUPERUSER], known[APPLICATION], known.get(READER, ""))
        except KeyError:
            return None

    def write(self, path: Path, user: ServerUser) -> None:
        """Write them to a file of libpq's own format, so that psql understands it as PGPASSFILE.

        The file is whole and on the disk before it gets its name: without it the cluster would be closed for good.
        """
        of = {SUPERUSER: self.superuser, APPLICATION: self.application, READER: self.reader}
        lines = (f"127.0.0.1:*:*:{role}:{password}" for role, password in of.items())
        fresh = path.with_name(path.name + ".new")
        write_private(fresh, "\n".join((*lines, "")), user)
        rename_for_good(fresh, path)
