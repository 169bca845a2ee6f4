"""The rules file: `alerts.toml` in the data folder, the same words as the command. What it no longer says counts no more.

[[rule]]
to = "me@example.org"
gpu = ["RTX 5070 Ti"]
below = "899"
market = ["de"]
"""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import structlog
from sqlalchemy.orm import Session

from monitor import subscribing
from monitor.alerts import asking
from monitor.alerts.asking import Asked, Known
from monitor.alerts.rule import Rule
from monitor.alerts.values import RuleError
from monitor.alerts.words import Came, Via
from monitor.storage import alerts

log = structlog.get_logger(__name__)

#: A rule of the file: how and whom it tells.
Line = tuple[Via, str, Rule]


def read(path: Path, known: Known) -> list[Line]:
    """The rules of a file; none where there is no file.

    Args:
        path: the file.
        known: what a rule may name.

    Raises:
        RuleError: the file cannot be read, or the first rule that cannot be used, with its number.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RuleError("{path} cannot be read: {error}", path=path, error=error) from error
    if unknown := set(content) - {"rule"}:
        raise RuleError("{path}: {word!r} is not known; each rule begins with [[rule]]", path=path, word=min(unknown))
    rules = content.get("rule", [])
    if not isinstance(rules, list):
        raise RuleError("{path}: write [[rule]] with two brackets: there may be several", path=path)
    return [_line(path, number, raw, known) for number, raw in enumerate(rules, 1)]


def _line(path: Path, number: int, raw: dict[str, Any], known: Known) -> Line:
    fields = dict(raw)
    try:
        via, address = subscribing.reached(str(fields.pop("to", "")))
        return via, address, asking.read(msgspec.convert(fields, Asked), known)
    except (RuleError, msgspec.ValidationError) as error:
        raise RuleError("{path}: rule {number}: {error}", path=path, number=number, error=error) from error


def sync(session: Session, lines: list[Line], now: datetime) -> None:
    """Bring the database in line with the file: what is new is added, what is gone is removed; the rest stays.

    Args:
        session: in a transaction.
        lines: of the file.
        now: aware UTC.
    """
    wanted = {(via, address, msgspec.json.encode(rule)) for via, address, rule in lines}
    for row, recipient in alerts.all_rules(session):
        key = (recipient.via, recipient.address, msgspec.json.encode(alerts.rule_of(row)))
        if row.came is Came.FILE and key not in wanted:
            alerts.remove_rule(session, row.id)
    for number, (via, address, rule) in enumerate(lines, 1):
        try:
            subscribing.add(session, via, address, rule, Came.FILE, now)
        except RuleError as error:
            # Who is told has ended it: no reason not to start.
            log.warning("a rule of the file does not count", rule=number, why=str(error))
