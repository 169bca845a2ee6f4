"""Markets in the JSON API: their verdicts, price index, events and signals."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends

from monitor import status
from monitor.storage import events, series, signal_views
from monitor.web.api_market_models import MarketModel
from monitor.web.api_models import EventModel, IndexModel, SignalModel
from monitor.web.desk import Desk
from monitor.web.signal_filters import SignalFilters
from monitor.web.tables import NO_CARD, MarketCode, OfCard, OneMarket, WantedRows, table


def add(routes: APIRouter, desk: Desk) -> None:
    """Add the addresses."""
    get = table(routes)

    @get("/markets", MarketModel)
    def markets(wanted: WantedRows) -> Any:
        """The verdict of every watched market: its level, since when, why, and what that rests on."""
        with desk.work.sessions() as session:
            every = desk.status(session, desk.now())
        rows = []
        for market in wanted.cut(every):
            watched, told = market.watched, status.as_json(market)
            seen: dict[str, Any] = {
                "seen_at": watched.seen_at,
                "shops": watched.shops,
                "shops_readable": watched.shops_readable,
            }
            rows.append(MarketModel(**seen, **{name: told[name] for name in MarketModel.model_fields.keys() - seen}))
        return wanted.answer(MarketModel, rows, "markets")

    @get("/index", IndexModel)
    def index(wanted: WantedRows, market: OneMarket) -> Any:
        """The price index of all cards of a market, day by day (UTC)."""
        with desk.work.sessions() as session:
            points = series.market_index(session, market)
        rows = [
            IndexModel(day=p.day, value=p.value, imputed=p.imputed_ratio, listings=p.n_listings)
            for p in wanted.cut(points)
        ]
        return wanted.answer(IndexModel, rows, f"index-{market}")

    @get("/events", EventModel)
    def notes(wanted: WantedRows, market: MarketCode = None) -> Any:
        """Market events by day; of a market also those of every market."""
        with desk.work.sessions() as session:
            found = wanted.cut(events.of_market(session, market))
        rows = [EventModel(**{name: getattr(event, name) for name in EventModel.model_fields}) for event in found]
        return wanted.answer(EventModel, rows, "events")

    @get("/signals", SignalModel, NO_CARD)
    def signals(wanted: WantedRows, filters: Annotated[SignalFilters, Depends()], gpu: OfCard = None) -> Any:
        """Signals, the latest opened first; the filters are those of /api/signals, and `gpu` a card."""
        card = desk.card(gpu) if gpu else None
        with desk.work.sessions() as session:
            found = filters.found(
                session, gpu_id=card.id if card else None, limit=wanted.limit + 1, offset=wanted.offset
            )
        return wanted.answer(SignalModel, [SignalModel(**signal_views.as_json(view)) for view in found], "signals")
