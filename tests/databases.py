"""Databases of tests: copies of a migrated template, dropped at the end whoever is connected."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.exc import ProgrammingError

#: Migrated and with the catalogue, as every start of the program leaves a database; conftest.py makes it.
TEMPLATE = f"gpumarket_template_{os.getpid()}"


@contextmanager
def copy_of(admin: Engine, template: str, name: str) -> Iterator[str]:
    """A copy of a database to which nobody is connected.

    Args:
        admin: makes databases; each statement is committed at once.
        template: the database that is copied.
        name: begins the copy's name.

    Yields:
        The copy's name.
    """
    copy = f"gpumarket_{name}_{os.getpid()}"
    run(admin, f'CREATE DATABASE "{copy}" TEMPLATE "{template}" STRATEGY file_copy')
    try:
        yield copy
    finally:
        _drop(admin, copy)


def run(connected: Engine, statement: str) -> None:
    """Run one statement."""
    with connected.connect() as connection:
        connection.execute(text(statement))


def _drop(admin: Engine, name: str) -> None:
    """An autovacuum worker may not be ended by us, but ends soon."""
    for attempt in range(20):
        try:
            run(admin, f'DROP DATABASE "{name}" WITH (FORCE)')
        except ProgrammingError:
            if attempt == 19:
                raise
            time.sleep(0.25)
        else:
            return
