"""What a signal says to people, for every kind and scope."""

from datetime import UTC, datetime
from typing import Any

import pytest

from monitor.storage.models_signals import Signal
from monitor.storage.signal_views import SignalView
from monitor.vocabulary import Cause, Level, ScopeKind, SignalKind
from monitor.web.evidence import about, evidence, what
from monitor.web.words import signed_percent

OPENED = datetime(2026, 5, 12, tzinfo=UTC)
GPU: dict[str, Any] = {"gpu_id": 1}
SHELVES = {"n_sellers": 9, "n_sellers_in_stock": 2, "usual_n_sellers_in_stock": 7}
PRICE = {"street_price": 2759.0, "reference": 2100.0}
POOL = {"gpus_short": ["GeForce RTX 5090", "Arc B580"], "gpus_judged": 14, "loss_ratio": 0.41}


@pytest.mark.parametrize(
    ("kind", "columns", "said", "title", "line"),
    [
        (
            SignalKind.SHORTAGE,
            GPU | {"level": Level.SEVERE},
            SHELVES | PRICE | {"premium_ratio": 0.38, "over_reference_ratio": 0.31},
            "severe shortage",
            "in stock at 2 of 9 shops (usually at 7), $2,759, 38 % over launch price, +31 % against $2,100 usually",
        ),
        (
            SignalKind.SHORTAGE,
            GPU | {"level": Level.SHORTAGE},
            SHELVES | {"now": {"n_sellers_in_stock": 0}},
            "shortage",
            "in stock at 0 of 9 shops (usually at 7), no offer with a price",
        ),
        (
            SignalKind.SHORTAGE,
            GPU | {"level": Level.TIGHT},
            SHELVES | {"usual_n_sellers_in_stock": 2, "loss_ratio": 0.338},
            "tight shortage",
            "in stock at 2 of 9 shops (usually at 2), 34 % of the offers gone, no offer with a price",
        ),
        (
            SignalKind.SHORTAGE,
            {"level": Level.TIGHT, "cause": Cause.SEGMENT},
            POOL | {"over_reference_ratio": 0.12, "looks_like": "24gb_and_more"},
            "tight shortage: part of the market",
            (
                "2 of 14 cards short: RTX 5090, Arc B580; 41 % of what is usually in stock is missing,"
                " prices +12 % against the usual; looks like cards with 24 GB and more"
            ),
        ),
        (
            SignalKind.PRICE_CREEP,
            GPU | {"cause": Cause.NEW_LEVEL},
            PRICE
            | {"change_ratio": 0.12, "reference_is": "median of 60 calm days", "crept_ratio": 0.15}
            | {"closing": {"lasted_seconds": 45 * 86_400}},
            "price creep: new level",
            (
                "street price $2,759, +12 % against $2,100 (median of 60 calm days), +15 % in small steps; over after 45 days,"
                " as the new level"
            ),
        ),
        (
            SignalKind.PRICE_SPIKE,
            GPU,
            PRICE | {"change_ratio": 0.31, "sellers_moved": 4, "sellers_compared": 5},
            "price spike",
            "street price $2,759, +31 % against $2,100; 4 of 5 sellers moved",
        ),
        (
            SignalKind.PRICE_DROP,
            GPU,
            {"street_price": 500.0, "reference": 600.0, "change_ratio": -0.1667, "premium_ratio": -0.09},
            "price drop",
            "street price $500, −17 % against $600, 9 % below launch price",
        ),
        (
            SignalKind.BELOW_REFERENCE,
            GPU,
            {"street_price": 719.5, "reference": 760.0, "premium_ratio": -0.04},
            "below reference",
            "street price $719.50, 4 % below launch price",
        ),
        (
            SignalKind.STOCKOUT,
            GPU | {"cause": Cause.LAUNCH},
            {"availability_ratio": 0.08, "sellers": 4},
            "stockout: launch",
            "in stock 8 % of the time at 4 sellers",
        ),
        (
            SignalKind.STOCKOUT,
            GPU | {"cause": Cause.PHASE_OUT},
            SHELVES
            | {"successors": ["GeForce RTX 5090"], "sellers": [{"retailer": "a"}]}
            | {"closing": {"lasted_seconds": 7200, "ended": "retailer_disabled"}},
            "stockout: phase out",
            "in stock at 2 of 9 shops (usually at 7); RTX 5090 takes its place; over after 2 h (retailer disabled)",
        ),
        (
            SignalKind.PRICE_SPIKE,
            {"retailer_id": 1, "cause": Cause.ONE_RETAILER},
            {"change_ratio": 0.2, "gpus": ["a", "b", "c", "d"], "gpus_compared": 5}
            | {"elsewhere_moved": 0, "elsewhere_compared": 12},
            "price spike: one retailer",
            "+20 % on 4 of its 5 cards; elsewhere 0 of 12 prices moved so",
        ),
    ],
)
def test_every_kind_has_a_line_for_people(
    kind: SignalKind, columns: dict[str, Any], said: dict[str, Any], title: str, line: str
) -> None:
    signal = Signal(kind=kind, market="us", opened_at=OPENED, evidence=said, **columns)
    assert what(signal) == title
    assert evidence(signal) == line


@pytest.mark.parametrize(
    ("columns", "scope", "said"),
    [
        ({"gpu_id": 1, "retailer_id": 1, "listing_id": 1}, ScopeKind.LISTING, "GeForce RTX 5090"),
        ({"gpu_id": 1}, ScopeKind.GPU, "GeForce RTX 5090"),
        ({"segment": "24gb_and_more"}, ScopeKind.SEGMENT, "cards with 24 GB and more"),
        ({"retailer_id": 1}, ScopeKind.RETAILER, "a-shop"),
        ({}, ScopeKind.MARKET, "the whole market"),
    ],
)
def test_what_a_signal_is_about(columns: dict[str, Any], scope: ScopeKind, said: str) -> None:
    signal = Signal(kind=SignalKind.SHORTAGE, market="us", opened_at=OPENED, evidence={}, **columns)
    gpu, retailer = (
        ("GeForce RTX 5090" if "gpu_id" in columns else None),
        ("a-shop" if "retailer_id" in columns else None),
    )
    view = SignalView(signal, gpu, retailer, demo=False, title=None, url=None)
    assert (view.scope, about(view)) == (scope, said)


@pytest.mark.parametrize(
    ("ratio", "said"), [(0.38, "+38 %"), (-0.04, "−4 %"), (0.004, "0 %"), (-0.004, "0 %"), (None, "–")]
)
def test_a_change_too_small_to_tell_has_no_sign(ratio: float | None, said: str) -> None:
    assert signed_percent(ratio) == said
