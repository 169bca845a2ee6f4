"""The JSON API, version 1: everything the pages show, by pages, as JSON or as CSV."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from monitor.alerts.words import Via
from monitor.storage import events, gpu_days, outbox_views, retailers, series, shelf, shop_health, signal_views
from monitor.storage.cards import Card, slug
from monitor.storage.shelf import ShelfOffer
from monitor.storage.shop_health import ShopHealth
from monitor.vocabulary import Level, ScopeKind, SignalKind
from monitor.web import answers, api_models
from monitor.web.answers import Problem
from monitor.web.desk import Desk

T = TypeVar("T", bound=BaseModel)

_DAYS: Final = 7
_NEVER: Final = ShopHealth()
_NO_CARD: Final[dict[int | str, dict[str, Any]]] = {404: {"model": Problem, "description": "There is no such card."}}


class Format(StrEnum):
    """How an answer is written."""

    JSON = "json"
    CSV = "csv"


class Page(BaseModel, Generic[T]):
    """Some rows, and where the next ones are."""

    items: list[T]
    next: str | None


class Wanted:
    """Which rows of an answer are wanted, and how they are written."""

    def __init__(
        self,
        request: Request,
        limit: Annotated[int, Query(ge=1, le=5000)] = 500,
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
        format: Format = Format.JSON,  # noqa: A002 - the parameter's name in the address
    ) -> None:
        self._request = request
        self.limit = limit
        self.offset = offset
        self._format = format

    def cut(self, every: Sequence[Any]) -> Sequence[Any]:
        """Of all rows those that are wanted, and one more."""
        return every[self.offset : self.offset + self.limit + 1]

    def answer(self, model: type[T], found: Sequence[T], name: str) -> Response | Page[T]:
        """Rows as they are wanted; one more than the limit says that there are more."""
        items, more = list(found[: self.limit]), len(found) > self.limit
        if self._format is Format.CSV:
            rows = [[_flat(value) for value in item.model_dump().values()] for item in items]
            return answers.csv_of(list(model.model_fields), rows, name)
        url = self._request.url
        following = url.include_query_params(offset=self.offset + self.limit)
        return Page[T](items=items, next=f"{following.path}?{following.query}" if more else None)


_Wanted = Annotated[Wanted, Depends()]
_Market = Annotated[str | None, Query(pattern="^[a-z]{2}$", description="Code of a market, such as us.")]
_OneMarket = Annotated[str, Query(pattern="^[a-z]{2}$", description="Code of a market, such as us.")]
_Slug = Annotated[str, Path(pattern="^[a-z0-9-]{1,80}$")]
_Gpu = Annotated[str | None, Query(pattern="^[a-z0-9-]{1,80}$", description="A card, as /api/v1/cards names it.")]


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(prefix="/api/v1", tags=["v1"])
    for part in (_of_cards, _of_markets, _of_signals, _of_alerts):
        part(routes, desk)
    return routes


def _of_cards(routes: APIRouter, desk: Desk) -> None:
    get = _table(routes)

    @get("/cards", api_models.CardModel)
    def cards(wanted: _Wanted) -> Any:
        """Every card of the catalogue."""
        found = [_card(card) for card in wanted.cut(list(desk.cards.values()))]
        return wanted.answer(api_models.CardModel, found, "cards")

    @routes.get("/cards/{slug}", responses=_NO_CARD)
    def card(slug: _Slug) -> api_models.CardModel:
        """One card of the catalogue."""
        return _card(desk.card(slug))

    @get("/gpus", api_models.GpuModel)
    def gpus(wanted: _Wanted, market: _Market = None, level: Level | None = None) -> Any:
        """Every card that is followed in a market, as it stands now."""
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
        every = [gpu for each in markets if market in {None, each.verdict.market} for gpu in each.gpus]
        found = wanted.cut([gpu for gpu in every if level in {None, gpu.level}])
        model = api_models.GpuModel
        names = model.model_fields.keys() - {"slug"}
        rows = [model(slug=slug(gpu.gpu), **{name: getattr(gpu, name) for name in names}) for gpu in found]
        return wanted.answer(model, rows, "gpus")

    @get("/gpus/{slug}/days", api_models.GpuDayModel, _NO_CARD)
    def days(
        wanted: _Wanted, slug: _Slug, market: _OneMarket, since: date | None = None, until: date | None = None
    ) -> Any:
        """The whole days (UTC) of a card in a market, by price tier; of the last year unless it is said."""
        today, gpu = desk.now().date(), desk.card(slug)
        with desk.work.sessions() as session:
            found = gpu_days.card_days(
                session,
                market,
                gpu.id,
                since or today - timedelta(days=365),
                until or today,
                limit=wanted.limit + 1,
                offset=wanted.offset,
            )
        model = api_models.GpuDayModel
        return wanted.answer(model, [model(**asdict(day)) for day in found], f"{slug}-{market}")

    @get("/offers", api_models.OfferModel, _NO_CARD)
    def offers(wanted: _Wanted, market: _Market = None, gpu: _Gpu = None, available: bool = False) -> Any:  # noqa: FBT001, FBT002 - the parameter's name in the address
        """Offers of cards at watched shops, those that can be had first, then by price and delivery."""
        card = desk.card(gpu) if gpu else None
        with desk.work.sessions() as session:
            found = shelf.offers(
                session,
                desk.now(),
                market=market,
                gpu_id=card.id if card else None,
                available=available,
                limit=wanted.limit + 1,
                offset=wanted.offset,
            )
        return wanted.answer(api_models.OfferModel, [_offer(each) for each in found], "offers")


def _of_markets(routes: APIRouter, desk: Desk) -> None:
    get = _table(routes)

    @get("/index", api_models.IndexModel)
    def index(wanted: _Wanted, market: _OneMarket) -> Any:
        """The price index of all cards of a market, day by day (UTC)."""
        with desk.work.sessions() as session:
            points = series.market_index(session, market)
        model = api_models.IndexModel
        rows = [
            model(day=p.day, value=p.value, imputed=p.imputed_ratio, listings=p.n_listings) for p in wanted.cut(points)
        ]
        return wanted.answer(model, rows, f"index-{market}")

    @get("/retailers", api_models.RetailerModel)
    def shops(wanted: _Wanted, market: _Market = None, enabled: bool | None = None) -> Any:  # noqa: FBT001 - the parameter's name in the address
        """Shops that are or can be watched, with how well each could be read in seven days."""
        now = desk.now()
        with desk.work.sessions() as session:
            every = retailers.statuses(session)
            health = shop_health.by_shop(session, now, _DAYS)
        found = [s for s in every if market in {None, s.market} and enabled in {None, s.enabled}]
        model = api_models.RetailerModel
        own = model.model_fields.keys() - {"retailer", "coverage_7_days", "polls_7_days"}
        rows = [
            model(
                retailer=shop.name,
                coverage_7_days=health.get(shop.id, _NEVER).coverage,
                polls_7_days=dict(health.get(shop.id, _NEVER).outcomes),
                **{name: getattr(shop, name) for name in own},
            )
            for shop in wanted.cut(found)
        ]
        return wanted.answer(model, rows, "retailers")

    @get("/events", api_models.EventModel)
    def notes(wanted: _Wanted, market: _Market = None) -> Any:
        """Market events by day; of a market also those of every market."""
        with desk.work.sessions() as session:
            found = wanted.cut(events.of_market(session, market))
        model = api_models.EventModel
        rows = [model(**{name: getattr(event, name) for name in model.model_fields}) for event in found]
        return wanted.answer(model, rows, "events")


def _of_signals(routes: APIRouter, desk: Desk) -> None:
    get = _table(routes)

    @get("/signals", api_models.SignalModel, _NO_CARD)
    def signals(
        wanted: _Wanted,
        market: _Market = None,
        kind: SignalKind | None = None,
        scope: Annotated[list[ScopeKind], Query()] = [],  # noqa: B006 - FastAPI copies it
        gpu: _Gpu = None,
        open: bool = False,  # noqa: A002, FBT001, FBT002 - the parameter's name in the address
        since: datetime | None = None,
        quality: bool | None = None,  # noqa: FBT001 - the parameter's name in the address
        withdrawn: bool = False,  # noqa: FBT001, FBT002 - the parameter's name in the address
    ) -> Any:
        """Signals, the latest opened first; the filters are those of /api/signals, and `gpu` a card."""
        card = desk.card(gpu) if gpu else None
        with desk.work.sessions() as session:
            found = signal_views.recent(
                session,
                market=market,
                kind=kind,
                scopes=scope,
                only_open=open,
                since=since,
                quality=quality,
                withdrawn=withdrawn,
                gpu_id=card.id if card else None,
                limit=wanted.limit + 1,
                offset=wanted.offset,
            )
        model = api_models.SignalModel
        return wanted.answer(model, [model(**signal_views.as_json(view)) for view in found], "signals")


def _of_alerts(routes: APIRouter, desk: Desk) -> None:
    @routes.get("/deliveries")
    def deliveries() -> api_models.DeliveriesModel:
        """How alerts are delivered."""
        now = desk.now()
        with desk.work.sessions() as session:
            outbox = outbox_views.status(session, now)
        due, last = outbox.oldest_due_at, outbox.last
        return api_models.DeliveriesModel(
            mail_is_set_up=desk.work.post.is_ready(Via.MAIL),
            waiting=outbox.waiting,
            oldest_due_at=due,
            oldest_age_s=(now - due).total_seconds() if due else None,
            sent_24_hours=outbox.sent,
            refused_24_hours=outbox.failed,
            attempts_24_hours=outbox.attempts,
            last_result=last.result if last else None,
            last_reason=last.reason if last else None,
            last_attempt_at=last.ended_at if last else None,
            bounced=outbox.bounced,
            restocks_30_days=outbox.restocks,
            restock_median_s=outbox.restock_median_s,
            restock_p95_s=outbox.restock_p95_s,
            maybe_twice_30_days=outbox.maybe_twice,
        )


def _table(routes: APIRouter) -> Callable[..., Callable[[Callable[..., Any]], Callable[..., Any]]]:
    """What makes a function answer a table, as JSON or as CSV."""

    def get(
        path: str, model: type[BaseModel], responses: dict[int | str, dict[str, Any]] | None = None
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return routes.get(path, response_model=Page[model], responses=answers.CSV | (responses or {}))  # type: ignore[valid-type] # a model made from another

    return get


def _card(card: Card) -> api_models.CardModel:
    return api_models.CardModel(
        gpu=card.name,
        launch_price_source=card.price_source,
        **{
            name: getattr(card, name)
            for name in api_models.CardModel.model_fields.keys() - {"gpu", "launch_price_source"}
        },
    )


def _offer(offer: ShelfOffer) -> api_models.OfferModel:
    return api_models.OfferModel(**{name: getattr(offer, name) for name in api_models.OfferModel.model_fields})


def _flat(value: Any) -> Any:
    """A value as one column of CSV has it."""
    return answers.as_text(value) if isinstance(value, (dict, list)) else value
