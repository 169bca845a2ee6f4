"""Values in retailer files: which addresses, selectors and durations are usable, and how the published schema says it."""

import re
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_DURATION: Final = re.compile(r"([0-9]+)\s*(s|m|h|d)")
_LONGEST: Final = timedelta(days=30)
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_ATTRIBUTE: Final = re.compile(r"[\w:.-]+")

_HTTP: Final = r"^[hH][tT][tT][pP][sS]?://[^/?#@:\s{}]"
#: All that `duration` reads: at most 30 days in each unit, leading zeros allowed.
_AT_MOST_30_DAYS: Final = (
    r"^\s*0*(([1-9][0-9]{0,5}|1[0-9]{6}|2[0-4][0-9]{5}|25[0-8][0-9]{4}|259[01][0-9]{3}|2592000)\s*s"
    r"|([1-9][0-9]{0,3}|[1-3][0-9]{4}|4[0-2][0-9]{3}|43[01][0-9]{2}|43200)\s*m"
    r"|([1-9][0-9]?|[1-6][0-9]{2}|7[01][0-9]|720)\s*h|([1-9]|[12][0-9]|30)\s*d)\s*$"
)

#: A whole web address.
Address = Annotated[str, msgspec.Meta(extra_json_schema={"format": "uri", "pattern": _HTTP})]
#: Such as ``90s``, ``15m``, ``6h``, ``1d``.
Duration = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": _AT_MOST_30_DAYS})]
#: CSS, with or without ``@attribute`` behind it.
Selector = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": r"^(?=[\s\S]*\S)[^@]*(@\s*[\w:.-]+\s*)?$"})]
#: An address with ``{sku}`` in it, once.
Template = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": _HTTP + r"[^{]*\{sku\}[^{]*$"})]


def duration(text: str) -> timedelta:
    """Read ``90s``, ``15m``, ``6h``, ``1d``.

    Raises:
        ValueError: the text is none of these, zero, or more than 30 days.
    """
    match = _DURATION.fullmatch(text.strip())
    if not match or int(match[1]) == 0:
        raise ValueError(f"{text!r} is no duration; write a number and one of s, m, h, d, for example 30m")
    try:
        length = timedelta(**{_UNITS[match[2]]: int(match[1])})
    except OverflowError:
        length = timedelta.max
    if length > _LONGEST:
        raise ValueError(f"{text!r} is too long; at most {_LONGEST.days}d")
    return length


def is_address(url: str) -> bool:
    """Whether a text is a whole web address."""
    try:
        parts = urlsplit(url)
        return bool(re.match(_HTTP, url)) and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def is_template(text: str) -> bool:
    """Whether a text is an address with one place for an item number."""
    return is_address(text) and text.count("{sku}") == 1 and "{" not in text.replace("{sku}", "")


def is_selector(text: str) -> bool:
    """Whether a text is CSS, with or without an attribute's name behind it, or such a name alone."""
    css, at, attribute = text.partition("@")
    try:
        if css.strip():
            LexborHTMLParser("<p>").css(css)
    except SelectolaxError:
        return False
    return bool(css.strip() or at) and (not at or bool(_ATTRIBUTE.fullmatch(attribute.strip())))
