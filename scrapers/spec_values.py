"""Values in retailer files: which addresses, selectors and durations are usable, and how the published schema says it."""

import re
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from scrapers.late import late

_DURATION: Final = late(r"([0-9]+)\s*(s|m|h|d)")
#: Longest interval between polls, and longest time for which readings can be said to be kept.
LONGEST: Final = timedelta(days=30)
LONGEST_KEPT: Final = timedelta(days=3650)
_UNITS: Final = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_ATTRIBUTE: Final = late(r"[\w:.-]+")

_HTTP: Final = r"^[hH][tT][tT][pP][sS]?://[^/?#@:\s{}]"


def _up_to(most: int) -> str:
    """A pattern of the whole numbers from 1 to `most`."""
    digits = str(most)
    ways = [f"[1-9][0-9]{{0,{len(digits) - 2}}}"] if len(digits) > 1 else []
    for place, digit in enumerate(digits):
        least = 0 if place else 1
        if int(digit) > least:
            ways.append(f"{digits[:place]}[{least}-{int(digit) - 1}][0-9]{{{len(digits) - place - 1}}}")
    return "|".join([*ways, digits])


def _pattern(longest: timedelta) -> str:
    """All that `duration` reads, leading zeros allowed."""
    units = (
        (timedelta(seconds=1), "s"),
        (timedelta(minutes=1), "m"),
        (timedelta(hours=1), "h"),
        (timedelta(days=1), "d"),
    )
    return r"^\s*0*(" + "|".join(rf"({_up_to(longest // length)})\s*{unit}" for length, unit in units) + r")\s*$"


#: A whole web address.
Address = Annotated[str, msgspec.Meta(extra_json_schema={"format": "uri", "pattern": _HTTP})]
#: Such as ``90s``, ``15m``, ``6h``, ``1d``.
Duration = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": _pattern(LONGEST)})]
#: As `Duration`, and longer.
Retention = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": _pattern(LONGEST_KEPT)})]
#: A host's name without anything around it, with or without a port.
Host = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$")]
#: CSS, with or without ``@attribute`` behind it.
Selector = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": r"^(?=[\s\S]*\S)[^@]*(@\s*[\w:.-]+\s*)?$"})]
#: An address with ``{sku}`` in it, once.
Template = Annotated[str, msgspec.Meta(extra_json_schema={"pattern": _HTTP + r"[^{]*\{sku\}[^{]*$"})]


def duration(text: str, longest: timedelta = LONGEST) -> timedelta:
    """Read ``90s``, ``15m``, ``6h``, ``1d``.

    Raises:
        ValueError: the text is none of these, zero, or more than `longest`.
    """
    match = _DURATION.fullmatch(text.strip())
    if not match or int(match[1]) == 0:
        raise ValueError(f"{text!r} is no duration; write a number and one of s, m, h, d, for example 30m")
    try:
        length = timedelta(**{_UNITS[match[2]]: int(match[1])})
    except OverflowError:
        length = timedelta.max
    if length > longest:
        raise ValueError(f"{text!r} is too long; at most {longest.days}d")
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
