"""What the price index says today."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

import pytest

from monitor.signals.exchange import Rates
from monitor.signals.index import IndexPoint
from monitor.signals.index_figures import InMoney, figures

FIRST = date(2026, 1, 1)


def points(values: Mapping[int, float | None]) -> list[IndexPoint]:
    return [
        IndexPoint(FIRST + timedelta(days=n), value, None if value is None else n / 1000, n)
        for n, value in values.items()
    ]


def rates(per_euro: dict[int, dict[str, str]]) -> Rates:
    return Rates(
        {
            (currency, FIRST + timedelta(days=n)): Decimal(rate)
            for n, of_day in per_euro.items()
            for currency, rate in of_day.items()
        }
    )


def told(money: InMoney) -> tuple[str, object, object, object]:
    """Rounded: what floats cannot say is not of interest."""
    value, month, year = (each and round(each, 9) for each in (money.value, money.change_30d, money.change_365d))
    return money.currency, value, month, year


def test_the_latest_value_and_its_changes() -> None:
    found = figures(points({0: 100.0, 5: 105.0, 370: 110.0, 400: 121.0, 401: None}), "EUR", rates({}))
    assert found is not None
    assert (found.day, found.base) == (FIRST + timedelta(days=400), FIRST)
    assert (found.imputed_ratio, found.n_listings) == (0.4, 400)
    # A year before there is no value, nor in the week before that.
    assert told(found.own) == ("EUR", 121.0, 0.1, None)
    # No rate is known.
    assert found.in_usd == InMoney("USD", None, None, None)


def test_a_day_without_a_value_is_told_by_one_of_the_week_before() -> None:
    known = {0: 50.0, 28: 100.0, 35: 110.0, 65: 121.0}
    found = figures(points(known), "EUR", rates({}))
    assert found is not None
    assert found.own.change_30d == pytest.approx(0.1)
    del known[35]
    found = figures(points(known), "EUR", rates({}))
    assert found is not None
    assert found.own.change_30d == pytest.approx(0.21)
    del known[28]
    known[27] = 100.0
    found = figures(points(known), "EUR", rates({}))
    assert found is not None
    assert found.own.change_30d is None


def test_a_currency_that_falls_by_as_much_as_prices_rise_leaves_them_where_they_were_in_dollars() -> None:
    lira = {0: {"TRY": "40", "USD": "1"}, 30: {"TRY": "60", "USD": "1"}, 60: {"TRY": "132", "USD": "1.1"}}
    found = figures(points({0: 100.0, 30: 150.0, 60: 300.0}), "TRY", rates(lira))
    assert found is not None
    assert told(found.own) == ("TRY", 300.0, 1.0, None)
    assert told(found.in_usd) == ("USD", 100.0, 0.0, None)


def test_no_value_no_figures() -> None:
    assert figures([], "EUR", rates({})) is None
    assert figures(points({0: None}), "EUR", rates({})) is None
