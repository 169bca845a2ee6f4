"""Which errors are the user's to mend, and how they are told."""

from typing import NamedTuple

from sqlalchemy.exc import OperationalError, SQLAlchemyError

from monitor.alerts.values import RuleError
from monitor.catalog.catalog import CatalogError
from monitor.config import ConfigError
from monitor.history.files import HistoryFileError
from monitor.storage.embedded import EmbeddedError
from monitor.storage.engine import DatabaseUrlError
from monitor.storage.migrate import SchemaError
from monitor.wrong_reading import CorrectionError
from scrapers.spec import SpecError


class UsageError(Exception):
    """A command asked for something that is not there; the message says what is."""


class PortInUseError(Exception):
    """The web page's port cannot be listened on; the message says what to do."""


class Problem(NamedTuple):
    """What the user is told, and what the command exits with."""

    message: str
    exit_code: int


def _is_unreachable(error: OperationalError) -> bool:
    """No connection, or one that broke: SQLSTATE classes 08 and 57P, or none at all."""
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state.startswith(("08", "57P", "28", "3D"))


def explain(error: Exception) -> Problem | None:
    """The message for an error that is the user's to mend; None for one that is ours."""
    match error:
        case (
            ConfigError()
            | SpecError()
            | UsageError()
            | PortInUseError()
            | DatabaseUrlError()
            | CatalogError()
            | HistoryFileError()
            | CorrectionError()
            | RuleError()
        ):
            return Problem(str(error), 2)
        case EmbeddedError() | SchemaError():
            return Problem(str(error), 3)
        case OperationalError() if _is_unreachable(error):
            reason = str(error.orig).strip().splitlines()[0] if error.orig else "it does not answer"
            return Problem(
                f"the database cannot be reached: {reason}\n"
                "Check DATABASE_URL, or unset it to use the embedded PostgreSQL.",
                3,
            )
        case SQLAlchemyError() if getattr(error, "orig", None) is not None:
            return Problem(f"the database refused: {str(getattr(error, 'orig', '')).strip().splitlines()[0]}", 3)
    return None
