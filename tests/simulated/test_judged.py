"""Our signals against markets whose truth is known: made by somebody who did not know the rules, drawn anew each time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

import pytest
from simulated import comparators, score
from simulated.judged import Judged, judge
from simulated.market import simulate
from simulated.series import gpu_series
from simulated.truth import SimMarket
from simulated.visible import visible_from

#: Each is simulated for 485 days, of which 28 are for learning: 1.25 market-years.
MARKETS = 44


def test_a_market_is_judged() -> None:
    market = simulate(7, days=260)
    judged = judge(market)
    found = score.score_shortages([(market, [d for _, d in judged.shortages])])
    assert found.recall == 1.0
    assert found.false_alarms <= 1
    spikes = score.score_spikes([(market, judged.spikes)])
    assert spikes.recall >= 0.8
    assert spikes.precision >= 0.8


@dataclass
class Runs:
    """What came of all markets, ours and the others' methods."""

    shortages: dict[str, list[tuple[SimMarket, list[score.ShortageDetection]]]] = field(default_factory=dict)
    spikes: dict[str, list[tuple[SimMarket, list[score.SpikeDetection]]]] = field(default_factory=dict)
    lags_visible: list[float] = field(default_factory=list)

    def add(self, market: SimMarket, judged: Judged) -> None:
        ours = [detection for _, detection in judged.shortages]
        self.shortages.setdefault("ours", []).append((market, ours))
        self.spikes.setdefault("ours", []).append((market, judged.spikes))
        series = gpu_series(market) if market.truth.shortages else {}
        for shortage in market.truth.shortages:
            opened = [
                d.opened_at for d in ours if d.concerns(shortage.gpus) and shortage.onset <= d.opened_at < shortage.end
            ]
            visible = visible_from(market, shortage, series)
            if opened and visible:
                self.lags_visible.append((min(opened) - visible).total_seconds() / 86_400)

    def add_others(self, market: SimMarket) -> None:
        self.shortages.setdefault("PELT", []).append((market, comparators.pelt_shortages(market)))
        for name, band in (("mean +/- 3 sd", comparators.mean_band), ("Hampel", comparators.hampel_band)):
            self.shortages.setdefault(name, []).append((market, comparators.band_shortages(market, k=3.0, band=band)))
            self.spikes.setdefault(name, []).append((market, comparators.band_spikes(market, k=3.0, band=band)))
        self.spikes.setdefault("PELT", []).append((market, comparators.pelt_spikes(market)))

    def lines(self) -> Iterator[str]:
        for name, shortages in self.shortages.items():
            s = score.score_shortages(shortages)
            yield (
                f"shortages, {name}: recall {s.recall:.3f} {_interval(s.recall_interval)} of {len(s.episodes)}, "
                f"median lag {s.median_lag:.0f} days {_interval(s.lag_interval)} after deliveries fall short, "
                f"{s.false_alarms_a_year:.2f} {_interval(s.false_alarms_interval)} false alarms and "
                f"{s.false_days_a_year:.0f} days in them per market-year ({s.market_years:.0f})"
            )
        yield f"shortages, ours: median lag {median(self.lags_visible):.1f} days after both halves are visible"
        for name, spikes in self.spikes.items():
            p = score.score_spikes(spikes)
            yield (
                f"spikes, {name}: precision {p.precision:.3f} {_interval(p.precision_interval)}, "
                f"recall {p.recall:.3f} {_interval(p.recall_interval)} of {p.spikes}"
            )


def _interval(bounds: tuple[float, float]) -> str:
    return f"[{bounds[0]:.3f}, {bounds[1]:.3f}]"


@pytest.mark.soak
def test_fifty_market_years(capsys: pytest.CaptureFixture[str]) -> None:
    first = random.SystemRandom().randrange(1_000_000)
    runs = Runs()
    for n in range(MARKETS):
        market = simulate(first + n)
        runs.add(market, judge(market))
        if n < MARKETS // 4:
            runs.add_others(market)
    with capsys.disabled():
        print(f"\nseeds {first} to {first + MARKETS - 1}", *runs.lines(), sep="\n")  # noqa: T201 - the figures are what it is run for
    shortages = score.score_shortages(runs.shortages["ours"])
    spikes = score.score_spikes(runs.spikes["ours"])
    assert shortages.market_years >= 50
    assert shortages.recall >= 0.95
    assert shortages.false_alarms_a_year < 1
    assert median(runs.lags_visible) <= 3
    assert spikes.precision >= 0.95
    assert spikes.recall >= 0.95
