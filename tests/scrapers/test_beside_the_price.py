"""What stands beside a price: the cost of delivery and what the item is said to have cost before."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import parameters

from scrapers.market import MARKETS
from scrapers.previous_price import read_previous_price
from scrapers.shipping import read_shipping

HERE = Path(__file__).parent


@pytest.mark.parametrize(("country", "text", "cost", "price"), parameters(HERE / "shipping", 4))
def test_shipping(country: str, text: str, cost: str, price: str) -> None:
    read = read_shipping(text, market=MARKETS.get(country), price=Decimal(price) if price else None)
    assert read == (Decimal(cost) if cost else None)


@pytest.mark.parametrize(("country", "text", "amount"), parameters(HERE / "previous_price", 3))
def test_previous_price(country: str, text: str, amount: str) -> None:
    assert read_previous_price(text, market=MARKETS.get(country)) == (Decimal(amount) if amount else None)


def test_an_amount_struck_through_is_the_old_price() -> None:
    assert read_previous_price("1.499,00 €") is None
    assert read_previous_price("1.499,00 €", struck=True) == Decimal("1499.00")
    assert read_previous_price("UVP 1.499,00 €", struck=True) == Decimal("1499.00")


@given(st.text(), st.sampled_from([None, *MARKETS.values()]))
def test_no_text_fails(text: str, market: object) -> None:
    cost = read_shipping(text, market=market)  # type: ignore[arg-type]  # one of the markets, or none
    assert cost is None or cost >= 0
    before = read_previous_price(text, market=market)  # type: ignore[arg-type]  # as above
    assert before is None or before > 0
