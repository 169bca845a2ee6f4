"""What most commands begin with: settings, logging, a database."""

import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import structlog

from monitor import config
from monitor.config import Settings

if TYPE_CHECKING:
    from monitor.app import Database


def prepare() -> Settings:
    """Read the settings and set up logging to standard error.

    Raises:
        ConfigError: the settings cannot be used.
    """
    settings = config.load(os.environ)
    level = getattr(logging, settings.log_level.upper())
    logging.basicConfig(
        level=max(level, logging.WARNING), format="%(levelname)s %(name)s: %(message)s", stream=sys.stderr
    )
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(),
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
            if sys.stderr.isatty()
            else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"]),
        ],
    )
    return settings


@contextmanager
def database() -> Iterator[tuple[Settings, "Database"]]:
    """Settings and an open, migrated database."""
    from monitor.app import open_database

    settings = prepare()
    with open_database(settings) as opened:
        yield settings, opened
