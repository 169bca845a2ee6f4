"""Hands messages over: mails to the mail server, short messages to channels."""

from functools import cached_property

from monitor.alerts.links import Link, Links, Purpose
from monitor.alerts.words import Via
from monitor.config import Settings
from monitor.delivering import Parcel
from monitor.storage import alerts
from monitor.storage.engine import Sessions


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
        with self._sessions.begin() as session:
            return Links(alerts.signing_key(session), self._address)

    def is_ready(self, via: Via) -> bool:
        """Whether it is set up for messages of this kind."""
        return via is Via.CHANNEL or self._mail is not None

    def hand_over(self, parcel: Parcel) -> str:
        """Hand a message over and answer what the server said.

        Raises:
            NotHandedOver: it was not taken; which one says what to do next.
        """
        return self._send_mail(parcel) if parcel.via is Via.MAIL else self._send_short(parcel)

    def _send_mail(self, parcel: Parcel) -> str:
        from monitor.alerts.mail import compose
        from monitor.alerts.smtp import Mailer

        assert self._mail is not None
        message = compose(parcel.notices, self._envelope(parcel))
        with Mailer(self._mail) as mailer:
            return mailer.send(message, parcel.address)

    def _send_short(self, parcel: Parcel) -> str:
        from monitor.alerts.channels import Channel
        from monitor.alerts.short import short

        title, body = short(parcel.notices)
        Channel(parcel.address).send(title, body)
        return "taken"

    def _envelope(self, parcel: Parcel) -> object:
        return None

    def _link(self, purpose: Purpose, parcel: Parcel) -> str:
        rule_ids = {rule_id for rule_id in parcel.rule_ids if rule_id is not None}
        rule_id = rule_ids.pop() if len(rule_ids) == 1 else None
        return self.links.make(Link(purpose, parcel.recipient_id, rule_id), parcel.now)


def make_post(settings: Settings, sessions: Sessions) -> SettingsPost:
    """What a process sends with."""
    return SettingsPost(settings, sessions)
