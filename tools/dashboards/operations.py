"""Operations: does the program run, is work waiting, are signals up to date, do alerts arrive, how large is the database."""

from typing import Final

from grafana_foundation_sdk.models.dashboard import Dashboard

from tools.dashboards import asking, frame, panels
from tools.dashboards.asking import prom
from tools.dashboards.frame import Part
from tools.dashboards.panels import BLUE, GREEN, GREY, ORANGE, RED, YELLOW

_JOB: Final = 'job=~"$job"'
_UP: Final[panels.Words] = {0: ("down", RED), 1: ("up", GREEN)}


def board() -> Dashboard:
    """The dashboard of whoever runs it."""
    return frame.made(
        "gpumarket-operations",
        "Operations",
        "Does the program run, is work waiting, are signals up to date, do alerts arrive, and how large is the database.",
        variables=[
            *asking.sources(asking.PROMETHEUS),
            asking.label_choice("job", "Scrape job", "gpumarket_database_up"),
        ],
        parts=[_running(), _work(), _polls(), _deliveries(), _process(), _database()],
        since="now-6h",
        refresh="30s",
    )


def _running() -> Part:
    return Part(
        "Does it run?",
        [
            panels.figure(
                "Processes",
                "Processes that answered Prometheus's last scrape.",
                prom(f"count(up{{{_JOB}}} == 1) or vector(0)", now=True),
                unit="none",
                base=RED,
                limits={1: GREEN},
                span=4,
            ),
            panels.figure(
                "Database",
                "Whether the database answers, as the process that sees it worst says.",
                prom(f"min(gpumarket_database_up{{{_JOB}}})", now=True),
                unit="none",
                base=GREY,
                meanings=_UP,
                span=4,
            ),
            panels.figure(
                "Sources overdue for",
                "How long the source that waits longest has been due. Some minutes are normal.",
                prom(f"max(gpumarket_poll_overdue_seconds{{{_JOB}}})", now=True),
                unit="s",
                limits={300: YELLOW, 900: RED},
                span=4,
            ),
            panels.figure(
                "Signals behind by",
                "Age of the last quarter of an hour that signals were told of. Up to 20 minutes are normal.",
                prom(f"max(gpumarket_fold_lag_seconds{{{_JOB}}})", now=True),
                unit="s",
                limits={1800: YELLOW, 3600: RED},
                span=4,
            ),
            panels.figure(
                "Database size",
                "Of the whole database, on disk.",
                prom(f"max(gpumarket_database_size_bytes{{{_JOB}}})", now=True),
                unit="bytes",
                base=BLUE,
                span=4,
            ),
            panels.figure(
                "Version",
                "What runs. More than one while it is being upgraded.",
                prom(f"max by (version) (gpumarket_build_info{{{_JOB}}})", "{{version}}", now=True),
                unit="none",
                base=BLUE,
                span=4,
                name=True,
            ),
            panels.states(
                "Up",
                "Each process, at each scrape.",
                prom(f"up{{{_JOB}}}", "{{instance}}"),
                meanings=_UP,
                height=5,
            ),
        ],
    )


def _work() -> Part:
    return Part(
        "Is work waiting?",
        [
            panels.lines(
                "Jobs that wait",
                "Jobs of each kind that no worker has taken yet.",
                prom(f'max by (task) (gpumarket_jobs{{{_JOB}, status="todo"}})', "{{task}}"),
                unit="none",
                limits={200: RED},
                span=8,
                daily=False,
            ),
            panels.lines(
                "Jobs at work",
                "Jobs of each kind that a worker has taken.",
                prom(f'max by (task) (gpumarket_jobs{{{_JOB}, status="doing"}})', "{{task}}"),
                unit="none",
                span=8,
                daily=False,
            ),
            panels.lines(
                "Age of the oldest job that waits",
                "How long it has waited; nothing waits at 0. Above a quarter of an hour the queue is stuck.",
                prom(f"max by (task) (gpumarket_oldest_job_age_seconds{{{_JOB}}})", "{{task}}"),
                unit="s",
                limits={300: YELLOW, 900: RED},
                span=8,
                daily=False,
            ),
        ],
    )


def _polls() -> Part:
    return Part(
        "Does it poll and read?",
        [
            panels.bars(
                "Polls a minute by outcome",
                "Of all processes.",
                prom(f"60 * sum by (outcome) (rate(gpumarket_polls_total{{{_JOB}}}[$__rate_interval]))", "{{outcome}}"),
                unit="none",
                span=8,
            ),
            panels.lines(
                "Changes written a minute",
                "Changes of price or stock: observations.",
                prom(f"60 * sum(rate(gpumarket_observations_total{{{_JOB}}}[$__rate_interval]))", "observations"),
                unit="none",
                span=8,
                daily=False,
            ),
            panels.lines(
                "Open signals by kind",
                "Of all markets.",
                prom(f"sum by (kind) (max by (market, kind) (gpumarket_signals_open{{{_JOB}}}))", "{{kind}}"),
                unit="none",
                span=8,
                daily=False,
            ),
        ],
    )


def _deliveries() -> Part:
    return Part(
        "Do alerts arrive?",
        [
            panels.lines(
                "Messages that wait",
                "Messages that are due and not sent yet. Without a mail server they wait, and nothing is lost.",
                prom(f"max(gpumarket_deliveries_waiting{{{_JOB}}})", "waiting"),
                unit="none",
                limits={50: YELLOW},
                span=8,
                daily=False,
            ),
            panels.lines(
                "Age of the oldest message that waits",
                "Time since it was due; nothing waits at 0. Above half an hour delivering fails.",
                prom(f"max(gpumarket_oldest_delivery_age_seconds{{{_JOB}}})", "oldest"),
                unit="s",
                limits={600: YELLOW, 1800: RED},
                span=8,
                daily=False,
            ),
            panels.lines(
                "Attempts of the last 24 hours",
                "By what came of them; unfinished are those in which a process died.",
                prom(f"max by (result) (gpumarket_delivery_attempts_24h{{{_JOB}}})", "{{result}}"),
                unit="none",
                span=8,
                daily=False,
            ),
        ],
    )


def _process() -> Part:
    return Part(
        "What does it take?",
        [
            panels.lines(
                "Memory",
                "Resident memory of each process; the embedded database's is not in it.",
                prom(f"process_resident_memory_bytes{{{_JOB}}}", "{{instance}}"),
                unit="bytes",
                limits={2 * 1024**3: ORANGE},
                span=8,
                daily=False,
            ),
            panels.lines(
                "Processors",
                "Seconds of processor time a second, of each process.",
                prom(f"rate(process_cpu_seconds_total{{{_JOB}}}[$__rate_interval])", "{{instance}}"),
                unit="none",
                limits={2: ORANGE},
                span=8,
                daily=False,
            ),
            panels.lines(
                "Duration of a scrape",
                "How long /metrics takes to answer.",
                prom(f"scrape_duration_seconds{{{_JOB}}}", "{{instance}}"),
                unit="s",
                limits={1: YELLOW, 5: RED},
                span=8,
                daily=False,
            ),
        ],
    )


def _database() -> Part:
    return Part(
        "How large is the database, and of what?",
        [
            panels.lines(
                "Size by table",
                "The ten largest tables on disk, indexes included.",
                prom(f"topk(10, max by (table) (gpumarket_table_size_bytes{{{_JOB}}}))", "{{table}}"),
                unit="bytes",
                daily=False,
            )
        ],
    )
