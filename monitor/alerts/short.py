"""A notice as a short message, for ntfy, Discord, Telegram and their like: its subject and its three lines. Pure."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from monitor.alerts.clean import cleaned, safe_url
from monitor.alerts.notice import Notice
from monitor.alerts.story import tell
from monitor.i18n.language import language

#: Several are told in one message; the rest is counted. Discord takes 2,000 characters.
_MOST: Final = 5


def short(notice: Notice, code: str, now: datetime, page: str = "") -> tuple[str, str]:
    """The title and the body of a message.

    Args:
        notice: what is told.
        code: of the language.
        now: when it is sent, aware.
        page: address of the page about it; empty where there is none.
    """
    story = tell(cleaned(notice), language(code), now, safe_url(page))
    return story.subject, "\n".join(str(line) for line in story.lines)


def short_digest(notices: Sequence[Notice], code: str, now: datetime) -> tuple[str, str]:
    """One message of several notices: the first line of each."""
    words = language(code)
    stories = [tell(cleaned(notice), words, now) for notice in notices[:_MOST]]
    lines = [str(story.lines[0]) for story in stories]
    if more := len(notices) - len(stories):
        lines.append(words.count("and {n} more", "and {n} more", more))
    return words.count("{n} alert", "{n} alerts", len(notices)), "\n\n".join(lines)
