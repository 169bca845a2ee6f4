"""Market events, and the search for a card."""

from fastapi import APIRouter, Request, Response

from monitor.storage import events
from monitor.web.desk import Desk

_MOST_FOUND = 60


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/events")
    def notes(request: Request, market: str | None = None) -> Response:
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
            found = events.of_market(session, market or None)
        return desk.page(request, "events.html", markets, events=found[::-1], chosen=market)

    @routes.get("/search")
    def search(request: Request, q: str = "") -> Response:
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
        found = desk.named(q)
        followed = {each.gpu: market.verdict.market for market in reversed(markets) for each in market.gpus}
        # What can be bought here first, in the catalogue's order.
        found.sort(key=lambda card: card.name not in followed)
        return desk.page(request, "search.html", markets, q=q.strip(), found=found[:_MOST_FOUND], followed=followed)

    return routes
