"""What lies in grafana/ is what Prometheus takes."""

import shutil
import subprocess
from pathlib import Path

import pytest

CONFIG = Path(__file__).parents[1] / "grafana" / "prometheus.yml"


def test_prometheus_takes_the_configuration() -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    done = subprocess.run(["promtool", "check", "config", CONFIG], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
