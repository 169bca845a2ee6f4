"""What the JSON API answers of markets."""

from datetime import date, datetime

from pydantic import BaseModel, Field

from monitor.vocabulary import Cause, Level


class MissingModel(BaseModel):
    """What an unknown market lacks."""

    what: str
    have: float
    needed: float


class SegmentModel(BaseModel):
    """A part of a market."""

    segment: str
    described: str
    level: Level
    since: date | None
    cause: Cause | None
    gpus: int
    short: list[str] = Field(description="Its cards that are short.")


class InMoneyModel(BaseModel):
    """The price index in one currency."""

    currency: str
    value: float | None
    change_30_days: float | None
    change_365_days: float | None


class LatestIndexModel(InMoneyModel):
    """The latest value of the price index, 100 on its first day."""

    day: date
    base: date
    imputed: float | None
    listings: int
    in_usd: InMoneyModel


class DayLevelModel(BaseModel):
    """The level of a market on one day (UTC)."""

    day: date
    level: Level


class MarketModel(BaseModel):
    """A market's verdict."""

    market: str
    level: Level
    since: datetime | None
    reason: str
    cause: Cause | None
    missing: MissingModel | None
    last_known: Level | None
    sentence: str
    seen: str
    seen_at: datetime | None
    shops: int
    shops_readable: int
    coverage: float | None
    availability: float | None
    sellers: int
    demo: bool
    segments: list[SegmentModel]
    index: LatestIndexModel | None
    days: list[DayLevelModel]
