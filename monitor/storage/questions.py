"""Ask a documented question as the reader: with its rights and its time limit, and no more rows than wanted."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from monitor.questions import Question, Value
from monitor.storage import reader

#: More rows than anybody looks at on a page; `export` is for more.
MOST_ROWS: Final = 10_000


class Answer(NamedTuple):
    """What came of a question; `more`: there are rows beyond the limit."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    more: bool


class TookTooLong(Exception):
    """The time limit was reached; the message says which."""


class NoReader(Exception):
    """The role is missing, or this user may not act as it; the message says what an administrator has to do."""


def run(
    session: Session,
    question: Question,
    values: Mapping[str, Value],
    *,
    rows: int = MOST_ROWS,
    limit_s: float = reader.LIMIT_S,
) -> Answer:
    """Ask.

    Args:
        session: nothing has been done with it yet; its transaction is rolled back, and ends with this.
        question: one of `monitor.questions.load()`.
        values: of its parameters, as `Question.values` reads them.
        rows: at most so many are answered.
        limit_s: seconds after which it is cancelled.

    Raises:
        TookTooLong: it was cancelled.
        NoReader: nobody can ask as the reader here.
    """
    connection = session.connection()
    try:
        if missing := reader.shortcoming(connection):
            raise NoReader(missing)
        # For this transaction alone: a question is no longer answered as the owner of all tables.
        connection.execute(text("SET TRANSACTION READ ONLY"))
        connection.execute(text(f"SET LOCAL ROLE {reader.ROLE}"))
        connection.execute(text(f"SET LOCAL search_path = {reader.SCHEMA}"))
        connection.execute(text(f"SET LOCAL statement_timeout = {max(int(limit_s * 1000), 1)}"))
        limited = text(f"SELECT * FROM ({question.sql}) AS answer LIMIT {rows + 1}")  # noqa: S608 - our own query; values are bound
        result = connection.execute(limited, values)
        found = [tuple(row) for row in result.fetchall()]
        return Answer(list(result.keys()), found[:rows], len(found) > rows)
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == "57014":
            raise TookTooLong(f"{question.name} took longer than {limit_s:g} s and was cancelled") from None
        raise
    finally:
        session.rollback()
