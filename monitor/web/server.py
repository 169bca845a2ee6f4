"""Serve the web application inside the service's own event loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator

import uvicorn
from sqlalchemy import Engine

from monitor.app import Workshop
from monitor.web.site import build


class _Server(uvicorn.Server):
    """Signals are the service's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serve(listener: socket.socket, work: Workshop, connected: Engine) -> AsyncIterator[None]:
    """Answer requests on `listener` while the context lasts."""
    config = uvicorn.Config(
        build(work, connected), lifespan="off", log_config=None, access_log=False, timeout_graceful_shutdown=2
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]), name="web")
    try:
        yield
    finally:
        server.should_exit = True
        await task
