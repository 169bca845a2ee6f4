"""The words of alerts, as they stand in code, SQL and metrics, beside those of rules and notices."""

from enum import StrEnum


class Via(StrEnum):
    """How somebody is reached."""

    MAIL = "mail"
    CHANNEL = "channel"


class Came(StrEnum):
    """Where a rule came from."""

    COMMAND = "command"
    FILE = "file"
    PAGE = "page"


class Result(StrEnum):
    """What came of an attempt to send.

    Attributes:
        SENT: the server took it.
        TRY_LATER: nothing wrong with the recipient: it is tried again.
        RECIPIENT_REFUSED: the address does not exist, or wants nothing.
        MESSAGE_REFUSED: this message is not taken.
    """

    SENT = "sent"
    TRY_LATER = "try_later"
    RECIPIENT_REFUSED = "recipient_refused"
    MESSAGE_REFUSED = "message_refused"
