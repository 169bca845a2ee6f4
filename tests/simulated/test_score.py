"""Scores count what they say: found and missed shortages, false alarms, spikes."""

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulated.comparators import band_shortages, band_spikes, hampel_band, pelt_shortages, pelt_spikes
from simulated.samples import market
from simulated.score import ShortageDetection, SpikeDetection, alarms, score_shortages, score_spikes, wilson
from simulated.truth import SimMarket

DAY = timedelta(days=1)


def test_whoever_knows_the_truth_scores_full_marks() -> None:
    m = market(7)
    told = [ShortageDetection(s.gpus, s.onset + 5 * DAY, s.end) for s in m.truth.shortages]
    score = score_shortages([(m, told)])
    assert (score.recall, score.median_lag, score.false_alarms) == (1, 5, 0)
    assert all(e.gpus_found == 1 for e in score.episodes)
    spikes = score_spikes([(m, [SpikeDetection(s.listing_id, s.seen, s.end) for s in m.truth.spikes])])
    assert (spikes.recall, spikes.precision, spikes.found) == (1, 1, len(m.truth.spikes))


def test_silence_finds_nothing_and_errs_never() -> None:
    score = score_shortages([(market(7), [])])
    assert (score.recall, score.false_alarms, score.false_days_a_year) == (0, 0, 0)
    assert np.isnan(score.median_lag)
    assert score_spikes([(market(7), [])]).recall == 0


def test_what_was_open_before_the_onset_is_not_found() -> None:
    first = market(7).truth.shortages[0]
    early = ShortageDetection(None, first.onset - 5 * DAY, first.end)
    found, other = score_shortages([(market(7), [early])]).episodes
    assert found.lag is None
    assert found.was_open
    assert not other.was_open


def test_false_alarms_that_overlap_are_one_and_those_of_other_cards_are_false() -> None:
    m = market(7)
    first = m.truth.shortages[0]
    other = next(x.gpu for x in m.listings if x.gpu not in first.gpus)
    at = m.start + 40 * DAY
    made = [
        ShortageDetection(None, at, at + 5 * DAY),
        ShortageDetection(frozenset({other}), at + 4 * DAY, at + 9 * DAY),
        ShortageDetection(frozenset({other}), first.onset + DAY, first.onset + 2 * DAY),
        ShortageDetection(first.gpus, first.onset - 10 * DAY, first.onset - 9 * DAY),
        ShortageDetection(first.gpus, first.end + 10 * DAY, first.end + 12 * DAY),
    ]
    score = score_shortages([(m, made)])
    assert score.false_alarms == 2
    assert score.false_by_market == (tuple(made[:3]),)
    assert score.false_days_a_year == pytest.approx(10 / score.market_years)


def test_late_spikes_are_wrong_and_jumps_are_undecided() -> None:
    m = market(7)
    spike, jump = m.truth.spikes[0], m.truth.jumps[0]
    late = SpikeDetection(spike.listing_id, spike.seen + 3 * DAY, None)
    score = score_spikes([(m, [late, SpikeDetection(jump.listing_id, jump.at, None)])])
    assert (score.found, score.right, score.undecided, score.precision) == (0, 0, 1, 0)


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20)), max_size=20))
def test_merged_alarms_are_apart_and_cover_the_same_days(spans: list[tuple[int, int]]) -> None:
    start = market(7).start
    made = [ShortageDetection(None, start + a * DAY, start + (a + n) * DAY) for a, n in spans]
    merged = alarms(made, market(7).end)
    assert all(one[1] <= other[0] for one, other in pairwise(merged))
    days = {d for a, n in spans for d in range(a, a + n)}
    assert sum((b - a) // DAY for a, b in merged) == len(days)


@given(st.integers(1, 500), st.data())
def test_wilson_holds_the_share(of: int, data: st.DataObject) -> None:
    hits = data.draw(st.integers(0, of))
    low, high = wilson(hits, of)
    assert 0 <= low <= hits / of + 1e-9
    assert hits / of - 1e-9 <= high <= 1


def test_wilson_of_a_known_case() -> None:
    # Newcombe (1998), table I: 81 of 263.
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=1e-4)


def test_comparators_find_a_strong_shortage_and_err() -> None:
    m = market(7)
    pelt = score_shortages([(m, pelt_shortages(m))])
    assert pelt.recall == 1
    assert score_shortages([(m, band_shortages(m, band=hampel_band))]).recall == 1
    few = SimMarket(m.code, m.currency, m.start, m.end, m.listings[:30], m.rates, m.fx_anchor, m.truth)
    own = [s for s in m.truth.spikes if s.listing_id <= 30]
    assert own
    for made in (pelt_spikes(few), band_spikes(few), band_spikes(few, band=hampel_band)):
        assert made
        assert score_spikes([(few, made)]).precision < 0.9
