"""Signals, filtered and by pages, and the same as an Atom feed."""

from enum import StrEnum
from typing import Annotated, Final, TypeVar

from fastapi import APIRouter, Query, Request, Response

from monitor.i18n.deferred import Sentence
from monitor.i18n.names import mark
from monitor.storage import signal_views
from monitor.vocabulary import ScopeKind, SignalKind
from monitor.web import atom
from monitor.web.desk import Desk
from monitor.web.refused import Refused

_ON_A_PAGE: Final = 50
_IN_A_FEED: Final = 100
#: Beyond this many the database only counts.
_DEEPEST: Final = 1_000_000

Word = TypeVar("Word", bound=StrEnum)


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter()

    @routes.get("/signals", include_in_schema=False)
    def signals(
        request: Request,
        market: str = "",
        kind: str = "",
        scope: str = "",
        state: str = "",
        quality: str = "",
        gpu: str = "",
        offset: Annotated[int, Query(ge=0, le=_DEEPEST)] = 0,
    ) -> Response:
        card = desk.card(gpu) if gpu else None
        about = chosen_word(ScopeKind, scope)
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
            found = signal_views.recent(
                session,
                market=market or None,
                kind=chosen_word(SignalKind, kind),
                scopes=[about] if about else [],
                only_open=state == "open",
                quality={"market": False, "sight": True}.get(quality),
                gpu_id=card.id if card else None,
                limit=_ON_A_PAGE + 1,
                offset=offset,
            )
        shown = {"market": market, "kind": kind, "scope": scope, "state": state, "quality": quality, "gpu": gpu}
        return desk.page(
            request,
            "signals.html",
            markets,
            signals=found[:_ON_A_PAGE],
            more=len(found) > _ON_A_PAGE,
            offset=offset,
            limit=_ON_A_PAGE,
            chosen=shown,
            card=card,
            kinds=list(SignalKind),
            scopes=list(ScopeKind),
        )

    @routes.get("/signals.atom", response_class=Response, responses={200: {"content": {atom.CONTENT_TYPE: {}}}})
    def feed(
        request: Request,
        market: Annotated[str | None, Query(pattern="^[a-z]{2}$")] = None,
        kind: SignalKind | None = None,
    ) -> Response:
        """The latest signals about more than one shop's offer, as an Atom feed; all kinds, or one."""
        with desk.work.sessions() as session:
            found = signal_views.recent(
                session, market=market, kind=kind, scopes=() if kind else atom.WIDE_SCOPES, limit=_IN_A_FEED
            )
        base = str(request.base_url).rstrip("/")
        return Response(atom.feed(found, base, request.url.query, desk.now()), media_type=atom.CONTENT_TYPE)

    return routes


def chosen_word(words: type[Word], text: str) -> Word | None:
    """The word of a filter; None where nothing was chosen.

    Raises:
        Refused: it is none of them.
    """
    try:
        return words(text) if text else None
    except ValueError:
        none = Sentence(mark("{text!r} is none of {words}."), {"text": text, "words": ", ".join(words)})
        raise Refused(400, none) from None
