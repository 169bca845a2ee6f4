"""Every question to Prometheus has an answer: of a real one that scraped the running demo market."""

import asyncio
import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from dashboard_queries import Asked, asked, written_out
from prometheus_server import PrometheusServer, prometheus, wait_for
from sqlalchemy import URL, Engine, text

from monitor import fold
from monitor.app import Workshop, workshop
from monitor.clock import SystemClock
from monitor.config import Settings
from monitor.demo.market import DemoMarket
from monitor.storage import demo, engine
from monitor.web.server import serve

# The first test here waits until the demo market's past is played.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed"),
]

EXPRESSIONS = [each for each in asked() if each.expression]
_SCRAPES = "count_over_time(up{job='gpumarket'}[5m]) > 3"


@pytest.fixture(scope="module")
def asking(
    played: Engine, admin: Engine, server_url: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PrometheusServer]:
    """A Prometheus that has scraped the demo market while it was polled. What others read stays as it is."""
    name = f"gpumarket_live_{os.getpid()}"
    played.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{played.url.database}"'))
    connected = engine.connect(server_url.set(database=name))
    folder = tmp_path_factory.mktemp("prometheus")
    sessions = engine.sessions(connected)
    with sessions() as session:
        end, port = demo.anchor(session), demo.port(session)
    assert end
    clock = SystemClock()
    with (
        workshop(Settings(data_dir=folder), sessions, clock) as work,
        DemoMarket(anchor=end, now=clock.now, port=port or 0),
        _served(work, connected) as target,
        prometheus(folder, target) as server,
    ):
        assert wait_for(lambda: server.now("gpumarket_database_up"))
        _poll(work)
        fold.advance(sessions, clock.now())
        assert wait_for(lambda: server.now(_SCRAPES))
        _poll(work)
        assert wait_for(lambda: server.now("sum(increase(gpumarket_polls_total[5m])) > 0"))
        yield server
    connected.dispose()
    with admin.connect() as connection:
        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))


def _poll(work: Workshop) -> None:
    with work.sessions() as session:
        sources = demo.sources(session)
    for source_id, due_at in sources:
        assert work.poller.poll(source_id, due_at)


@contextmanager
def _served(work: Workshop, connected: Engine) -> Iterator[str]:
    """The application on a port of its own: host and port."""
    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    async def run() -> None:
        async with serve(listener, work, connected):
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    try:
        yield f"127.0.0.1:{listener.getsockname()[1]}"
    finally:
        stop.set()
        thread.join(20)
        listener.close()


@pytest.mark.parametrize("market", ["us", "de", "tr"])
@pytest.mark.parametrize("query", EXPRESSIONS, ids=str)
def test_each_expression_has_an_answer(asking: PrometheusServer, query: Asked, market: str) -> None:
    values: dict[str, str | list[str]] = {
        "market": market,
        "gpu": "GeForce RTX 5080",
        "retailer": [
            each["metric"]["retailer"] for each in asking.now(f'gpumarket_unknown_models{{market="{market}"}}')
        ],
        "job": ["gpumarket"],
    }
    assert query.expression
    now = datetime.now(UTC)
    expression = written_out(query.expression, values, now - timedelta(hours=1), now, timedelta(seconds=15))
    found = asking.now(expression) if query.target.get("instant") else asking.lately(expression)
    assert found
    # What a line is called is there: a label that was renamed leaves a hole.
    legend = query.target.get("legendFormat") or ""
    for label in legend.removeprefix("{{").removesuffix("}}").split("}} {{") if "{{" in legend else []:
        assert all(each["metric"].get(label) for each in found)


def test_each_variable_has_values(asking: PrometheusServer) -> None:
    assert asking.get("label/job/values", **{"match[]": "gpumarket_database_up"}) == ["gpumarket"]


def test_prometheus_follows_every_rule(asking: PrometheusServer) -> None:
    rules = [rule for group in asking.get("rules")["groups"] for rule in group["rules"]]
    assert {rule["health"] for rule in rules} == {"ok"}
    for rule in rules:
        if rule["type"] == "recording":
            # Rates of quarters of an hour and hours have two scrapes at least.
            assert asking.now(rule["name"]), rule["name"]


def test_rules_and_panels_ask_for_metrics_that_there_are(asking: PrometheusServer) -> None:
    """Also where nothing found would be shown as none."""
    known = set(asking.get("label/__name__/values"))
    rules = [rule["query"] for group in asking.get("rules")["groups"] for rule in group["rules"]]
    names = {
        name
        for text in (*rules, *(each.expression or "" for each in EXPRESSIONS))
        for name in re.findall(r"\b(?:gpumarket|process|scrape)_\w+(?=[{\[) ])", text)
    }
    assert len(names) > 20
    assert names <= known


def test_a_market_that_is_seen_raises_no_alarm(asking: PrometheusServer) -> None:
    assert ("GpumarketWatchdog", "firing") in asking.alerts()
    assert {name for name, _ in asking.alerts()} == {"GpumarketWatchdog"}
