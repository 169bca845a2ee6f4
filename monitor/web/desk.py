"""What all pages are made with: the database, the present, the templates, and what they have in common."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import Any, Final, NamedTuple

from fastapi import Request, Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader
from sqlalchemy.orm import Session

from monitor import status
from monitor.app import Workshop
from monitor.day_figures import DayMemory
from monitor.i18n.deferred import Sentence
from monitor.i18n.language import language
from monitor.i18n.names import mark
from monitor.status import MarketStatus
from monitor.storage import cards as stored_cards
from monitor.storage import freshness, retailers
from monitor.storage.cards import Card
from monitor.storage.retailers import RetailerStatus
from monitor.web import asked
from monitor.web.past import Past
from monitor.web.refused import Refused
from monitor.web.spoken import filters

#: Letters of a search that count.
_LONGEST: Final = 80
_TEMPLATES: Final = Path(__file__).with_name("templates")


class _Judged(NamedTuple):
    """What every market was found to be, at a time, with what was known then."""

    known: Any
    at: datetime
    markets: list[MarketStatus]


class Desk:
    """What one process shows pages with. Several threads use it at once."""

    def __init__(self, work: Workshop, patience: timedelta = timedelta(0)) -> None:
        """Begin.

        Args:
            work: what the process works with.
            patience: for so long readers are shown what was judged before something new became known, instead of
                waiting; somebody must call `refresh` more often than that.
        """
        self.work = work
        self._patience = patience
        self.past = Past(keep=bool(patience))
        self._memory = DayMemory()
        self._judging = Lock()
        self._judged: _Judged | None = None
        self._templates = {language: Jinja2Templates(env=_environment(language)) for language in asked.LANGUAGES}

    def now(self) -> datetime:
        """The present moment, aware, UTC; while a past is being replayed, that past's."""
        return self.work.present.now()

    def status(self, session: Session, now: datetime) -> list[MarketStatus]:
        """Every watched market. Judged anew when something new is known, or a minute has gone by."""
        held = self._judged
        if held and timedelta(0) <= now - held.at < self._patience:
            return held.markets
        return self._judge(session, now)

    def warm(self) -> None:
        """Prepare what every page needs, so that the first reader does not wait for it."""
        for templates in self._templates.values():
            for name in templates.env.list_templates(["html"]):
                templates.env.get_template(name)
        self.refresh()
        len(self.cards)

    def refresh(self) -> None:
        """Judge anew, if something new is known, so that no reader waits for it."""
        with self.work.sessions() as session:
            self._judge(session, self.now())

    def _judge(self, session: Session, now: datetime) -> list[MarketStatus]:
        known = (freshness.revision(session), now.replace(second=0, microsecond=0))
        with self._judging:
            if self._judged is None or self._judged.known != known:
                self._judged = _Judged(known, now, status.markets(session, now, memory=self._memory))
            return self._judged.markets

    @cached_property
    def cards(self) -> dict[str, Card]:
        """Every card of the catalogue, by its slug. The catalogue is written when a process starts, and then stays."""
        with self.work.sessions() as session:
            return {card.slug: card for card in stored_cards.cards(session)}

    def card(self, slug: str) -> Card:
        """The card of an address.

        Raises:
            Refused: there is none.
        """
        if slug not in self.cards:
            raise Refused(404, Sentence(mark("There is no graphics card {name!r} in the catalogue."), {"name": slug}))
        return self.cards[slug]

    def named(self, said: str) -> list[Card]:
        """Cards with all of some words in their names, in the catalogue's order; none without a word."""
        words = [word for word in stored_cards.slug(said[:_LONGEST]).split("-") if word]
        return [card for card in self.cards.values() if words and card.has(words)]

    def page(
        self, request: Request, template: str, markets: Sequence[MarketStatus], *, code: int = 200, **context: Any
    ) -> Response:
        """A page in the reader's language.

        Args:
            request: what was asked for.
            template: its file.
            markets: as they stand; every page says at its end how fresh that is.
            code: of the answer.
            context: what the template shows.
        """
        how = asked.of(request)
        shared = {
            "asked": how,
            "languages": asked.LANGUAGES,
            "markets": markets,
            "now": self.now(),
            "replaying": self.work.present.replayed is not None,
        }
        return self._templates[how.language].TemplateResponse(request, template, shared | context, status_code=code)


def chosen(markets: Sequence[MarketStatus], code: str | None) -> MarketStatus | None:
    """The market that was asked for, else the first; None where nothing is watched.

    Raises:
        Refused: it is not watched.
    """
    if code is None:
        return markets[0] if markets else None
    found = next((market for market in markets if market.verdict.market == code), None)
    if found is None:
        raise Refused(404, Sentence(mark("No shop of the market {code!r} is watched."), {"code": code}))
    return found


def shop_named(session: Session, name: str) -> RetailerStatus:
    """The shop of an address.

    Raises:
        Refused: there is none.
    """
    found = next((shop for shop in retailers.statuses(session) if shop.name == name), None)
    if found is None:
        raise Refused(404, Sentence(mark("There is no shop {name!r}."), {"name": name}))
    return found


def _environment(code: str) -> Environment:
    words = language(code)
    env = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, auto_reload=False)
    env.filters.update({**filters(words), "slug": stored_cards.slug})
    env.globals["say"] = words.say
    return env
