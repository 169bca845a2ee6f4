"""The shops: how well each can be read, and which others could be watched."""

from typing import Any, Final

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from monitor.storage import retailers, shop_health
from monitor.storage.retailers import RetailerStatus
from monitor.storage.shop_health import ShopHealth
from monitor.web.desk import Desk, shop_named
from scrapers.errors import Outcome
from scrapers.market import MARKETS

#: Days over which polls and coverage are counted.
_DAYS: Final = 7
_READ: Final = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})
_NEVER: Final = ShopHealth()


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/retailers")
    def shops(request: Request) -> Response:
        now = desk.now()
        with desk.work.sessions() as session:
            markets = desk.status(session, now)
            rows = [shop for shop in retailers.statuses(session) if shop.enabled]
            health = shop_health.by_shop(session, now, _DAYS)
        return desk.page(
            request,
            "retailers.html",
            markets,
            shops=rows,
            health={shop.id: health.get(shop.id, _NEVER) for shop in rows},
            days=_DAYS,
            read=_READ,
        )

    @routes.get("/retailers/{name}")
    def shop(request: Request, name: str) -> Response:
        now = desk.now()
        with desk.work.sessions() as session:
            markets = desk.status(session, now)
            row = shop_named(session, name)
            context: dict[str, Any] = {
                "shop": row,
                "health": shop_health.by_shop(session, now, _DAYS).get(row.id, _NEVER),
                "sources": shop_health.sources(session, name),
                "days": _DAYS,
            }
        return desk.page(request, "retailer.html", markets, **context)

    @routes.get("/setup")
    def setup(request: Request, market: str = "") -> Response:
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
            rows = [shop for shop in retailers.statuses(session) if not shop.demo]
            candidates = _candidates(session, [shop for shop in rows if market in {"", shop.market}])
        codes = sorted({shop.market for shop in rows}, key=lambda code: MARKETS[code].name)
        return desk.page(request, "setup.html", markets, codes=codes, chosen=market, candidates=candidates)

    return routes


def _candidates(session: Session, rows: list[RetailerStatus]) -> list[tuple[RetailerStatus, dict[str, Any]]]:
    """Shops with what their files say; those that were only imported have no pages to watch."""
    specs = shop_health.specs(session)
    return [(shop, spec) for shop in rows if not (spec := specs[shop.name])["url"].startswith(retailers.IMPORTED)]
