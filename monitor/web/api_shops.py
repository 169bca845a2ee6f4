"""Shops in the JSON API: how well each can be read, with its last polls; and the documented questions."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session

from monitor import questions
from monitor.polling.fields import stored
from monitor.storage import retailers, shop_health
from monitor.storage.retailers import RetailerStatus
from monitor.storage.shop_health import ShopHealth, SourceHealth
from monitor.web.answers import Problem
from monitor.web.api_shop_models import ParameterModel, PollModel, QuestionModel, RetailerModel, ShopModel, SourceModel
from monitor.web.desk import Desk, shop_named
from monitor.web.tables import MarketCode, WantedRows, table

_DAYS: Final = 7
_NEVER: Final = ShopHealth()
#: What its file says of a shop, beside what is seen of it.
_FILED: Final = frozenset({"platform", "verified", "needs_browser", "needs_key", "has_addresses", "terms"})
_NO_SHOP: Final[dict[int | str, dict[str, Any]]] = {404: {"model": Problem, "description": "There is no such shop."}}

_Name = Annotated[str, Path(pattern="^[a-z0-9-]{1,80}$")]


def add(routes: APIRouter, desk: Desk) -> None:
    """Add the addresses."""
    get = table(routes)

    def described(session: Session, shops: list[RetailerStatus]) -> list[RetailerModel]:
        health, specs = shop_health.by_shop(session, desk.now(), _DAYS), shop_health.specs(session)
        return [_shop(shop, health.get(shop.id, _NEVER), specs[shop.name]) for shop in shops]

    @get("/retailers", RetailerModel)
    def shops(wanted: WantedRows, market: MarketCode = None, enabled: bool | None = None) -> Any:  # noqa: FBT001 - the parameter's name in the address
        """Shops that are or can be watched, with how well each could be read in seven days."""
        with desk.work.sessions() as session:
            every = retailers.statuses(session)
            found = [s for s in every if market in {None, s.market} and enabled in {None, s.enabled}]
            rows = described(session, list(wanted.cut(found)))
        return wanted.answer(RetailerModel, rows, "retailers")

    @routes.get("/retailers/{name}", responses=_NO_SHOP)
    def shop(name: _Name) -> ShopModel:
        """One shop, its sources, and the last polls of each."""
        with desk.work.sessions() as session:
            (row,) = described(session, [shop_named(session, name)])
            sources = [_source(source) for source in shop_health.sources(session, name)]
        return ShopModel(**row.model_dump(), sources=sources)

    @get("/questions", QuestionModel)
    def asked(wanted: WantedRows) -> Any:
        """The documented questions; each is answered at /questions/NAME.json, with its parameters in the query."""
        rows = [
            QuestionModel(
                name=each.name,
                section=each.section,
                title=each.title,
                description=each.description,
                parameters=[
                    ParameterModel(name=p.name, kind=p.kind, default=p.default, about=p.about) for p in each.parameters
                ],
            )
            for each in wanted.cut(questions.load())
        ]
        return wanted.answer(QuestionModel, rows, "questions")


def _shop(shop: RetailerStatus, health: ShopHealth, spec: dict[str, Any]) -> RetailerModel:
    own = RetailerModel.model_fields.keys() - {"retailer", "coverage_7_days", "polls_7_days"} - _FILED
    terms = spec.get("terms")
    return RetailerModel(
        retailer=shop.name,
        coverage_7_days=health.coverage,
        polls_7_days=dict(health.outcomes),
        platform=spec["platform"],
        verified=bool(spec.get("verified")),
        needs_browser=bool(spec.get("browser")),
        needs_key=bool(spec.get("auth") and spec["auth"].get("key")),
        has_addresses=bool(spec.get("sources")),
        terms=terms and terms.get("note"),
        **{name: getattr(shop, name) for name in own},
    )


def _source(source: SourceHealth) -> SourceModel:
    own = SourceModel.model_fields.keys() - {"interval_s", "fields", "polls"}
    return SourceModel(
        interval_s=source.interval.total_seconds(),
        fields=stored(source.fields),
        polls=[PollModel(**{name: getattr(poll, name) for name in PollModel.model_fields}) for poll in source.polls],
        **{name: getattr(source, name) for name in own},
    )
