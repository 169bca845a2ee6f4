"""What tests of the embedded PostgreSQL share: who uses a data directory, which processes serve it, and a question."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg

#: A process that uses the server until its standard input is closed.
_USER = """
import sys
from pathlib import Path
from monitor.storage.embedded import EmbeddedPostgres
postgres = EmbeddedPostgres(Path(sys.argv[1]), durable=False)
print(postgres.start(), flush=True)
sys.stdin.read()
print(postgres.stop(), flush=True)
"""


def user(home: Path) -> "subprocess.Popen[str]":
    """Another process that uses the server; it says its address first, and at the end whether it stopped it."""
    command = [sys.executable, "-c", _USER, str(home)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: "subprocess.Popen[str]") -> str:
    """The next line of what a user says."""
    assert process.stdout is not None
    return process.stdout.readline().strip()


def killed_user(home: Path) -> str:
    """A user that was killed, kill -9, when the server had started; the address it had."""
    process = user(home)
    address = said(process)
    process.kill()
    process.communicate()
    return address


def served(home: Path) -> list[psutil.Process]:
    """The living processes of the home's server, or of what makes its cluster."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.status() == psutil.STATUS_ZOMBIE or process.name() not in {"postgres", "initdb"}:
                continue
            if str(home) in " ".join(process.cmdline()) or home in Path(process.cwd()).parents:
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def main_process(home: Path) -> psutil.Process:
    """The server's main process. Its children come and go; arguments and environment they have from it."""
    return psutil.Process(int((home / "pg" / "postmaster.pid").read_text().splitlines()[0]))


def port(url: str) -> int:
    """The port of an address."""
    return urlsplit(url).port or 0


def ask(url: str, question: str) -> Any:
    """The first value of the answer to a query."""
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        cursor = connection.execute(question)
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def until(condition: Callable[[], bool]) -> None:
    """Wait for something that must happen soon."""
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
