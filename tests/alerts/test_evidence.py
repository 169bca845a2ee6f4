"""What a signal rests on, as labels and values in both languages."""

from datetime import UTC, datetime
from typing import Any

import pytest
from made_up_notices import BLOCKED, NOW, POOL, SHORTAGE

from monitor.alerts.evidence import evidence
from monitor.alerts.notice import Told
from monitor.i18n.language import language
from monitor.vocabulary import Cause, ScopeKind, SignalKind


def signal(kind: SignalKind, said: dict[str, Any], scope: ScopeKind = ScopeKind.GPU, **more: Any) -> Told:
    return Told(kind=kind, scope=scope, opened_at=datetime(2026, 11, 22, tzinfo=UTC), about="", evidence=said, **more)


def lines(told: Told, code: str = "en") -> list[str]:
    found = evidence(told, "EUR", "UTC", NOW, language(code))
    return [f"{label}: {value}" for label, value in found]


SPIKE = {
    "street_price": "2759.00",
    "reference": "2100",
    "change_ratio": 0.3138,
    "reference_is": "median of 60 calm days",
    "premium_ratio": 0.384,
    "sellers_moved": 4,
    "sellers_compared": 5,
}


def test_a_shortage() -> None:
    assert lines(SHORTAGE) == [
        "Sellers with stock: 2 of 9 (usually 7)",
        "Street price: €2,759",
        "Against the launch price: +38 %",
        "Against the usual price: +30 % (€2,100)",
        "Most likely: a part of the market",
    ]
    assert lines(POOL, "tr") == [
        "Bulunması zor kartlar: RTX 5090",
        "Değerlendirilen kartlar: 4",
        "Normal stoktan eksik olan pay: %41",
        "Normal fiyata göre: +%12",
        "En olası neden: pazarın bir bölümü",
    ]


def test_what_is_known_now_counts() -> None:
    said = SPIKE | {"now": {"street_price": 3000.5}}
    assert lines(signal(SignalKind.PRICE_SPIKE, said))[0] == "Street price: €3,000.50"


def test_a_spike_that_is_over() -> None:
    said = SPIKE | {"closing": {"lasted_seconds": 12 * 86_400}}
    assert lines(signal(SignalKind.PRICE_SPIKE, said, cause=Cause.NEW_LEVEL)) == [
        "Street price: €2,759",
        "Against the launch price: +38 %",
        "Against the usual price: +31 % (€2,100)",
        "Sellers that moved: 4 of 5",
        "Most likely: a new level",
        "It lasted: 12 days",
    ]


def test_a_model_that_fades() -> None:
    said = {"availability_ratio": 0.04, "successors": ["GeForce RTX 6090"]}
    assert lines(signal(SignalKind.STOCKOUT, said, cause=Cause.PHASE_OUT)) == [
        "In stock, share of the time: 4 %",
        "Takes its place: RTX 6090",
        "Most likely: a model that is phased out",
    ]


def test_a_listing() -> None:
    said = {"stock_before": "out_of_stock", "stock": "in_stock", "price": "899.90", "currency": "USD"}
    assert lines(signal(SignalKind.RESTOCK, said, ScopeKind.LISTING)) == [
        "Before: out of stock",
        "Now: in stock",
        "Price: $899.90",
    ]


def test_what_could_not_be_seen() -> None:
    assert lines(BLOCKED, "tr") == [
        "Gelen yanıt: engellendi, captcha, a challenge page",
        "Okumalar: 12",
        "İlk okuma: 08:07 UTC",
        "Son okuma: 11:07 UTC",
        "Sayfa: https://grafikhof.example/gpus",
    ]


@pytest.mark.parametrize("kind", SignalKind)
@pytest.mark.parametrize("scope", ScopeKind)
def test_nothing_known_is_nothing_said(kind: SignalKind, scope: ScopeKind) -> None:
    assert lines(signal(kind, {}, scope)) == []
    nothing = dict.fromkeys([*SPIKE, "stock", "price", "polls", "outcome", "found", "last_poll_at", "now", "closing"])
    assert [line for line in lines(signal(kind, nothing, scope)) if "None" in line] == []
