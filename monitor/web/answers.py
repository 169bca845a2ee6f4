"""Answers for programs: JSON and CSV of rows, and the problem that a wrong request gets."""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from fastapi import Response
from fastapi.encoders import jsonable_encoder
from pydantic import BaseModel

CSV: Final[dict[int | str, dict[str, Any]]] = {
    200: {"description": "The rows.", "content": {"text/csv": {"schema": {"type": "string"}}}}
}

#: What a text begins with that spreadsheets calculate (OWASP, "CSV Injection"); numbers are no texts.
_FORMULA: Final = frozenset("=+-@\t\r\n")


class Problem(BaseModel):
    """What is wrong with a request, in a sentence."""

    detail: str


def plain(rows: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Rows as JSON has them: decimals as texts, so that no digit is lost."""
    return [[_plain(value) for value in row] for row in rows]


def cell(value: Any) -> str:
    """A value as a table shows it."""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else str(_plain(value))


def csv_of(columns: Sequence[str], rows: Iterable[Sequence[Any]], name: str) -> Response:
    """Rows as a CSV file; what is not known is empty."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(["" if value is None else _safe(value) for value in row] for row in rows)
    how = {"Content-Disposition": f'inline; filename="{name}.csv"'}
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8", headers=how)


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return f"{value.normalize():f}" if value else "0"
        case datetime() | date():
            return value.isoformat()
        case timedelta():
            return value.total_seconds()
        case _:
            return value


def _safe(value: Any) -> Any:
    """A value as a cell; a text is none that a spreadsheet takes for a formula: shops write the titles."""
    if isinstance(value, str):
        return f"'{value}" if value[:1] in _FORMULA else value
    return _plain(value)


def as_text(value: Any) -> str:
    """Something nested, as JSON in one column."""
    return json.dumps(jsonable_encoder(value), ensure_ascii=False, sort_keys=True)
