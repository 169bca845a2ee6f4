"""Starts the shop as a process of its own, so that Django stays out of the process that tests.

with running("de", "EUR") as shop:
    ...fetch(shop.page("G5090A"))
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn, TextIO
from urllib.parse import urljoin

#: Most seconds that it may take to start, and to stop when asked to.
PATIENCE = 60.0


@dataclass(frozen=True)
class OscarShop:
    """A shop that answers.

    Attributes:
        url: its address.
        paths: the path of each good's page by its code, of each category's list by its name.
    """

    url: str
    paths: dict[str, str]

    def page(self, name: str) -> str:
        """The address of a good's page or a category's list; of another one by its path below the shop's address."""
        return urljoin(self.url, self.paths.get(name, name))


@contextmanager
def running(language: str, currency: str) -> Iterator[OscarShop]:
    """Run a shop as long as the context lasts.

    Raises:
        RuntimeError: it did not start in time; the message is what it said.
    """
    command = [sys.executable, "-m", "oscar_shop", "--language", language, "--currency", currency, "--end-with-input"]
    env = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    with (
        tempfile.TemporaryFile("w+") as errors,
        subprocess.Popen(
            command, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as process,
    ):
        try:
            yield OscarShop(**json.loads(_first_line(process) or _failed(errors)))
        finally:
            _stop(process)


def _first_line(process: subprocess.Popen[str]) -> str:
    """What it prints when it listens; "" when it ends before, or is ended because it takes too long."""
    late = threading.Timer(PATIENCE, process.kill)
    late.start()
    try:
        return process.stdout.readline() if process.stdout else ""
    finally:
        late.cancel()


def _failed(errors: TextIO) -> NoReturn:
    errors.seek(0)
    raise RuntimeError(f"the shop did not start: {errors.read()[-2000:]}")


def _stop(process: subprocess.Popen[str]) -> None:
    if process.stdin:
        process.stdin.close()
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE)
