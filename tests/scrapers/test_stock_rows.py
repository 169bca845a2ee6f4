"""What stock lines and buttons say, by language: the tables under stock/ and buttons/."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rows import parameters

from scrapers.offer import Stock
from scrapers.quantity import read_quantity
from scrapers.stock import read_button, read_stock

HERE = Path(__file__).parent
STOCK = parameters(HERE / "stock", 3)


def expected(said: str) -> Stock | None:
    return None if said == "-" else Stock(said)


@pytest.mark.parametrize(("said", "text", "count"), STOCK)
def test_stock_line(said: str, text: str, count: str) -> None:
    assert read_stock(text) is expected(said)
    assert read_quantity(text) == (int(count) if count else None)


@pytest.mark.parametrize(("said", "text", "count"), STOCK)
def test_case_and_surroundings_do_not_count(said: str, text: str, count: str) -> None:
    assert read_stock(f"  {text.upper()} \n") is expected(said)
    assert read_stock(f"✔ {text}!") is expected(said)
    assert count == "" or read_quantity(f"✔ {text}!") == int(count)


@pytest.mark.parametrize(("said", "label"), parameters(HERE / "buttons", 2))
def test_button(said: str, label: str) -> None:
    state = expected(said)
    assert read_button(label, disabled=False) is state
    pressed_or_not = {Stock.OUT_OF_STOCK, Stock.IN_STORE_ONLY, None}
    assert read_button(label, disabled=True) is (state if state in pressed_or_not else None)


@given(st.text() | st.from_regex(r"[0-9 ,.+:]{1,12} (in stock|left|adet|auf Lager|点)", fullmatch=True))
def test_a_quantity_is_never_made_up(text: str) -> None:
    count = read_quantity(text)
    assert count is None or (
        count >= 0 and (str(count) in "".join(str(int(c)) if c.isdecimal() else c for c in text) or count == 1)
    )
