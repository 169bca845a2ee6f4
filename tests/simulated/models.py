"""The cards of a simulated market: an established generation, what is left of the one before, and what gets launched."""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

VENDORS: Final = ("Nova", "Rade", "Arx")
#: Class, segment, price in US dollars before tax, memory sizes in GB.
CLASSES: Final = (
    (50, "entry", 230, (8, 12)),
    (60, "entry", 320, (8, 16)),
    (65, "mid", 430, (12, 16)),
    (70, "mid", 560, (12, 16)),
    (75, "high", 760, (16, 20)),
    (80, "high", 1000, (16, 24)),
    (90, "halo", 1900, (24, 32)),
)


@dataclass(frozen=True)
class Model:
    """A card that buyers compare.

    Attributes:
        usd: launch price in US dollars before tax.
        street: what it usually costs, as a ratio to that.
        launched: day from the start of the simulation; negative is before.
        launch_days: how long shelves stay nearly empty after a launch within the simulation, else 0.
        fades: from which day to which it sells out for good, because its successor is there.
        official: whether a launch price was said for this market.
    """

    name: str
    segment: str
    memory_gb: int
    usd: float
    street: float
    launched: int
    predecessor: str | None = None
    launch_days: int = 0
    fades: tuple[int, int] | None = None
    official: bool = True

    def is_settled(self, first: int, last: int) -> bool:
        """Whether it is neither new nor fading on any of these days, nor within six weeks of it."""
        new_until = self.launched + self.launch_days + 42
        return first >= new_until and (self.fades is None or last < self.fades[0] - 42)


def draw_models(rng: np.random.Generator, days: int) -> list[Model]:
    """19 to 42 models, mostly 22 to 37; up to five are launched within the days, most of them as a successor."""
    every = [
        Model(
            name=f"{vendor} 5{number:03d} {memory}GB",
            segment=segment,
            memory_gb=memory,
            usd=round(usd * float(rng.uniform(0.9, 1.1)) * (1.12 if memory == sizes[1] else 1)) - 0.01,
            street=float(rng.uniform(0.95, 1.06)),
            launched=-int(rng.integers(150, 900)),
            official=bool(rng.random() < 0.85),
        )
        for vendor in VENDORS
        for number, segment, usd, sizes in CLASSES
        for memory in sizes
    ]
    # A market without any halo card would be an odd one.
    chosen = sorted(rng.choice(len(every), size=int(rng.integers(19, 35)), replace=False).tolist())
    models = [every[i] for i in chosen]
    if not any(m.segment == "halo" for m in models):
        models.append(every[len(CLASSES) * 2 - 1])
    models += _leftovers(rng, models)
    return _launches(rng, models, days)


def _leftovers(rng: np.random.Generator, models: list[Model]) -> list[Model]:
    """Up to two cards of the generation before, which fade in the first half year."""
    old = []
    for i in rng.choice(len(models), size=int(rng.integers(0, 3)), replace=False).tolist():
        first = int(rng.integers(0, 120))
        name = models[i].name.replace(" 5", " 4", 1)
        models[i] = replace(models[i], predecessor=name)
        fades = (first, first + int(rng.integers(28, 84)))
        old.append(replace(models[i], name=name, predecessor=None, launched=models[i].launched - 700, fades=fades))
    return old


def _launches(rng: np.random.Generator, models: list[Model], days: int) -> list[Model]:
    """Add up to five new cards; four of five of them replace one, which fades around or after their launch."""
    after = list(models)
    settled = [i for i, m in enumerate(models) if m.fades is None]
    for i in rng.choice(settled, size=int(rng.choice([0, 1, 2, 3, 5])), replace=False).tolist():
        old = models[i]
        at = int(rng.integers(40, max(41, days - 30)))
        succeeds = bool(rng.random() < 0.8)
        if succeeds:
            first = at + int(rng.integers(-7, 60))
            after[i] = replace(old, fades=(first, first + int(rng.integers(28, 84))))
        after.append(
            replace(
                old,
                name=old.name.replace(" 5", " 6" if succeeds else " 5S", 1),
                usd=round(old.usd * float(rng.uniform(1.0, 1.15))) - 0.01,
                launched=at,
                predecessor=old.name if succeeds else None,
                launch_days=int(rng.integers(14, 45)),
                fades=None,
                official=True,
            )
        )
    return after
