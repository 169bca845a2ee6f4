"""Serve the web application inside the service's own event loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from typing import Final

import structlog
import uvicorn
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from monitor.app import Workshop
from monitor.web.desk import Desk
from monitor.web.site import build

log = structlog.get_logger(__name__)

#: How old what readers are shown may be: longer than it takes until it is looked again whether something new is known.
PATIENCE: Final = timedelta(seconds=90)
_LOOK_EVERY_S: Final = 10.0
#: An answer is given again for so long.
_KEPT: Final = timedelta(seconds=5)


class _Server(uvicorn.Server):
    """Signals are the service's business."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@contextlib.asynccontextmanager
async def serve(
    listener: socket.socket, work: Workshop, connected: Engine, *, patience: timedelta = timedelta(0)
) -> AsyncIterator[None]:
    """Answer requests on `listener` while the context lasts.

    Args:
        listener: bound.
        work: what the process works with.
        connected: to the database.
        patience: how old what readers are shown may be; without any, all that is known when they ask.
    """
    desk = Desk(work, patience)
    config = uvicorn.Config(
        build(desk, connected, _KEPT if patience else timedelta(0)),
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=2,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listener]), name="web")
    freshness = asyncio.create_task(_keep_fresh(desk), name="freshness") if patience else None
    try:
        yield
    finally:
        if freshness:
            freshness.cancel()
        server.should_exit = True
        await task


async def _keep_fresh(desk: Desk) -> None:
    """Judge the markets as soon as something new is known, not when somebody asks."""
    work = desk.warm
    while True:
        try:
            await asyncio.to_thread(work)
            work = desk.refresh
        except SQLAlchemyError as error:
            log.warning("the markets could not be judged: the database does not answer", error=type(error).__name__)
        await asyncio.sleep(_LOOK_EVERY_S)
