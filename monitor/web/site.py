"""The web application: one page for people, JSON for programs, metrics for Prometheus, health for supervisors."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import structlog
from fastapi import FastAPI, Query, Request, Response
from fastapi.encoders import jsonable_encoder
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse
from fastapi.templating import Jinja2Templates
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from monitor import metrics, status
from monitor.app import Workshop, answers
from monitor.config import VERSION
from monitor.day_figures import DayMemory
from monitor.storage import signal_views
from monitor.vocabulary import WIDE, ScopeKind, SignalKind
from monitor.web import evidence, words

log = structlog.get_logger(__name__)

_TEMPLATES = Path(__file__).with_name("templates")
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


def build(work: Workshop, connected: Engine) -> FastAPI:  # noqa: C901 - one short function per address
    """The application over what one process works with."""
    site = FastAPI(title="gpumarket", version=VERSION, docs_url=None, redoc_url=None)
    templates = Jinja2Templates(_TEMPLATES)
    memory = DayMemory()
    templates.env.filters.update({**words.FILTERS, **evidence.FILTERS})

    @site.middleware("http")
    async def secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        response = await call_next(request)
        response.headers.update(_HEADERS)
        return response

    @site.exception_handler(SQLAlchemyError)
    async def no_database(_: Request, error: Exception) -> Response:
        log.warning("a page could not be shown: the database does not answer", error=type(error).__name__)
        return PlainTextResponse("The database does not answer. Try again in a moment.\n", status_code=503)

    @site.get("/healthz", response_class=PlainTextResponse)
    def healthz() -> str:
        """The process answers."""
        return "ok\n"

    @site.get("/readyz", response_class=PlainTextResponse)
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

    @site.get("/metrics")
    def prometheus() -> Response:
        """What Prometheus scrapes."""
        return Response(work.metrics.render(), media_type=metrics.CONTENT_TYPE)

    @site.get("/api/status")
    def api_status() -> JSONResponse:
        """The verdict per market and gpu, and the retailers with their last outcome."""
        with work.sessions() as session:
            found = status.markets(session, work.present.now(), memory=memory)
        return _json([status.as_json(market) for market in found])

    @site.get("/api/signals")
    def api_signals(
        market: Annotated[str | None, Query(pattern="^[a-z]{2,8}$")] = None,
        kind: SignalKind | None = None,
        scope: Annotated[list[ScopeKind], Query()] = [],  # noqa: B006 - FastAPI copies it
        open: bool = False,  # noqa: A002, FBT001, FBT002 - the parameter's name in the address
        since: datetime | None = None,
        quality: bool | None = None,  # noqa: FBT001 - the parameter's name in the address
        withdrawn: bool = False,  # noqa: FBT001, FBT002 - the parameter's name in the address
        limit: Annotated[int, Query(ge=1, le=5000)] = 500,
    ) -> JSONResponse:
        """Signals, the latest opened first.

        `scope` asks for what they are about, and may be given more than once; `quality` for those about what could not
        be seen, or for all others; `withdrawn` for those that a correction withdrew, instead of all others.
        """
        with work.sessions() as session:
            found = signal_views.recent(
                session,
                market=market,
                kind=kind,
                scopes=scope,
                only_open=open,
                since=since,
                quality=quality,
                withdrawn=withdrawn,
                limit=limit,
            )
        return _json([signal_views.as_json(view) for view in found])

    @site.get("/", response_class=HTMLResponse)
    def page(request: Request) -> Response:
        """What a person wants to know, on one page."""
        now = work.present.now()
        with work.sessions() as session:
            context = {
                "markets": status.markets(session, now, memory=memory),
                "of_market": signal_views.recent(session, scopes=WIDE, quality=False, limit=12),
                "of_listings": signal_views.recent(session, scopes=[ScopeKind.LISTING], quality=False, limit=8),
                "not_seen": signal_views.recent(session, quality=True, only_open=True, limit=20),
                "now": now,
                "replaying": work.present.replayed is not None,
            }
        return templates.TemplateResponse(request, "index.html", context)

    return site


def _json(content: Any) -> JSONResponse:
    return JSONResponse(jsonable_encoder(content))
