"""Tables of the JSON API: by pages, as JSON or as CSV, and the parameters that several of them take."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from pydantic import BaseModel

from monitor.web import answers
from monitor.web.answers import Problem

T = TypeVar("T", bound=BaseModel)

NO_CARD: Final[dict[int | str, dict[str, Any]]] = {404: {"model": Problem, "description": "There is no such card."}}


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


WantedRows = Annotated[Wanted, Depends()]
MarketCode = Annotated[str | None, Query(pattern="^[a-z]{2}$", description="Code of a market, such as us.")]
OneMarket = Annotated[str, Query(pattern="^[a-z]{2}$", description="Code of a market, such as us.")]
CardSlug = Annotated[str, Path(pattern="^[a-z0-9-]{1,80}$")]
OfCard = Annotated[str | None, Query(pattern="^[a-z0-9-]{1,80}$", description="A card, as /api/v1/cards names it.")]


def table(routes: APIRouter) -> Callable[..., Callable[[Callable[..., Any]], Callable[..., Any]]]:
    """What makes a function answer a table, as JSON or as CSV."""

    def get(
        path: str, model: type[BaseModel], responses: dict[int | str, dict[str, Any]] | None = None
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return routes.get(path, response_model=Page[model], responses=answers.CSV | (responses or {}))  # type: ignore[valid-type] # a model made from another

    return get


def _flat(value: Any) -> Any:
    """A value as one column of CSV has it."""
    return answers.as_text(value) if isinstance(value, (dict, list)) else value
