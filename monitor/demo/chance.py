"""Time and chance in the demo market: minutes since day 0, and a seeded hash in place of a die."""

from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

DAYS: Final = 120
HOUR: Final = 60
DAY: Final = 24 * HOUR
END: Final = DAYS * DAY


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes from `start` up to, not including, `end`."""

    start: int
    end: int

    def __contains__(self, minute: int) -> bool:
        return self.start <= minute < self.end

    @property
    def length(self) -> int:
        """Minutes that it lasts."""
        return self.end - self.start


def days(first: float, last: float) -> Span:
    """From the beginning of one day of the scenario to the beginning of another."""
    return Span(round(first * DAY), round(last * DAY))


def chance(*key: object) -> float:
    """A number in [0, 1) that depends on the key alone (Python's own hash differs from process to process)."""
    digest = blake2b("/".join(map(str, key)).encode(), digest_size=7).digest()
    return int.from_bytes(digest) / (1 << 56)
