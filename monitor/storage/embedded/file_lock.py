"""Locks between processes. The kernel releases a lock when its holder ends, however it ends, kill -9 included."""

import os
import sys
import time
from pathlib import Path

from monitor.storage.embedded.private_file import open_private
from monitor.storage.embedded.server_user import ServerUser

if sys.platform != "win32":
    import fcntl

_POLL_SECONDS = 0.02


class FileLock:
    """A lock on an open file (flock). The file stays behind: deleting it would let two holders in.

    A child process that is given `fileno()` holds the lock too, until it and all its own children have ended.
    """

    def __init__(self, path: Path, user: ServerUser) -> None:
        self._fd = open_private(path, os.O_RDWR, user)

    def fileno(self) -> int:
        """Give the file descriptor that carries the lock."""
        return self._fd

    def acquire(self, *, shared: bool = False, timeout: float = 0) -> bool:
        """Take the lock, or turn a lock held here into the other kind; True if it is held now.

        Turning one kind into the other gives the old one up first: where it fails, nothing is held.

        Args:
            shared: allow further shared holders.
            timeout: seconds to wait for other holders.
        """
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        deadline = time.monotonic() + timeout
        while True:
            try:
                fcntl.flock(self._fd, kind | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_POLL_SECONDS)
            else:
                return True

    def release(self) -> None:
        """Unlock for everybody who shares this open file, forked children included, and close it."""
        if self._fd >= 0:
            fcntl.flock(self._fd, fcntl.LOCK_UN)
        self.hand_over()

    def hand_over(self) -> None:
        """Close the file here but leave the lock to the child processes that were given it."""
        if self._fd >= 0:
            os.close(self._fd)
        self._fd = -1
