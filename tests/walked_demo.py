"""The demo market as its monitor sees it, without pages: every shop's shelves twice a day, walked day by day."""

import math
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cache

from monitor.catalog.catalog import CONSUMER, load_catalog
from monitor.catalog.matcher import Matcher
from monitor.demo.chance import DAYS
from monitor.demo.rates import lira_per_usd
from monitor.demo.shops import SHOPS, Shop
from monitor.demo.trade import Item
from monitor.signals.episode import MarketEvent, Scope
from monitor.signals.market import Market
from monitor.signals.panel import GpuInfo
from monitor.signals.point import Point
from monitor.signals.segments import segments_of
from monitor.signals.shelves import Listed
from monitor.signals.walk import Walk
from monitor.vocabulary import EventKind, Level, SignalKind
from scrapers.market import MARKETS
from scrapers.offer import Stock
from scrapers.spec import Tier

FIRST = date(2026, 1, 1)
_START = datetime(2026, 1, 1, tzinfo=UTC)
_HALF = timedelta(hours=12)
_AGGREGATORS = {"demo-preisradar"}


@cache
def gpus() -> dict[str, GpuInfo]:
    """The consumer cards of the catalogue, without launch prices: the rules here need none."""
    rows = list(load_catalog())
    by_model: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        by_model[row.model].add(row.name)
    successors: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in by_model.get(row.predecessor or "", ()):
            successors[name].add(row.name)
        successors[row.name] |= by_model.get(row.successor or "", set())
    return {
        row.name: GpuInfo(
            row.name,
            segments_of(row.segment, float(row.memory_gb)),
            row.launch_date,
            None,
            frozenset(successors[row.name]),
        )
        for row in rows
        if row.segment in CONSUMER
    }


def _points(shop: Shop) -> dict[Item, list[Point]]:
    """What each item showed whenever it was read."""
    currency = MARKETS[shop.market].currency
    points: dict[Item, list[Point]] = defaultdict(list)
    for n in range(DAYS * 2):
        there = dict(shop.stock_list(n * 12 * 60 + 60))
        at = _START + n * _HALF + timedelta(hours=1)
        for item in shop.items:
            shelf = there.get(item)
            if shelf is not None:
                points[item].append(Point(at, shelf.price, currency, shelf.stock, shelf.offers))
            elif item in points:
                points[item].append(Point(at, None, None, Stock.UNLISTED))
    return points


@cache
def events(market: str) -> list[MarketEvent]:
    """All that the rules say of a market over the scenario."""
    match = Matcher(load_catalog()).match
    last = FIRST + timedelta(days=DAYS - 1)
    covered = [(_START, _START + timedelta(days=DAYS))]
    leans = MARKETS[market].fx_anchor is not None
    walk = Walk(Market(market, FIRST.toordinal(), gpus(), leans), FIRST, last)
    shops = [shop for shop in SHOPS if shop.market == market]
    for shop in shops:
        tier = Tier.AGGREGATOR if shop.name in _AGGREGATORS else Tier.FIRST_PARTY
        for number, (item, points) in enumerate(_points(shop).items()):
            gpu = match(item.title).gpu
            if gpu is None:
                continue
            listed = Listed(gpu, shop.name, item.seller or shop.name, tier, False if item.seller else None, None)
            walk.add(number, listed, points, covered)
    shares = {shop.name: [1.0] * DAYS for shop in shops}
    rates = [math.log(lira_per_usd(n)) for n in range(DAYS)] if leans else None
    return [event for step in walk.steps(shares, rates) for event in step]


def level(market: str, day: int, gpu: str | None = None) -> Level:
    """The level that stands at the end of a day."""
    scope, moment = Scope(market, gpu=gpu), _START + timedelta(days=day + 1)
    found = Level.NORMAL
    for event in events(market):
        if event.kind is SignalKind.SHORTAGE and event.scope == scope and event.at <= moment:
            found = Level.NORMAL if event.what is EventKind.CLOSE else event.level or found
    return found
