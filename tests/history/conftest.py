"""A database that history is imported into."""

from pathlib import Path

import pytest
from imported import Histories

from monitor.storage.engine import Sessions


@pytest.fixture
def history(sessions: Sessions, tmp_path: Path) -> Histories:
    return Histories(sessions, tmp_path)
