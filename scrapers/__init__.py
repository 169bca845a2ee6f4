"""Pages in, offers out: no database, no wall clock, no settings, and nothing of `monitor`."""

from typing import Final

#: Raise it when a page may be read differently than before: stored validators of pages read with another are dropped.
PARSER_VERSION: Final = 1
