"""Asking to be told, on a page; and the links of mails: yes, stop, mute. Links that do something only show a button."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request, Response

from monitor import rehearsal, subscribing
from monitor.alerts import asking
from monitor.alerts.asking import Asked
from monitor.alerts.described import described
from monitor.alerts.links import BadLinkError, Purpose
from monitor.alerts.values import RuleError
from monitor.alerts.words import Came, Via
from monitor.i18n.deferred import SaidError
from monitor.i18n.language import language
from monitor.web import asked
from monitor.web.desk import Desk

_SHORT: Final = 200
_Text = Annotated[str, Form(max_length=_SHORT)]


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/alerts/new")
    def new(request: Request, gpu: str = "", market: str = "", limit: str = "") -> Response:
        """The form, filled as far as the link says."""
        name = desk.cards[gpu].name if gpu in desk.cards else gpu[:_SHORT]
        return _form(desk, request, {"gpu": name, "market": market[:_SHORT], "below": limit[:_SHORT]})

    routes.post("/alerts/new")(_asking(desk))
    routes.get("/alerts/{purpose}/{token}")(_showing(desk))
    routes.post("/alerts/{purpose}/{token}")(_pressing(desk))
    return routes


def _asking(desk: Desk) -> Callable[..., Response]:
    def ask(
        request: Request,
        to: _Text = "",
        what: _Text = "in_stock",
        gpu: _Text = "",
        market: _Text = "",
        below: _Text = "",
        level: _Text = "shortage",
        pace: _Text = "at_once",
        timezone: _Text = "UTC",
        try_out: _Text = "",
    ) -> Response:
        """Say what the rule means and would have sent; or add it, and ask the address."""
        filled = {"to": to, "what": what, "gpu": gpu, "market": market, "below": below, "level": level, "pace": pace}
        code = asked.of(request).language
        now = desk.now()
        where = [market] if market else []
        try:
            with desk.work.sessions.begin() as session:
                wish = (
                    Asked(
                        gpu=[gpu],
                        below=below.strip() or None,
                        market=where,
                        pace=pace,
                        timezone=timezone,
                        language=code,
                    )
                    if what == "in_stock"
                    else Asked(level=level, scope=["market"], market=where, pace=pace, timezone=timezone, language=code)
                )
                rule = asking.read(wish, desk.work.known(session))
                said = rehearsal.rehearse(session, rule, now)
                if try_out:
                    return _form(desk, request, filled, meaning=described(rule, language(code)), rehearsed=said)
                # The answer is the same whether the address is known or not: it is nobody else's business.
                subscribing.add(session, Via.MAIL, subscribing.mail_address(to), rule, Came.PAGE, now)
        except RuleError as error:
            return _form(desk, request, filled, problem=_said(request, error), code=422)
        return _done(desk, request, "asked", address=to.strip(), mail=desk.work.post.is_ready(Via.MAIL))

    return ask


def _said(request: Request, error: SaidError) -> str:
    return error.why.said(language(asked.of(request).language))


def _showing(desk: Desk) -> Callable[..., Response]:
    def show(request: Request, purpose: Purpose, token: str) -> Response:
        """A button: programs that look at every link of a mail must not press it."""
        try:
            link = desk.work.post.links.read(purpose, token, desk.now())
        except BadLinkError as error:
            return _done(desk, request, "bad_link", code=404, problem=_said(request, error))
        with desk.work.sessions() as session:
            rules = subscribing.rules_of_link(session, link)
        words = language(asked.of(request).language)
        return desk.page(
            request,
            "alert_link.html",
            _markets(desk),
            purpose=purpose,
            meanings=[described(rule, words) for rule in rules],
        )

    return show


def _pressing(desk: Desk) -> Callable[..., Response]:
    def press(request: Request, purpose: Purpose, token: str) -> Response:
        """The button, or the one click of a mail program (RFC 8058): no cookie, no question. Twice is no error."""
        now = desk.now()
        try:
            link = desk.work.post.links.read(purpose, token, now)
        except BadLinkError as error:
            return _done(desk, request, "bad_link", code=404, problem=_said(request, error))
        more: dict[str, Any] = {}
        with desk.work.sessions.begin() as session:
            match purpose:
                case Purpose.CONFIRM:
                    if subscribing.confirm(session, link, now) is None:
                        return _done(desk, request, "gone", code=404)
                case Purpose.MUTE:
                    more["until"] = subscribing.mute(session, link, now)
                case _:
                    subscribing.stop(session, link, now)
        return _done(desk, request, purpose, **more)

    return press


def _form(desk: Desk, request: Request, filled: dict[str, str], *, code: int = 200, **context: Any) -> Response:
    return desk.page(
        request,
        "alert_new.html",
        _markets(desk),
        code=code,
        filled=filled,
        names=[card.name for card in desk.cards.values()],
        mail=desk.work.post.is_ready(Via.MAIL),
        **context,
    )


def _done(desk: Desk, request: Request, what: str, *, code: int = 200, **context: Any) -> Response:
    return desk.page(request, "alert_done.html", _markets(desk), code=code, what=str(what), **context)


def _markets(desk: Desk) -> list[Any]:
    with desk.work.sessions() as session:
        return desk.status(session, desk.now())
