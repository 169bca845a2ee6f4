"""What happens in the demo market, and when: the dates of the scenario, its economies, and what a verdict should say.

Days 0 to 28 are for learning what is usual. Then a model is launched, another fades, and on day 60 somebody buys up cards
with much memory. `STAGES` and `MODELS` say what is true meanwhile: whoever judges the market can be judged by them.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from monitor.demo.chance import DAY, DAYS, END, Span, days
from monitor.vocabulary import Cause, Level

#: So long nobody can say what is usual.
LEARNING_DAYS: Final = 28

#: A model that is not listed before; for two weeks hardly anybody has it.
LAUNCHED: Final = "GeForce RTX 5050"
LAUNCH: Final = days(36, 50)
#: A model that sells out for good, shop after shop; its successor stands on the shelves all the time.
FADING: Final = "GeForce RTX 4060"
SUCCESSOR: Final = "GeForce RTX 5060"
FADE: Final = days(34, 54)
#: What is sold out for good is taken off the lists after this.
DELISTED_AFTER: Final = 14 * DAY

BULK_PURCHASE: Final = timedelta(days=60)
#: The purchase is after cards with this much memory and more.
MUCH_MEMORY_GB: Final = 16
#: When they sell out and when their prices climb.
SELL_OUT: Final = days(61, 70)
CLIMB: Final = days(61, 80)


@dataclass(frozen=True, slots=True)
class Economy:
    """A market's share in the story.

    Attributes:
        market: its code.
        local_per_usd: price in its currency of what launched at one dollar, tax included.
        vat: the tax in that price, as a ratio of the price without it.
        creep: growth of that rate per day; it reaches the labels in steps of weeks.
        sold_out_share: share of the listings with much memory that sell out after the bulk purchase.
        heat: what their prices rise by, relative to the most that any market sees.
        returns: when they come back, except those that stay out.
        stays_out: share of them that is still out on the last day; the live market brings it back.
        relief: when prices come down.
        remains: share of the rise that is left then.
    """

    market: str
    local_per_usd: float
    vat: float
    sold_out_share: float
    heat: float
    returns: Span
    stays_out: float
    relief: Span
    remains: float
    creep: float = 0.0


#: Recovered by the last day.
US: Final = Economy(
    "us",
    local_per_usd=1.0,
    vat=0.0,
    sold_out_share=0.85,
    heat=1.0,
    returns=days(93, 108),
    stays_out=0.0,
    relief=days(93, 108),
    remains=0.12,
)
#: Hardly touched.
DE: Final = Economy(
    "de",
    local_per_usd=1.16,
    vat=0.19,
    sold_out_share=0.1,
    heat=0.12,
    returns=days(80, 100),
    stays_out=0.0,
    relief=days(90, 105),
    remains=0.3,
)
#: Hit as hard as the first one, and not over it on the last day.
TR: Final = Economy(
    "tr",
    local_per_usd=50.4,
    vat=0.20,
    sold_out_share=0.9,
    heat=1.0,
    returns=days(100, 120),
    stays_out=0.75,
    relief=days(100, 112),
    remains=0.75,
    creep=0.001,
)
ECONOMIES: Final = {economy.market: economy for economy in (US, DE, TR)}

_MUCH_MEMORY: Final = frozenset(
    {
        "GeForce RTX 5090",
        "GeForce RTX 5080",
        "GeForce RTX 5070 Ti",
        "GeForce RTX 5060 Ti 16GB",
        "Radeon RX 9070 XT",
        "Radeon RX 9070",
        "Radeon RX 9060 XT 16GB",
    }
)


@dataclass(frozen=True, slots=True)
class Stage:
    """What is true of a market from the beginning of one day to the end of another.

    Between two stages of a market lies the time in which it turns: either level is right then.

    Attributes:
        level: `UNKNOWN` while it learns, `NORMAL`, or `TIGHT` for tight or worse.
        gpus: the catalogue's names of the models that are tight or worse; all others are normal, but for `MODELS`.
    """

    market: str
    first_day: int
    last_day: int
    level: Level
    gpus: frozenset[str] = frozenset()


STAGES: Final = (
    Stage("us", 0, LEARNING_DAYS - 1, Level.UNKNOWN),
    Stage("us", LEARNING_DAYS + 1, 60, Level.NORMAL),
    Stage("us", 76, 92, Level.TIGHT, _MUCH_MEMORY),
    Stage("us", 114, DAYS, Level.NORMAL),
    Stage("de", 0, LEARNING_DAYS - 1, Level.UNKNOWN),
    Stage("de", LEARNING_DAYS + 1, DAYS, Level.NORMAL),
    Stage("tr", 0, LEARNING_DAYS - 1, Level.UNKNOWN),
    Stage("tr", LEARNING_DAYS + 1, 60, Level.NORMAL),
    Stage("tr", 78, DAYS, Level.TIGHT, _MUCH_MEMORY),
)


@dataclass(frozen=True, slots=True)
class ModelStage:
    """What explains a model's empty shelves in every market, from the beginning of one day to the end of another."""

    gpu: str
    first_day: int
    last_day: int
    cause: Cause


MODELS: Final = (
    ModelStage(LAUNCHED, LAUNCH.start // DAY, LAUNCH.end // DAY, Cause.LAUNCH),
    ModelStage(FADING, FADE.start // DAY, (FADE.end + DELISTED_AFTER) // DAY, Cause.PHASE_OUT),
)


def stage(market: str, day: int) -> Stage | None:
    """What is true of a market on a day since day 0; None while it turns."""
    return next((each for each in STAGES if each.market == market and each.first_day <= day <= each.last_day), None)


#: Out on the last day; the live market brings it back within some days.
BACK_LIVE: Final = Span(END + 120, END + 4 * DAY)
