"""How good detections are, against the truth of simulated markets.

Recall and lag are worth what the days within false alarms leave of them: whoever alarms on most days of the year also does
so within a true shortage, and early. `gpus_found` tells whether the right cards were named.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

import numpy as np
from simulated.truth import Shortage, SimMarket, Spike

#: Before the onset and after the end of a true shortage, in which a detection of it is no false alarm.
TOLERANCE: Final = timedelta(days=14)
#: In which a detector may learn and is not expected to alarm: not counted as time watched.
LEARNING: Final = timedelta(days=28)
#: From a spike's true start, or from the first poll that met it, to its detection at the latest.
SPIKE_LAG: Final = timedelta(days=2)
#: From a rise that is part of something larger to a detection that is neither right nor wrong.
JUMP_LAG: Final = timedelta(days=2)

Interval = tuple[float, float]


@dataclass(frozen=True)
class ShortageDetection:
    """A shortage as some method saw it; `gpus` None is the whole market, `closed_at` None is still open. Aware UTC."""

    gpus: frozenset[str] | None
    opened_at: datetime
    closed_at: datetime | None
    kind: str = "shortage"

    def concerns(self, gpus: frozenset[str]) -> bool:
        """Whether it shares a gpu with these."""
        return self.gpus is None or bool(self.gpus & gpus)


@dataclass(frozen=True)
class SpikeDetection:
    """A spike of one listing as some method saw it. Aware UTC."""

    listing_id: int
    opened_at: datetime
    closed_at: datetime | None
    kind: str = "price_spike"


def wilson(hits: int, of: int, z: float = 1.96) -> Interval:
    """Wilson's score interval of a share, 95 % by default; (0, 1) of nothing.

    Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
    """
    if of == 0:
        return 0.0, 1.0
    share, zz = hits / of, z * z / of
    centre, half = share + zz / 2, z * float(np.sqrt(share * (1 - share) / of + zz / (4 * of)))
    return max(0.0, (centre - half) / (1 + zz)), min(1.0, (centre + half) / (1 + zz))


def bootstrap_median(values: Sequence[float], rounds: int = 1000) -> Interval:
    """Percentile bootstrap interval (95 %) of a median; NaN of nothing."""
    if not values:
        return float("nan"), float("nan")
    drawn = np.random.default_rng(0).choice(np.array(values), (rounds, len(values)))
    low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
    return float(low), float(high)


def bootstrap_rate(counts: Sequence[int], years: Sequence[float], rounds: int = 1000) -> Interval:
    """Percentile bootstrap interval (95 %) of counts a year, drawn by market; NaN of nothing."""
    if not counts:
        return float("nan"), float("nan")
    drawn = np.random.default_rng(0).integers(0, len(counts), (rounds, len(counts)))
    rates = np.array(counts)[drawn].sum(axis=1) / np.array(years)[drawn].sum(axis=1)
    low, high = np.percentile(rates, [2.5, 97.5])
    return float(low), float(high)


@dataclass(frozen=True)
class Found:
    """One true shortage, and what came of it.

    Attributes:
        lag: days from its onset to the first detection that opened within it; None where none did.
        was_open: whether a detection of it had been opened before its onset and still was open then.
        gpus_found: share of its gpus that a detection opened within it concerns.
    """

    seed: int
    shortage: Shortage
    lag: float | None
    was_open: bool
    gpus_found: float


@dataclass(frozen=True)
class ShortageScore:
    """Over all markets.

    Attributes:
        episodes: each true shortage, with the position of its market as `seed`.
        recall, recall_interval: share of them that were found, and Wilson's interval.
        median_lag, lag_interval: days after onset, of those found; NaN if none was.
        false_alarms, false_alarms_a_year, false_alarms_interval: those that overlap in time are one; per market and year.
        false_days_a_year: days within false alarms, per market and year: an alarm that never ends is one alarm only.
        false_by_market: the detections behind them.
        market_years: watched, without the learning time.
    """

    episodes: tuple[Found, ...]
    recall: float
    recall_interval: Interval
    median_lag: float
    lag_interval: Interval
    false_alarms: int
    false_alarms_a_year: float
    false_alarms_interval: Interval
    false_days_a_year: float
    false_by_market: tuple[tuple[ShortageDetection, ...], ...]
    market_years: float

    def of_severity(self, severity: str) -> tuple[int, int]:
        """How many episodes of this severity were found, and how many there are."""
        some = [e for e in self.episodes if e.shortage.severity == severity]
        return sum(e.lag is not None for e in some), len(some)


def _find(seed: int, shortage: Shortage, detections: Sequence[ShortageDetection]) -> Found:
    ours = [d for d in detections if d.concerns(shortage.gpus)]
    within = [d for d in ours if shortage.onset <= d.opened_at < shortage.end]
    named = {g for g in shortage.gpus if any(d.concerns(frozenset({g})) for d in within)}
    lag = min(((d.opened_at - shortage.onset) / timedelta(days=1) for d in within), default=None)
    was_open = any(d.opened_at < shortage.onset and (d.closed_at is None or d.closed_at > shortage.onset) for d in ours)
    return Found(seed, shortage, lag, was_open, len(named) / len(shortage.gpus))


def is_false(market: SimMarket, detection: ShortageDetection) -> bool:
    """Whether a detection shares no gpu and time with any true shortage and the two weeks around it."""
    closed = detection.closed_at or market.end
    return not any(
        detection.concerns(s.gpus) and detection.opened_at < s.end + TOLERANCE and closed > s.onset - TOLERANCE
        for s in market.truth.shortages
    )


def alarms(detections: Sequence[ShortageDetection], end: datetime) -> list[tuple[datetime, datetime]]:
    """What is left when detections that overlap in time count as one; an open one lasts until `end`."""
    merged: list[tuple[datetime, datetime]] = []
    for d in sorted(detections, key=lambda d: d.opened_at):
        closed = d.closed_at or end
        if merged and d.opened_at < merged[-1][1]:
            merged[-1] = merged[-1][0], max(merged[-1][1], closed)
        else:
            merged.append((d.opened_at, closed))
    return merged


def score_shortages(runs: Sequence[tuple[SimMarket, Sequence[ShortageDetection]]]) -> ShortageScore:
    """Score the detections made in each market."""
    episodes = [_find(i, s, detections) for i, (market, detections) in enumerate(runs) for s in market.truth.shortages]
    lags = [e.lag for e in episodes if e.lag is not None]
    false = [tuple(d for d in detections if is_false(market, d)) for market, detections in runs]
    spans = [alarms(some, market.end) for some, (market, _) in zip(false, runs, strict=True)]
    counts = [len(some) for some in spans]
    alarmed = sum((closed - opened) / timedelta(days=1) for some in spans for opened, closed in some)
    years = [(market.end - market.start - LEARNING) / timedelta(days=365) for market, _ in runs]
    return ShortageScore(
        episodes=tuple(episodes),
        recall=len(lags) / len(episodes) if episodes else float("nan"),
        recall_interval=wilson(len(lags), len(episodes)),
        median_lag=float(np.median(lags)) if lags else float("nan"),
        lag_interval=bootstrap_median(lags),
        false_alarms=sum(counts),
        false_alarms_a_year=sum(counts) / sum(years) if years else float("nan"),
        false_alarms_interval=bootstrap_rate(counts, years),
        false_days_a_year=alarmed / sum(years) if years else float("nan"),
        false_by_market=tuple(false),
        market_years=sum(years),
    )


def happened(market: SimMarket, detection: ShortageDetection) -> list[str]:
    """What else went on while a detection opened, and in the month before: to understand a false alarm."""
    first, last = detection.opened_at - timedelta(days=30), detection.opened_at
    gpus = detection.gpus
    truth = market.truth
    phases = [("launch", p) for p in truth.launches] + [("phase_out", p) for p in truth.phase_outs]
    found = [
        f"{k} {p.gpu}" for k, p in phases if (gpus is None or p.gpu in gpus) and p.start <= last and p.end >= first
    ]
    others = [h for h in truth.disturbances + truth.faults if h.start <= last and h.end >= first]
    return found + [f"{h.kind} {h.where}" for h in others if h.kind != "decimal_slip"]


@dataclass(frozen=True)
class SpikeScore:
    """Over all markets.

    Attributes:
        spikes, found: true ones, and those of them that were detected.
        detections, right, undecided: all; those that match a true spike; those that match a rise that is part of
            something larger, and count neither way.
        precision, precision_interval: right ones among all that are decided.
        recall, recall_interval: found ones among the true.
        median_lag: hours from the true start, of those found.
    """

    spikes: int
    found: int
    detections: int
    right: int
    undecided: int
    precision: float
    precision_interval: Interval
    recall: float
    recall_interval: Interval
    median_lag: float


def matches(spike: Spike, detection: SpikeDetection) -> bool:
    """Whether a detection is of this spike: the same listing, opened within two days of its start or of its first poll."""
    return detection.listing_id == spike.listing_id and spike.start <= detection.opened_at <= spike.seen + SPIKE_LAG


def score_spikes(runs: Sequence[tuple[SimMarket, Sequence[SpikeDetection]]]) -> SpikeScore:
    """Score the detections made in each market."""
    spikes = right = undecided = 0
    lags: list[float] = []
    for market, detections in runs:
        of: dict[int, list[SpikeDetection]] = {}
        for d in detections:
            of.setdefault(d.listing_id, []).append(d)
        hit: set[SpikeDetection] = set()
        for spike in market.truth.spikes:
            good = [d for d in of.get(spike.listing_id, []) if matches(spike, d)]
            hit |= set(good)
            lags += [min((d.opened_at - spike.start) / timedelta(hours=1) for d in good)] if good else []
        spikes, right = spikes + len(market.truth.spikes), right + len(hit)
        open_jumps = {d for j in market.truth.jumps for d in of.get(j.listing_id, []) if _excuses(j.at, d)}
        undecided += len(open_jumps - hit)
    total = sum(len(detections) for _, detections in runs)
    decided = total - undecided
    return SpikeScore(
        spikes=spikes,
        found=len(lags),
        detections=total,
        right=right,
        undecided=undecided,
        precision=right / decided if decided else float("nan"),
        precision_interval=wilson(right, decided),
        recall=len(lags) / spikes if spikes else float("nan"),
        recall_interval=wilson(len(lags), spikes),
        median_lag=float(np.median(lags)) if lags else float("nan"),
    )


def _excuses(at: datetime, detection: SpikeDetection) -> bool:
    return at <= detection.opened_at <= at + JUMP_LAG
