"""Errors of handing a message over, each named by what the caller does next."""


class NotHandedOver(Exception):
    """A message that nobody took.

    Attributes:
        reason: a stable machine word, e.g. ``login``.
        detail: one sentence for the operator: who said what, and what to do. It names no secret.
    """

    def __init__(self, reason: str, detail: str) -> None:
        self.reason = reason
        self.detail = detail
        super().__init__(detail)


class TryLater(NotHandedOver):
    """Nothing is wrong with the recipient or the message: try again. After ``unsure`` it may have arrived."""


class RecipientRefused(NotHandedOver):
    """Nothing will ever arrive there: send no more to this recipient."""


class MessageRefused(NotHandedOver):
    """This message will not be taken, others may be."""
