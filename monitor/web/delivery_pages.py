"""How alerts are delivered: for who runs this. It shows figures alone, no address and nothing that a server said."""

from fastapi import APIRouter, Request, Response

from monitor.alerts.words import Via
from monitor.storage import outbox_views
from monitor.web.desk import Desk


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/alerts")
    def deliveries(request: Request) -> Response:
        now = desk.now()
        with desk.work.sessions() as session:
            markets = desk.status(session, now)
            outbox = outbox_views.status(session, now)
        return desk.page(request, "alerts.html", markets, outbox=outbox, mail=desk.work.post.is_ready(Via.MAIL))

    return routes
