"""Hands messages over: mails to the mail server, short messages to channels. Mail and channels are imported when needed."""

import hashlib
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode, urlsplit

from monitor.alerts.errors import TryLater
from monitor.alerts.links import Link, Links, Purpose
from monitor.alerts.notice import Notice, NoticeKind
from monitor.alerts.words import Via
from monitor.config import Settings
from monitor.delivering import Parcel
from monitor.storage import alerts
from monitor.storage.cards import slug
from monitor.storage.engine import Sessions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.alerts.letter import Links as LetterLinks
    from monitor.alerts.mail import Envelope
    from monitor.mail_settings import MailSettings

_LIST: Final = "alerts"
#: Of a hash, to tell installations apart.
_HERE_DIGITS: Final = 12


class SettingsPost:
    """What one process sends with, as its settings say.

    Args:
        settings: of mail, and where the pages are.
        sessions: makes database sessions: links are signed with a key that is kept there.
    """

    def __init__(self, settings: Settings, sessions: Sessions) -> None:
        self._mail = settings.mail
        self._address = settings.public_address
        self._sessions = sessions

    def __repr__(self) -> str:
        return f"SettingsPost({self._mail})"

    @cached_property
    def links(self) -> Links:
        """Makes and reads the links of mails."""
        return Links(self._key, self._address)

    @cached_property
    def _key(self) -> str:
        with self._sessions.begin() as session:
            return alerts.signing_key(session)

    def is_ready(self, via: Via) -> bool:
        """Whether it is set up for messages of this kind."""
        return via is Via.CHANNEL or self._mail is not None

    def hand_over(self, parcel: Parcel) -> str:
        """Hand a message over and answer what the server said.

        Raises:
            NotHandedOver: it was not taken; which one says what to do next.
        """
        if parcel.via is Via.CHANNEL:
            return self._send_short(parcel)
        if self._mail is None:
            raise TryLater("no_mail", "mail is not set up here: set GPUMARKET_SMTP_HOST and GPUMARKET_MAIL_FROM")
        return self._send_mail(parcel, self._mail)

    def _send_mail(self, parcel: Parcel, settings: "MailSettings") -> str:
        from monitor.alerts.mail import compose
        from monitor.alerts.smtp import Mailer

        message = compose(parcel.notices, self._envelope(parcel, settings))
        with Mailer(settings) as mailer:
            return mailer.send(message, parcel.address)

    def _send_short(self, parcel: Parcel) -> str:
        from monitor.alerts.channels import Channel
        from monitor.alerts.short import short, short_digest

        if len(parcel.notices) == 1:
            title, body = short(parcel.notices[0], parcel.language, parcel.now, self._page(parcel.notices[0]))
        else:
            title, body = short_digest(parcel.notices, parcel.language, parcel.now)
        Channel(parcel.address).send(title, body)
        return "taken"

    def _envelope(self, parcel: Parcel, settings: "MailSettings") -> "Envelope":
        from monitor.alerts.mail import Envelope

        rules = {rule_id for rule_id in parcel.rule_ids if rule_id is not None}
        one = rules.pop() if len(rules) == 1 else None
        purpose = Purpose.STOP if one else Purpose.STOP_ALL
        return Envelope(
            sender=str(settings.sender),
            recipient=parcel.address,
            message_id=self._message_id(parcel.key, settings),
            sent_at=parcel.now,
            language=parcel.language,
            list_id=f"{_LIST}.{urlsplit(self._address).hostname}",
            links=self._links(parcel),
            unsubscribe=self.links.make(Link(purpose, parcel.recipient_id, one), parcel.now),
            references=[self._message_id(parcel.answers, settings)] if parcel.answers else [],
        )

    def _message_id(self, key: str, settings: "MailSettings") -> str:
        """The same whenever it is sent again, and nobody else's.

        Others send from the same domain, and a database may be made anew: who gets two messages of one name is shown one.
        """
        here = hashlib.sha256(f"messages of {self._key}".encode()).hexdigest()[:_HERE_DIGITS]
        return f"<{key}.{here}@{settings.sender.domain}>"

    def _links(self, parcel: Parcel) -> "Sequence[LetterLinks]":
        from monitor.alerts.letter import Links as LetterLinks

        made = []
        for notice, rule_id in zip(parcel.notices, parcel.rule_ids, strict=True):
            confirm = stop = mute = ""
            if notice.kind is NoticeKind.CONFIRM:
                confirm = self._link(Purpose.CONFIRM, parcel.recipient_id, None, parcel.now)
            elif rule_id is not None:
                stop = self._link(Purpose.STOP, parcel.recipient_id, rule_id, parcel.now)
                mute = self._link(Purpose.MUTE, parcel.recipient_id, rule_id, parcel.now)
            made.append(LetterLinks(self._page(notice), stop, mute, confirm))
        return made

    def _link(self, purpose: Purpose, recipient_id: int, rule_id: int | None, now: datetime) -> str:
        return self.links.make(Link(purpose, recipient_id, rule_id), now)

    def _page(self, notice: Notice) -> str:
        """The page about what a notice tells."""
        if notice.gpu is None:
            return self._address + (f"/m/{notice.market}" if notice.market else "/")
        query = f"?{urlencode({'market': notice.market})}" if notice.market else ""
        return f"{self._address}/gpu/{slug(notice.gpu)}{query}"


def make_post(settings: Settings, sessions: Sessions) -> SettingsPost:
    """What a process sends with."""
    return SettingsPost(settings, sessions)
