"""The simulated market: the same seed gives the same one, and its truth shows in what the monitor saw of it."""

from datetime import timedelta
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from simulated.episodes import WARM_UP
from simulated.market import simulate
from simulated.samples import market
from simulated.series import GpuSeries, gpu_series, grid, held
from simulated.shops import Floats
from simulated.truth import SimMarket

from scrapers.offer import Stock
from scrapers.spec import Tier

DAY = timedelta(days=1)
#: The first has shortages of a segment and of the whole market, in a weak currency; the second has none.
SEEDS = (7, 1)
series = cache(lambda seed: gpu_series(market(seed)))


def _mean(of: list[GpuSeries], first: int, last: int) -> float:
    return float(np.nanmean([s.share[first:last] for s in of]))


def _price(of: list[GpuSeries], day: int) -> Floats:
    return np.log([float(np.nanmedian(s.price[day : day + 5])) for s in of])


def test_same_seed_same_market() -> None:
    assert simulate(5, days=90) == simulate(5, days=90)
    assert simulate(5, days=90) != simulate(6, days=90)


def test_too_short_a_market_is_refused() -> None:
    with pytest.raises(ValueError, match="89 days is too short"):
        simulate(1, days=89)


@pytest.mark.parametrize("seed", SEEDS)
def test_size(seed: int) -> None:
    m = market(seed)
    assert m.end - m.start == 485 * DAY
    assert 5 <= len({x.retailer for x in m.listings}) <= 12
    assert 19 <= len({x.gpu for x in m.listings}) <= 42
    assert len({x.id for x in m.listings}) == len(m.listings)
    compared = [x.gpu for x in m.listings if x.tier is Tier.AGGREGATOR]
    assert len(compared) == len(set(compared))


@pytest.mark.parametrize("seed", SEEDS)
def test_points_are_changes_in_order_within_what_was_watched(seed: int) -> None:
    m = market(seed)
    for listing in m.listings:
        at = [p.at for p in listing.points]
        assert at == sorted(set(at))
        assert m.start <= at[0]
        assert at[-1] <= m.end
        states = [(p.price, p.stock, p.offer_count) for p in listing.points]
        assert all(a != b for a, b in pairwise(states))
        spans = listing.covered
        assert all(a < b for a, b in spans)
        assert all(one[1] < other[0] for one, other in pairwise(spans))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_not_known_is_no_state(seed: int) -> None:
    points = [p for listing in market(seed).listings for p in listing.points]
    assert all((p.price is None) is (p.currency is None) for p in points)
    assert all(p.price is None for p in points if p.stock is Stock.UNLISTED)
    assert all(p.price is not None for p in points if p.stock in {Stock.IN_STOCK, Stock.LIMITED})
    assert any(p.stock is None for p in points)
    silent = [f for f in market(seed).truth.faults if f.kind == "no_stock_word"]
    for fault in silent:
        said = [p for x in market(seed).listings if x.retailer == fault.where for p in x.points]
        # Whoever was sold out before is not said to be so on those days, nor anything else.
        assert {p.stock for p in said if fault.start < p.at < fault.end} <= {None, Stock.UNLISTED}


@pytest.mark.parametrize("seed", SEEDS)
def test_shortages_come_after_the_warm_up_and_hit_settled_cards(seed: int) -> None:
    m = market(seed)
    for shortage in m.truth.shortages:
        assert shortage.onset >= m.start + WARM_UP * DAY
        assert shortage.onset < shortage.end
        for phase in m.truth.launches + m.truth.phase_outs:
            fresh = phase.start - 30 * DAY < shortage.end and phase.end > shortage.onset
            assert not (phase.gpu in shortage.gpus and fresh)


def test_shortages_empty_shelves_and_raise_prices_after_their_onset() -> None:
    m = market(7)
    assert len(m.truth.shortages) == 2
    assert not market(1).truth.shortages
    for shortage in m.truth.shortages:
        of = [s for gpu, s in series(7).items() if gpu in shortage.gpus]
        onset, end = ((t - m.start).days for t in (shortage.onset, shortage.end))
        before = _mean(of, onset - 30, onset)
        assert before > 0.7
        assert _mean(of, onset + 12, end - 3) < before - 0.25
        rise = np.median(_price(of, min(onset + 45, end)) - _price(of, onset - 10))
        assert rise > 0.06


@pytest.mark.parametrize("seed", SEEDS)
def test_settled_cards_stay_on_the_shelves_where_no_shortage_is_declared(seed: int) -> None:
    m = market(seed)
    touched = {p.gpu for p in m.truth.launches + m.truth.phase_outs}
    shortages = [((s.onset - m.start).days, (s.end - m.start).days + 20, s.gpus) for s in m.truth.shortages]
    emptied = [
        ((h.start - m.start).days, (h.end - m.start).days)
        for h in m.truth.disturbances
        if h.kind in {"shop_empty", "shop_closed", "delivery_gap"}
    ]
    for day in range(0, 485 - 28, 28):
        if any(first < day + 28 and last > day for first, last in emptied):
            continue
        hit = {g for first, last, gpus in shortages if first < day + 28 and last > day for g in gpus}
        calm = [s for gpu, s in series(seed).items() if gpu not in touched | hit]
        if len(calm) >= 3:
            assert _mean(calm, day, day + 28) > 0.7


def test_launches_start_scarce_and_cards_that_fade_end_scarce() -> None:
    scarce, gone = [], []
    for seed in SEEDS:
        m = market(seed)
        for phase in m.truth.launches:
            first = (phase.start - m.start).days
            if first + 50 < 485 and phase.gpu in series(seed):
                scarce.append(float(np.nanmean(series(seed)[phase.gpu].share[first + 2 : first + 12])))
        for phase in m.truth.phase_outs:
            last = (phase.end - m.start).days
            if 0 < last < 485 - 10:
                gone.append(float(np.nanmean(series(seed)[phase.gpu].share[last - 5 : last + 5])))
    assert scarce
    assert np.mean(scarce) < 0.4
    assert gone
    assert np.mean(gone) < 0.3


@pytest.mark.parametrize("seed", SEEDS)
def test_spikes_are_seen_to_rise_by_an_eighth_and_to_come_back(seed: int) -> None:
    m = market(seed)
    assert len(m.truth.spikes) >= 5
    hours = grid(m, timedelta(hours=1))
    for spike in m.truth.spikes:
        listing = m.listings[spike.listing_id - 1]
        assert spike.start <= spike.seen < spike.end <= m.end
        assert spike.jump >= 0.119
        seen = int((spike.seen - m.start) / timedelta(hours=1))
        window = held(listing, hours[max(0, seen - 60 * 24) : seen + 2]).price
        assert window[-1] >= 1.1 * np.nanmedian(window[:-3])
        after = held(listing, [spike.end + 20 * DAY]).price[0]
        assert after < window[-1] or spike.end + 2 * DAY > listing.covered[-1][1]


def test_a_weak_currency_has_rates_from_the_first_launch_on() -> None:
    weak: SimMarket = market(7)
    assert weak.fx_anchor
    assert weak.rates is not None
    assert min(weak.rates) <= min(x.launched for x in weak.listings)
    assert (max(weak.rates) - weak.start.date()).days == 484
    assert weak.rates[max(weak.rates)] > weak.rates[weak.start.date()]
    assert market(1).rates is None
