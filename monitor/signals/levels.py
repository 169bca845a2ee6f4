"""The level of every gpu and of every part of a market, from their open shortages. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from monitor.signals.episode import Scope
from monitor.signals.measures import GpuMeasure
from monitor.signals.open_signals import MarketSignals, level_of
from monitor.signals.pressure import LEAST_SELLERS, RANKS
from monitor.signals.segments import SEGMENTS, segments_of
from monitor.signals.standing import Standing
from monitor.vocabulary import Cause, Level

#: Of what is followed, so much must be known.
LEAST_COVERAGE: Final = 0.6
#: Gpus without whom a part of the market is only a gpu.
_LEAST_GPUS: Final = 2


@dataclass(frozen=True, slots=True)
class SegmentLevel:
    """A part of a market.

    Attributes:
        gpus: how many of its cards are followed.
        short: names of those with a level above normal.
        since: the first day of its shortage.
    """

    segment: str
    level: Level
    since: date | None
    cause: Cause | None
    gpus: int
    short: tuple[str, ...]


def with_level(gpu: GpuMeasure, standing: Standing | None, signals: MarketSignals) -> GpuMeasure:
    """The gpu with its level, its signals, and its figures beside what is usual.

    Args:
        gpu: as it stands now.
        standing: of its last judged day; None where none was.
        signals: of its market.
    """
    shortage = signals.shortage(Scope(gpu.market, gpu=gpu.gpu))
    reason = _unknown(gpu, standing)
    return replace(
        gpu,
        level=Level.UNKNOWN if reason else level_of(shortage),
        reason=reason,
        since=shortage.since if shortage and not reason else None,
        cause=shortage.cause if shortage and not reason else None,
        signals=signals.of_gpu(gpu.gpu),
        standing=standing,
    )


def _unknown(gpu: GpuMeasure, standing: Standing | None) -> str | None:
    """Why the level cannot be told; None where it can."""
    if gpu.coverage < LEAST_COVERAGE:
        return "low_coverage"
    if standing is None or standing.n_sellers is None:
        return "short_history"
    if max(standing.n_independent_sellers, standing.n_sellers, gpu.sellers) < LEAST_SELLERS:
        return "few_sellers"
    return None


def segment_levels(
    market: str, gpus: Sequence[GpuMeasure], signals: MarketSignals, *, known: bool
) -> list[SegmentLevel]:
    """The parts of a market that hold at least two of the gpus followed.

    Args:
        market: code.
        gpus: with their levels.
        signals: of the market.
        known: the market's own level can be told; otherwise no part's can.
    """
    found = []
    parts = {gpu.gpu: segments_of(gpu.segment, gpu.memory_gb) for gpu in gpus}
    for segment in SEGMENTS:
        mine = [gpu for gpu in gpus if segment in parts[gpu.gpu]]
        if len(mine) < _LEAST_GPUS:
            continue
        shortage = signals.shortage(Scope(market, segment=segment)) if known else None
        told = known and (shortage is not None or any(gpu.level is not Level.UNKNOWN for gpu in mine))
        found.append(
            SegmentLevel(
                segment,
                level_of(shortage) if told else Level.UNKNOWN,
                shortage.since if shortage else None,
                shortage.cause if shortage else None,
                len(mine),
                tuple(gpu.gpu for gpu in mine if RANKS[gpu.level]),
            )
        )
    return found
