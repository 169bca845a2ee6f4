"""What an answer that is no page means: the status and Retry-After, turned into what to do next."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from scrapers.address import shown
from scrapers.blocked import why_blocked
from scrapers.errors import Blocked, PollError, TryLater, TryMuchLater
from scrapers.page import Page

_LONGEST_WAIT: Final = 86_400.0
_NO_ENTRY = frozenset({401, 403, 451})
_WALLS = frozenset({"captcha", "challenge", "queue"})
_GONE = {404: "not_found", 410: "gone"}


def refusal(page: Page) -> PollError:
    """Return the error that an answer other than 2xx and 304 stands for.

    Args:
        page: the answer, with as much of its body as was read.
    """
    said = f"{shown(page.url)}: HTTP status {page.status}"
    if page.status in _GONE:
        return TryLater(_GONE[page.status], said)
    wall = why_blocked(page) if page.body else None
    if page.status in _NO_ENTRY:
        return Blocked(wall or "access_denied", said)
    # Shops put up their walls under other statuses too. That a page of errors denies access or is empty says nothing.
    if wall in _WALLS:
        return Blocked(wall, said)
    reason = f"status_{page.status}"
    wait = retry_after(page.headers)
    if page.status == 429 or (page.status == 503 and "retry-after" in page.headers):
        asked = "" if wait is None else f", asked to wait {wait:.0f} s"
        return TryMuchLater(reason, said + asked, retry_after=wait)
    return TryLater(reason, said)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Return the seconds that Retry-After asks for, at most a day; None when it is absent or says nothing readable.

    The form that names a date is measured against the answer's own Date, so no clock of ours can be wrong.

    Args:
        headers: of the answer, names in lower case.
    """
    text = headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
        return min(float(text), _LONGEST_WAIT)
    until, sent = _date(text), _date(headers.get("date", ""))
    if until is None or sent is None:
        return None
    return min(max((until - sent).total_seconds(), 0.0), _LONGEST_WAIT)


def _date(text: str) -> datetime | None:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)
