"""Gpus by market, tier and day: what the fold of a market reads and writes."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Final

import msgspec
from sqlalchemy import Text, cast, delete, func, null, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from monitor.catalog.catalog import CONSUMER
from monitor.signals import daily
from monitor.signals.panel import GpuInfo, SellerDay, SellerKey
from monitor.signals.segments import segments_of
from monitor.signals.shelves import Listed, shelves_of
from monitor.signals.street import street_price_of
from monitor.storage import history
from monitor.storage.models import Coverage, GpuRow, Listing, Retailer
from monitor.storage.models_history import GpuDay, ListingDay
from scrapers.spec import Tier

#: Which definition the figures follow; another one makes all of them anew.
METHOD: Final = 1
_DAY: Final = timedelta(days=1)
_DAYS_AT_ONCE: Final = 30
#: The columns of launch prices, by currency.
LAUNCH_PRICES: Final = {
    "USD": GpuRow.launch_price_usd,
    "EUR": GpuRow.launch_price_eur,
    "GBP": GpuRow.launch_price_gbp,
    "TRY": GpuRow.launch_price_try,
}

Sellers = dict[SellerKey, SellerDay]
Shelves = dict[tuple[str, Tier], Sellers]


class _Row(msgspec.Struct, array_like=True):
    """One seller in `gpu_day.panel`."""

    retailer: str
    group: str | None
    listings: int
    covered_s: int
    known_s: int
    in_stock_s: int
    offer_s: int
    offers: float
    prices: list[Decimal]


class _Panel(msgspec.Struct):
    sellers: list[_Row]


_decode = msgspec.json.Decoder(_Panel).decode


def gpus(session: Session, currency: str) -> tuple[dict[str, GpuInfo], dict[str, int]]:
    """The consumer gpus of the catalogue by name, with launch prices in a currency; and the ids of all."""
    # Asked at each day's end in every market: columns cost a third of what objects do.
    rows = session.execute(
        select(
            GpuRow.id,
            GpuRow.name,
            GpuRow.model,
            GpuRow.segment,
            GpuRow.memory_gb,
            GpuRow.launch_date,
            GpuRow.predecessor,
            GpuRow.successor,
            LAUNCH_PRICES.get(currency, null()).label("launch_price"),
        )
    ).all()
    by_model: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_model[row.model].add(row.name)
    successors: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        if row.successor:
            successors[row.name] |= by_model[row.successor]
        for name in by_model.get(row.predecessor or "", ()):
            successors[name].add(row.name)
    infos = {
        row.name: GpuInfo(
            row.name,
            segments_of(row.segment, float(row.memory_gb)),
            row.launch_date,
            row.launch_price,
            frozenset(successors[row.name]),
        )
        for row in rows
        if row.segment in CONSUMER
    }
    return infos, {row.name: row.id for row in rows}


def names(session: Session) -> tuple[dict[int, str], dict[int, str]]:
    """Gpus and retailers by id."""
    gpu_names = {number: name for number, name in session.execute(select(GpuRow.id, GpuRow.name))}  # noqa: C416 - rows are no pairs to mypy
    return gpu_names, retailer_names(session)


def retailer_names(session: Session) -> dict[int, str]:
    """Retailers by id."""
    return {number: name for number, name in session.execute(select(Retailer.id, Retailer.name))}  # noqa: C416 - rows are no pairs to mypy


def listed(info: history.ListingInfo, gpu_names: Mapping[int, str], retailers: Mapping[int, str]) -> Listed:
    """What a listing is to its market."""
    return Listed(
        gpu=gpu_names[info.gpu_id],
        retailer=retailers[info.retailer_id],
        group=info.seller_group,
        tier=info.tier,
        first_party=info.first_party,
        condition=info.condition,
    )


def markets(session: Session) -> list[str]:
    """Markets with an enabled retailer."""
    return list(session.scalars(select(Retailer.market).where(Retailer.enabled).distinct().order_by(Retailer.market)))


def shelves_on(session: Session, market: str, days: Collection[date]) -> dict[date, Shelves]:
    """Every seller's shelves on some days, from the daily figures of listings."""
    infos = {info.id: info for info in history.infos(session, [market])}
    gpu_names, retailers = names(session)
    by_day: dict[date, list[tuple[Listed, daily.ListingDay]]] = {day: [] for day in days}
    columns = [getattr(ListingDay, field) for field in daily.ListingDay.__struct_fields__]
    rows = session.execute(
        select(ListingDay.listing_id, *columns)
        .where(ListingDay.day.in_(list(days)), ListingDay.listing_id == func.any(list(infos)))
        .order_by(ListingDay.listing_id)
    )
    what = {number: listed(info, gpu_names, retailers) for number, info in infos.items()}
    for number, *figures in rows:
        row = daily.ListingDay(*figures)
        by_day[row.day].append((what[number], row))
    return {day: shelves_of(found) for day, found in by_day.items()}


def write(session: Session, market: str, currency: str, day: date, shelves: Shelves, ids: Mapping[str, int]) -> None:
    """Write a day's gpus over what stood there."""
    rows = [
        _columns(gpu, tier, sellers, currency) | {"market": market, "gpu_id": ids[gpu], "tier": tier, "day": day}
        for (gpu, tier), sellers in sorted(shelves.items())
    ]
    session.execute(delete(GpuDay).where(GpuDay.market == market, GpuDay.day == day))
    if rows:
        session.execute(insert(GpuDay), rows)


def write_again(session: Session, market: str, currency: str, first: date, last: date) -> None:
    """Write the gpus of the days from `first` to `last` anew, from the daily figures of listings."""
    _, ids = gpus(session, currency)
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    for start in range(0, len(days), _DAYS_AT_ONCE):
        for day, shelves in shelves_on(session, market, days[start : start + _DAYS_AT_ONCE]).items():
            write(session, market, currency, day, shelves, ids)


def _columns(gpu: str, tier: Tier, sellers: Sellers, currency: str) -> dict[str, Any]:
    street = street_price_of(gpu, tier, sellers)
    days = sellers.values()
    return {
        "street_price": street,
        "currency": None if street is None else currency,
        "n_listings": sum(s.listings for s in days),
        "n_sellers": len({key.name for key, s in sellers.items() if s.known_s}),
        "n_sellers_in_stock": len({key.name for key, s in sellers.items() if s.in_stock_s}),
        "covered_s": sum(s.covered_s for s in days),
        "known_s": sum(s.known_s for s in days),
        "in_stock_s": sum(s.in_stock_s for s in days),
        "offer_s": sum(s.offer_s for s in days),
        "panel": {"sellers": [_row(key, seller) for key, seller in sorted(sellers.items(), key=str)]},
        "method": METHOD,
    }


def _row(key: SellerKey, s: SellerDay) -> list[Any]:
    prices = [str(price) for price in s.prices]
    return [key.retailer, key.group, s.listings, s.covered_s, s.known_s, s.in_stock_s, s.offer_s, s.offers, prices]


def read(session: Session, market: str, first: date, last: date) -> dict[date, Shelves]:
    """The days' gpus as they were written, in order; days without any are left out."""
    days: dict[date, Shelves] = {}
    for day, gpu, tier, panel in session.execute(
        select(GpuDay.day, GpuRow.name, GpuDay.tier, cast(GpuDay.panel, Text))
        .join(GpuRow, GpuRow.id == GpuDay.gpu_id)
        .where(GpuDay.market == market, GpuDay.day.between(first, last))
        .order_by(GpuDay.day)
    ):
        days.setdefault(day, {})[gpu, tier] = {
            SellerKey(row.retailer, row.group): SellerDay(
                row.listings, row.covered_s, row.known_s, row.in_stock_s, row.offer_s, row.offers, row.prices
            )
            for row in _decode(panel).sellers
        }
    return days


def first_day(session: Session, market: str) -> date | None:
    """The first day that stands there for a market."""
    return session.scalar(select(func.min(GpuDay.day)).where(GpuDay.market == market))


def first_observed(session: Session) -> datetime | None:
    """When the first listing was seen."""
    return session.scalar(select(func.min(Listing.first_seen_at)))


def last_watched(session: Session) -> datetime | None:
    """The last complete reading of any source."""
    return session.scalar(select(func.max(Coverage.valid_to)))


def titles(session: Session, listing_ids: Collection[int]) -> dict[int, tuple[str, str]]:
    """Title and address of listings, by id."""
    rows = session.execute(
        select(Listing.id, Listing.title, Listing.url).where(Listing.id == func.any(list(set(listing_ids))))
    )
    return {number: (title, url) for number, title, url in rows}


def log_rates(rates: Iterable[tuple[date, Decimal | None]]) -> list[float | None]:
    """Natural logarithms of rates by day."""
    return [None if rate is None else math.log(rate) for _, rate in rates]
