"""A process that remembers the market from one day to the next says the same as one that reads it anew."""

import math
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from imported import BEGIN, DAY, Histories
from refolding import Told, fold_again, standings, told
from sqlalchemy import delete, update

from monitor import fold
from monitor.market_fold import MarketMemory
from monitor.storage import market_days, rates
from monitor.storage.engine import Sessions
from monitor.storage.models_history import ExchangeRate
from monitor.storage.models_signals import Signal
from monitor.utc_days import midnight
from scrapers.ecb import EuroRate

TITLES = ("ASUS GeForce RTX 5090 32GB", "ASUS GeForce RTX 5070 12GB")
DAYS = 75
#: Midnights, after each of which a process looks at once; what came before day 55 is one step.
MIDNIGHTS = [midnight((BEGIN + (n + 1) * DAY).date()) + timedelta(minutes=2) for n in range(55, DAYS)]


def level(day: int) -> float:
    """What prices are multiplied by: the lira falls from day 30 on, and they follow; from day 60 on they go further."""
    return lira(day) * (1.3 if day >= 60 else 1.0)


def lira(day: int) -> float:
    return 1 + 0.02 * max(day - 30, 0)


def history() -> list[dict[str, Any]]:
    return [
        {
            "observed_at": (BEGIN + day * DAY).isoformat(),
            "retailer": f"shop-{shop}",
            "country": "TR",
            "currency": "TRY",
            "sku": title,
            "url": f"https://{shop}.example/{number}",
            "title": title,
            "price": round((90_000 - 50_000 * number) * level(day) * (1 + 0.01 * math.sin(7 * day + shop)), 2),
            "stock": "out_of_stock" if day >= 62 and shop else "in_stock",
        }
        for day in range(DAYS)
        for shop in range(3)
        for number, title in enumerate(TITLES)
    ]


def publish(sessions: Sessions, days: range, now: datetime) -> None:
    """Rates of some days; the dollar stands still against the euro."""
    known = [
        EuroRate(currency, (BEGIN + day * DAY).date(), per_euro)
        for day in days
        for currency, per_euro in (("TRY", Decimal(str(round(44 * lira(day), 4)))), ("USD", Decimal("1.1")))
    ]
    rates.store(sessions, known, now)


def folded(sessions: Sessions, *memories: MarketMemory | None) -> tuple[Told, Told]:
    fold_again(sessions, BEGIN - DAY, *MIDNIGHTS, memories=memories)
    return told(sessions), standings(sessions)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """Up to which day the market was read from the database, each time."""
    found: list[date] = []
    read: Callable[..., Any] = market_days.read

    def noted(session: Any, market: str, first: date, last: date) -> Any:
        found.append(last)
        return read(session, market, first, last)

    monkeypatch.setattr(market_days, "read", noted)
    return found


def test_with_memory_as_without(sessions: Sessions, tmp_path: Path, reads: list[date]) -> None:
    Histories(sessions, tmp_path).take(history())
    publish(sessions, range(-10, DAYS), BEGIN)
    anew = folded(sessions, None)
    assert {str(key).split(":")[3] for key, *_ in anew[0]} >= {"shortage", "price_spike"}
    assert len(reads) == len(MIDNIGHTS)
    reads.clear()
    assert folded(sessions, MarketMemory()) == anew
    assert len(reads) == 1
    # Three processes, of which one has just been started each time: nobody's memory is of the day before.
    assert folded(sessions, MarketMemory(), MarketMemory(), None) == anew


def test_a_rate_that_comes_late_counts_from_then_on(sessions: Sessions, tmp_path: Path) -> None:
    Histories(sessions, tmp_path).take(history())

    def late(memory: MarketMemory | None) -> tuple[Told, Told]:
        with sessions.begin() as session:
            session.execute(delete(ExchangeRate))
        publish(sessions, range(-10, 5), BEGIN)
        fold_again(sessions, BEGIN - DAY, *MIDNIGHTS[:5], memories=[memory])
        publish(sessions, range(5, DAYS), MIDNIGHTS[5])
        for moment in MIDNIGHTS[5:]:
            fold.advance(sessions, moment, memory=memory)
        return told(sessions), standings(sessions)

    assert late(MarketMemory()) == late(None)


def test_an_episode_that_somebody_ended_is_over(sessions: Sessions, tmp_path: Path) -> None:
    Histories(sessions, tmp_path).take(history())
    publish(sessions, range(-10, DAYS), BEGIN)

    def ended(memory: MarketMemory | None) -> tuple[Told, Told]:
        fold_again(sessions, BEGIN - DAY, *MIDNIGHTS[:13], memories=[memory])
        with sessions.begin() as session:
            over = update(Signal).where(
                Signal.closed_at.is_(None), Signal.gpu_id.is_not(None), Signal.listing_id.is_(None)
            )
            assert session.execute(over.values(closed_at=MIDNIGHTS[12]).returning(Signal.id)).all()
        for moment in MIDNIGHTS[13:]:
            fold.advance(sessions, moment, memory=memory)
        return told(sessions), standings(sessions)

    assert ended(MarketMemory()) == ended(None)


def test_what_was_not_committed_is_not_remembered(
    sessions: Sessions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: list[date]
) -> None:
    Histories(sessions, tmp_path).take(history()[:360])
    memory = MarketMemory()
    fold_again(sessions, BEGIN - DAY, MIDNIGHTS[3], memories=[memory])
    with monkeypatch.context() as broken:
        broken.setattr("monitor.fold.signals.set_watermark", _refuse)
        with pytest.raises(OSError, match="disk"):
            fold.advance(sessions, MIDNIGHTS[4], memory=memory)
    assert not memory.markets
    assert not memory.index.kept
    reads.clear()
    fold.advance(sessions, MIDNIGHTS[4], memory=memory)
    assert len(reads) == 1


def _refuse(*_: object) -> None:
    raise OSError("the disk is full")
