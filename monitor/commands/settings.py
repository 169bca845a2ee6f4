"""`gpumarket config ...`."""

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.config import Settings

app = typer.Typer(help="The settings.", no_args_is_help=True)


@app.command()
def check() -> None:
    """Check the settings and every retailer file, and say all that is wrong. Exits with 2 if anything is."""
    import os

    from monitor import config
    from monitor.app import retailer_files, retailer_specs
    from monitor.config import ConfigError
    from monitor.storage.engine import DatabaseUrlError, read_url
    from scrapers.spec import SpecError

    problems: list[str] = []
    files: list[Path] = []
    try:
        settings = config.load(os.environ)
        if settings.database_url:
            read_url(settings.database_url)
    except (ConfigError, DatabaseUrlError) as error:
        problems += str(error).splitlines()
    else:
        files = retailer_files(settings)
        for path in files:
            if problem := _problem(settings, path):
                problems.append(problem)
        if not problems:
            try:
                retailer_specs(settings)
            except SpecError as error:
                problems.append(str(error))
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise typer.Exit(2)
    database = "DATABASE_URL" if settings.database_url else "the embedded PostgreSQL"
    print(
        f"Fine: {len(files)} retailer files; database: {database}; data in {settings.data_dir}; page on port {settings.port}."
    )


def _problem(settings: "Settings", path: "Path") -> str | None:
    """Why a retailer's file cannot be used."""
    from monitor.app import browser_problem
    from scrapers.platforms import PLATFORMS
    from scrapers.spec import SpecError, load

    try:
        spec = load(path, platforms=frozenset(PLATFORMS))
    except SpecError as error:
        return str(error)
    # A shipped file is checked for its browser once it is enabled.
    return browser_problem(settings, spec) if path.parent == settings.own_retailers else None
