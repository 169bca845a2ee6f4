"""The command on a data folder and a database of its own."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import GPUMARKET, Run
from sqlalchemy import URL

from monitor.storage.engine import conninfo


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that the embedded database's user can reach."""
    with tempfile.TemporaryDirectory(prefix="gpumarket-commands-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.fixture
def run(folder: Path, database_url: URL) -> Run:
    """Run `gpumarket` on a database of its own."""

    def call(*arguments: str, stdin: str | None = None, **env: str | None) -> subprocess.CompletedProcess[str]:
        settings = {"GPUMARKET_DATA_DIR": str(folder), "DATABASE_URL": conninfo(database_url)} | env
        environ = os.environ | {name: value for name, value in settings.items() if value is not None}
        return subprocess.run(
            [GPUMARKET, *arguments], env=environ, input=stdin, capture_output=True, text=True, check=False, timeout=60
        )

    return call
