"""Documented questions: a form and a table, and the same as JSON and CSV. They are asked as the reader."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Request, Response

from monitor import questions
from monitor.i18n.deferred import Sentence
from monitor.i18n.language import language
from monitor.i18n.names import mark
from monitor.questions import Question, QuestionError
from monitor.storage import questions as stored
from monitor.storage.questions import Answer, NoReader, TookTooLong
from monitor.web import answers, asked
from monitor.web.answers import Problem
from monitor.web.desk import Desk
from monitor.web.refused import Refused

#: On a page, and as JSON or CSV; `gpumarket export` is for more.
_SHOWN: Final = 200
_SENT: Final = stored.MOST_ROWS
#: A page waits no longer than this for an answer.
_LIMIT_S: Final = 10
_TOO_LONG: Final = mark("It took longer than {s} s and was cancelled.")
#: What a link asks for beside a question's parameters.
_OURS: Final = frozenset({"lang", "theme"})

_Name = Annotated[str, Path(pattern="^[a-z_]{1,60}$")]
_SENT_AS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Problem, "description": "A parameter is not one of the question's, or cannot have that value."},
    404: {"model": Problem, "description": "There is no such question."},
    503: {"model": Problem, "description": "It took too long, or nobody can ask as the reader here."},
}


def router(desk: Desk) -> APIRouter:
    """The addresses."""
    routes = APIRouter(prefix="/questions")

    @routes.get("", include_in_schema=False)
    def all_of_them(request: Request) -> Response:
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
        sections: dict[str, list[Question]] = {}
        for question in questions.load():
            sections.setdefault(question.section, []).append(question)
        return desk.page(request, "questions.html", markets, sections=sections)

    @routes.get("/{name}.json", responses=_SENT_AS)
    def as_json(request: Request, name: _Name) -> dict[str, object]:
        """A question's answer: `columns` and `rows`, and whether there are `more` rows than are sent.

        Its parameters are those of the page of the same name; what is left out has its default.
        """
        question = _question(name)
        answer = _asked(desk, question, request.query_params, _SENT)
        return {
            "question": question.title,
            "columns": answer.columns,
            "rows": answers.plain(answer.rows),
            "more": answer.more,
        }

    @routes.get("/{name}.csv", response_class=Response, responses=_SENT_AS | answers.CSV)
    def as_csv(request: Request, name: _Name) -> Response:
        """A question's answer as CSV, its columns in the first line."""
        answer = _asked(desk, _question(name), request.query_params, _SENT)
        return answers.csv_of(answer.columns, answer.rows, name)

    @routes.get("/{name}", include_in_schema=False)
    def one(request: Request, name: str) -> Response:
        question = _question(name)
        given = {key: value for key, value in request.query_params.items() if key not in _OURS}
        with desk.work.sessions() as session:
            markets = desk.status(session, desk.now())
        answer, problem, code = None, None, 200
        try:
            answer = _asked(desk, question, given, _SHOWN)
        except Refused as error:
            problem, code = error.why.said(language(asked.of(request).language)), error.status_code
        return desk.page(
            request,
            "question.html",
            markets,
            code=code,
            question=question,
            values={each.name: given.get(each.name, each.default) for each in question.parameters},
            given=given,
            answer=answer,
            problem=problem,
            shown=_SHOWN,
            sent=_SENT,
            limit_s=_LIMIT_S,
        )

    return routes


def _question(name: str) -> Question:
    found = next((question for question in questions.load() if question.name == name), None)
    if found is None:
        raise Refused(404, Sentence(mark("There is no question {name!r}; /questions lists them."), {"name": name}))
    return found


def _asked(desk: Desk, question: Question, given: Mapping[str, str], rows: int) -> Answer:
    """Ask a question with what was given of its parameters."""
    try:
        values = question.values({key: given[key] for key in given if key not in _OURS}, desk.now().date())
        with desk.work.sessions() as session:
            return stored.run(session, question, values, rows=rows, limit_s=_LIMIT_S)
    except QuestionError as error:
        raise Refused(400, error.why) from None
    except TookTooLong:
        raise Refused(503, Sentence(_TOO_LONG, {"s": _LIMIT_S})) from None
    except NoReader as error:
        raise Refused(503, Sentence("{why}.", {"why": error})) from None
