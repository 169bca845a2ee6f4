"""One small market for all tests of the pages."""

from collections.abc import Iterator

import pytest
from shown import Shown, shown_market
from sqlalchemy import URL, Engine


@pytest.fixture(scope="session")
def shown(admin: Engine, server_url: URL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shown]:
    with shown_market(admin, server_url, tmp_path_factory.mktemp("pages")) as found:
        yield found
