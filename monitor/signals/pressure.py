"""How tight a gpu, a segment or a market is on one day: scarcity and price together, as a level.

A shortage is the agreement of both: shelves emptier than usual *and* prices above what is usual. Each level asks for
more of either; a level once reached is kept until both have gone back to half of what it asked for.
"""

from dataclasses import dataclass
from typing import Final, NamedTuple

from monitor.vocabulary import Level

#: Independent sellers without whom nothing is said.
LEAST_SELLERS: Final = 3
#: Of what usually is in stock, so much is missing where shelves are empty: then there is no price to ask for.
_EMPTY: Final = 0.85
#: A level is reached if so many of a gpu's sellers have clearly less than usual.
DOWN: Final = 0.5
#: A level that was reached is kept while loss and rise are above this part of what it asks for.
_KEPT: Final = 0.5

RANKS: Final = {Level.UNKNOWN: 0, Level.NORMAL: 0, Level.TIGHT: 1, Level.SHORTAGE: 2, Level.SEVERE: 3}


class Threshold(NamedTuple):
    """What a level asks for: `loss` of what is usually in stock, `rise` of the log price over what is usual."""

    level: Level
    loss: float
    rise: float


#: Of one gpu; highest first.
GPU: Final = (
    Threshold(Level.SEVERE, 0.75, 0.25),
    Threshold(Level.SHORTAGE, 0.5, 0.1),
    Threshold(Level.TIGHT, 0.3, 0.04),
)
#: Of many together: what all of them lose stands out sooner.
POOL: Final = (
    Threshold(Level.SEVERE, 0.6, 0.22),
    Threshold(Level.SHORTAGE, 0.35, 0.1),
    Threshold(Level.TIGHT, 0.2, 0.04),
)


@dataclass(frozen=True, slots=True)
class Pressure:
    """What a day says.

    Attributes:
        loss: share of what is usually in stock that is missing.
        rise: log of street price over reference, for a gpu like with like; None where nobody offers one.
        unusual: the loss stands out from what is usual from day to day.
        sellers: independent sellers that are known to have it usually.
        compared: those of them whose shelves are compared. One or two tell of nothing mild, and not that nobody has it.
        down: share of them that have clearly less than usual.
    """

    loss: float
    rise: float | None
    unusual: bool
    sellers: int
    compared: int
    down: float

    def level(self, before: Level, thresholds: tuple[Threshold, ...] = GPU, down: float = DOWN) -> Level:
        """The level of the day, given the one before it; a new one needs so many that are `down`."""
        if self.sellers < LEAST_SELLERS:
            return Level.UNKNOWN
        few = self.compared < LEAST_SELLERS
        for threshold in thresholds:
            if few and threshold.level is Level.TIGHT:
                continue
            kept = RANKS[before] >= RANKS[threshold.level]
            part = _KEPT if kept else 1.0
            if self.loss < threshold.loss * part or not self._rose(threshold.rise * part):
                continue
            if kept or (self.unusual and self.down >= down):
                return threshold.level
        return Level.NORMAL

    def _rose(self, rise: float) -> bool:
        if self.rise is None:
            return self.loss >= _EMPTY and self.compared >= LEAST_SELLERS
        return self.rise >= rise
