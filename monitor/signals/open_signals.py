"""The signals of a market that are open, as its verdict is made of them. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from monitor.signals.episode import Scope
from monitor.vocabulary import Cause, Level, SignalKind


@dataclass(frozen=True, slots=True)
class OpenSignal:
    """A signal of a gpu, a segment, a retailer or a market that is not over.

    Attributes:
        since: the first day that it is about (UTC), before it was confirmed.
        evidence: its figures as they were last told.
    """

    kind: SignalKind
    scope: Scope
    level: Level | None
    cause: Cause | None
    since: date
    evidence: dict[str, Any]


class Step(NamedTuple):
    """From a day on (UTC), the level of a market; None where its shortage was over."""

    day: date
    level: Level | None


@dataclass(frozen=True, slots=True)
class MarketSignals:
    """A market's signals.

    Attributes:
        open: those that are not over.
        steps: how its level went, in order.
        ended_at: when its last shortage was over, aware UTC; None if it had none.
    """

    open: Sequence[OpenSignal] = ()
    steps: Sequence[Step] = ()
    ended_at: datetime | None = None

    def shortage(self, scope: Scope) -> OpenSignal | None:
        """The open shortage of a scope."""
        found = (s for s in self.open if s.kind is SignalKind.SHORTAGE and s.scope == scope)
        return next(found, None)

    def of_gpu(self, gpu: str) -> tuple[OpenSignal, ...]:
        """A gpu's open signals other than its shortage."""
        return tuple(s for s in self.open if s.scope.gpu == gpu and s.kind is not SignalKind.SHORTAGE)

    def short_gpus(self) -> list[OpenSignal]:
        """The open shortages of gpus."""
        return [s for s in self.open if s.kind is SignalKind.SHORTAGE and s.scope.gpu]


NONE = MarketSignals()


def level_of(signal: OpenSignal | None) -> Level:
    """The level of a shortage; normal without one."""
    return signal.level if signal and signal.level else Level.NORMAL


def levels_by_day(steps: Iterable[Step], days: Sequence[date], known: Sequence[bool]) -> list[tuple[date, Level]]:
    """The level of a market on each of some days; unknown on those of which too little is known.

    Args:
        steps: how the level went, in order of time.
        days: in order (UTC).
        known: for each of them, whether enough of the market was watched, after enough history.
    """
    found = []
    ordered = sorted(steps, key=lambda step: step.day)
    for day, is_known in zip(days, known, strict=True):
        last = next((step for step in reversed(ordered) if step.day <= day), None)
        level = last.level if last and last.level else Level.NORMAL
        found.append((day, level if is_known else Level.UNKNOWN))
    return found
