"""Daily figures of one's own making, and the gpus they are about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from monitor.catalog.catalog import load_catalog
from monitor.storage import catalogue
from monitor.storage.engine import Sessions
from scrapers.spec import Tier

FIRST: Final = date(2024, 1, 1)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def index_rows(values: list[float], *, method: int = 2, computed: int = 1, **more: Any) -> list[dict[str, Any]]:
    shared = {"market": "us", "segment": "all", "tier": Tier.FIRST_PARTY, "imputed_ratio": 0.0, "n_listings": 9}
    computed_at = datetime(2026, 1, computed, tzinfo=UTC)
    return [
        shared | {"day": on(n), "method": method, "computed_at": computed_at, "value": value} | more
        for n, value in enumerate(values)
    ]


def seller_row(shop: str, price: str | None, in_stock: int, known: int = 1000) -> list[Any]:
    return [shop, None, 4, known, known, in_stock, in_stock, 1.0, [price] if price else []]


def gpu_row(
    gpu_id: int, number: int, price: str | None, in_stock: int, known: int = 1000, **more: Any
) -> dict[str, Any]:
    """A gpu's day, all of it at one shop."""
    shared = {"market": "us", "tier": Tier.FIRST_PARTY, "currency": "USD", "n_listings": 4, "n_sellers": 4}
    shared["panel"] = {"sellers": [seller_row("shop", price, in_stock, known)]}
    shared |= {"n_sellers_in_stock": 2, "covered_s": known, "offer_s": in_stock, "method": 1, "gpu_id": gpu_id}
    return (
        shared
        | {
            "day": on(number),
            "street_price": price and Decimal(price),
            "known_s": known,
            "in_stock_s": in_stock,
        }
        | more
    )


def gpus(sessions: Sessions) -> dict[str, int]:
    with sessions.begin() as session:
        catalogue.upsert(session, load_catalog())
        return catalogue.ids(session)
