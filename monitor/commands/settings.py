"""`gpumarket config ...`."""

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from monitor.config import Settings
    from scrapers.spec import RetailerSpec

app = typer.Typer(help="The settings.", no_args_is_help=True)


@app.command()
def check() -> None:
    """Check the settings, every retailer file and your own gpus, and say all that is wrong. Exits with 2 if anything is."""
    import os

    from monitor import config
    from monitor.app import retailer_files, retailer_specs
    from monitor.config import ConfigError
    from monitor.storage.engine import DatabaseUrlError, read_url

    problems: list[str] = []
    try:
        settings = config.load(os.environ)
        if settings.database_url:
            read_url(settings.database_url)
    except (ConfigError, DatabaseUrlError) as error:
        problems += str(error).splitlines()
    else:
        problems = _of_files(settings) + _of_gpus(settings)
        problems += [] if problems else _of_rules(settings)
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        raise typer.Exit(2)
    database = "DATABASE_URL" if settings.database_url else "the embedded PostgreSQL"
    print(
        f"Fine: {len(retailer_files(settings))} retailer files; database: {database}; data in {settings.data_dir}; page on port {settings.port}."
    )
    print(f"mail: {settings.mail}" if settings.mail else "mail is not set up: alerts wait")
    for line in _keys(retailer_specs(settings), settings.keys):
        print(line)


def _of_files(settings: "Settings") -> list[str]:
    """What is wrong with the retailers' files."""
    from monitor.app import retailer_files, retailer_specs
    from scrapers.spec import SpecError

    problems = [problem for path in retailer_files(settings) if (problem := _problem(settings, path))]
    if not problems:
        try:
            retailer_specs(settings)
        except SpecError as error:
            problems.append(str(error))
    return problems


def _of_gpus(settings: "Settings") -> list[str]:
    """What is wrong with the user's own rows of the catalogue."""
    from monitor.catalog.catalog import CatalogError, load_catalog
    from monitor.catalog.matcher import Matcher

    try:
        Matcher(load_catalog(settings.own_gpus))
    except CatalogError as error:
        return [str(error)]
    return []


def _of_rules(settings: "Settings") -> list[str]:
    """What is wrong with the user's rules of alerts. The demo market's shops are in no file: no rule can name them here."""
    from monitor import rules_file, subscribing
    from monitor.alerts.values import RuleError
    from monitor.app import retailer_specs
    from monitor.catalog.catalog import load_catalog
    from monitor.catalog.matcher import Matcher

    catalog = load_catalog(settings.own_gpus)
    markets = {spec.name: spec.market for spec in retailer_specs(settings)}
    try:
        rules_file.read(settings.rules_file, subscribing.known(catalog, Matcher(catalog), markets))
    except RuleError as error:
        return [str(error)]
    return []


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


def _keys(specs: "Iterable[RetailerSpec]", keys: "Mapping[str, str]") -> "Iterator[str]":
    """Which keys are set, never what they are."""
    from monitor.config import KEY_PREFIX
    from scrapers.auth import setting

    wanted = {spec.name: spec.auth for spec in specs if spec.auth}
    for name, auth in sorted(wanted.items()):
        state = "set" if auth.key in keys else "not set"
        yield f"{name} needs a key: {setting(auth)} is {state}."
    for key in sorted(set(keys) - {auth.key for auth in wanted.values()}):
        yield f"{KEY_PREFIX}{key.upper()} is set, but no retailer's file names {key!r}."
