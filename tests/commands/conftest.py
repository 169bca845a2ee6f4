"""The command on a data folder and a database of its own."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import GPUMARKET, Run
from in_memory import open_folder
from preloaded import Preloaded
from sqlalchemy import URL

from monitor.storage.engine import conninfo


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder that the embedded database's user can reach."""
    with open_folder("commands") as path:
        yield path


@pytest.fixture(scope="session")
def preloaded() -> Iterator[Preloaded]:
    """A process that has imported everything."""
    with Preloaded() as process:
        yield process


@pytest.fixture
def run(folder: Path, database_url: URL, preloaded: Preloaded) -> Run:
    """Run `gpumarket` on a database of its own."""

    def call(*arguments: str, stdin: str = "", **env: str | None) -> subprocess.CompletedProcess[str]:
        environ = _environment(folder, database_url) | env
        told = {name: value for name, value in environ.items() if value is not None}
        return preloaded.run(str(GPUMARKET), *arguments, env=told, stdin=stdin)

    return call


@pytest.fixture
def run_afresh(folder: Path, database_url: URL) -> Run:
    """Run the installed program as a person does, on the same database."""

    def call(*arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        environ = _environment(folder, database_url)
        return subprocess.run(
            [GPUMARKET, *arguments], env=environ, input=stdin, capture_output=True, text=True, check=False, timeout=60
        )

    return call


def _environment(folder: Path, database_url: URL) -> dict[str, str]:
    return os.environ | {"GPUMARKET_DATA_DIR": str(folder), "DATABASE_URL": conninfo(database_url)}
