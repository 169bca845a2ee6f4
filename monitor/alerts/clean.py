"""Texts of shops and pages, made harmless: what a title or a seller's name says changes no header and hides nothing.

Escaping for HTML is the template's; here goes what no reader sees and what would end a line.
"""

import unicodedata
from typing import Any, Final
from urllib.parse import quote, urlsplit

import msgspec

from monitor.alerts.notice import Notice

#: Control and format characters (among them those that turn the direction of writing), surrogates, ends of lines.
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_MOST: Final = 300
_URL_SAFE: Final = "/:?#[]@!$&()*+,;=%-._~"
_MOST_URL: Final = 2000


def clean(text: str, most: int = _MOST) -> str:
    """One line without hidden characters, at most so long."""
    seen = "".join(" " if unicodedata.category(char) in _HIDDEN else char for char in text)
    line = " ".join(seen.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def safe_url(url: str | None) -> str:
    """An address on the web, in ASCII and without a space; empty for anything else."""
    if not url or len(url) > _MOST_URL or any(unicodedata.category(char) in _HIDDEN for char in url):
        return ""
    try:
        parts = urlsplit(url)
        known = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
        return quote(url.strip(), safe=_URL_SAFE) if known else ""
    except ValueError:
        return ""


def cleaned(notice: Notice) -> Notice:
    """A notice with every text in it made harmless, also those in the evidence."""
    return msgspec.convert(_cleaned(msgspec.to_builtins(notice)), Notice)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {
            clean(name): safe_url(each) if name == "url" and isinstance(each, str) else _cleaned(each)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple):
        return [_cleaned(each) for each in value]
    return value
