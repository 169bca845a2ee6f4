"""The web application on a free port of loopback, for as long as a context lasts."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

from monitor.app import Workshop
from monitor.web.server import serve


@contextmanager
def serving(work: Workshop, database: Engine) -> Iterator[str]:
    """Serve in a thread of its own; the address, without a slash at its end."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    async def run() -> None:
        async with serve(listener, work, database):
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        thread.join()
        listener.close()
