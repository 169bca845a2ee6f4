"""Folders in memory, where there is room: clusters and databases are made by the hundred, each of some 300 files."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_SHARED = Path("/dev/shm")  # noqa: S108 - folders of our own are made in it
#: More than all processes of the suite use at once.
_ROOM = 8 * 2**30


@contextmanager
def open_folder(prefix: str) -> Iterator[Path]:
    """A folder that everybody can reach. Pytest's own is closed, under root, to the user PostgreSQL must run as."""
    where = _SHARED if _can_be_used() else None
    with tempfile.TemporaryDirectory(prefix=f"gpumarket-{prefix}-", dir=where, ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def _can_be_used() -> bool:
    """There is room, and programs may be started there: containers often have a small one without either."""
    if not os.access(_SHARED, os.W_OK):
        return False
    return not os.statvfs(_SHARED).f_flag & os.ST_NOEXEC and shutil.disk_usage(_SHARED).free > _ROOM
