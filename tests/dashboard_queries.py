"""The queries of the dashboards as they are committed, with Grafana's macros and variables written out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parents[1] / "grafana" / "dashboards"


@dataclass(frozen=True)
class Asked:
    """One query, and where it stands."""

    board: str
    panel: str
    target: dict[str, Any]
    multi: frozenset[str]

    def __str__(self) -> str:
        return f"{self.board}: {self.panel}"

    @property
    def sql(self) -> str | None:
        sql: str | None = self.target.get("rawSql")
        return sql

    @property
    def is_series(self) -> bool:
        return bool(self.target.get("format") == "time_series")

    @property
    def expression(self) -> str | None:
        expression: str | None = self.target.get("expr")
        return expression


def boards() -> dict[str, dict[str, Any]]:
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def panels(board: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for panel in board["panels"]:
        if panel["type"] != "row":
            yield panel
        yield from panel.get("panels") or ()


def asked() -> Iterator[Asked]:
    """Every query of every panel, annotation and variable."""
    for name, board in boards().items():
        variables = board["templating"]["list"]
        multi = frozenset(each["name"] for each in variables if each.get("multi"))
        for panel in panels(board):
            for target in panel["targets"]:
                yield Asked(name, panel["title"], target, multi)
        for each in board["annotations"].get("list", ()):
            yield Asked(name, f"annotation {each['name']}", each["target"], multi)
        for each in variables:
            if each["type"] == "query" and isinstance(each["query"], str):
                yield Asked(name, f"variable {each['name']}", {"rawSql": each["query"], "format": "table"}, multi)


def written_out(
    text: str, values: Mapping[str, str | list[str]], begin: datetime, end: datetime, interval: timedelta
) -> str:
    """A query as Grafana sends it: `values` are those of the variables."""
    seconds = int(interval.total_seconds())
    moments = {"From": f"'{begin:%Y-%m-%dT%H:%M:%SZ}'", "To": f"'{end:%Y-%m-%dT%H:%M:%SZ}'"}
    text = re.sub(r"\$__time(From|To)\(\)", lambda m: moments[m[1]], text)
    text = re.sub(
        r"\$__timeFilter\(([^()]+)\)", lambda m: f"{m[1]} BETWEEN {moments['From']} AND {moments['To']}", text
    )
    text = re.sub(
        r"\$__timeGroup\(([^,()]+),\s*\$__interval\)",
        lambda m: f"floor(extract(epoch from {m[1]})/{seconds})*{seconds}",
        text,
    )
    text = text.replace("$__interval_ms", str(seconds * 1000)).replace("$__rate_interval", "5m")
    text = text.replace("$__interval", f"{seconds}s").replace("$__range", f"{int((end - begin).total_seconds())}s")
    is_sql = "SELECT" in text

    def value(found: re.Match[str]) -> str:
        given = values[found[1] or found[2]]
        if isinstance(given, str):
            return given.replace("'", "''") if is_sql else given
        return ",".join(f"'{each}'" for each in given) if is_sql else f"({'|'.join(map(_for_promql, given))})"

    text = re.sub(r"\$(?:(\w+)|\{(\w+)\})", value, text)
    assert "$" not in text, text
    return text


def _for_promql(value: str) -> str:
    """A value within a regular expression within quotes, as Grafana writes it."""
    return re.sub(r"[\\^$*+?.()|\[\]{}]", lambda found: rf"\\{found[0]}", value)
