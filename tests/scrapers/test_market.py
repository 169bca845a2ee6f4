"""Markets: their tax has dates, and their currencies an anchor."""

from datetime import date
from decimal import Decimal

import pytest

from scrapers.market import MARKETS


@pytest.mark.parametrize(
    ("market", "day", "percent"),
    [
        ("tr", date(2023, 7, 9), "18"),
        ("tr", date(2023, 7, 10), "20"),
        ("tr", date(1999, 1, 1), None),
        ("de", date(2020, 6, 30), "19"),
        ("de", date(2020, 7, 1), "16"),
        ("de", date(2020, 12, 31), "16"),
        ("de", date(2021, 1, 1), "19"),
        ("ch", date(2024, 1, 1), "8.1"),
        ("us", date(2026, 1, 1), "0"),
        ("in", date(2026, 1, 1), None),
    ],
)
def test_tax_of_a_day(market: str, day: date, percent: str | None) -> None:
    assert MARKETS[market].vat_on(day) == (None if percent is None else Decimal(percent) / 100)


def test_rates_stand_in_order_and_are_shares() -> None:
    for market in MARKETS.values():
        assert [since for since, _ in market.vat] == sorted(since for since, _ in market.vat)
        assert all(0 <= rate < Decimal("0.3") for _, rate in market.vat)


def test_only_a_weak_currency_has_an_anchor() -> None:
    assert {code: market.fx_anchor for code, market in MARKETS.items() if market.fx_anchor} == {"tr": "USD"}
