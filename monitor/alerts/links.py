"""Links in mails: signed, so that nobody can make one for a rule or an address that is not theirs. Pure but for time.

Signing is itsdangerous'; each purpose has a salt of its own, so that a link to mute is none to confirm.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from monitor.i18n.deferred import SaidError
from monitor.i18n.names import mark


class Purpose(StrEnum):
    """What a link does.

    Attributes:
        CONFIRM: this address is mine, and I want this.
        STOP: send me nothing of this rule any more.
        STOP_ALL: send me nothing at all.
        MUTE: send me nothing of this rule for a week.
    """

    CONFIRM = "confirm"
    STOP = "stop"
    STOP_ALL = "stop_all"
    MUTE = "mute"


#: Who was asked answers within this time; the other links hold as long as what they are about.
CONFIRM_WITHIN: Final = timedelta(days=3)
MUTED_FOR: Final = timedelta(days=7)


class BadLinkError(SaidError):
    """A link that was not made by us, was cut, or is too old."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says: of a recipient, and of one of its rules where it has one."""

    purpose: Purpose
    recipient_id: int
    rule_id: int | None = None


class Links:
    """Makes and reads links.

    Args:
        key: secret; the same for every process.
        base: the address of the web page, without a slash at its end.
    """

    def __init__(self, key: str, base: str) -> None:
        self._key = key
        self.base = base.rstrip("/")

    def __repr__(self) -> str:
        return f"Links({self.base!r})"

    def make(self, link: Link, now: datetime) -> str:
        """The whole address of a link."""
        token = self._signer(link.purpose).dumps([link.recipient_id, link.rule_id, int(now.timestamp())])
        return f"{self.base}/alerts/{link.purpose}/{token!s}"

    def read(self, purpose: Purpose, token: str, now: datetime) -> Link:
        """What a token says.

        Raises:
            BadLinkError: it is none of ours for this purpose, or too old.
        """
        try:
            recipient_id, rule_id, made = self._signer(purpose).loads(token)
        except (BadData, ValueError, TypeError) as error:
            raise BadLinkError(mark("This link is not complete. Copy the whole of it from the mail.")) from error
        if purpose is Purpose.CONFIRM and now.timestamp() > made + CONFIRM_WITHIN.total_seconds():
            raise BadLinkError(mark("This link is too old. Ask for the alert again, and a new one is sent."))
        return Link(purpose, recipient_id, rule_id)

    def _signer(self, purpose: Purpose) -> URLSafeSerializer:
        return URLSafeSerializer(self._key, salt=f"alerts.{purpose}", signer_kwargs={"digest_method": hashlib.sha256})
