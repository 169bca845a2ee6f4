"""Where a link leads: an address joined with the one it is relative to."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin, urlsplit, urlunsplit

from scrapers.late import late

# Most links are a path from the root, or an address in full, in these characters. Nothing in them is to be resolved or
# mended, so that joining is putting together: no dots alone between slashes, no parameter (`;`), no empty query.
_PATH: Final = r"(?:/(?!\.{1,2}(?:[/?]|\Z))[\w!$&'()*+,=:@%~.-]*)+(?:\?[\w!$&'()*+,=:@%~./?-]+)?"
_FROM_ROOT: Final = late(f"(?!//){_PATH}", re.ASCII)
_IN_FULL: Final = late(rf"https?://[A-Za-z0-9.-]+(?::\d+)?{_PATH}", re.ASCII)


def absolute(base: str, href: str) -> str | None:
    """Join an address with the one it is relative to; None for anything but http and https."""
    href = href.strip()
    if origin := _origin(base):
        if _FROM_ROOT.fullmatch(href):
            return origin + href
        if _IN_FULL.fullmatch(href):
            return href
    return joined(base, href)


def joined(base: str, href: str) -> str | None:
    """The same, by the rules for any address."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return None
        return urlunsplit(parts._replace(fragment=""))
    except ValueError:
        return None


@lru_cache(maxsize=256)
def _origin(base: str) -> str | None:
    """Scheme and host of an http(s) address; None of any other."""
    root = joined(base, "/")
    return root.removesuffix("/") if root else None
