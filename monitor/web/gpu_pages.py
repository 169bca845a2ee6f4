"""The page of a card: what to buy now, whether it is a fair price, how it went, and every offer."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from monitor.alerts.fair import trend
from monitor.alerts.notice import PriceDay
from monitor.i18n.language import language
from monitor.status import MarketStatus
from monitor.storage import signal_views
from monitor.storage.cards import Card
from monitor.web import asked, pictures
from monitor.web.card_facts import card_facts
from monitor.web.desk import Desk, chosen


class Week(NamedTuple):
    """A week of the chart in figures: on how many of its known days it could be had, and for how much at least."""

    first: date
    lowest: Decimal | None
    priced: int
    known: int


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/gpu/{slug}")
    def gpu(
        request: Request,
        slug: str,
        market: str | None = None,
        days: Annotated[int, Query(ge=30, le=365)] = 90,
    ) -> Response:
        card, now = desk.card(slug), desk.now()
        with desk.work.sessions() as session:
            markets = desk.status(session, now)
            elsewhere = _listing(markets, card.name)
            here = chosen(markets, market or next(iter(elsewhere), None)) if markets else None
            context: dict[str, Any] = {"card": card, "market": here, "elsewhere": elsewhere, "days": days}
            if here:
                context |= _shown(session, desk, card, here, days, asked.of(request).language)
        return desk.page(request, "gpu.html", markets, **context)

    return routes


def _listing(markets: Sequence[MarketStatus], gpu: str) -> list[str]:
    """The markets in which a card is followed."""
    return [each.verdict.market for each in markets if any(one.gpu == gpu for one in each.gpus)]


def _shown(session: Session, desk: Desk, card: Card, here: MarketStatus, days: int, code: str) -> dict[str, Any]:
    """What the page shows of a card in a market."""
    market = here.verdict.market
    found = card_facts(session, desk, card, here)
    past = found.past[-days:]
    return {
        **{field.name: getattr(found, field.name) for field in fields(found)},
        "known_days": len(found.known),
        "tell": f"/alerts/new?gpu={card.slug}&market={market}" + (f"&limit={found.limit:f}" if found.limit else ""),
        "chart": pictures.price_address(card, market, days, code) if found.known else None,
        "chart_says": trend(past, card.name, language(code)),
        "weeks": weeks(past),
        "signals": signal_views.recent(session, market=market, gpu_id=card.id, quality=False, limit=10),
    }


def weeks(past: Sequence[PriceDay]) -> list[Week]:
    """Days by calendar week, the latest first."""
    found = []
    for first, of_week in groupby(past, key=lambda each: each.day - timedelta(days=each.day.weekday())):
        whole = list(of_week)
        prices = [each.price for each in whole if each.price is not None]
        found.append(Week(first, min(prices, default=None), len(prices), sum(each.known for each in whole)))
    return found[::-1]
