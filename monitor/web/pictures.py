"""The charts of the pages, as SVG: drawn once for what they show, and answered from memory after that."""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Response

from monitor import charts, index_chart
from monitor.alerts.fair import trend
from monitor.alerts.notice import PriceDay
from monitor.fair_price import priced
from monitor.i18n.language import Language, language
from monitor.index_chart import Shaded
from monitor.signals.fair import usual_price
from monitor.storage import series, signal_views
from monitor.storage.cards import Card
from monitor.vocabulary import ScopeKind, SignalKind
from monitor.web.desk import Desk
from scrapers.market import MARKETS

#: How many charts are kept: both themes and languages of those that are looked at.
_KEPT: Final = 256
_ICON: Final = Path(__file__).with_name("templates").joinpath("favicon.svg").read_text(encoding="utf-8")

_Theme = Literal["light", "dark"]
_Code = Literal["en", "tr"]


def price_address(card: Card, market: str, days: int, code: str) -> str:
    """Where the chart of a card's price is; a theme may be added."""
    return f"/pictures/price/{card.slug}.svg?market={market}&days={days}&lang={code}"


def index_address(market: str, code: str) -> str:
    """Where the chart of a market's price index is; a theme may be added."""
    return f"/pictures/index/{market}.svg?lang={code}"


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/favicon.ico")
    def icon() -> Response:
        return _answer(_ICON)

    @routes.get("/pictures/price/{slug}.svg")
    def price(
        slug: str,
        market: Annotated[str, Query(pattern="^[a-z]{2}$")],
        days: Annotated[int, Query(ge=1, le=365)] = 90,
        theme: _Theme = "light",
        lang: _Code = "en",
    ) -> Response:
        card = desk.card(slug)
        if market not in MARKETS:
            return Response(status_code=404)
        with desk.work.sessions() as session:
            found = desk.past.of(session, market, card, desk.now(), days)
        return _answer(_price(card.name, market, tuple(found), theme == "dark", lang))

    @routes.get("/pictures/index/{market}.svg")
    def index(market: str, theme: _Theme = "light", lang: _Code = "en") -> Response:
        if market not in MARKETS:
            return Response(status_code=404)
        today = desk.now().date()
        with desk.work.sessions() as session:
            points = tuple(
                (point.day, point.value) for point in series.market_index(session, market) if point.value is not None
            )
            episodes = signal_views.recent(
                session, market=market, kind=SignalKind.SHORTAGE, scopes=[ScopeKind.MARKET], limit=50
            )
        shaded = tuple(
            Shaded(each.signal.opened_at.date(), each.signal.closed_at.date() if each.signal.closed_at else today)
            for each in episodes
        )
        if not points:
            return Response(status_code=404)
        return _answer(_index(market, points, shaded, theme == "dark", lang))

    return routes


@lru_cache(_KEPT)
def _price(gpu: str, market: str, days: tuple[PriceDay, ...], dark: bool, code: str) -> str:  # noqa: FBT001 - what it is drawn for
    words, currency = language(code), MARKETS[market].currency
    usual = usual_price(priced(days), days[-1].day)
    parts = (words.market(market), currency, tax(words, market, days[-1].day), words.say("{n} days", n=len(days)))
    chart = charts.price_chart(
        days,
        currency=currency,
        title=trend(days, gpu, words),
        subtitle=", ".join(filter(None, parts)),
        median=usual,
        dark=dark,
        code=code,
    )
    return chart.svg()


@lru_cache(_KEPT)
def _index(
    market: str,
    points: tuple[tuple[date, float], ...],
    shaded: tuple[Shaded, ...],
    dark: bool,  # noqa: FBT001 - what it is drawn for
    code: str,
) -> str:
    words = language(code)
    change = words.change(points[-1][1] / points[0][1] - 1)
    title = words.say("Price index: {change} since {day}", change=change, day=words.day(points[0][0]))
    parts = (words.market(market), MARKETS[market].currency, words.say("first day 100"))
    return index_chart.index_chart(
        points, shaded, title=title, subtitle=", ".join(parts), shaded_is=words.say("shortage"), dark=dark, code=code
    ).svg()


def tax(words: Language, market: str, day: date) -> str:
    """Whether prices of a market contain tax; empty where not known."""
    rate = MARKETS[market].vat_on(day)
    if rate is None:
        return ""
    return words.say("with tax") if rate else words.say("without tax")


def _answer(svg: str) -> Response:
    return Response(svg, media_type="image/svg+xml", headers={"Cache-Control": "public, max-age=600"})
