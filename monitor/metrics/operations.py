"""Whether work gets done, and what it takes, as metrics. Pure: figures of the database in, families out."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from monitor.config import VERSION
from monitor.metrics.exposition import Family, Gauge
from monitor.storage.operations import Operations

BUILD: Final = Gauge("gpumarket_build_info", "1 for the version that runs.", ("version",))
DATABASE_UP: Final = Gauge("gpumarket_database_up", "1 when the database answers.")
DATABASE_SIZE: Final = Gauge("gpumarket_database_size_bytes", "Size of the database on disk.")
TABLE_SIZE: Final = Gauge(
    "gpumarket_table_size_bytes", "Size of a table on disk, with its indexes and large values.", ("table",)
)
JOBS: Final = Gauge(
    "gpumarket_jobs", "Jobs in the queue: todo waits, doing is at work. Finished jobs are deleted.", ("task", "status")
)
JOB_AGE: Final = Gauge(
    "gpumarket_oldest_job_age_seconds", "How long the job that waits longest has waited; 0 when none waits.", ("task",)
)
FOLD_LAG: Final = Gauge(
    "gpumarket_fold_lag_seconds", "Time since the last moment up to which signals were told; absent before the first."
)

GAUGES: Final = (BUILD, DATABASE_UP, DATABASE_SIZE, TABLE_SIZE, JOBS, JOB_AGE, FOLD_LAG)
#: Kinds of jobs (monitor/jobs.py); each has its series also when none is there.
TASKS: Final = ("poll", "advance_signals", "deliver", "thin_polls", "fetch_rates")


def of_process(*, database_up: bool) -> Iterator[Family]:
    """What is known without a database."""
    yield BUILD, {(VERSION,): 1}
    yield DATABASE_UP, {(): float(database_up)}


def families(operations: Operations, now: datetime) -> Iterator[Family]:
    """Every family about the work (now: aware UTC)."""
    yield DATABASE_SIZE, {(): operations.database_bytes}
    yield TABLE_SIZE, {(table,): size for table, size in operations.table_bytes.items()}
    yield (
        JOBS,
        {(task, status): operations.jobs.get((task, status), 0) for task in TASKS for status in ("todo", "doing")},
    )
    oldest = operations.waiting_since
    yield (
        JOB_AGE,
        {(task,): max((now - oldest[task]).total_seconds(), 0.0) if task in oldest else 0.0 for task in TASKS},
    )
    told = operations.signals_told_until
    yield FOLD_LAG, {(): (now - told).total_seconds()} if told else {}
