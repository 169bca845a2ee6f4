"""What programs ask for: health for supervisors, metrics for Prometheus, and the status and the signals as JSON."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from monitor import metrics, status
from monitor.app import answers
from monitor.storage import signal_views
from monitor.web.desk import Desk
from monitor.web.signal_filters import SignalFilters

_NOT_READY: Final[dict[int | str, dict[str, Any]]] = {
    503: {"description": "The database does not answer, or has another schema.", "content": {"text/plain": {}}}
}


def router(desk: Desk, connected: Engine) -> APIRouter:
    """The addresses."""
    routes = APIRouter()
    work = desk.work

    @routes.get("/healthz", response_class=PlainTextResponse)
    def healthz() -> str:
        """The process answers."""
        return "ok\n"

    @routes.get("/readyz", response_class=PlainTextResponse, responses=_NOT_READY)
    def readyz() -> Response:
        """The database answers and has the schema this program needs."""
        try:
            ready = answers(connected)
        except SQLAlchemyError:
            return PlainTextResponse("the database does not answer\n", status_code=503)
        if not ready:
            return PlainTextResponse("the database's schema is not this program's\n", status_code=503)
        replayed = work.present.replayed
        return PlainTextResponse(
            f"ready; the demo market is replayed up to {replayed:%d %B %Y}\n" if replayed else "ready\n"
        )

    @routes.get("/metrics", response_class=PlainTextResponse)
    def prometheus() -> Response:
        """What Prometheus scrapes."""
        return Response(work.metrics.render(), media_type=metrics.CONTENT_TYPE)

    @routes.get("/api/status")
    def api_status() -> JSONResponse:
        """The verdict per market and gpu, and the retailers with their last outcome."""
        with work.sessions() as session:
            found = desk.status(session, desk.now())
        return _json([status.as_json(market) for market in found])

    @routes.get("/api/signals")
    def api_signals(
        filters: Annotated[SignalFilters, Depends()],
        limit: Annotated[int, Query(ge=1, le=5000)] = 500,
    ) -> JSONResponse:
        """Signals, the latest opened first.

        `scope` asks for what they are about, and may be given more than once; `quality` for those about what could not
        be seen, or for all others; `withdrawn` for those that a correction withdrew, instead of all others.
        """
        with work.sessions() as session:
            found = filters.found(session, limit=limit)
        return _json([signal_views.as_json(view) for view in found])

    return routes


def _json(content: Any) -> JSONResponse:
    return JSONResponse(jsonable_encoder(content))
