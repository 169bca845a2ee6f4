"""How well shops can be read, as metrics. Pure: their status in, families out."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from monitor.metrics.exposition import Family, Gauge, flag
from monitor.polling.fields import NAMES
from monitor.storage.retailers import RetailerStatus
from monitor.vocabulary import DATA_QUALITY, SignalKind

_OF_RETAILER: Final = ("retailer", "market", "demo")

LAST_SUCCESS: Final = Gauge(
    "gpumarket_last_success_timestamp_seconds", "When a source of the retailer was last read completely.", _OF_RETAILER
)
OVERDUE: Final = Gauge(
    "gpumarket_poll_overdue_seconds", "How long the retailer's source that waits longest has been due.", _OF_RETAILER
)
QUALITY: Final = Gauge(
    "gpumarket_quality_signals_open",
    "Open signals about what could not be seen at the retailer.",
    ("retailer", "market", "kind", "demo"),
)
UNKNOWN_MODELS: Final = Gauge(
    "gpumarket_unknown_models",
    "Models that the retailer's titles name and the catalogue does not have.",
    _OF_RETAILER,
)
FIELDS: Final = Gauge(
    "gpumarket_field_coverage_ratio",
    "Share of the offers not said to be sold out on which a field was read, at the last reading of each source.",
    (*_OF_RETAILER, "field"),
)

GAUGES: Final = (LAST_SUCCESS, OVERDUE, QUALITY, UNKNOWN_MODELS, FIELDS)


def families(
    shops: list[RetailerStatus],
    *,
    first_due: Mapping[str, datetime],
    quality: Mapping[tuple[str, SignalKind], int],
    unknown_models: Mapping[str, int],
    now: datetime,
) -> Iterator[Family]:
    """Every family about retailers.

    Args:
        shops: the enabled ones.
        first_due: by retailer, when its source that waits longest became or becomes due, aware UTC.
        quality: by retailer and kind, how many signals about what could not be seen are open.
        unknown_models: by retailer.
        now: aware UTC.
    """
    found = [((shop.name, shop.market, flag(shop.demo)), shop) for shop in shops]
    yield (
        LAST_SUCCESS,
        {where: shop.last_complete_at.timestamp() for where, shop in found if shop.last_complete_at},
    )
    yield (
        OVERDUE,
        {
            where: max((now - first_due[shop.name]).total_seconds(), 0.0)
            for where, shop in found
            if shop.name in first_due
        },
    )
    yield (
        QUALITY,
        {
            (name, market, kind, demo): quality.get((name, kind), 0)
            for (name, market, demo), _ in found
            for kind in sorted(DATA_QUALITY)
        },
    )
    yield UNKNOWN_MODELS, {where: unknown_models.get(shop.name, 0) for where, shop in found}
    yield (
        FIELDS,
        {
            (*where, name): share
            for where, shop in found
            if shop.fields is not None
            for name in NAMES
            if (share := shop.fields.for_sale.share(name)) is not None
        },
    )
