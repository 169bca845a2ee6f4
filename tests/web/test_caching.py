"""Answers are kept for a moment, made once when many ask, and never kept where they must not be."""

import asyncio
import time
from collections import Counter
from datetime import timedelta
from itertools import count

import httpx
import pytest
from fastapi import FastAPI, Response

from monitor.web.caching import Answers


class Made:
    """A site that counts what it makes."""

    def __init__(self, keep: timedelta = timedelta(minutes=1)) -> None:
        self.site = FastAPI()
        self.site.middleware("http")(Answers(keep))
        self.times = Counter[str]()
        numbers = count(1)

        @self.site.get("/{path:path}")
        def make(path: str, status: int = 200) -> Response:
            self.times[path] += 1
            time.sleep(0.02)
            return Response(f"{path} {next(numbers)}", status)

    def get(self, path: str, **headers: str) -> httpx.Response:
        return self.at_once([path], **headers)[0]

    def at_once(self, paths: list[str], **headers: str) -> list[httpx.Response]:
        named = {name.replace("_", "-"): value for name, value in headers.items()}

        async def ask() -> list[httpx.Response]:
            transport = httpx.ASGITransport(self.site)
            async with httpx.AsyncClient(transport=transport, base_url="http://site", headers=named) as client:
                return await asyncio.gather(*(client.get(path) for path in paths))

        return asyncio.run(ask())


@pytest.fixture
def made() -> Made:
    return Made()


def test_many_who_ask_at_once_get_what_was_made_once(made: Made) -> None:
    answers = made.at_once(["/page"] * 16)
    assert made.times["page"] == 1
    assert {answer.text for answer in answers} == {"page 1"}


def test_another_query_or_language_is_another_answer(made: Made) -> None:
    for query, language in (("", "en"), ("?market=us", "en"), ("", "tr"), ("", "tr-TR")):
        made.get(f"/page{query}", Accept_Language=language)
    assert made.times["page"] == 3


def test_what_is_live_or_private_or_wrong_is_made_anew(made: Made) -> None:
    for path in ("/healthz", "/metrics", "/alerts/confirm/token", "/page?status=404"):
        made.get(path)
        made.get(path)
    assert made.times == {"healthz": 2, "metrics": 2, "alerts/confirm/token": 2, "page": 2}


def test_without_a_time_nothing_is_kept() -> None:
    made = Made(timedelta(0))
    assert [made.get("/api/x").text for _ in range(3)] == ["api/x 1", "api/x 2", "api/x 3"]


def test_an_etag_is_of_what_was_answered(made: Made) -> None:
    first = made.get("/api/x")
    assert made.get("/api/x", If_None_Match=first.headers["etag"]).status_code == 304
    assert made.get("/api/y").headers["etag"] != first.headers["etag"]
    assert "etag" not in made.get("/page").headers
