"""What Prometheus scrapes. A registry of our own; never a series for a price that is not known.

What one process does (polls) is counted where it happens; what the database knows (prices, stock, coverage) is read
when scraped, so that it is right whichever process polled.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy.exc import SQLAlchemyError

from monitor import status
from monitor.polling.fields import NAMES
from monitor.polling.poll import PollResult
from monitor.signals.measures import GpuMeasure, ListingState
from monitor.signals.pressure import RANKS
from monitor.storage import signal_views, unknown
from monitor.storage.engine import Sessions
from monitor.storage.retailers import RetailerStatus
from monitor.vocabulary import Level
from scrapers.offer import Stock

log = structlog.get_logger(__name__)

# A second series for each counter, which nothing here asks for.
disable_created_metrics()  # type: ignore[no-untyped-call]

#: Content type of the text format that `render` answers.
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_DURATIONS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)
_WHERE: Final = ("gpu", "market", "retailer", "demo")
_OF_GPU: Final = ("gpu", "market", "demo")


class Metrics:
    """One process's metrics."""

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self.registry = CollectorRegistry()
        self._polls = Counter(
            "gpumarket_polls", "Polls by retailer and outcome.", ("retailer", "outcome"), registry=self.registry
        )
        self._warnings = Counter(
            "gpumarket_read_warnings", "Things on pages that could not be read.", ("retailer",), registry=self.registry
        )
        self._observations = Counter(
            "gpumarket_observations", "Changes of price or stock written.", ("retailer",), registry=self.registry
        )
        self._durations = Histogram(
            "gpumarket_poll_duration_seconds",
            "Duration of polls, waiting for the retailer's budget included.",
            ("retailer",),
            buckets=_DURATIONS,
            registry=self.registry,
        )
        self.registry.register(_Market(sessions, now))

    def count(self, result: PollResult) -> None:
        """Count one stored poll."""
        self._polls.labels(result.retailer, result.outcome).inc()
        self._warnings.labels(result.retailer).inc(result.warnings)
        self._observations.labels(result.retailer).inc(result.changed)
        self._durations.labels(result.retailer).observe(result.duration_s)

    def render(self) -> bytes:
        """Everything, in Prometheus's text format."""
        return generate_latest(self.registry)


class _Market(Collector):
    """What the database knows now."""

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self._sessions = sessions
        self._now = now

    def describe(self) -> list[Metric]:
        """Nothing ahead of time: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        """All families, read in one transaction; only `gpumarket_database_up` when the database does not answer."""
        up = GaugeMetricFamily("gpumarket_database_up", "1 when the database answers.")
        try:
            families = list(self._families())
        except SQLAlchemyError as error:
            log.warning("no market metrics: the database does not answer", error=type(error).__name__)
            up.add_metric((), 0)
            yield up
            return
        up.add_metric((), 1)
        yield up
        yield from families

    def _families(self) -> Iterator[Metric]:
        with self._sessions() as session:
            markets = status.markets(session, self._now(), with_days=False)
            open_signals = signal_views.open_counts(session)
            unknown_models = unknown.models_by_retailer(session)
        yield from _gpu_families([gpu for market in markets for gpu in market.gpus])
        yield from _retailer_families([listing for market in markets for listing in market.listings])
        level = GaugeMetricFamily(
            "gpumarket_market_level", "1 for the level a market is at.", labels=("market", "level", "demo")
        )
        for market in markets:
            for word in Level:
                where = (market.verdict.market, word, _flag(market.demo))
                level.add_metric(where, float(word is market.verdict.level))
        yield level
        opened = GaugeMetricFamily("gpumarket_signals_open", "Open signals.", labels=("market", "kind", "demo"))
        for code, kind, is_demo, count in open_signals:
            opened.add_metric((code, kind, _flag(is_demo)), count)
        yield opened
        success = GaugeMetricFamily(
            "gpumarket_last_success_timestamp_seconds",
            "When a source of the retailer was last read completely.",
            labels=("retailer", "market", "demo"),
        )
        shops = [shop for market in markets for shop in market.retailers]
        for shop in shops:
            if shop.last_complete_at:
                success.add_metric((shop.name, shop.market, _flag(shop.demo)), shop.last_complete_at.timestamp())
        yield success
        models = GaugeMetricFamily(
            "gpumarket_unknown_models",
            "Models that the retailer's titles name and the catalogue does not have.",
            labels=("retailer", "market", "demo"),
        )
        for shop in shops:
            models.add_metric((shop.name, shop.market, _flag(shop.demo)), unknown_models.get(shop.name, 0))
        yield models
        yield _field_family(shops)


def _flag(value: bool) -> str:  # noqa: FBT001 - a label's value
    return "true" if value else "false"


def _gpu_families(gpus: list[GpuMeasure]) -> Iterator[Metric]:
    street = GaugeMetricFamily(
        "gpumarket_street_price",
        "Median of the up to five cheapest new, deliverable first-party offers, in the label's currency.",
        labels=(*_OF_GPU, "currency"),
    )
    premium = GaugeMetricFamily("gpumarket_premium_ratio", "Street price over launch price, minus one.", labels=_OF_GPU)
    availability = GaugeMetricFamily(
        "gpumarket_availability_ratio", "Share of known listings that are in stock.", labels=_OF_GPU
    )
    coverage = GaugeMetricFamily(
        "gpumarket_coverage_ratio",
        "Share of listings about which it is known whether they are in stock.",
        labels=_OF_GPU,
    )
    level = GaugeMetricFamily(
        "gpumarket_gpu_level",
        "How short the gpu is: 0 normal, 1 tight, 2 shortage, 3 severe; absent when unknown.",
        labels=_OF_GPU,
    )
    over = GaugeMetricFamily(
        "gpumarket_over_reference_ratio",
        "Street price over the calm baseline, minus one, on the last day that was judged.",
        labels=_OF_GPU,
    )
    for gpu in gpus:
        where = (gpu.gpu, gpu.market, _flag(gpu.demo))
        if gpu.level is not Level.UNKNOWN:
            level.add_metric(where, RANKS[gpu.level])
        if gpu.over_reference is not None:
            over.add_metric(where, gpu.over_reference)
        coverage.add_metric(where, gpu.coverage)
        if gpu.availability is not None:
            availability.add_metric(where, gpu.availability)
        if gpu.street_price is not None and gpu.currency is not None:
            street.add_metric((*where, gpu.currency), float(gpu.street_price))
        if gpu.premium is not None:
            premium.add_metric(where, gpu.premium)
    yield from (street, premium, availability, coverage, level, over)


def _field_family(shops: list[RetailerStatus]) -> Metric:
    fields = GaugeMetricFamily(
        "gpumarket_field_coverage_ratio",
        "Share of the offers not said to be sold out on which a field was read, at the last reading of each source.",
        labels=("retailer", "market", "demo", "field"),
    )
    for shop in shops:
        if shop.fields is None:
            continue
        for name in NAMES:
            share = shop.fields.for_sale.share(name)
            if share is not None:
                fields.add_metric((shop.name, shop.market, _flag(shop.demo), name), share)
    return fields


def _retailer_families(states: list[ListingState]) -> Iterator[Metric]:
    price = GaugeMetricFamily(
        "gpumarket_price",
        "Lowest price at which the retailer itself delivers the gpu new, now.",
        labels=(*_WHERE, "currency"),
    )
    listings = GaugeMetricFamily(
        "gpumarket_listings",
        "Listings by whether they can be had: available, out or unknown.",
        labels=(*_WHERE, "state"),
    )
    grouped: dict[tuple[str, str, str, str], list[ListingState]] = defaultdict(list)
    for state in states:
        if state.stock is Stock.UNLISTED:
            continue
        grouped[state.gpu, state.market, state.retailer, _flag(state.demo)].append(state)
    for where, here in sorted(grouped.items()):
        counts = {"available": 0, "out": 0, "unknown": 0}
        cheapest: dict[str, float] = {}
        for state in here:
            counts["available" if state.available else "out" if state.known else "unknown"] += 1
            if state.is_offered_new and state.price is not None and state.currency is not None:
                cheapest[state.currency] = min(float(state.price), cheapest.get(state.currency, float("inf")))
        for word, count in counts.items():
            listings.add_metric((*where, word), count)
        for currency, amount in cheapest.items():
            price.add_metric((*where, currency), amount)
    yield from (price, listings)
