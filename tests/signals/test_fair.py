"""Whether a price is a good one. No database."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from monitor.signals.exchange import Rates
from monitor.signals.fair import PastPrice, judge, sensible_limit, usual_price

TODAY = date(2026, 4, 1)
NONE = Rates({})


def past(*prices: int) -> list[PastPrice]:
    """Lowest prices of the days up to yesterday."""
    first = TODAY - timedelta(days=len(prices))
    return [PastPrice(first + timedelta(days=n), Decimal(price)) for n, price in enumerate(prices)]


def test_nothing_is_said_without_a_past() -> None:
    assert judge(Decimal(1), [], TODAY, "USD", None, NONE) is None


@pytest.mark.parametrize(("price", "good"), [(100, True), (105, True), (106, False), (90, True)])
def test_good_is_within_five_percent_of_the_lowest(price: int, *, good: bool) -> None:
    found = judge(Decimal(price), past(*[120] * 34, 100), TODAY, "USD", None, NONE)
    assert found
    assert found.is_good is good
    assert found.lowest == PastPrice(TODAY - timedelta(days=1), Decimal(100))
    assert found.over_lowest == pytest.approx(price / 100 - 1)


def test_34_days_are_too_few_to_call_it_good() -> None:
    found = judge(Decimal(100), past(*[100] * 34), TODAY, "USD", None, NONE)
    assert found
    assert (found.is_good, found.known_days) == (None, 34)


def test_where_money_loses_value_it_must_be_good_in_both() -> None:
    days = past(*[1000] * 40)
    # The dollar cost 10 lira all the time, and 8 today: in dollars it is 25 % dearer than ever.
    rates = {("EUR", TODAY): Decimal(1)}
    rates |= {("USD", TODAY - timedelta(days=n)): Decimal(1) for n in range(41)}
    rates |= {("TRY", TODAY - timedelta(days=n)): Decimal(10 if n else 8) for n in range(41)}
    found = judge(Decimal(1000), days, TODAY, "TRY", "USD", Rates(rates))
    assert found
    assert found.in_anchor
    assert (found.in_anchor.price, found.in_anchor.lowest) == (Decimal(125), Decimal(100))
    assert found.is_good is False
    unknown = judge(Decimal(1000), days, TODAY, "TRY", "USD", NONE)
    assert unknown
    assert unknown.is_good is None


def test_the_usual_price_is_of_ninety_days() -> None:
    assert usual_price(past(*[1] * 100, *[50] * 90), TODAY) == 50
    assert usual_price([], TODAY) is None


@pytest.mark.parametrize(
    ("usual", "limit"), [(850, 810), (52000, 49000), (99, 94), (1000, 950), (7, 7), (None, None), (899, 850)]
)
def test_a_limit_is_a_round_number_about_five_percent_below(usual: int | None, limit: int | None) -> None:
    assert sensible_limit(None if usual is None else Decimal(usual)) == limit
