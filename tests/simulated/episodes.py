"""True shortages: which cards, when, how hard, and how supply and prices run through them."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from simulated.models import Model
from simulated.shops import Floats

#: No shortage begins before this day: detectors have to learn what is usual.
WARM_UP: Final = 120
#: Days between the end of one shortage and the onset of the next, so that prices are down again.
APART: Final = 60
#: By severity: ratio of availability to the usual one, and rise of prices.
SEVERITIES: Final = {
    "mild": ((0.55, 0.65), (0.08, 0.12)),
    "moderate": ((0.30, 0.45), (0.14, 0.24)),
    "strong": ((0.06, 0.18), (0.25, 0.80)),
}


@dataclass(frozen=True)
class Episode:
    """A shortage of the models at `members`, in days from the start.

    Attributes:
        full: the day from which shelves are as empty as they get.
        recovery: the day from which deliveries grow again; they are back at `end`.
        level: what is left of the usual availability, a ratio.
        rise: of prices at their height, log.
        climb, fall: days that prices take up and down again.
        residue: share of the rise that stays.
        waves: days on which a delivery comes in between.
    """

    members: tuple[int, ...]
    scope: str
    severity: str
    onset: int
    full: int
    recovery: int
    end: int
    level: float
    rise: float
    climb: int
    fall: int
    residue: float
    waves: tuple[int, ...]

    def supply(self, days: int) -> Floats:
        """Deliveries by day, 1 is usual."""
        day = np.arange(days)
        short = np.interp(day, [self.onset, self.full, self.recovery, self.end], [0, 1, 1, 0])
        for wave in self.waves:
            short[wave : wave + 3] *= 0.5
        return 1 - short * (1 - self.level)

    def push(self, days: int) -> Floats:
        """What the shortage adds to prices by day, log, before each shop's lag."""
        first = self.onset + 3
        top = min(first + self.climb, self.recovery)
        turns = [first, top, max(self.recovery, top + 1), max(self.recovery, top + 1) + self.fall]
        return self.rise * np.interp(np.arange(days), turns, [0, 1, 1, self.residue])


def _members(rng: np.random.Generator, models: list[Model], onset: int, end: int) -> tuple[str, tuple[int, ...]]:
    """Whom it hits: cards that are on sale, and neither new nor fading meanwhile."""
    settled = [i for i, m in enumerate(models) if m.is_settled(onset - 30, end)]
    scope = str(rng.choice(["model", "segment", "market"], p=[0.35, 0.4, 0.25]))
    if scope == "market" or not settled:
        return "market", tuple(settled)
    if scope == "model":
        return scope, (int(rng.choice(settled)),)
    large = bool(rng.random() < 0.6)
    segment = str(rng.choice(["entry", "mid", "high", "halo"]))
    return scope, tuple(i for i in settled if (models[i].memory_gb >= 16 if large else models[i].segment == segment))


def draw_episodes(rng: np.random.Generator, models: list[Model], days: int) -> list[Episode]:
    """None in two of five years, else one to three, in time order; each begins after the warm-up."""
    wanted = int(rng.choice([0, 1, 2, 3], p=[0.4, 0.3, 0.2, 0.1]))
    found: list[Episode] = []
    for _ in range(20 * wanted):
        if len(found) == wanted or days - WARM_UP < 50:
            break
        onset = int(rng.integers(WARM_UP, days - 40))
        length = int(np.exp(rng.uniform(np.log(21), np.log(140))))
        end = onset + length
        scope, members = _members(rng, models, onset, min(end, days))
        if not members or any(onset < e.end + APART and e.onset < end + APART for e in found):
            continue
        severity = str(rng.choice(list(SEVERITIES), p=[0.3, 0.3, 0.4]))
        levels, rises = SEVERITIES[severity]
        full = onset + int(rng.integers(4, max(5, min(19, length // 3))))
        recovery = end - int(rng.integers(4, max(5, min(31, length // 2))))
        waves = rng.integers(full, max(full + 1, recovery), size=int(rng.integers(0, 1 + length // 25)))
        found.append(
            Episode(
                members=members,
                scope=scope,
                severity=severity,
                onset=onset,
                full=full,
                recovery=max(recovery, full + 1),
                end=end,
                level=float(rng.uniform(*levels)),
                rise=float(np.log1p(rng.uniform(*rises))),
                climb=int(rng.integers(10, max(11, min(40, length // 2)))),
                fall=int(rng.integers(20, 50)),
                residue=float(rng.uniform(0, 0.15)),
                waves=tuple(sorted(waves.tolist())),
            )
        )
    return sorted(found, key=lambda e: e.onset)
