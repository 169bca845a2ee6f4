"""Why a message was not handed over, named by what to do next."""


class DeliveryError(Exception):
    """A message was not taken.

    Attributes:
        reason: machine word.
        detail: what the server said, or what the operator is to do; no secret is in it.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class TryLater(DeliveryError):
    """Nothing is wrong with the recipient: the same message is tried again."""


class RecipientRefused(DeliveryError):
    """The address does not exist or takes nothing: nothing more is sent to it."""


class MessageRefused(DeliveryError):
    """This message is not taken; others may be."""
