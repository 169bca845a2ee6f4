"""A captcha at every shop: the verdict is unknown, the operator hears it from Alertmanager, and nobody of a shortage."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from live_demo import going_on
from prometheus_server import CONFIG, free_port, prometheus, wait_for
from shopserver import Answer, Request, ShopServer
from sqlalchemy import URL, Engine

from monitor.clock import ReplayClock
from monitor.demo import market as demo_market
from monitor.demo.events import Happening

# It waits until the demo market's past is played.
pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(shutil.which("prometheus") is None, reason="prometheus is not installed"),
]

_ALERTMANAGER = shutil.which("prometheus-alertmanager") or shutil.which("alertmanager")
_OF_MARKET = """
    SELECT kind, gpu, segment FROM market.signals
    WHERE known_at > :since AND NOT is_data_quality AND scope IN ('market', 'segment', 'gpu')
"""
_LEVELS = "max by (market, level) (gpumarket_market_level) == 1"


@contextmanager
def alertmanager(folder: Path, receiver: ShopServer) -> Iterator[str]:
    """A real Alertmanager with the example's routes, without its patience: host and port."""
    config = folder / "alertmanager.yml"
    text = (CONFIG / "alertmanager.yml").read_text(encoding="utf-8")
    text = text.replace("group_wait: 30s", "group_wait: 1s").replace("http://127.0.0.1:9095", receiver.url(""))
    config.write_text(text.replace("group_interval: 5m", "group_interval: 1s"), encoding="utf-8")
    address = f"127.0.0.1:{free_port()}"
    command = [
        str(_ALERTMANAGER),
        f"--config.file={config}",
        f"--storage.path={folder / 'alertmanager'}",
        f"--web.listen-address={address}",
        "--cluster.listen-address=",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield address
        finally:
            process.kill()


@pytest.mark.skipif(_ALERTMANAGER is None, reason="alertmanager is not installed")
def test_a_blind_market_is_told_as_blind(
    played: Engine, admin: Engine, server_url: URL, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = ReplayClock(datetime.now(UTC))
    heard: list[tuple[str, str, str]] = []

    def hear(request: Request) -> Answer:
        for alert in json.loads(request.body)["alerts"]:
            labels = alert["labels"]
            heard.append((labels["alertname"], labels.get("market", ""), alert["status"]))
        return Answer("")

    with ShopServer() as receiver:
        receiver.answer("/", hear)
        with (
            alertmanager(tmp_path, receiver) as manager,
            going_on(played, admin, server_url, tmp_path, clock) as live,
            prometheus(tmp_path, live.target, alertmanager=manager, hold="2s") as server,
        ):
            live.poll()
            assert wait_for(lambda: len(server.now(_LEVELS)) == 3)
            assert {each["metric"]["level"] for each in server.now(_LEVELS)} == {"normal", "tight"}
            assert wait_for(lambda: server.alerts() == {("GpumarketWatchdog", "firing")})

            since = clock.now()
            monkeypatch.setattr(demo_market, "trouble", lambda *_: Happening.CAPTCHA)
            for _ in range(10):
                clock.sleep_until(clock.now() + timedelta(hours=12))
                live.poll()

            expected = {"GpumarketDataQuality", "GpumarketSourceStale", "GpumarketMarketBlind"}
            assert wait_for(lambda: expected <= {name for name, state in server.alerts() if state == "firing"})
            levels = {each["metric"]["market"]: each["metric"]["level"] for each in server.now(_LEVELS)}
            assert levels == {"us": "unknown", "de": "unknown", "tr": "unknown"}
            blind = {("GpumarketMarketBlind", market, "firing") for market in levels}
            assert wait_for(lambda: blind <= set(heard))
            assert live.ask(_OF_MARKET, since=since) == []
            opened = live.ask("SELECT DISTINCT kind FROM market.signals WHERE known_at > :since", since=since)
            assert {kind for (kind,) in opened} == {"blocked", "stale"}
