"""What our signals say of a simulated market, as detections that can be scored."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta

from simulated.score import ShortageDetection, SpikeDetection
from simulated.truth import SimMarket

from monitor.signals import listing
from monitor.signals.episode import MarketEvent, Scope
from monitor.signals.market import Market
from monitor.signals.panel import GpuInfo
from monitor.signals.segments import segments_of
from monitor.signals.shelves import Listed
from monitor.signals.walk import Walk, covered_shares
from monitor.vocabulary import EventKind, SignalKind

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Judged:
    """What was said of a market: shortages with their scopes, spikes of listings, and every market-level event."""

    shortages: list[tuple[Scope, ShortageDetection]]
    spikes: list[SpikeDetection]
    events: list[MarketEvent]


def gpus_of(sim: SimMarket) -> dict[str, GpuInfo]:
    """The catalogue of a simulated market."""
    one_of_each = {item.gpu: item for item in sim.listings}
    successors: dict[str, set[str]] = defaultdict(set)
    for item in one_of_each.values():
        if item.predecessor:
            successors[item.predecessor].add(item.gpu)
    return {
        gpu: GpuInfo(
            gpu,
            segments_of(item.segment, item.memory_gb),
            item.launched,
            item.launch_price,
            frozenset(successors[gpu]),
        )
        for gpu, item in one_of_each.items()
    }


def judge(sim: SimMarket, *, spikes: bool = True) -> Judged:
    """Walk the market day by day."""
    first, last = sim.start.date(), (sim.end - _DAY).date()
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    walk = Walk(Market(sim.code, first.toordinal(), gpus_of(sim), leans=sim.fx_anchor), first, last)
    watched: dict[str, list[float]] = {}
    for item in sim.listings:
        listed = Listed(item.gpu, item.retailer, item.seller_group, item.tier, None, None)
        walk.add(item.id, listed, item.points, item.covered)
        watched.setdefault(item.retailer, covered_shares(item.covered, first, last))
    rates = [None if sim.rates is None else math.log(sim.rates[day]) for day in days] if sim.fx_anchor else None
    events = [event for step in walk.steps(watched, rates) for event in step]
    found = []
    for item in sim.listings if spikes else ():
        of_listing = listing.fold([], item.points, [], sim.end, covered=item.covered)
        found += [
            SpikeDetection(item.id, event.opened_at, None)
            for event in of_listing
            if event.what is EventKind.OPEN and event.kind is SignalKind.PRICE_SPIKE
        ]
    return Judged(_shortages(events), found, events)


def _shortages(events: list[MarketEvent]) -> list[tuple[Scope, ShortageDetection]]:
    found: dict[tuple[Scope, object], ShortageDetection] = {}
    for event in events:
        if event.kind is not SignalKind.SHORTAGE:
            continue
        key = (event.scope, event.opened_at)
        if event.what is EventKind.OPEN:
            gpus = [event.scope.gpu] if event.scope.gpu else event.evidence["gpus_short"]
            found[key] = ShortageDetection(frozenset(gpus) or None, event.opened_at, None)
        elif event.what is EventKind.CLOSE:
            opened = found[key]
            found[key] = ShortageDetection(opened.gpus, opened.opened_at, event.at)
    return [(scope, detection) for (scope, _), detection in found.items()]
