"""The episodes of a market: what is open, what was, and what becomes of them on a day."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from monitor.signals.calm import Calm
from monitor.signals.episode import Episode, MarketEvent, Scope
from monitor.utc_days import midnight
from monitor.vocabulary import Cause, EventKind, Level, SignalKind


def end_of(ordinal: int) -> datetime:
    """The midnight that ends a day: when the day is judged. Aware UTC."""
    return midnight(date.fromordinal(ordinal + 1))


class Book:
    """All episodes of one market.

    Attributes:
        origin: ordinal of the day with index 0.
        events: what happened since they were last taken.
    """

    def __init__(self, origin: int, episodes: Iterable[Episode] = ()) -> None:
        self.origin = origin
        self.events: list[MarketEvent] = []
        self._of: dict[Scope, list[Episode]] = defaultdict(list)
        #: Calm days, as they were asked for, until the scope's episodes change.
        self._calm: dict[Scope, Calm] = {}
        self._open: dict[tuple[SignalKind, Scope], Episode] = {}
        for episode in episodes:
            self._of[episode.scope].append(episode)
            if episode.is_open:
                self._open[episode.kind, episode.scope] = episode

    def take(self) -> list[MarketEvent]:
        """What happened since the last time."""
        taken, self.events = self.events, []
        return taken

    def open(self, kind: SignalKind, scope: Scope) -> Episode | None:
        """The open episode of a kind, if there is one."""
        return self._open.get((kind, scope))

    def level(self, scope: Scope) -> Level:
        """The level of an open shortage; normal without one."""
        episode = self.open(SignalKind.SHORTAGE, scope)
        return episode.level if episode and episode.level else Level.NORMAL

    def of(self, scope: Scope) -> list[Episode]:
        """All episodes of a scope."""
        return self._of.get(scope, [])

    def all_open(self) -> Iterator[Episode]:
        """Every open episode."""
        for episodes in self._of.values():
            yield from (e for e in episodes if e.is_open)

    def calm(self, scope: Scope) -> Calm:
        """The calm days of a scope."""
        if scope not in self._calm:
            self._calm[scope] = Calm(self.of(scope), self.origin)
        return self._calm[scope]

    def start(
        self,
        kind: SignalKind,
        scope: Scope,
        at: int,
        onset: int,
        evidence: dict[str, Any],
        *,
        level: Level | None = None,
        cause: Cause | None = None,
    ) -> None:
        """Open an episode at the end of day `at`; it is about the days from `onset` on. Both are indices."""
        moment = end_of(self.origin + at)
        episode = Episode(kind, scope, moment, self.origin + onset, level, cause)
        self._of[scope].append(episode)
        self._open[kind, scope] = episode
        self._calm.pop(scope, None)
        since = {"since": date.fromordinal(self.origin + onset).isoformat()}
        self.events.append(MarketEvent(EventKind.OPEN, kind, scope, moment, moment, level, cause, since | evidence))

    def change(self, episode: Episode, at: int, level: Level, cause: Cause | None, evidence: dict[str, Any]) -> None:
        """Give an open episode another level; without a cause it keeps its own."""
        self._replace(episode, replace(episode, level=level, cause=cause or episode.cause))
        moment = end_of(self.origin + at)
        self.events.append(
            MarketEvent(EventKind.LEVEL, episode.kind, episode.scope, episode.opened_at, moment, level, cause, evidence)
        )

    def close(self, episode: Episode, at: int, evidence: dict[str, Any], cause: Cause | None = None) -> None:
        """End an episode with day `at`; without a cause it keeps its own."""
        moment = end_of(self.origin + at)
        closed = replace(episode, closed_at=moment, closed_on=self.origin + at, cause=cause or episode.cause)
        self._replace(episode, closed)
        lasted = {"lasted_seconds": round((moment - episode.opened_at).total_seconds())}
        self.events.append(
            MarketEvent(
                EventKind.CLOSE, episode.kind, episode.scope, episode.opened_at, moment, None, cause, evidence | lasted
            )
        )

    def _replace(self, old: Episode, new: Episode) -> None:
        episodes = self._of[old.scope]
        episodes[episodes.index(old)] = new
        if new.is_open:
            self._open[new.kind, new.scope] = new
        else:
            del self._open[new.kind, new.scope]
        self._calm.pop(old.scope, None)
