"""Follow a gpu's street price through one day: open, keep or close its price signals."""

import math
from typing import Any, Final

from monitor.signals import rises
from monitor.signals.day import Day
from monitor.signals.episode import Episode
from monitor.signals.own_prices import own_deviations
from monitor.signals.panel import GpuSeries
from monitor.signals.reference import REFERENCE_DAYS, Deviation
from monitor.vocabulary import Cause, SignalKind
from scrapers.spec import Tier

RISES: Final = (SignalKind.PRICE_SPIKE, SignalKind.PRICE_CREEP)
_LOOKED_AT: Final = 60
#: Tiers whose sellers can be told apart.
_BY_SELLER: Final = frozenset({Tier.FIRST_PARTY})


def judge_price(day: Day, gpu: str) -> None:
    """Open and close the price signals of a gpu."""
    series, now = day.headline(gpu), day.deviation(gpu, day.at)
    if series is None or now is None:
        return
    scope = day.scope(gpu)
    for kind, direction in (*((k, 1) for k in RISES), (SignalKind.PRICE_DROP, -1)):
        if (episode := day.book.open(kind, scope)) and _is_over(day, series, episode, now, direction):
            return
    if not any(day.book.open(kind, scope) for kind in RISES):
        _rise(day, series, now)
    if not day.book.open(SignalKind.PRICE_DROP, scope):
        _drop(day, series, now)
    _below(day, series, now)


def _rise(day: Day, series: GpuSeries, now: Deviation) -> None:
    gpu = series.info.name
    onset = _confirmed(day, gpu, now, 1)
    crept = 0.0
    if onset is None:
        crept, onset = _crept(day, series)
        # It must stand above what is usual, too: a bounce from a low is no creep.
        if crept < rises.CREPT * now.band or now.value < now.band / 2:
            return
    moved = _movers(day, series, now, 1)
    if moved and moved["sellers_moved"] == 0 and _is_mere_mixture(day, series):
        return
    climb = series.street[max(onset - 7, day.at - _LOOKED_AT, 0) : day.at + 1]
    kind = SignalKind.PRICE_SPIKE if not crept and rises.is_jump(climb, 1) else SignalKind.PRICE_CREEP
    evidence = _evidence(series, now) | moved | ({"crept_ratio": round(math.expm1(crept), 4)} if crept else {})
    day.book.start(kind, day.scope(gpu), day.at, onset, evidence, cause=_cause(moved))


def _drop(day: Day, series: GpuSeries, now: Deviation) -> None:
    onset = _confirmed(day, series.info.name, now, -1)
    if onset is not None:
        moved = _movers(day, series, now, -1)
        if moved and moved["sellers_moved"] == 0:
            # Nobody asks for less: only which offers are cheapest changed.
            return
        day.book.start(
            SignalKind.PRICE_DROP,
            day.scope(series.info.name),
            day.at,
            onset,
            _evidence(series, now) | moved,
            cause=_cause(moved),
        )


def _below(day: Day, series: GpuSeries, now: Deviation) -> None:
    """Cheaper than at launch, after it was not."""
    launch = series.info.launch_price
    if launch is None:
        return
    scope, over = day.scope(series.info.name), now.street - math.log(launch)
    episode = day.book.open(SignalKind.BELOW_REFERENCE, scope)
    if episode is None:
        yesterday = day.deviation(series.info.name, day.at - 1)
        below = yesterday is not None and max(over, yesterday.street - math.log(launch)) <= rises.BELOW
        if below and now.reference > math.log(launch):
            evidence = _evidence(series, now) | {"launch_price": str(launch)}
            day.book.start(SignalKind.BELOW_REFERENCE, scope, day.at, day.at - 1, evidence)
    elif over > 0:
        day.book.close(episode, day.at, _evidence(series, now))


def _confirmed(day: Day, gpu: str, now: Deviation, direction: int) -> int | None:
    """The first of the days running up to today on which the price is out of the band; None unless there are two."""
    onset = None
    for at in range(day.at, max(day.at - 2, -1), -1):
        then = now if at == day.at else day.deviation(gpu, at)
        if then is None or then.value * direction < then.band:
            return None
        onset = at
    return onset if onset is not None and onset < day.at else None


def _is_over(day: Day, series: GpuSeries, episode: Episode, now: Deviation, direction: int) -> bool:
    """Close the episode if the price is back or has become the usual one."""
    today = day.book.origin + day.at
    age = today - episode.onset
    # What crept began long before it was told: it is followed for a while before it is the new level.
    told = today - episode.opened_on
    still = series.street[max(day.at - rises.STILL_DAYS + 1, 0) : day.at + 1]
    yesterday = day.deviation(series.info.name, day.at - 1)
    if rises.is_back(now, direction) and (yesterday is None or rises.is_back(yesterday, direction)):
        day.book.close(episode, day.at, _evidence(series, now))
    elif day.book.open(SignalKind.SHORTAGE, episode.scope):
        # What a card costs while it is short is not what it usually costs, however long.
        return False
    elif age >= rises.CUSUM_DAYS or (told >= rises.SETTLED_AFTER and rises.stands_still(still)):
        day.book.close(episode, day.at, _evidence(series, now), Cause.NEW_LEVEL)
    else:
        return False
    return True


def _quiet_since(day: Day, gpu: str) -> int:
    """The first day since which the CUSUM runs: since the last price signal ended."""
    ended = [
        (e.closed_on or 0) - day.book.origin
        for e in day.book.of(day.scope(gpu))
        if e.kind in {*RISES, SignalKind.PRICE_DROP} and not e.is_open
    ]
    return max(0, day.at - rises.CUSUM_DAYS, *ended)


def _crept(day: Day, series: GpuSeries) -> tuple[float, int]:
    """How far the price crept, and since which day; where it leans on a foreign currency, the lesser of nominal and real."""
    start = _quiet_since(day, series.info.name)
    nominal = series.weekly[start : day.at + 1]
    found = [rises.crept(nominal)]
    if day.rates is not None:
        rates = day.rates[start : day.at + 1]
        real = [None if p is None or r is None else p - r for p, r in zip(nominal, rates, strict=False)]
        if any(price is not None for price in real):
            found.append(rises.crept(real))
    total, since = min(found)
    return total, start + since


def _movers(day: Day, series: GpuSeries, now: Deviation, direction: int) -> dict[str, Any]:
    """How many of the sellers that can be compared moved their own price by at least half of the move."""
    if series.tier not in _BY_SELLER:
        return {}
    days = day.book.calm(day.scope(series.info.name)).days(day.at, REFERENCE_DAYS)
    own = own_deviations(series, day.at, days)
    moved = {key.name for key, stands in own.items() if stands * direction >= abs(now.value) / 2}
    return {"sellers_moved": len(moved), "sellers_compared": len(own), "sellers": sorted(moved)[:10]}


def _cause(moved: dict[str, Any]) -> Cause | None:
    return Cause.ONE_RETAILER if moved and moved["sellers_moved"] == 1 and moved["sellers_compared"] > 1 else None


def _is_mere_mixture(day: Day, series: GpuSeries) -> bool:
    """Nobody asks for more and the shelves are as full as usual: only which offers are cheapest changed."""
    shelves = day.scarcity(series.info.name, day.at)
    return shelves is None or shelves.loss < 0.2


def _evidence(series: GpuSeries, now: Deviation) -> dict[str, Any]:
    found: dict[str, Any] = {
        "street_price": round(math.exp(now.street), 2),
        "reference": round(math.exp(now.reference), 2),
        "reference_is": f"median of {now.days} calm days",
        "change_ratio": round(math.expm1(now.nominal), 4),
        "band_ratio": round(math.expm1(now.band), 4),
        "tier": series.tier,
    }
    if now.value != now.nominal:
        found["real_change_ratio"] = round(math.expm1(now.value), 4)
    if not now.real:
        found["exchange_rate"] = "not known"
    if series.info.launch_price:
        found["premium_ratio"] = round(math.exp(now.street) / float(series.info.launch_price) - 1, 4)
    return found
