"""Follow a gpu's shelves through one day: shortage with its level, launch and phase-out. Pure.

A gpu that was never usually available here is a launch; one whose successor has come is a phase-out: both are told as
a `stockout` of the gpu with that cause, not as a shortage. What is left is a shortage where scarcity and price agree.
"""

import math
from typing import Any, Final

from monitor.signals.day import SUPPLY, Day
from monitor.signals.following import follow
from monitor.signals.panel import GpuSeries
from monitor.signals.pressure import Pressure
from monitor.signals.reference import Deviation
from monitor.signals.scarcity import NOW_DAYS, Scarcity
from monitor.vocabulary import Cause, Level, SignalKind

#: A gpu is new for so long after its first listing here, unless it was well available on so many days.
_NEW_DAYS: Final = 120
_SEEN_DAYS: Final = 14
_WELL: Final = 0.5
_EMPTY: Final = 0.25
#: A gpu that fewer of its sellers list is on its way out, whatever stands on the shelves of the others.
LEAST_LISTED: Final = 0.5
#: A successor takes a model's place for so long after it came, even while it is hard to get itself.
_TAKES_PLACE_DAYS: Final = 120


def judge_supply(day: Day, gpu: str) -> None:
    """Open, change and close the signals on a gpu's supply."""
    if is_launch(day, gpu):
        _launch(day, gpu)
    elif is_phase_out(day, gpu):
        _phase_out(day, gpu)
    else:
        for cause in (Cause.LAUNCH, Cause.PHASE_OUT):
            _end(day, gpu, cause)
        follow(
            day,
            day.scope(gpu),
            lambda at, before: level_on(day, gpu, at, before),
            lambda: evidence(day, gpu),
            # Whether others are short, too, is told of the segment and of the market.
            lambda: None,
        )


def pressure(day: Day, gpu: str, at: int) -> Pressure | None:
    """What day `at` says of a gpu; None with too little known."""
    shelves = day.scarcity(gpu, at)
    if shelves is None or shelves.listed < LEAST_LISTED:
        return None
    down = sum(seller.is_down for seller in shelves.sellers) / len(shelves.sellers)
    compared, sellers = shelves.n_sellers, max(shelves.n_sellers, day.sellers(gpu))
    return Pressure(shelves.loss, day.rise(gpu, at), shelves.is_unusual, sellers, compared, down)


def level_on(day: Day, gpu: str, at: int, before: Level) -> Level:
    """The level that day `at` asks for."""
    found = pressure(day, gpu, at)
    return found.level(before) if found else Level.UNKNOWN


# --- launch and phase-out ------------------------------------------------------------------------------------------


def is_launch(day: Day, gpu: str) -> bool:
    """The gpu is new here and has not been well available yet."""
    first = first_listed(day, gpu)
    if first is None:
        return False
    launched = day.gpus[gpu].launched
    came = first if first > day.began else launched.toordinal() - day.book.origin if launched else None
    if came is None or not 0 <= day.at - came < _NEW_DAYS:
        return False
    well = 0
    for at in range(max(came, 0), day.at + 1):
        share = availability(day, gpu, at, 1)
        well += share is not None and share >= _WELL
        if well >= _SEEN_DAYS:
            return False
    return True


def is_phase_out(day: Day, gpu: str) -> bool:
    """Its successor has come and is on the shelves, or came lately; or most of its sellers list it no more."""
    shelves = day.scarcity(gpu, day.at)
    if shelves and shelves.listed < LEAST_LISTED:
        return True
    if day.book.open(SignalKind.SHORTAGE, day.scope(gpu)):
        return False
    for name in day.gpus[gpu].successors:
        if name not in day.series:
            continue
        first = first_listed(day, name)
        if first is None:
            continue
        share = availability(day, name, day.at, NOW_DAYS)
        if (first > day.began and day.at - first < _TAKES_PLACE_DAYS) or (share is not None and share >= _WELL):
            return True
    return False


def _launch(day: Day, gpu: str) -> None:
    share = availability(day, gpu, day.at, NOW_DAYS)
    scope = day.scope(gpu)
    episode = day.book.open(SignalKind.STOCKOUT, scope)
    if episode is None and share is not None and share < _EMPTY and day.sellers(gpu) >= 2:
        first = first_listed(day, gpu) or 0
        if day.at > first:
            figures = {"availability_ratio": round(share, 4), "sellers": day.sellers(gpu)}
            day.book.start(SignalKind.STOCKOUT, scope, day.at, first, figures, cause=Cause.LAUNCH)
    elif episode and share is not None and share >= _WELL:
        day.book.close(episode, day.at, {"availability_ratio": round(share, 4)})


def _phase_out(day: Day, gpu: str) -> None:
    _end(day, gpu, Cause.LAUNCH)
    scope = day.scope(gpu)
    if short := day.book.open(SignalKind.SHORTAGE, scope):
        day.book.close(short, day.at, evidence(day, gpu), Cause.PHASE_OUT)
    found, yesterday = day.scarcity(gpu, day.at), day.scarcity(gpu, day.at - 1)
    episode = day.book.open(SignalKind.STOCKOUT, scope)
    if episode is None and found and yesterday and min(found.loss, yesterday.loss) >= _WELL and found.is_unusual:
        there = sorted(name for name in day.gpus[gpu].successors if name in day.series)
        day.book.start(
            SignalKind.STOCKOUT,
            scope,
            day.at,
            day.at - 1,
            evidence(day, gpu) | {"successors": there},
            cause=Cause.PHASE_OUT,
        )
    elif episode and found and found.loss < _EMPTY:
        day.book.close(episode, day.at, evidence(day, gpu))


def _end(day: Day, gpu: str, cause: Cause) -> None:
    episode = day.book.open(SignalKind.STOCKOUT, day.scope(gpu))
    if episode and episode.cause is cause:
        day.book.close(episode, day.at, evidence(day, gpu))


def first_listed(day: Day, gpu: str) -> int | None:
    """Index of the first day of the look-back on which anybody listed it; None if nobody did."""
    start = day.began
    found = [first for s in day.series[gpu].values() if (first := s.first_listed(start)) is not None]
    return min(found, default=None)


def availability(day: Day, gpu: str, at: int, days: int) -> float | None:
    """Share of the known listing-time of the `days` days up to `at` in stock, where supply can be seen."""
    first, end = max(at - days + 1, 0), at + 1
    known = in_stock = 0
    for tier in SUPPLY:
        if series := day.series[gpu].get(tier):
            known += sum(s.known_s.between(first, end) for s in series.sellers.values())
            in_stock += sum(s.in_stock_s.between(first, end) for s in series.sellers.values())
    return in_stock / known if known else None


# --- evidence ------------------------------------------------------------------------------------------------------


def evidence(day: Day, gpu: str) -> dict[str, Any]:
    """Figures before and now, with the shops that they rest on."""
    shelves, price, series = day.scarcity(gpu, day.at), day.deviation(gpu, day.at), day.headline(gpu)
    found: dict[str, Any] = {}
    if shelves:
        found |= shelf_figures(shelves)
    if price and series:
        found |= _price(price, series)
    if (own := day.own_rise(gpu, day.at)) is not None:
        found["own_rise_ratio"] = round(math.expm1(own), 4)
    return found


def shelf_figures(shelves: Scarcity) -> dict[str, Any]:
    """Who has it in stock, now and usually: shops, or the offers of an aggregator, whose shops are not told apart."""
    low, high = shelves.interval or (None, None)
    now = [_ratio(seller.in_stock_s, seller.known_s) for seller in shelves.sellers]
    usual = [_ratio(seller.usual_in_stock_s, seller.usual_known_s) for seller in shelves.sellers]
    if shelves.counts_offers:
        # Of the aggregator that shows most: several show the same shops.
        have = round(max(seller.depth for seller in shelves.sellers))
        have_usually = round(max(seller.usual_depth for seller in shelves.sellers))
    else:
        have, have_usually = (sum(ratio is not None and ratio >= _WELL for ratio in ratios) for ratios in (now, usual))
    return {
        "availability_ratio": _rounded(shelves.availability),
        "availability_low": _rounded(low),
        "availability_high": _rounded(high),
        "usual_availability_ratio": _rounded(shelves.usual),
        "depth": round(shelves.depth, 2),
        "usual_depth": round(shelves.usual_depth, 2),
        "loss_ratio": round(shelves.loss, 4),
        "n_sellers": shelves.n_sellers,
        "n_sellers_in_stock": min(have, shelves.n_sellers),
        "usual_n_sellers_in_stock": min(have_usually, shelves.n_sellers),
        "sellers": [
            {"retailer": s.key.retailer, "seller": s.key.name, "in_stock_ratio": a, "usual_ratio": b}
            for s, a, b in zip(shelves.sellers, now, usual, strict=True)
        ],
    }


def _price(price: Deviation, series: GpuSeries) -> dict[str, Any]:
    launch = series.info.launch_price
    return {
        "street_price": round(math.exp(price.street), 2),
        "reference": round(math.exp(price.reference), 2),
        "over_reference_ratio": round(math.expm1(price.value), 4),
        "premium_ratio": round(math.exp(price.street) / float(launch) - 1, 4) if launch else None,
        "tier": series.tier,
    }


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
