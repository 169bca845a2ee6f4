"""A real Prometheus on loopback, with the project's own rules."""

import json
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

CONFIG = Path(__file__).parents[1] / "grafana" / "prometheus"


class PrometheusServer:
    """What it answers."""

    def __init__(self, base: str) -> None:
        self.base = base

    def get(self, path: str, **parameters: str) -> Any:
        """The data of an answer of its API."""
        query = urllib.parse.urlencode(parameters)
        try:
            with urllib.request.urlopen(f"{self.base}/api/v1/{path}?{query}", timeout=10) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            with error:
                raise AssertionError(f"{parameters}: {error.read().decode()}") from error

    def now(self, expression: str) -> list[dict[str, Any]]:
        """What an expression is now."""
        found: list[dict[str, Any]] = self.get("query", query=expression)["result"]
        return found

    def lately(self, expression: str) -> list[dict[str, Any]]:
        """What it was in the last minute."""
        now = time.time()
        span = {"start": str(now - 60), "end": str(now), "step": "1"}
        found: list[dict[str, Any]] = self.get("query_range", query=expression, **span)["result"]
        return found

    def alerts(self) -> set[tuple[str, str]]:
        """Names and states of the alerts that are pending or firing."""
        return {(alert["labels"]["alertname"], alert["state"]) for alert in self.get("alerts")["alerts"]}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def prometheus(
    folder: Path, target: str, *, alertmanager: str = "127.0.0.1:9", hold: str | None = None
) -> Iterator[PrometheusServer]:
    """A Prometheus that scrapes `target` every second.

    Args:
        folder: for its data.
        target: host and port.
        alertmanager: host and port; nobody listens at the default.
        hold: how long alerts must hold, instead of what their rules say.
    """
    shutil.copytree(CONFIG, folder / "config")
    config = folder / "config" / "prometheus.yml"
    text = config.read_text(encoding="utf-8").replace("127.0.0.1:8000", target).replace("127.0.0.1:9093", alertmanager)
    config.write_text(text.replace("30s", "1s"), encoding="utf-8")
    if hold:
        rules = folder / "config" / "rules" / "alerts.yml"
        rules.write_text(re.sub(r"for: \w+", f"for: {hold}", rules.read_text(encoding="utf-8")), encoding="utf-8")
    address = f"127.0.0.1:{free_port()}"
    command = [
        "prometheus",
        f"--config.file={config}",
        f"--storage.tsdb.path={folder / 'data'}",
        f"--web.listen-address={address}",
        "--log.level=error",
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            assert wait_for(lambda: _is_ready(address)), f"{folder}: Prometheus is not ready"
            yield PrometheusServer(f"http://{address}")
        finally:
            process.kill()


def _is_ready(address: str) -> bool:
    """It listens before it can answer."""
    with urllib.request.urlopen(f"http://{address}/-/ready", timeout=10) as answer:
        return int(answer.status) == 200


def wait_for(condition: Any, seconds: float = 60) -> bool:
    """Whether it came true in time; an answer that does not come is none."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with suppress(OSError):
            if condition():
                return True
        time.sleep(0.2)
    return False
