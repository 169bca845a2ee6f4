"""Who may import whom, read from the sources themselves."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Longest file that a reader is asked to take in; data and generated migrations aside.
LONGEST = 330


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def offenders(paths: list[Path], *forbidden: str, but: tuple[str, ...] = ()) -> list[str]:
    def is_forbidden(name: str) -> bool:
        return any(name == f or name.startswith(f"{f}.") for f in forbidden)

    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        if str(path.relative_to(ROOT)) not in but
        for name in sorted(set(imports(path)))
        if is_forbidden(name)
    ]


def test_scrapers_know_nothing_of_the_monitor() -> None:
    assert offenders(sources("scrapers"), "monitor", "sqlalchemy", "psycopg", "procrastinate") == []


@pytest.mark.parametrize("folder", ["monitor/signals", "monitor/catalog"])
def test_pure_parts_take_plain_data(folder: str) -> None:
    assert offenders(sources(folder), "monitor.storage", "monitor.web", "sqlalchemy", "httpx") == []


def test_only_the_fetchers_use_httpx() -> None:
    allowed = ("scrapers/client.py", "scrapers/fetch.py", "scrapers/failures.py", "scrapers/browser/parts.py")
    assert offenders(sources("scrapers", "monitor"), "httpx", but=allowed) == []


def test_only_the_browser_uses_playwright() -> None:
    others = [path for path in sources("scrapers", "monitor") if path.parent.name != "browser"]
    assert offenders(others, "playwright") == []


def test_nobody_pays_for_playwright_unasked() -> None:
    program = "import monitor.service, monitor.cli, sys; sys.exit('playwright' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=False).returncode == 0


def test_only_the_ticker_uses_apscheduler() -> None:
    assert offenders(sources("scrapers", "monitor"), "apscheduler", but=("monitor/polling/ticker.py",)) == []


def test_sql_stands_in_storage() -> None:
    allowed = ("monitor/app.py", "monitor/demo/host.py")  # a connection check and an advisory lock
    paths = [p for p in sources("monitor") if p.parts[-2] != "storage" and "storage" not in p.parts]
    texts = ("sqlalchemy.select", "sqlalchemy.insert", "sqlalchemy.update", "sqlalchemy.delete", "sqlalchemy.text")
    assert offenders(paths, *texts, but=allowed) == []


def test_nothing_imports_the_migrations_and_they_shadow_nothing() -> None:
    assert not (ROOT / "alembic" / "__init__.py").exists()


def test_files_stay_small() -> None:
    long = {
        p.relative_to(ROOT): n
        for p in sources("scrapers", "monitor")
        if (n := len(p.read_text().splitlines())) > LONGEST
    }
    assert long == {}
