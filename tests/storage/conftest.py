"""Data directories for tests of the embedded PostgreSQL."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import in_memory
import pytest
from embedded_home import served

from monitor.storage.embedded import EmbeddedPostgres


@pytest.fixture(scope="session")
def open_folder() -> Iterator[Path]:
    """A folder that everybody can reach."""
    with in_memory.open_folder("storage") as path:
        yield path


@pytest.fixture(scope="session")
def made(open_folder: Path) -> Path:
    """A data directory with a cluster that is not served; making one takes a second, so that all tests share it."""
    with EmbeddedPostgres(open_folder / "made", durable=False):
        pass
    return open_folder / "made"


@pytest.fixture
def home(made: Path) -> Iterator[Path]:
    """The same, for a test that leaves it as it was; even if it fails, it leaves no server."""
    yield made
    for process in served(made):
        process.kill()


@pytest.fixture(scope="session")
def twin(made: Path) -> Path:
    """Another data directory, with the same passwords."""
    path = made.with_name("twin")
    subprocess.run(["cp", "-a", made, path], check=True)
    return path
