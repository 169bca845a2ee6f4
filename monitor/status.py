"""The status of every market, as the page, the JSON API and the command show it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from monitor.day_figures import DayFigures, DayMemory
from monitor.polling.fields import stored
from monitor.signals import verdict_said
from monitor.signals.durations import Durations
from monitor.signals.index_figures import IndexFigures, InMoney
from monitor.signals.levels import LEAST_COVERAGE, SegmentLevel, segment_levels, with_level
from monitor.signals.measures import GpuMeasure, ListingState, count_sellers, measure_gpus
from monitor.signals.open_signals import NONE, MarketSignals, OpenSignal, levels_by_day
from monitor.signals.segments import described
from monitor.signals.sentence import ENGLISH
from monitor.signals.verdict import LEAST_HISTORY, Verdict, Watched, judge
from monitor.signals.walk import covered_shares
from monitor.storage import history, measures, retailers, standings
from monitor.storage.retailers import RetailerStatus
from monitor.utc_days import midnight
from monitor.vocabulary import Level

#: Days of which the level is shown, and over which sellers are counted.
DAYS: Final = 90
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MarketStatus:
    """A market with its listings, gpus, segments and retailers.

    Attributes:
        days: the level of each of the last 90 whole days (UTC); empty where they were not asked for.
        lately: price index, and how long stockouts last; None where days were not asked for.
        watched: when it was last seen, and how many of its shops can be read.
    """

    verdict: Verdict
    demo: bool
    listings: list[ListingState]
    gpus: list[GpuMeasure]
    segments: list[SegmentLevel]
    retailers: list[RetailerStatus]
    days: list[tuple[date, Level]]
    lately: DayFigures | None
    watched: Watched

    def awaited(self, gpu: GpuMeasure) -> Durations | None:
        """How long a gpu's stockouts last, where a buyer has to wait: it is short, or none of its offers is in stock."""
        is_out = gpu.offers_known > 0 and not gpu.offers_in_stock
        waits = is_out or gpu.level in {Level.TIGHT, Level.SHORTAGE, Level.SEVERE}
        return self.lately.stockouts.get(gpu.gpu) if self.lately and waits else None


def markets(
    session: Session, now: datetime, *, with_days: bool = True, memory: DayMemory | None = None
) -> list[MarketStatus]:
    """Every market with an enabled retailer.

    Args:
        session: an open session.
        now: aware UTC.
        with_days: also what past days say (level, price index, how long stockouts last), which costs more.
        memory: what earlier calls of this process left, for who calls often.
    """
    states = measures.listing_states(session, now)
    watched = measures.watched(session, now)
    shops = [shop for shop in retailers.statuses(session) if shop.enabled]
    standing = standings.latest(session, now)
    first = (now - DAYS * _DAY).date()
    signals = standings.market_signals(session, first)
    known = _known_days(session, shops, watched, first) if with_days else {}
    lately = (memory or DayMemory()).of(session, watched, now) if with_days else {}
    found = []
    for market in sorted(watched):
        here = [state for state in states if state.market == market]
        of_market = signals.get(market, NONE)
        signalled = {signal.scope.gpu for signal in of_market.open if signal.scope.gpu}
        gpus = [with_level(gpu, standing.get((market, gpu.gpu)), of_market) for gpu in measure_gpus(here, signalled)]
        at = [shop for shop in shops if shop.market == market]
        verdict = judge(market, gpus, watched[market], of_market, sellers=_sellers(here, gpus, now), now=now)
        is_known = verdict.level is not Level.UNKNOWN
        parts = segment_levels(market, gpus, of_market, known=is_known)
        days = _levels(of_market, first, known[market], verdict) if with_days else []
        demo = any(shop.demo for shop in at)
        found.append(MarketStatus(verdict, demo, here, gpus, parts, at, days, lately.get(market), watched[market]))
    return found


def _sellers(states: list[ListingState], gpus: list[GpuMeasure], now: datetime) -> int:
    """Independent sellers of new cards of the last 90 days, also of what is not listed any more."""
    lately = [s for s in states if s.last_seen_at is None or s.last_seen_at >= now - DAYS * _DAY]
    counted = (gpu.standing.n_independent_sellers for gpu in gpus if gpu.standing)
    return max([count_sellers(lately), *counted])


def _known_days(
    session: Session, shops: list[RetailerStatus], watched: dict[str, Watched], first: date
) -> dict[str, list[bool]]:
    """By market, for each day from `first` on, whether enough was watched, after enough history, to tell its level."""
    start = midnight(first)
    spans = history.source_coverage(session, start, start + DAYS * _DAY)
    found: dict[str, list[bool]] = {}
    for market, of_market in watched.items():
        shares = [
            covered_shares(spans[shop.id], first, first + (DAYS - 1) * _DAY)
            for shop in shops
            if shop.market == market and spans.get(shop.id)
        ]
        reached = of_market.reached(LEAST_HISTORY)
        # A shop counts from the day on which it was first read.
        begun = [next((n for n, share in enumerate(each) if share), DAYS) for each in shares]
        found[market] = []
        for n in range(DAYS):
            there = [each[n] for each, since in zip(shares, begun, strict=True) if n >= since]
            enough = bool(there) and sum(there) >= LEAST_COVERAGE * len(there)
            found[market].append(enough and reached is not None and reached < start + (n + 1) * _DAY)
    return found


def _levels(signals: MarketSignals, first: date, known: list[bool], verdict: Verdict) -> list[tuple[date, Level]]:
    # With too few sellers the days before could be told no better.
    told = [each and verdict.reason not in {"few_sellers", "nothing_followed"} for each in known]
    return levels_by_day(signals.steps, [first + n * _DAY for n in range(DAYS)], told)


def as_json(status: MarketStatus) -> dict[str, Any]:
    """A market's status as programs read it. Prices are decimals as strings; what is not known is null."""
    verdict = status.verdict
    missing, lately = verdict.missing, status.lately
    return {
        "market": verdict.market,
        "level": verdict.level,
        "since": verdict.since,
        "reason": verdict.reason,
        "cause": verdict.cause,
        "missing": missing and {"what": missing.what, "have": missing.have, "needed": missing.needed},
        "last_known": verdict.last_known,
        "sentence": verdict_said.sentence(verdict),
        "seen": verdict_said.seen(verdict, ENGLISH),
        "coverage": _ratio(verdict.coverage),
        "availability": _ratio(verdict.availability),
        "sellers": verdict.sellers,
        "demo": status.demo,
        "segments": [
            {
                "segment": part.segment,
                "described": described(part.segment),
                "level": part.level,
                "since": part.since,
                "cause": part.cause,
                "gpus": part.gpus,
                "short": part.short,
            }
            for part in status.segments
        ],
        "index": _index(lately.index) if lately and lately.index else None,
        "gpus": [_gpu(gpu, lately.stockouts.get(gpu.gpu) if lately else None) for gpu in status.gpus],
        "days": [{"day": day, "level": level} for day, level in status.days],
        "retailers": [
            {
                "retailer": shop.name,
                "title": shop.title,
                "tier": shop.tier,
                "demo": shop.demo,
                "last_outcome": shop.last_outcome,
                "last_reason": shop.last_reason,
                "last_detail": shop.last_detail,
                "fields": stored(shop.fields),
                "last_poll_at": shop.last_poll_at,
                "last_complete_at": shop.last_complete_at,
                "listings": shop.listings,
            }
            for shop in status.retailers
        ],
    }


def _index(index: IndexFigures) -> dict[str, Any]:
    return {
        "day": index.day,
        "base": index.base,
        **_in_money(index.own),
        "imputed": _ratio(index.imputed_ratio),
        "listings": index.n_listings,
        "in_usd": _in_money(index.in_usd),
    }


def _in_money(index: InMoney) -> dict[str, Any]:
    return {
        "currency": index.currency,
        "value": None if index.value is None else round(index.value, 2),
        "change_30_days": _ratio(index.change_30d),
        "change_365_days": _ratio(index.change_365d),
    }


def _gpu(gpu: GpuMeasure, stockouts: Durations | None) -> dict[str, Any]:
    usual = gpu.standing
    return {
        "gpu": gpu.gpu,
        "segment": gpu.segment,
        "level": gpu.level,
        "reason": gpu.reason,
        "since": gpu.since,
        "cause": gpu.cause,
        "street_price": None if gpu.street_price is None else f"{gpu.street_price:f}",
        "currency": gpu.currency,
        "premium": _ratio(gpu.premium),
        "over_reference": _ratio(gpu.over_reference),
        "availability": _ratio(gpu.availability),
        "availability_low": _ratio(gpu.availability_low),
        "availability_high": _ratio(gpu.availability_high),
        "usual_availability": _ratio(usual.usual_availability_ratio) if usual else None,
        "depth": usual.depth_ratio if usual else None,
        "coverage": _ratio(gpu.coverage),
        "sellers": gpu.sellers,
        "sellers_in_stock": gpu.sellers_in_stock,
        "offers_in_stock": gpu.offers_in_stock,
        "offers_known": gpu.offers_known,
        "restock_days": stockouts and _restock_days(stockouts),
        "signals": [_signal(signal) for signal in gpu.signals],
        "judged": None if usual is None else usual.day,
    }


def _restock_days(stockouts: Durations) -> dict[str, Any]:
    return {
        "median": _days(stockouts.median),
        "lower": _days(stockouts.lower),
        "upper": _days(stockouts.upper),
        "stockouts": stockouts.spells,
        "restocked": stockouts.turned,
        "open": stockouts.open,
        "taken_off": stockouts.gone,
    }


def _days(lasted: timedelta | None) -> float | None:
    return None if lasted is None else round(lasted / _DAY, 2)


def _signal(signal: OpenSignal) -> dict[str, Any]:
    return {"kind": signal.kind, "cause": signal.cause, "since": signal.since}


def _ratio(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
