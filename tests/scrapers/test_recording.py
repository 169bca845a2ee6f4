"""Recorded expectations: written, read, corrected by hand, compared."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from scrapers.offer import Offer, Reading, Stock
from scrapers.recording import (
    Difference,
    Facts,
    Recording,
    RecordingError,
    decode,
    differences,
    encode,
    facts,
    field_coverage,
)
from scrapers.spec import Kind

ONE = Offer(title="ASUS RTX 5080", url="https://s/1", price=Decimal("1199.00"), currency="USD", stock=Stock.IN_STOCK)
TWO = Offer(title="MSI RTX 5090", url="https://s/2")


def recording(*offers: Offer) -> Recording:
    return Recording(
        url="https://s/list", kind=Kind.LIST, recorded=date(2026, 1, 5), offers=[facts(offer) for offer in offers]
    )


def test_it_is_read_as_it_was_written() -> None:
    assert decode(encode(recording(ONE, TWO))) == recording(ONE, TWO)
    assert decode(encode(recording())) == recording()
    assert encode(recording(ONE, TWO)).count("\n    {") == 2


def test_a_reading_is_compared_field_by_field() -> None:
    expected = recording(ONE, TWO)
    assert differences(expected, Reading(offers=[TWO, ONE])) == []
    cheaper = replace(ONE, price=Decimal(999), stock=None)
    found = differences(expected, Reading(offers=[cheaper, replace(TWO, url="https://s/3")], next_url="https://s/n"))
    assert found == [
        Difference("", "next_url", None, "https://s/n"),
        Difference("ASUS RTX 5080", "price", "1199.00", "999"),
        Difference("ASUS RTX 5080", "stock", "in_stock", None),
        Difference("MSI RTX 5090", "offer", "is there", None),
        Difference("MSI RTX 5090", "offer", None, "is there"),
    ]


def test_a_field_that_is_left_out_is_not_compared_but_null_is() -> None:
    by_hand = replace(recording(), offers=[Facts(title="ASUS RTX 5080", price=Decimal(1199), currency=None)])
    assert differences(by_hand, Reading(offers=[ONE])) == [Difference("ASUS RTX 5080", "currency", None, "USD")]


@pytest.mark.parametrize(
    "text",
    ["", "[]", '{"url":"x"}', '{"url":"x","kind":"list","recorded":"2026-01-05","offers":[{"prise":"1"}]}'],
)
def test_what_is_no_recording(text: str) -> None:
    with pytest.raises(RecordingError):
        decode(text)


def test_coverage_counts_what_is_said() -> None:
    counted = field_coverage([ONE, TWO])
    assert (counted["title"], counted["price"], counted["stock"], counted["seller_kind"]) == (2, 1, 1, 0)
