"""The command in processes that need not import everything first: each is forked from one that has.

Starting Python, importing, and compiling the words of pages and titles take most of a command's two seconds. Arguments, environment, folder, streams, exit
code and all that the command does are its own, as in the installed program; `test_started_afresh` compares the two.
"""

import array
import gc
import importlib
import json
import os
import pkgutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Self

PATIENCE = 60.0
_PAGE = b"""<!doctype html><html lang="en"><title>GeForce RTX 5070 Ti</title><h1>GeForce RTX 5070 Ti</h1>
<p class="price">$899.00</p><p>In stock</p><button>Add to cart</button></html>"""


class Preloaded:
    """A process with everything imported, from which commands are forked one at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
            )
        self._socket = ours
        self._answers = ours.makefile()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._socket.close()
        self._process.wait(PATIENCE)

    def run(self, program: str, *arguments: str, env: dict[str, str], stdin: str) -> subprocess.CompletedProcess[str]:
        """What the command does with such arguments, environment and standard input.

        Raises:
            subprocess.TimeoutExpired: it took longer than a minute, and was killed.
        """
        with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as error:
            given.write(stdin)
            given.seek(0)
            asked = json.dumps({"argv": [program, *arguments], "env": env, "cwd": str(Path.cwd())}).encode()
            streams = array.array("i", [given.fileno(), out.fileno(), error.fileno()])
            self._socket.sendmsg([len(asked).to_bytes(4)], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, streams)])
            self._socket.sendall(asked)
            pid = int(self._answers.readline())
            killer = threading.Timer(PATIENCE, os.kill, (pid, signal.SIGKILL))
            killer.start()
            code = int(self._answers.readline())
            in_time = killer.is_alive()
            killer.cancel()
            killer.join()
            said = [_text(stream) for stream in (out, error)]
        if not in_time:
            raise subprocess.TimeoutExpired([program, *arguments], PATIENCE, *said)
        return subprocess.CompletedProcess([program, *arguments], code, *said)


def _text(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode().replace("\r\n", "\n")


def _import_everything() -> None:
    for name in ("monitor", "scrapers"):
        package = importlib.import_module(name)
        for module in pkgutil.walk_packages(package.__path__, f"{name}."):
            importlib.import_module(module.name)


def _read_once() -> None:
    """Read a page and a title: the patterns and words that this needs are made at their first use."""
    read_page = importlib.import_module("scrapers.read").read_page
    page = importlib.import_module("scrapers.page").Page(url="https://shop.example/a", body=_PAGE)
    assert read_page(page).offers
    catalog = importlib.import_module("monitor.catalog.catalog").load_catalog()
    assert importlib.import_module("monitor.catalog.matcher").Matcher(catalog).match("RTX 5070 Ti").gpu


def _serve(connection: socket.socket) -> bool:
    """Fork a process for each command that is asked for; True in such a process, False when no more is asked."""
    while True:
        head, streams, _, _ = socket.recv_fds(connection, 4, 3)
        if not head:
            return False
        size, asked = int.from_bytes(head), b""
        while len(asked) < size:
            asked += connection.recv(size - len(asked))
        pid = os.fork()
        if pid == 0:
            for number, stream in enumerate(streams):
                os.dup2(stream, number)
                os.close(stream)
            connection.close()
            told = json.loads(asked)
            os.chdir(told["cwd"])
            sys.argv = told["argv"]
            os.environ.clear()
            os.environ.update(told["env"])
            return True
        for stream in streams:
            os.close(stream)
        connection.sendall(f"{pid}\n".encode())
        _, status = os.waitpid(pid, 0)
        connection.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


if __name__ == "__main__":
    asking = socket.socket(fileno=int(sys.argv[1]))
    _import_everything()
    _read_once()
    # A fork of a process with threads may wait for a lock that nobody will free.
    assert threading.active_count() == 1
    gc.collect()
    gc.freeze()
    if _serve(asking):
        from monitor.cli import main

        main()
