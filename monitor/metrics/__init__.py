"""What Prometheus scrapes. Never a series for a price that is not known.

What one process does (polls) is counted where it happens; what the database knows (prices, stock, coverage, jobs) is
read when scraped, so that it is right whichever process polled. No title, address or seller is a label: the number of
series is bounded by the retailers that are enabled and the cards of the catalogue.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final

import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from sqlalchemy.exc import SQLAlchemyError

from monitor import status
from monitor.metrics import deliveries, market, operations, retailers
from monitor.metrics.exposition import Family, Gauge, Writer
from monitor.polling.poll import PollResult
from monitor.storage import operations as work
from monitor.storage import outbox_views, signal_views, unknown
from monitor.storage.engine import Sessions

log = structlog.get_logger(__name__)

# A second series for each counter, which nothing here asks for.
disable_created_metrics()  # type: ignore[no-untyped-call]

#: Content type of the text format that `render` answers.
CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
#: Everything that is read from the database when scraped.
GAUGES: Final[tuple[Gauge, ...]] = (*operations.GAUGES, *deliveries.GAUGES, *market.GAUGES, *retailers.GAUGES)
_DURATIONS: Final = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120)


class Metrics:
    """One process's metrics.

    Attributes:
        registry: what is counted in this process.
    """

    def __init__(self, sessions: Sessions, now: Callable[[], datetime]) -> None:
        self._sessions, self._now = sessions, now
        self._writer = Writer()
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
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

    def count(self, result: PollResult) -> None:
        """Count one stored poll."""
        self._polls.labels(result.retailer, result.outcome).inc()
        self._warnings.labels(result.retailer).inc(result.warnings)
        self._observations.labels(result.retailer).inc(result.changed)
        self._durations.labels(result.retailer).observe(result.duration_s)

    def render(self) -> bytes:
        """Everything, in Prometheus's text format; without the database's share when it does not answer."""
        try:
            read = list(self._read())
        except SQLAlchemyError as error:
            log.warning("no market metrics: the database does not answer", error=type(error).__name__)
            read = []
        families = [*operations.of_process(database_up=bool(read)), *read]
        return generate_latest(self.registry) + self._writer.write(families).encode()

    def _read(self) -> Iterator[Family]:
        """What the database knows now, read in one transaction."""
        now = self._now()
        with self._sessions() as session:
            markets = status.markets(session, now, with_days=False)
            open_signals = signal_views.open_counts(session)
            unknown_models = unknown.models_by_retailer(session)
            first_due, quality = work.first_due(session), work.open_quality(session)
            operating = work.operations(session)
            outbox = outbox_views.status(session, now)
        shops = [shop for each in markets for shop in each.retailers]
        yield from operations.families(operating, now)
        yield from deliveries.families(outbox, now)
        yield from market.families(markets, open_signals)
        yield from retailers.families(
            shops, first_due=first_due, quality=quality, unknown_models=unknown_models, now=now
        )
