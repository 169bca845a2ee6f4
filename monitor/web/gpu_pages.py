"""The page of a card: what to buy now, whether it is a fair price, how it went, and every offer."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby
from typing import Annotated, Any, Final, NamedTuple

from fastapi import APIRouter, Query, Request, Response
from sqlalchemy.orm import Session

from monitor import fair_price
from monitor.alerts.fair import trend
from monitor.alerts.notice import PriceDay
from monitor.fair_price import priced
from monitor.i18n.language import language
from monitor.signals import fair
from monitor.status import MarketStatus
from monitor.storage import shelf, signal_views
from monitor.storage.cards import Card
from monitor.storage.shelf import ShelfOffer
from monitor.web import asked, pictures
from monitor.web.desk import Desk, chosen
from scrapers.market import MARKETS

_CHEAPEST: Final = 3


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
                context |= _facts(session, desk, card, here, days, asked.of(request).language)
        return desk.page(request, "gpu.html", markets, **context)

    return routes


def _listing(markets: Sequence[MarketStatus], gpu: str) -> list[str]:
    """The markets in which a card is followed."""
    return [each.verdict.market for each in markets if any(one.gpu == gpu for one in each.gpus)]


def _facts(session: Session, desk: Desk, card: Card, here: MarketStatus, days: int, code: str) -> dict[str, Any]:
    """What the page shows of a card in a market."""
    market, now = here.verdict.market, desk.now()
    currency, today = MARKETS[market].currency, now.date()
    offers = shelf.offers(session, now, market=market, gpu_id=card.id)
    best = cheapest(offers, currency)
    past = desk.past.of(session, market, card, now)
    known = priced(past)
    price = next((offer.price for offer in best if offer.tier == "first_party"), best[0].price if best else None)
    limit = fair.sensible_limit(fair.usual_price(known, today))
    stockouts = here.lately.stockouts.get(card.name) if here.lately else None
    return {
        "measure": next((each for each in here.gpus if each.gpu == card.name), None),
        "currency": currency,
        "launch": card.launch_prices.get(currency),
        "offers": offers,
        "best": best,
        "fair": fair_price.judged(session, price, known, today, market) if price else None,
        "known_days": len(known),
        "limit": limit,
        "tell": f"/alerts/new?gpu={card.slug}&market={market}" + (f"&limit={limit:f}" if limit else ""),
        "chart": pictures.price_address(card, market, days, code) if known else None,
        "chart_says": trend(past[-days:], card.name, language(code)),
        "weeks": weeks(past[-days:]),
        "signals": signal_views.recent(session, market=market, gpu_id=card.id, quality=False, limit=10),
        "stockouts": stockouts,
        "wait": stockouts,
    }


def cheapest(offers: Sequence[ShelfOffer], currency: str) -> list[ShelfOffer]:
    """The three cheapest new ones that a buyer gets sent now, delivery included as far as it is said; one of each seller."""
    can_be_had = [o for o in offers if o.available and o.is_new and o.currency == currency and o.total is not None]
    by_seller: dict[tuple[str, str], ShelfOffer] = {}
    for offer in sorted(can_be_had, key=lambda o: (o.total or Decimal(0), o.listing_id)):
        by_seller.setdefault((offer.retailer, offer.named_seller), offer)
    return list(by_seller.values())[:_CHEAPEST]


def weeks(past: Sequence[PriceDay]) -> list[Week]:
    """Days by calendar week, the latest first."""
    found = []
    for first, of_week in groupby(past, key=lambda each: each.day - timedelta(days=each.day.weekday())):
        whole = list(of_week)
        prices = [each.price for each in whole if each.price is not None]
        found.append(Week(first, min(prices, default=None), len(prices), sum(each.known for each in whole)))
    return found[::-1]
