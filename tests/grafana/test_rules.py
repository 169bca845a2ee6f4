"""What lies in grafana/prometheus is what Prometheus and Alertmanager take, and its rules fire when they should."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "grafana" / "prometheus"


@pytest.mark.parametrize(
    "command",
    [
        ("promtool", "check", "config", "prometheus.yml"),
        ("promtool", "check", "rules", "rules/recording.yml", "rules/alerts.yml"),
        ("promtool", "test", "rules", "tests/alerts.yml"),
        ("amtool", "check-config", "alertmanager.yml"),
    ],
    ids=" ".join,
)
def test_the_tools_of_prometheus_are_content(command: tuple[str, ...]) -> None:
    if shutil.which(command[0]) is None:
        pytest.skip(f"{command[0]} is not installed")
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_alert_says_what_to_do() -> None:
    runbook = (ROOT / "docs" / "runbook.md").read_text(encoding="utf-8")
    headings = {title.lower() for title in re.findall(r"^## (\w+)$", runbook, re.MULTILINE)}
    linked = set()
    for alert in _alerts():
        assert alert["labels"]["severity"] in {"critical", "warning", "info", "none"}
        assert {"summary", "description", "runbook_url"} == alert["annotations"].keys()
        page, _, anchor = alert["annotations"]["runbook_url"].partition("#")
        assert page == "docs/runbook.md"
        linked.add(anchor)
    assert linked == headings


def test_every_rule_is_tried() -> None:
    tried = (FOLDER / "tests" / "alerts.yml").read_text(encoding="utf-8")
    for alert in _alerts():
        fires = re.compile(rf"alertname: {alert['alert']}\n +exp_alerts:")
        assert fires.search(tried), alert["alert"]
    recorded = yaml.safe_load((FOLDER / "rules" / "recording.yml").read_text(encoding="utf-8"))
    for rule in recorded["groups"][0]["rules"]:
        assert rule["record"] in tried


def test_the_market_is_told_by_mail_alone() -> None:
    """An alert about a shortage would tell it twice."""
    for alert in _alerts():
        assert not re.search("gpumarket_(gpu_level|market_level|premium|availability|price|street)", alert["expr"])


def _alerts() -> list[dict[str, Any]]:
    rules = yaml.safe_load((FOLDER / "rules" / "alerts.yml").read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = rules["groups"][0]["rules"]
    return found
