"""The status of every market, as the page, the JSON API and the command show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from monitor.polling.fields import stored
from monitor.signals.measures import GpuMeasure, ListingState, measure_gpus
from monitor.signals.verdict import Verdict, judge
from monitor.storage import measures, retailers
from monitor.storage.retailers import RetailerStatus
from monitor.vocabulary import Level


@dataclass(frozen=True, slots=True)
class MarketStatus:
    """A market with its listings, gpus and retailers."""

    verdict: Verdict
    demo: bool
    listings: list[ListingState]
    gpus: list[GpuMeasure]
    retailers: list[RetailerStatus]


def markets(session: Session, now: datetime) -> list[MarketStatus]:
    """Every market with an enabled retailer."""
    states = measures.listing_states(session, now)
    watched = measures.watched(session, now)
    shops = [shop for shop in retailers.statuses(session) if shop.enabled]
    found = []
    for market in sorted(watched):
        here = [state for state in states if state.market == market]
        gpus = measure_gpus(here)
        at = [shop for shop in shops if shop.market == market]
        verdict = judge(market, gpus, watched[market])
        found.append(MarketStatus(verdict, any(shop.demo for shop in at), here, gpus, at))
    return found


def as_json(status: MarketStatus) -> dict[str, Any]:
    """A market's status as programs read it. Prices are decimals as strings; what is not known is null."""
    verdict = status.verdict
    return {
        "market": verdict.market,
        "level": verdict.level,
        "since": verdict.since,
        "reason": verdict.reason,
        "sentence": verdict.sentence,
        "coverage": _ratio(verdict.coverage),
        "availability": _ratio(verdict.availability),
        "demo": status.demo,
        "gpus": [
            {
                "gpu": gpu.gpu,
                "segment": gpu.segment,
                # A gpu has no level of its own before the shortage rules are in place.
                "level": Level.UNKNOWN,
                "street_price": None if gpu.street_price is None else f"{gpu.street_price:f}",
                "currency": gpu.currency,
                "premium": _ratio(gpu.premium),
                "availability": _ratio(gpu.availability),
                "coverage": _ratio(gpu.coverage),
                "offers_in_stock": gpu.offers_in_stock,
                "offers_known": gpu.offers_known,
            }
            for gpu in status.gpus
        ],
        "retailers": [
            {
                "retailer": shop.name,
                "title": shop.title,
                "tier": shop.tier,
                "demo": shop.demo,
                "last_outcome": shop.last_outcome,
                "last_reason": shop.last_reason,
                "last_detail": shop.last_detail,
                "fields": stored(shop.fields),
                "last_poll_at": shop.last_poll_at,
                "last_complete_at": shop.last_complete_at,
                "listings": shop.listings,
            }
            for shop in status.retailers
        ],
    }


def _ratio(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
