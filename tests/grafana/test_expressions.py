"""Every question to Prometheus has an answer: of a real one that scraped the running demo market."""

import functools
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from dashboard_queries import Asked, asked, written_out
from live_demo import going_on
from prometheus_server import PrometheusServer, prometheus, wait_for
from sqlalchemy import URL, Engine

from monitor.clock import SystemClock

# The first test here waits until the demo market's past is played.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed"),
]

EXPRESSIONS = [each for each in asked() if each.expression]


@pytest.fixture(scope="module")
def asking(
    played: Engine, admin: Engine, server_url: URL, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[PrometheusServer]:
    """A Prometheus that has scraped the demo market while it was polled."""
    folder = tmp_path_factory.mktemp("prometheus")
    with going_on(played, admin, server_url, folder, SystemClock()) as live, prometheus(folder, live.target) as server:
        assert wait_for(lambda: server.now("gpumarket_database_up"))
        live.poll()
        # A counter that is first seen after both polls has not increased.
        assert wait_for(lambda: server.now("gpumarket_polls_total"))
        live.poll()
        assert wait_for(lambda: server.now("sum(increase(gpumarket_polls_total[5m])) > 0"))
        yield server


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
            # It is written once a second, and a rate only from the second scrape on.
            assert wait_for(functools.partial(asking.now, rule["name"])), rule["name"]


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
