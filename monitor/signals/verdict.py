"""The market's level, with its reason and one sentence. Pure.

Until the shortage rules are in place a market is `unknown` or `normal`, and `normal` says what it rests on.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from monitor.catalog.catalog import CONSUMER
from monitor.signals.measures import GpuMeasure
from monitor.vocabulary import Level

LEAST_HISTORY: Final = timedelta(days=28)
LEAST_COVERAGE: Final = 0.6


@dataclass(frozen=True, slots=True)
class Watched:
    """How long a market has been watched.

    Attributes:
        intervals: times during which at least one source was covered, in order, half-open, not overlapping.
        sources: active sources.
        sources_covered: those of them that are covered now.
    """

    intervals: Sequence[tuple[datetime, datetime]]
    sources: int
    sources_covered: int

    @property
    def total(self) -> timedelta:
        """All the time the market was watched."""
        return sum((end - start for start, end in self.intervals), timedelta(0))

    def reached(self, history: timedelta) -> datetime | None:
        """The moment at which so much history had come together; None if it has not."""
        for start, end in self.intervals:
            if end - start >= history:
                return start + history
            history -= end - start
        return None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said about a market.

    Attributes:
        since: since when the level holds; None when that cannot be told.
        reason: machine word: enough_history, short_history, low_coverage, nothing_followed.
        why: the same for people, without market and level.
        coverage: share of listings about which it is known whether they are in stock.
        availability: share of these in stock; None when none is known.
    """

    market: str
    level: Level
    since: datetime | None
    reason: str
    why: str
    coverage: float
    availability: float | None

    @property
    def sentence(self) -> str:
        """Market, level, since when and why, in one line."""
        since = f" since {self.since.day} {self.since:%B %Y}" if self.since else ""
        return f"{self.market}: {self.level}{since}. {self.why}"


def judge(market: str, gpus: Sequence[GpuMeasure], watched: Watched) -> Verdict:
    """The level of a market as far as it can be told from coverage and history.

    It is the consumers' level: what is sold for workstations, servers and mining says nothing about their shelves.
    """
    gpus = [gpu for gpu in gpus if gpu.segment in CONSUMER]
    followed = sum(gpu.offers_followed for gpu in gpus)
    known = sum(gpu.offers_known for gpu in gpus)
    in_stock = sum(gpu.offers_in_stock for gpu in gpus)
    coverage = known / followed if followed else 0.0
    availability = in_stock / known if known else None
    readable = f"{watched.sources_covered} of {watched.sources} sources readable"
    since: datetime | None = None
    level = Level.UNKNOWN
    if not followed:
        reason = "nothing_followed"
        why = f"no consumer graphics card has been read yet; {readable}"
    elif coverage < LEAST_COVERAGE:
        reason = "low_coverage"
        # With a source still readable it cannot be told here since when too few are.
        since = watched.intervals[-1][1] if watched.intervals and not watched.sources_covered else None
        why = f"only {coverage * 100:.0f} % of {followed} offers can be told (60 % are needed); {readable}"
    elif (reached := watched.reached(LEAST_HISTORY)) is None:
        reason = "short_history"
        since = watched.intervals[0][0] if watched.intervals else None
        why = f"day {watched.total.days + 1} of {LEAST_HISTORY.days} of learning what is usual here; {readable}"
    else:
        reason, level = "enough_history", Level.NORMAL
        since = max(reached, watched.intervals[-1][0])
        why = f"{in_stock} of {known} offers in stock; {readable}"
    return Verdict(market, level, since, reason, f"{why[0].upper()}{why[1:]}.", coverage, availability)
