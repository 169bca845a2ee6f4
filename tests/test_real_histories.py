"""Real price histories through import and backtest, against yardsticks that were written down before looking.

idealo, 2017: of each model the median over its cards per day. A climb begins where this stands 10 % above the median of
the 60 days before.

eBay, 2025-26: a sample of offers, of which only prices say something. Of each model with ten new offers a day or more, the
median of the five cheapest per day, and of that the median per fortnight. A rise is a fortnight that stands 15 % above
the median of the four fortnights before, which lie within 20 % of each other, with the next one still 10 % above it
(after fortnights that swing by a half, as the list prices of the RX 9070 XT do, nothing can be said). A signal tells it if it opens within the
fortnight, the one before or the one after. What a signal tells beyond is not counted against it: list prices swing.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

import pytest
from histories import ebay_rows, idealo_rows, needs_histories
from imported import CATALOG, Histories

from monitor import backtest
from monitor.backtest import Told
from monitor.catalog.matcher import Matcher
from monitor.storage.engine import Sessions
from monitor.vocabulary import SignalKind

pytestmark = needs_histories

RISES = {SignalKind.PRICE_SPIKE, SignalKind.PRICE_CREEP}
DAY = timedelta(days=1)


@pytest.fixture
def history(sessions: Sessions, tmp_path: Path) -> Histories:
    return Histories(sessions, tmp_path)


def signals(history: Histories, first: date, last: date) -> list[Told]:
    with history.sessions() as session:
        return list(backtest.run(session, first, last, listings=False))


def by_model(rows: Iterable[dict[str, str]]) -> dict[str, dict[date, list[float]]]:
    """Prices by model and day."""
    match = Matcher(CATALOG).match
    models: dict[str, dict[date, list[float]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["price"] and (gpu := match(row["title"]).gpu):
            models[gpu][datetime.fromisoformat(row["observed_at"]).date()].append(float(row["price"]))
    return models


def climb(days: dict[date, list[float]], since: date) -> date | None:
    """The first day from `since` on that stands 10 % over the 60 days before."""
    for day in sorted(days):
        before = [median(days[d]) for d in days if day - 60 * DAY <= d < day]
        if day >= since and len(before) > 20 and median(days[day]) >= 1.1 * median(before):
            return day
    return None


def test_the_climb_of_january_2018_is_reported_for_every_model_and_no_other(history: Histories) -> None:
    rows = list(idealo_rows())
    history.take(rows)
    told = signals(history, date(2017, 8, 10), date(2018, 2, 10))
    assert {t.scope["market"] for t in told} == {"de"}
    rises = [t for t in told if t.kind in RISES and "gpu" in t.scope]
    assert [t for t in rises if date(2017, 10, 1) <= t.opened_at.date() <= date(2017, 12, 31)] == []
    models = by_model(rows)
    assert len(models) == 6
    for gpu, days in models.items():
        began = climb(days, date(2017, 12, 15))
        assert began is not None
        opened = [t.opened_at.date() for t in rises if t.scope["gpu"] == gpu]
        assert any(began - 7 * DAY <= day <= began + 14 * DAY for day in opened), (gpu, began, opened)
    september = [t for t in told if t.scope.get("gpu") == "Radeon RX 570" and t.opened_at.month == 9]
    assert september, "something happened to the RX 570 in September"
    assert all({"street_price", "reference", "reference_is", "change_ratio"} <= t.evidence.keys() for t in september)
    # Without stock there is no shortage to tell.
    assert not {t.kind for t in told} & {SignalKind.SHORTAGE, SignalKind.STOCKOUT}


def fortnights(days: dict[date, list[float]]) -> dict[date, float]:
    """The median of the daily medians of the five cheapest, by the first day of each fortnight."""
    found: dict[date, list[float]] = defaultdict(list)
    first = min(days)
    for day, prices in days.items():
        found[first + (day - first).days // 14 * 14 * DAY].append(median(sorted(prices)[:5]))
    return {start: median(values) for start, values in sorted(found.items()) if len(values) >= 5}


def rises_of(days: dict[date, list[float]]) -> Iterator[date]:
    """The fortnights that stand 15 % over the four before and stay 10 % over them."""
    known = fortnights(days)
    starts = sorted(known)
    for here, following in pairwise(starts[4:]):
        earlier = [known[s] for s in starts if s < here][-4:]
        before = median(earlier)
        if max(earlier) <= 1.2 * min(earlier) and known[here] >= 1.15 * before and known[following] >= 1.1 * before:
            yield here


def chosen_rows() -> Iterator[dict[str, str]]:
    """New offers of three lines: the whole of it would take minutes."""
    for row in ebay_rows():
        if row["condition"] == "new" and any(name in row["title"].upper() for name in ("9060", "9070", "7800 XT")):
            yield row


@pytest.mark.timeout(300)
def test_rises_on_ebay_are_told_and_what_vanishes_is_no_stockout(history: Histories) -> None:
    rows = list(chosen_rows())
    history.take(rows)
    told = signals(history, date(2025, 9, 19), date(2026, 8, 22))
    assert {t.kind for t in told} <= {*RISES, SignalKind.PRICE_DROP, SignalKind.BELOW_REFERENCE}
    # A day without a file, or a month of them, opens nothing.
    for first, last in ((date(2025, 12, 28), date(2026, 1, 10)), (date(2026, 5, 10), date(2026, 6, 6))):
        assert [t for t in told if first < t.opened_at.date() <= last] == []
    yardstick = []
    for gpu, days in by_model(rows).items():
        if median(len(prices) for prices in days.values()) >= 10:
            yardstick += [(gpu, start) for start in rises_of(days)]
    assert any(gpu.startswith("Radeon RX 9060 XT") for gpu, _ in yardstick)
    for gpu, start in yardstick:
        opened = [t.opened_at.astimezone(UTC).date() for t in told if t.kind in RISES and t.scope["gpu"] == gpu]
        assert any(start - 14 * DAY <= day < start + 28 * DAY for day in opened), (gpu, start, opened)
