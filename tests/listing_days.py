"""Listings of a market with days and signals of one's own making."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final, NamedTuple

from sqlalchemy import insert
from sqlalchemy.orm import Session

from monitor.storage.models import GpuRow, Listing, Retailer, Source
from monitor.storage.models_history import ListingDay
from scrapers.offer import AVAILABLE, Stock
from scrapers.spec import Follow, Kind, Tier

FIRST: Final = date(2026, 1, 1)
HALO, MID, WORK = "halo", "mid", "professional"
FIRST_PARTY, AGGREGATOR = Tier.FIRST_PARTY, Tier.AGGREGATOR


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


class Row(NamedTuple):
    listing: int
    number: int
    price: float | None
    stock: Stock = Stock.IN_STOCK
    currency: str = "EUR"


class Listings:
    """Listings of a market and their days."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.ids = {segment: self._gpu(segment, memory) for segment, memory in ((HALO, 32), (MID, 16), (WORK, 20))}
        self.shops = {tier: self._shop(tier) for tier in (FIRST_PARTY, AGGREGATOR)}
        self.count = 0

    def _gpu(self, segment: str, memory: int) -> int:
        columns = {"name": segment, "model": segment, "segment": segment, "memory_gb": Decimal(memory)}
        gpu = insert(GpuRow).values(vendor="NVIDIA", family="F", **columns).returning(GpuRow.id)
        return self.session.scalars(gpu).one()

    def _shop(self, tier: Tier) -> tuple[int, int]:
        columns = {"title": tier, "market": "de", "tier": tier, "spec": {}, "enabled": True}
        shop = self.session.scalars(insert(Retailer).values(name=tier, **columns).returning(Retailer.id)).one()
        source = {"url": "u", "kind": Kind.LIST, "follow": Follow.GPUS, "interval": timedelta(hours=1)}
        source_id = self.session.scalars(insert(Source).values(retailer_id=shop, **source).returning(Source.id)).one()
        return shop, source_id

    def listing(self, gpu: str, tier: Tier = FIRST_PARTY, **more: Any) -> int:
        self.count += 1
        shop, source = self.shops[tier]
        columns = {"title": "t", "url": "u", "url_key": "u", "match_version": 1, "condition": None} | more
        at = datetime(2026, 1, 1, tzinfo=UTC)
        values = {"retailer_id": shop, "home_source_id": source, "item_key": str(self.count), "gpu_id": self.ids[gpu]}
        return self.session.scalars(
            insert(Listing).values(first_seen_at=at, changed_at=at, **values, **columns).returning(Listing.id)
        ).one()

    def days(self, rows: list[Row]) -> None:
        whole = {"covered_s": 86400, "known_s": 86400, "priced_s": 0, "offer_s": 0, "method": 1}
        self.session.execute(
            insert(ListingDay),
            [
                whole
                | {
                    "listing_id": row.listing,
                    "day": on(row.number),
                    "price_close": row.price and Decimal(str(row.price)),
                    "stock_close": row.stock,
                    "in_stock_s": 86400 if row.stock in AVAILABLE else 0,
                    "currency": row.currency,
                }
                for row in rows
            ],
        )
