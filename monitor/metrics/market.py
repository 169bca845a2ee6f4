"""What is known of markets, cards and listings now, as metrics. Pure: the status in, families out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from monitor.metrics.exposition import Family, Gauge, Labels, flag
from monitor.signals.measures import GpuMeasure, ListingState
from monitor.signals.pressure import RANKS
from monitor.status import MarketStatus
from monitor.vocabulary import Level, SignalKind
from scrapers.offer import Stock

_OF_MARKET: Final = ("market", "demo")
_OF_GPU: Final = ("gpu", "market", "demo")
_OF_SHOP: Final = ("gpu", "market", "retailer", "demo")
#: Why a market's level is unknown.
UNKNOWN_REASONS: Final = ("nothing_followed", "low_coverage", "short_history", "few_sellers")

MARKET_LEVEL: Final = Gauge("gpumarket_market_level", "1 for the level a market is at.", ("market", "level", "demo"))
MARKET_UNKNOWN: Final = Gauge(
    "gpumarket_market_unknown", "1 for the reason why a market's level is unknown.", ("market", "reason", "demo")
)
MARKET_COVERAGE: Final = Gauge(
    "gpumarket_market_coverage_ratio",
    "Share of a market's listings about which it is known whether they are in stock.",
    _OF_MARKET,
)
MARKET_AVAILABILITY: Final = Gauge(
    "gpumarket_market_availability_ratio", "Share of a market's known listings that are in stock.", _OF_MARKET
)
MARKET_SELLERS: Final = Gauge(
    "gpumarket_market_sellers", "Independent sellers of new cards of the last 90 days.", _OF_MARKET
)
SIGNALS_OPEN: Final = Gauge("gpumarket_signals_open", "Open signals.", ("market", "kind", "demo"))
STREET_PRICE: Final = Gauge(
    "gpumarket_street_price",
    "Median of the up to five cheapest new, deliverable first-party offers, in the label's currency.",
    (*_OF_GPU, "currency"),
)
PREMIUM: Final = Gauge("gpumarket_premium_ratio", "Street price over launch price, minus one.", _OF_GPU)
OVER_REFERENCE: Final = Gauge(
    "gpumarket_over_reference_ratio",
    "Street price over the calm baseline, minus one, on the last day that was judged.",
    _OF_GPU,
)
AVAILABILITY: Final = Gauge("gpumarket_availability_ratio", "Share of known listings that are in stock.", _OF_GPU)
COVERAGE: Final = Gauge(
    "gpumarket_coverage_ratio", "Share of listings about which it is known whether they are in stock.", _OF_GPU
)
GPU_LEVEL: Final = Gauge(
    "gpumarket_gpu_level",
    "How short the gpu is: 0 normal, 1 tight, 2 shortage, 3 severe; absent when unknown.",
    _OF_GPU,
)
PRICE: Final = Gauge(
    "gpumarket_price",
    "Lowest price at which the retailer itself delivers the gpu new, now.",
    (*_OF_SHOP, "currency"),
)
LISTINGS: Final = Gauge(
    "gpumarket_listings",
    "Listings by whether they can be had: available, out or unknown.",
    (*_OF_SHOP, "state"),
)

GAUGES: Final = (
    MARKET_LEVEL,
    MARKET_UNKNOWN,
    MARKET_COVERAGE,
    MARKET_AVAILABILITY,
    MARKET_SELLERS,
    SIGNALS_OPEN,
    STREET_PRICE,
    PREMIUM,
    OVER_REFERENCE,
    AVAILABILITY,
    COVERAGE,
    GPU_LEVEL,
    PRICE,
    LISTINGS,
)


def families(
    markets: list[MarketStatus], open_signals: Iterable[tuple[str, SignalKind, bool, int]]
) -> Iterator[Family]:
    """Every family about markets.

    Args:
        markets: as they stand now.
        open_signals: how many are open, by market, kind and whether they are of the demo.
    """
    yield from _verdicts(markets)
    yield SIGNALS_OPEN, {(market, kind, flag(demo)): count for market, kind, demo, count in open_signals}
    yield from _gpus([gpu for market in markets for gpu in market.gpus])
    yield from _shops([listing for market in markets for listing in market.listings])


def _verdicts(markets: list[MarketStatus]) -> Iterator[Family]:
    told = [((market.verdict.market, flag(market.demo)), market.verdict) for market in markets]
    yield (
        MARKET_LEVEL,
        {(code, level, demo): float(level is said.level) for (code, demo), said in told for level in Level},
    )
    yield (
        MARKET_UNKNOWN,
        {(code, why, demo): float(why == said.reason) for (code, demo), said in told for why in UNKNOWN_REASONS},
    )
    yield MARKET_COVERAGE, {where: said.coverage for where, said in told}
    yield MARKET_AVAILABILITY, {where: said.availability for where, said in told if said.availability is not None}
    yield MARKET_SELLERS, {where: said.sellers for where, said in told}


def _gpus(gpus: list[GpuMeasure]) -> Iterator[Family]:
    found = [((gpu.gpu, gpu.market, flag(gpu.demo)), gpu) for gpu in gpus]
    yield (
        STREET_PRICE,
        {
            (*where, gpu.currency): float(gpu.street_price)
            for where, gpu in found
            if gpu.street_price is not None and gpu.currency is not None
        },
    )
    yield PREMIUM, {where: gpu.premium for where, gpu in found if gpu.premium is not None}
    yield OVER_REFERENCE, {where: gpu.over_reference for where, gpu in found if gpu.over_reference is not None}
    yield AVAILABILITY, {where: gpu.availability for where, gpu in found if gpu.availability is not None}
    yield COVERAGE, {where: gpu.coverage for where, gpu in found}
    yield GPU_LEVEL, {where: RANKS[gpu.level] for where, gpu in found if gpu.level is not Level.UNKNOWN}


def _shops(states: list[ListingState]) -> Iterator[Family]:
    prices: dict[Labels, float] = {}
    counts: dict[Labels, float] = defaultdict(float)
    for state in states:
        if state.stock is Stock.UNLISTED:
            continue
        where = (state.gpu, state.market, state.retailer, flag(state.demo))
        for word in ("available", "out", "unknown"):
            counts[*where, word] += word == _word(state)
        if state.is_offered_new and state.price is not None and state.currency is not None:
            priced = (*where, state.currency)
            prices[priced] = min(float(state.price), prices.get(priced, float("inf")))
    yield PRICE, prices
    yield LISTINGS, counts


def _word(state: ListingState) -> str:
    return "available" if state.available else "out" if state.known else "unknown"
