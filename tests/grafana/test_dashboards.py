"""The dashboards as committed: made by the code, loaded by the SDK, and every question to PostgreSQL has an answer."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from dashboard_queries import Asked, asked, boards, panels, written_out
from grafana_foundation_sdk.cog import plugins
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models.dashboard import Dashboard
from sqlalchemy import Engine

from monitor.storage import engine, reader
from tools.dashboards import __main__ as writing

# The first test here waits until the demo market's past is played.
pytestmark = pytest.mark.timeout(900)

MARKETS = ("us", "de", "tr")
#: Nobody published launch prices in lira for these cards, and Germany had neither a shortage nor one of this card.
NOT_IN_EVERY_MARKET = {
    ("tr", "gpumarket-market: Over the launch price, by segment"),
    ("de", "gpumarket-market: annotation Signals"),
    ("de", "gpumarket-gpu: annotation Signals of the card"),
}
#: Columns in which nothing may be said: the shops tell it, or it is not the case.
MAYBE_SILENT = {"Not seen", "Level", "Delivery", "Over launch price", "Condition", "Reason", "Detail", "Closed"}
SQL = [each for each in asked() if each.sql]
BOARDS = list(boards().items())
each_board = pytest.mark.parametrize("board", [board for _, board in BOARDS], ids=[name for name, _ in BOARDS])


def test_they_are_what_the_code_says() -> None:
    assert {f"{name}.json": board for name, board in BOARDS} == {
        name: json.loads(text) for name, text in writing.written().items()
    }
    assert {name for name, _ in BOARDS} == {
        "gpumarket-market",
        "gpumarket-gpu",
        "gpumarket-retailers",
        "gpumarket-operations",
    }


@each_board
def test_the_sdk_loads_what_it_wrote(board: dict[str, Any]) -> None:
    plugins.register_default_plugins()
    assert json.loads(json.dumps(Dashboard.from_json(board), cls=JSONEncoder)) == board


@each_board
def test_it_can_be_imported_anywhere(board: dict[str, Any]) -> None:
    """No number of a database, and no datasource but those that are variables."""
    assert "id" not in board
    sources = [each["name"] for each in board["templating"]["list"] if each["type"] == "datasource"]
    used = {uid for uid in _values(board, "uid") if uid != board["uid"]}
    assert used == {f"${{{source}}}" for source in sources}
    numbers = [panel["id"] for panel in board["panels"]]
    assert len(set(numbers)) == len(numbers)


@each_board
def test_links_keep_the_time_and_the_variables(board: dict[str, Any]) -> None:
    assert [(link["keepTime"], link["includeVars"], link["type"]) for link in board["links"]] == [
        (True, True, "dashboards")
    ]
    for link in (found for links in _values(board, "value") if isinstance(links, list) for found in links):
        if link["url"].startswith("/d/"):
            assert link["url"].split("?")[0].removeprefix("/d/") in dict(BOARDS)
            assert {"${__url_time_range}", "${market:queryparam}"} < set(link["url"].split("?")[1].split("&"))


@each_board
def test_every_panel_says_what_it_shows(board: dict[str, Any]) -> None:
    assert board["description"]
    rows = [panel["title"] for panel in board["panels"] if panel["type"] == "row"]
    assert all(title.endswith("?") for title in rows)
    for panel in panels(board):
        defaults = panel["fieldConfig"]["defaults"]
        assert panel["description"].endswith("."), panel["title"]
        assert defaults["unit"], panel["title"]
        # JSON has no minus infinity: the base is the first step, without a value.
        assert defaults["thresholds"]["steps"][0].get("value") is None, panel["title"]
    positions = [panel["gridPos"] for panel in board["panels"]]
    assert all(place["x"] + place["w"] <= 24 for place in positions)


@each_board
def test_what_is_not_known_is_grey_and_nothing_is_drawn_through_it(board: dict[str, Any]) -> None:
    for panel in panels(board):
        custom = panel["fieldConfig"]["defaults"].get("custom", {})
        if panel["type"] in {"timeseries", "state-timeline"}:
            assert custom["spanNulls"] is False
        if panel["type"] == "state-timeline":
            assert panel["options"]["mergeValues"] is True
            special = [m for m in panel["fieldConfig"]["defaults"]["mappings"] if m["type"] == "special"]
            assert special[0]["options"]["match"] == "null+nan"
            assert special[0]["options"]["result"]["color"] == "#808080"


@pytest.fixture(scope="module")
def client(played: Engine) -> Iterator[psycopg.Connection[Any]]:
    """A connection as Grafana has it."""
    with psycopg.connect(engine.conninfo(played.url), autocommit=True) as connection:
        connection.execute(f"SET ROLE {reader.ROLE}")
        connection.execute("SET statement_timeout = '30s'")
        yield connection


@pytest.fixture(scope="module")
def values(client: psycopg.Connection[Any]) -> dict[str, dict[str, str | list[str]]]:
    """By market, the values that Grafana's variables take; the first one of those from which one is chosen."""
    found: dict[str, dict[str, str | list[str]]] = {}
    for market in MARKETS:
        chosen: dict[str, str | list[str]] = {"market": market, "gpu": "GeForce RTX 5080"}
        for name in ("tier", "segment", "currency", "retailer"):
            each = next(query for query in SQL if query.panel == f"variable {name}")
            answers = [row[0] for row in client.execute(_written(each, chosen).encode())]
            chosen[name] = answers if name in each.multi else answers[0]
        found[market] = chosen
    return found


@pytest.mark.parametrize("market", MARKETS)
@pytest.mark.parametrize("query", SQL, ids=str)
def test_each_question_to_postgresql_has_an_answer(
    client: psycopg.Connection[Any], values: dict[str, dict[str, str | list[str]]], query: Asked, market: str
) -> None:
    cursor = client.execute(_written(query, values[market]).encode())
    columns = [column.name for column in cursor.description or ()]
    rows = cursor.fetchall()
    assert bool(rows) == ((market, str(query)) not in NOT_IN_EVERY_MARKET)
    if query.is_series:
        assert columns[:2] == ["time", "metric"]
        assert len(columns) == 3
        assert all(isinstance(name, str) and isinstance(value, int | float | Decimal | None) for _, name, value in rows)
        assert [row[0] for row in rows] == sorted(row[0] for row in rows)
        assert len({row[:2] for row in rows}) == len(rows)
        return
    if query.panel.startswith("annotation"):
        assert {"time", "text", "tags"} <= set(columns)
    silent = {name for n, name in enumerate(columns) if rows and all(row[n] is None for row in rows)}
    assert silent <= MAYBE_SILENT


def test_a_card_is_grey_where_nobody_watched(
    client: psycopg.Connection[Any], values: dict[str, dict[str, str | list[str]]]
) -> None:
    """The week in which nobody watched is no calm week."""
    query = next(each for each in SQL if each.panel == "Level of each card by day")
    for market in MARKETS:
        levels: dict[datetime, set[int]] = {}
        for day, _, level in client.execute(_written(query, values[market]).encode()):
            levels.setdefault(day, set()).add(level)
        now = datetime.now(UTC)
        blind = [day for day in levels if now - timedelta(days=69) < day < now - timedelta(days=66)]
        assert len(blind) == 3
        assert all(levels[day] == {0} for day in blind)
        assert {1} < set.union(*levels.values())


def _written(query: Asked, values: dict[str, str | list[str]]) -> str:
    now = datetime.now(UTC)
    assert query.sql
    return written_out(query.sql, values, now - timedelta(days=90), now, timedelta(hours=6))


def _values(inside: Any, key: str) -> Iterator[Any]:
    """Whatever stands under a key, anywhere."""
    if isinstance(inside, dict):
        if key in inside:
            yield inside[key]
        for value in inside.values():
            yield from _values(value, key)
    elif isinstance(inside, list):
        for value in inside:
            yield from _values(value, key)
