"""The played demo market going on: a copy of its database, its shops open again, the application on a port of its own."""

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from databases import copy_of
from serving import serving
from sqlalchemy import URL, Engine, text

from monitor import fold
from monitor.app import Workshop, workshop
from monitor.clock import Clock
from monitor.config import Settings
from monitor.demo.market import DemoMarket
from monitor.storage import demo, engine

_numbers = itertools.count(1)


@dataclass(frozen=True)
class LiveDemo:
    """What goes on: the parts of one process, and the host and port of its page."""

    work: Workshop
    target: str

    def poll(self) -> None:
        """Poll every shop, and tell signals."""
        with self.work.sessions() as session:
            sources = demo.sources(session)
        for source_id, due_at in sources:
            assert self.work.poller.poll(source_id, due_at)
        fold.advance(self.work.sessions, self.work.clock.now())

    def ask(self, query: str, **parameters: object) -> list[tuple[object, ...]]:
        with self.work.sessions() as session:
            return [tuple(row) for row in session.execute(text(query), parameters)]


@contextmanager
def going_on(played: Engine, admin: Engine, server_url: URL, folder: Path, clock: Clock) -> Iterator[LiveDemo]:
    """The demo market from where it was played to. What others read stays as it is.

    Args:
        played: its past (played.py).
        admin: makes databases.
        server_url: of the server on which it lies.
        folder: for the program's data.
        clock: by which the shops and the program go on.
    """
    played.dispose()
    assert played.url.database
    with copy_of(admin, played.url.database, f"live_{next(_numbers)}") as name:
        connected = engine.connect(server_url.set(database=name))
        sessions = engine.sessions(connected)
        with sessions() as session:
            end, port = demo.anchor(session), demo.port(session)
        assert end
        try:
            with (
                workshop(Settings(data_dir=folder), sessions, clock) as work,
                DemoMarket(anchor=end, now=clock.now, port=port or 0),
                serving(work, connected) as address,
            ):
                yield LiveDemo(work, address.removeprefix("http://"))
        finally:
            connected.dispose()
