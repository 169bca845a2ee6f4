"""What the JSON API answers of shops and of questions."""

from datetime import datetime

from pydantic import BaseModel, Field

from scrapers.spec import Tier


class RetailerModel(BaseModel):
    """A shop, and how well it can be read."""

    retailer: str
    title: str
    market: str
    tier: Tier
    enabled: bool
    demo: bool
    listings: int
    last_outcome: str | None
    last_reason: str | None
    last_detail: str | None
    last_poll_at: datetime | None
    last_complete_at: datetime | None
    coverage_7_days: float | None = Field(description="Share of the time that it was watched.")
    polls_7_days: dict[str, int] = Field(description="How often polls ended in which way.")
    platform: str
    verified: bool = Field(description="Its file was proved on recorded pages.")
    needs_browser: bool
    needs_key: bool
    has_addresses: bool = Field(description="Its file says what to poll.")
    terms: str | None = Field(description="What is known of its terms.")


class PollModel(BaseModel):
    """One attempt to read a source."""

    observed_at: datetime
    outcome: str
    reason: str | None
    detail: str | None
    complete: bool
    expected: int | None
    found: int
    changed: int
    warnings: int
    duration_s: float


class SourceModel(BaseModel):
    """What is polled at a shop."""

    url: str
    kind: str
    interval_s: float
    failures: int = Field(description="Polls without anything in a row.")
    due_at: datetime
    last_complete_at: datetime | None
    fields: dict[str, dict[str, int]] | None = Field(description="On how many offers each field was read last.")
    polls: list[PollModel] = Field(description="The last 30, the latest first.")


class ShopModel(RetailerModel):
    """A shop with what is polled of it."""

    sources: list[SourceModel]


class ParameterModel(BaseModel):
    """What can be chosen of a question."""

    name: str
    kind: str
    default: str
    about: str


class QuestionModel(BaseModel):
    """A documented question; its answer stands at /questions/NAME.json and .csv."""

    name: str
    section: str
    title: str
    description: str
    parameters: list[ParameterModel]
