"""How good signals are against episodes that somebody knows of: recall, lag, misses, false alarms. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from monitor.vocabulary import SignalKind

#: A signal this long before an onset or after an end still is of that episode, not a false alarm.
TOLERANCE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class KnownEpisode:
    """Something that is known to have happened.

    Attributes:
        gpu: the catalogue's name; None is any.
        kinds: kinds of signals that would tell it.
        onset: first day.
        end: last day; None is still going on.
    """

    market: str
    gpu: str | None
    kinds: frozenset[SignalKind]
    onset: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A signal, as far as it is compared.

    Attributes:
        gpus: those it is about; None is the whole market.
        opened_at, closed_at: aware UTC.
    """

    market: str
    gpus: frozenset[str] | None
    kind: SignalKind
    opened_at: datetime
    closed_at: datetime | None

    def concerns(self, episode: KnownEpisode) -> bool:
        """Same market and kind, and a gpu in common."""
        shares = episode.gpu is None or self.gpus is None or episode.gpu in self.gpus
        return self.market == episode.market and self.kind in episode.kinds and shares

    def overlaps(self, episode: KnownEpisode) -> bool:
        """At a common time, give or take the tolerance."""
        opened = self.opened_at.date() - TOLERANCE
        ends = episode.end is None or opened <= episode.end
        return ends and (self.closed_at is None or self.closed_at.date() + TOLERANCE >= episode.onset)


@dataclass(frozen=True, slots=True)
class Found:
    """An episode with the days from its onset to the first signal of it; None where it was missed."""

    episode: KnownEpisode
    lag_days: int | None


@dataclass(frozen=True, slots=True)
class Score:
    """What came of comparing.

    Attributes:
        found: every known episode.
        false_alarms: signals of the kinds looked for that belong to no episode.
    """

    found: Sequence[Found]
    false_alarms: Sequence[Alarm]

    @property
    def recall(self) -> float | None:
        """Share of the episodes that were found; None without any."""
        return sum(f.lag_days is not None for f in self.found) / len(self.found) if self.found else None

    @property
    def median_lag_days(self) -> float | None:
        """Of those found."""
        lags = [f.lag_days for f in self.found if f.lag_days is not None]
        return median(lags) if lags else None


def compare(alarms: Iterable[Alarm], episodes: Sequence[KnownEpisode]) -> Score:
    """Score signals against known episodes; only kinds that some episode names are looked at."""
    kinds = frozenset[SignalKind]().union(*(episode.kinds for episode in episodes))
    looked_at = [alarm for alarm in alarms if alarm.kind in kinds]
    found = [Found(episode, _lag(looked_at, episode)) for episode in episodes]
    false = [a for a in looked_at if not any(a.concerns(e) and a.overlaps(e) for e in episodes)]
    return Score(found, false)


def _lag(alarms: Iterable[Alarm], episode: KnownEpisode) -> int | None:
    """Days after the onset; an alarm that opened before it and still stands counts as none."""
    last = episode.end or date.max
    lags = [
        max((alarm.opened_at.date() - episode.onset).days, 0)
        for alarm in alarms
        if alarm.concerns(episode)
        and alarm.opened_at.date() <= last
        and (alarm.closed_at is None or alarm.closed_at.date() > episode.onset)
    ]
    return min(lags) if lags else None
