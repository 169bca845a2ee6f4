"""The web application: pages for people, JSON for programs, metrics for Prometheus, health for supervisors."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Final

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.responses import JSONResponse, PlainTextResponse
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from monitor.config import VERSION
from monitor.i18n.deferred import Sentence
from monitor.i18n.language import language
from monitor.web import (
    alert_pages,
    api,
    asked,
    caching,
    delivery_pages,
    gpu_pages,
    note_pages,
    pictures,
    programs,
    question_pages,
    refused,
    shop_pages,
    signal_pages,
    verdict_pages,
)
from monitor.web.desk import Desk

log = structlog.get_logger(__name__)

_PAGES: Final = (
    verdict_pages,
    gpu_pages,
    signal_pages,
    shop_pages,
    note_pages,
    question_pages,
    alert_pages,
    delivery_pages,
    pictures,
)
_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
#: Answered to programs, errors included.
_FOR_PROGRAMS: Final = ("/api/", "/openapi.json", "/metrics", "/pictures/")


def build(desk: Desk, connected: Engine, keep: timedelta = timedelta(0)) -> FastAPI:
    """The application.

    Args:
        desk: what pages are made with.
        connected: to the database.
        keep: for how long an answer is given again to who asks for the same.
    """
    site = FastAPI(title="gpumarket", version=VERSION, docs_url=None, redoc_url=None)
    site.middleware("http")(caching.Answers(keep))
    site.middleware("http")(_secure)
    # Of what is kept, an answer comes compressed already.
    site.add_middleware(GZipMiddleware, minimum_size=caching.SMALL)
    _answer_errors(site, desk)
    for pages in _PAGES:
        site.include_router(pages.router(desk))
    site.include_router(api.router(desk))
    site.include_router(programs.router(desk, connected))
    return site


async def _secure(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
    response = await call_next(request)
    response.headers.update(_HEADERS)
    return response


def _answer_errors(site: FastAPI, desk: Desk) -> None:
    """Errors as who asks can read them: a page for people, JSON for programs."""

    def shown(request: Request, code: int, problems: Sequence[Sentence]) -> Response:
        words = language(asked.of(request).language)
        return desk.page(request, "error.html", [], code=code, problems=[each.said(words) for each in problems])

    @site.exception_handler(SQLAlchemyError)
    async def no_database(_: Request, error: Exception) -> Response:
        log.warning("a page could not be shown: the database does not answer", error=type(error).__name__)
        return PlainTextResponse("The database does not answer. Try again in a moment.\n", status_code=503)

    @site.exception_handler(HTTPException)
    async def no_page(request: Request, error: HTTPException) -> Response:
        if _is_for_programs(request):
            return JSONResponse({"detail": error.detail}, error.status_code, error.headers)
        return shown(request, error.status_code, [refused.why(error)])

    @site.exception_handler(RequestValidationError)
    async def no_such_request(request: Request, error: RequestValidationError) -> Response:
        if _is_for_programs(request):
            return JSONResponse({"detail": [_bare(each) for each in error.errors()]}, 422)
        return shown(request, 400, refused.problems(error.errors()))


def _is_for_programs(request: Request) -> bool:
    path = request.url.path
    return path.startswith(_FOR_PROGRAMS) or path.endswith((".json", ".csv", ".atom"))


def _bare(problem: dict[str, object]) -> dict[str, object]:
    return {name: problem[name] for name in ("loc", "msg", "type")}
