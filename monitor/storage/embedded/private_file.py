"""Files that only the server's user may read, made so that no link planted in their place is followed.

Root works here in directories that belong to another user.
"""

import os
from pathlib import Path

from monitor.storage.embedded.server_user import ServerUser


def open_private(path: Path, flags: int, user: ServerUser) -> int:
    """Open a file that is made where it is missing, and hand it to the server's user.

    Returns:
        The file descriptor.
    """
    handle = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    user.give(handle)
    return handle


def write_private(path: Path, text: str, user: ServerUser) -> None:
    """Write a file anew and wait until it is on the disk."""
    path.unlink(missing_ok=True)
    with os.fdopen(open_private(path, os.O_WRONLY | os.O_EXCL, user), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def rename_for_good(old: Path, new: Path) -> None:
    """Rename a file or directory within its directory, so that a crash of the machine cannot undo it later."""
    old.replace(new)
    directory = os.open(new.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
