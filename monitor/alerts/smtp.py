"""Handing mails to a mail server.

    with Mailer(settings) as mailer:
        mailer.send(message, "somebody@example.org")

A message has one recipient, so that every answer is about one.
"""

import re
import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final, NoReturn, Self

from msgspec import Struct

from monitor.alerts.address import is_address
from monitor.alerts.errors import MessageRefused, RecipientRefused, TryLater
from monitor.alerts.smtp_connection import Connection, failure, said_by
from monitor.mail_settings import MailSettings

#: Answers to RCPT that are about us, not about the recipient: sign in first.
_ABOUT_US: Final = frozenset({503, 530, 534, 535, 538})
#: "Relaying denied", "5.7.1 not authorised": the server does not let us send there; that may be our settings.
_NOT_PERMITTED: Final = re.compile(r"\b5\.7\.\d|\brelay", re.IGNORECASE)
#: The mailbox is full, says RFC 5321 of this answer to RCPT: that passes.
_FULL: Final = 552


class Patience(Struct, frozen=True):
    """How long a mail server may take, in seconds.

    Attributes:
        answer: until each piece of what it says.
        total: for a message with all that it takes to get there. Looking up the server's name is not in it: the system
            has its own limit for that.
        goodbye: for saying goodbye.
    """

    answer: float = 30.0
    total: float = 120.0
    goodbye: float = 2.0


class Mailer:
    """Hands messages to one server, one after the other, over one connection while that holds.

    It is for one thread. Whoever makes one closes it: it is a context manager.
    """

    def __init__(self, settings: MailSettings, patience: Patience = Patience()) -> None:  # noqa: B008  # it is frozen
        self._settings = settings
        self._patience = patience
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Say goodbye, and let the connection go."""
        if connection := self._connection:
            self._connection = None
            with connection.within(self._patience.goodbye):
                connection.leave()
            connection.close()

    def send(self, message: EmailMessage, recipient: str) -> str:
        """Hand one message over; what the server said when it took it.

        Raises:
            TryLater: it did not work, and nothing is wrong with recipient or message.
            RecipientRefused: there is no such recipient.
            MessageRefused: the server does not want this message.
        """
        if not is_address(recipient):
            raise RecipientRefused("no_address", "this is no mail address")
        connection = self._kept() or Connection(self._settings, self._patience.answer)
        try:
            with connection.within(self._patience.total):
                if self._connection is None:
                    connection.open()
                said = _hand_over(connection, message, recipient)
        except (RecipientRefused, MessageRefused):
            self._connection = connection
            raise
        except TryLater:
            self._drop(connection)
            raise
        except (OSError, smtplib.SMTPException) as error:
            self._drop(connection)
            raise failure(error, connection) from None
        self._connection = connection
        return said

    def _kept(self) -> Connection | None:
        """The connection of the last message, made ready for the next; None if the server has left meanwhile."""
        if connection := self._connection:
            with connection.within(self._patience.answer):
                is_there = connection.is_there()
            if not is_there:
                self._drop(connection)
        return self._connection

    def _drop(self, connection: Connection) -> None:
        self._connection = None
        connection.close()


def _hand_over(connection: Connection, message: EmailMessage, recipient: str) -> str:
    """MAIL, RCPT, DATA."""
    options = []
    beyond_ascii = not recipient.isascii()
    if beyond_ascii:
        if not connection.has_extn("smtputf8"):
            raise RecipientRefused(
                "no_smtputf8", f"{connection.name} sends to no address with letters beyond a-z (it has no SMTPUTF8)"
            )
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    # Lines end as on the wire; unless addresses need more, everything is ASCII, which every server passes on.
    content = message.as_bytes(policy=SMTP.clone(cte_type="7bit", utf8=beyond_ascii))
    if connection.has_extn("size"):
        options.append(f"SIZE={len(content)}")
    _from(connection, options)
    _to(connection, recipient)
    return _data(connection, content)


def _from(connection: Connection, options: list[str]) -> None:
    sender = connection.settings.sender.addr_spec
    code, text = connection.mail(sender, options)
    if code == 250:
        return
    said = said_by(code, text)
    if code == 552:
        raise MessageRefused("size", f"{connection.name} takes no message of this size ({said})")
    if code in _ABOUT_US:
        _not_permitted(connection, said)
    if 500 <= code < 600:
        raise TryLater("sender", f"{connection.name} takes no mail from {sender} ({said}): check GPUMARKET_MAIL_FROM")
    raise TryLater("busy", f"{connection.name} is not ready ({said})")


def _to(connection: Connection, recipient: str) -> None:
    code, text = connection.docmd("RCPT", f"TO:<{recipient}>")
    if code in {250, 251, 252}:
        return
    said = said_by(code, text)
    if code in _ABOUT_US or (500 <= code < 600 and _NOT_PERMITTED.search(said)):
        _not_permitted(connection, said)
    if 500 <= code < 600 and code != _FULL:
        raise RecipientRefused("no_recipient", f"{connection.name} knows no such recipient ({said})")
    raise TryLater("busy", f"{connection.name} does not take it for this recipient now ({said})")


def _not_permitted(connection: Connection, said: str) -> NoReturn:
    raise TryLater(
        "not_permitted",
        f"{connection.name} does not let us send there ({said}):"
        " check GPUMARKET_SMTP_USER, GPUMARKET_SMTP_PASSWORD and what it permits",
    )


def _data(connection: Connection, content: bytes) -> str:
    code, text = connection.docmd("DATA")
    if code == 354:
        lines = content if content.endswith(b"\r\n") else content + b"\r\n"
        connection.send(re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n")
        # From here on the server may have taken it, whatever we hear.
        try:
            code, text = connection.getreply()
        except (OSError, smtplib.SMTPException) as error:
            detail = f"{failure(error, connection).detail} after it had the whole message: it may have arrived"
            raise TryLater("unsure", detail) from None
    said = said_by(code, text)
    if code == 250:
        return said
    if 500 <= code < 600:
        raise MessageRefused("refused", f"{connection.name} refuses the message ({said})")
    raise TryLater("busy", f"{connection.name} does not take the message now ({said})")
