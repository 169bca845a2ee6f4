"""How the suite is spread over processes: what takes long comes first, what shares something costly stays together.

xdist's own groups do nothing: xdist 3.8 writes a test's group behind its name, and pytest 9.2 keeps the name as it was.
"""

from itertools import chain

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

#: Long, and each with something that its tests share: a browser, a process, titles that are matched once.
WHOLE = (
    "tests/scrapers/test_browser_limits.py",
    "tests/scrapers/test_browser.py",
    "tests/catalog/test_plausible_histories.py",
    "tests/commands/test_commands.py",
    "tests/commands/test_new_shop.py",
    "tests/commands/test_check_shop.py",
    "tests/scrapers/test_browser_process.py",
    "tests/scrapers/test_mutated_pages.py",
)
#: Files that share what is costly to make: the demo market's past (played.py), or a market with pages over it (shown.py).
TOGETHER = (
    ("tests/storage/test_views.py", "tests/grafana/test_dashboards.py", "tests/grafana/test_expressions.py"),
    ("tests/web/test_seen.py", "tests/web/test_pages.py", "tests/web/test_api.py"),
)
#: Long, and their tests share nothing.
APART = (
    "tests/test_processes.py",
    "tests/test_faults.py",
    "tests/test_live_equals_backtest.py",
    "tests/test_real_histories.py",
    "tests/demo/test_replay.py",
    "tests/scrapers/test_oscar.py",
    "tests/simulated/test_judged.py",
    "tests/test_fold.py",
    "tests/test_jobs.py",
    "tests/test_not_seen.py",
    "tests/commands/test_started_afresh.py",
    "tests/polling/test_poll.py",
)
_ORDER = {name: number for number, name in enumerate((*chain(*TOGETHER), *WHOLE, *APART))}


def file_of(nodeid: str) -> str:
    return nodeid.partition("::")[0]


def longest_first(items: list[pytest.Item]) -> None:
    """Sort the tests, so that no process is left with a long one when the others have ended."""
    items.sort(key=lambda item: _ORDER.get(file_of(item.nodeid), len(_ORDER)))


class Spreading(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Gives whole files to processes, and single tests of those that share nothing, in the order of the tests."""

    def __init__(self, config: pytest.Config, log: Producer | None = None) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        name = file_of(nodeid)
        together = next((files[0] for files in TOGETHER if name in files), None)
        return together or (nodeid if name in APART else name)
