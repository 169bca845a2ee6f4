"""What our signals say of a simulated market, as detections that can be scored."""

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

import msgspec
from simulated.score import ShortageDetection, SpikeDetection
from simulated.truth import SimMarket

from monitor.signals import listing
from monitor.signals.episode import MarketEvent, Scope
from monitor.signals.market import Market
from monitor.signals.panel import GpuInfo
from monitor.signals.point import Point
from monitor.signals.segments import segments_of
from monitor.signals.shelves import Listed
from monitor.signals.walk import Walk, covered_shares
from monitor.vocabulary import EventKind, SignalKind

_DAY = timedelta(days=1)
#: Longer than the longest interval between two polls.
_CONFIRMED = timedelta(hours=9)


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
        walk.add(item.id, listed, believed(item.points), item.covered)
        watched.setdefault(item.retailer, covered_shares(item.covered, first, last))
    rates = [None if sim.rates is None else math.log(sim.rates[day]) for day in days] if sim.fx_anchor else None
    by_day = {day: rate for day, rate in zip(days, rates or [], strict=False) if rate is not None}
    events = [event for step in walk.steps(watched, rates) for event in step]
    found = []
    for item in sim.listings if spikes else ():
        of_listing = listing.fold(
            [], believed(item.points), [], sim.end, covered=item.covered, rates=by_day if sim.fx_anchor else None
        )
        found += [
            SpikeDetection(item.id, event.opened_at, None)
            for event in of_listing
            if event.what is EventKind.OPEN and event.kind is SignalKind.PRICE_SPIKE
        ]
    return Judged(_shortages(events), found, events)


def believed(points: list[Point]) -> list[Point]:
    """What a poll would have stored: a price three times the last one or a third of it is held until it is read again."""
    found: list[Point] = []
    last: Decimal | None = None
    for point, following in zip(points, [*points[1:], None], strict=True):
        stays = following is None or following.at - point.at > _CONFIRMED or following.price == point.price
        if point.price and last and not last / 3 <= point.price <= last * 3 and not stays:
            point = msgspec.structs.replace(point, price=last)  # noqa: PLW2901 - what is stored instead
        last = point.price or last
        found.append(point)
    return found


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
