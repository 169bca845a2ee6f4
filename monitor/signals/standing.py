"""A gpu in a market as its last day was judged: figures now beside what is usual. Pure."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Self

from monitor.signals.day import Day
from monitor.signals.shortage_rules import evidence


@dataclass(frozen=True, slots=True)
class Standing:
    """Figures of a gpu at the end of a day, over the sources that were watched then and now; ratios are 0.12 for 12 %.

    They are those of a signal's evidence. What cannot be told is None: without a reference too little is known of the
    price, without `n_sellers` too little of the shelves.

    Attributes:
        day: UTC.
        street_price, reference: in the market's currency; the reference is the calm baseline.
        over_reference_ratio: the street price over it; where prices lean on another currency, the lesser of nominal and
            real.
        premium_ratio: the street price over the launch price.
        tier: whose price it is.
        availability_ratio, availability_low, availability_high: share of known time in stock over five days, with its
            interval clustered by seller.
        depth, usual_depth: offers in stock per watched day.
        loss_ratio: share of what usually is in stock that is missing.
        n_sellers: independent sellers compared, at one price tier.
        n_sellers_in_stock, usual_n_sellers_in_stock: those of them that have it in stock at least half of the time; of an
            aggregator, its offers in stock.
        n_independent_sellers: independent sellers over all tiers and 90 days.
    """

    day: date
    n_independent_sellers: int
    street_price: float | None = None
    reference: float | None = None
    over_reference_ratio: float | None = None
    premium_ratio: float | None = None
    tier: str | None = None
    availability_ratio: float | None = None
    availability_low: float | None = None
    availability_high: float | None = None
    usual_availability_ratio: float | None = None
    depth: float | None = None
    usual_depth: float | None = None
    loss_ratio: float | None = None
    n_sellers: int | None = None
    n_sellers_in_stock: int | None = None
    usual_n_sellers_in_stock: int | None = None

    @property
    def depth_ratio(self) -> float | None:
        """Depth now over its usual one; None where nothing usually is in stock."""
        return round(self.depth / self.usual_depth, 4) if self.depth is not None and self.usual_depth else None

    @classmethod
    def of(cls, day: Day, gpu: str) -> Self:
        """The standing of a gpu on a day that was judged."""
        found = figures(evidence(day, gpu))
        return cls(date.fromordinal(day.book.origin + day.at), day.sellers(gpu), **found)


def figures(evidence: dict[str, Any]) -> dict[str, Any]:
    """Those of a signal's figures that a standing has."""
    return {field.name: evidence[field.name] for field in fields(Standing) if field.name in evidence}
