"""The JSON API, version 1: everything the pages show, by pages, as JSON or as CSV."""

from fastapi import APIRouter

from monitor.web import api_alerts, api_cards, api_markets, api_shops
from monitor.web.desk import Desk


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(prefix="/api/v1", tags=["v1"])
    for part in (api_cards, api_markets, api_shops, api_alerts):
        part.add(routes, desk)
    return routes
