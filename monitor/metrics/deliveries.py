"""How delivering alerts goes, as metrics. Pure: figures of the outbox in, families out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from monitor.alerts.words import Result
from monitor.metrics.exposition import Family, Gauge
from monitor.storage.outbox_views import OutboxStatus

WAITING: Final = Gauge("gpumarket_deliveries_waiting", "Messages that are due and not sent yet.")
AGE: Final = Gauge(
    "gpumarket_oldest_delivery_age_seconds", "Time since the oldest message that waits was due; 0 when none waits."
)
SENT: Final = Gauge("gpumarket_deliveries_sent_24h", "What was told in the last 24 hours.")
REFUSED: Final = Gauge("gpumarket_deliveries_refused_24h", "What was refused for good in the last 24 hours.")
ATTEMPTS: Final = Gauge(
    "gpumarket_delivery_attempts_24h",
    "Attempts of the last 24 hours by what came of them; unfinished are those in which a process died.",
    ("result",),
)
RESTOCK: Final = Gauge(
    "gpumarket_restock_delivery_seconds",
    "From the poll that saw an offer to the hand-over of its message, over the last 30 days; absent without any.",
    ("quantile",),
)
TWICE: Final = Gauge(
    "gpumarket_deliveries_maybe_twice_30d",
    "Messages of the last 30 days that may have arrived twice: an attempt was cut off, and repeated.",
)
BOUNCED: Final = Gauge(
    "gpumarket_bounced_recipients", "Recipients that get nothing more, since their server says that they do not exist."
)

GAUGES: Final = (WAITING, AGE, SENT, REFUSED, ATTEMPTS, RESTOCK, TWICE, BOUNCED)
_RESULTS: Final = (*(str(result) for result in Result), "unfinished")


def families(status: OutboxStatus, now: datetime) -> Iterator[Family]:
    """Every family about deliveries (now: aware UTC)."""
    yield WAITING, {(): status.waiting}
    age = (now - status.oldest_due_at).total_seconds() if status.oldest_due_at else 0.0
    yield AGE, {(): max(age, 0.0)}
    yield SENT, {(): status.sent}
    yield REFUSED, {(): status.failed}
    yield ATTEMPTS, {(result,): status.attempts.get(result, 0) for result in _RESULTS}
    times = {"0.5": status.restock_median_s, "0.95": status.restock_p95_s}
    yield RESTOCK, {(quantile,): seconds for quantile, seconds in times.items() if seconds is not None}
    yield TWICE, {(): status.maybe_twice}
    yield BOUNCED, {(): status.bounced}
