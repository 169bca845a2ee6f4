"""Is there a shortage: the page of all markets, and of one."""

from typing import Any

from fastapi import APIRouter, Request, Response

from monitor.storage import signal_views
from monitor.vocabulary import WIDE, ScopeKind
from monitor.web import asked, pictures
from monitor.web.desk import Desk, chosen


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/")
    def all_markets(request: Request) -> Response:
        with desk.work.sessions() as session:
            context: dict[str, Any] = {
                "markets": desk.status(session, desk.now()),
                "of_market": signal_views.recent(session, scopes=WIDE, quality=False, limit=12),
                "of_listings": signal_views.recent(session, scopes=[ScopeKind.LISTING], quality=False, limit=8),
                "not_seen": signal_views.recent(session, quality=True, only_open=True, limit=20),
            }
        return desk.page(request, "index.html", **context)

    @routes.get("/m/{code}")
    def one_market(request: Request, code: str) -> Response:
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
            market = chosen(markets, code)
            context: dict[str, Any] = {
                "market": market,
                "of_market": signal_views.recent(session, market=code, scopes=WIDE, quality=False, limit=12),
                "not_seen": signal_views.recent(session, market=code, quality=True, only_open=True, limit=20),
                "chart": pictures.index_address(code, asked.of(request).language)
                if market and market.lately and market.lately.index
                else None,
            }
        return desk.page(request, "market.html", markets, **context)

    return routes
