"""Errors of a poll, each named by what the caller does next, and the outcomes they lead to."""

from enum import StrEnum


class Outcome(StrEnum):
    """How one attempt to poll a source went. Only the first two say anything about stock."""

    OK = "ok"
    NOT_MODIFIED = "not_modified"
    PARTIAL = "partial"
    BLOCKED = "blocked"
    RATE_LIMITED = "rate_limited"
    HTTP_ERROR = "http_error"
    TIMEOUT = "timeout"
    LAYOUT_CHANGED = "layout_changed"
    SUSPECT = "suspect"
    ROBOTS_DENIED = "robots_denied"


class PollError(Exception):
    """A poll that yields no reading.

    Attributes:
        outcome: what the poll's row says.
        reason: a stable machine word that tells apart what the outcome lumps together, e.g. ``redirect_loop``.
        detail: one sentence for a person: what, where.
    """

    outcome: Outcome = Outcome.HTTP_ERROR

    def __init__(self, reason: str, detail: str = "") -> None:
        self.reason = reason
        self.detail = detail or reason.replace("_", " ")
        super().__init__(self.detail)


class TryLater(PollError):
    """The shop or the way to it failed (status, network, size, redirect): back off and try again."""


class TryMuchLater(PollError):
    """The shop asked us to slow down (429, Retry-After).

    Attributes:
        retry_after: seconds the shop asked for, None when it named none.
    """

    outcome = Outcome.RATE_LIMITED

    def __init__(self, reason: str, detail: str = "", *, retry_after: float | None = None) -> None:
        super().__init__(reason, detail)
        self.retry_after = retry_after


class Blocked(PollError):
    """A captcha, challenge, queue or consent wall instead of the page: back off long, never disguise."""

    outcome = Outcome.BLOCKED


class TimedOut(PollError):
    """The whole request took longer than it may: back off and try again."""

    outcome = Outcome.TIMEOUT


class LayoutChanged(PollError):
    """The page came but nothing could be read from it: a person must look at the retailer's file."""

    outcome = Outcome.LAYOUT_CHANGED


class KeyNeeded(PollError):
    """The API wants a key that is missing, or refuses the one we have: a person must look at the settings."""


class RobotsDenied(PollError):
    """robots.txt forbids this address to us: do not ask for it."""

    outcome = Outcome.ROBOTS_DENIED
