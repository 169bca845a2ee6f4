"""The embedded PostgreSQL: a small runner of our own over packaged binaries."""

from monitor.storage.embedded.error import EmbeddedError
from monitor.storage.embedded.server import EmbeddedPostgres

__all__ = ["EmbeddedError", "EmbeddedPostgres"]
