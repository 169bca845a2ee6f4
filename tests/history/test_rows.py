"""What a row may say, and what is said of one that cannot be used."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from monitor.history.rows import BadRow, check
from scrapers.offer import Condition, Stock
from scrapers.spec import Tier

NOW = datetime(2026, 6, 1, tzinfo=UTC)
GOOD = {
    "observed_at": "2026-01-05T09:00:00+03:00",
    "retailer": "Best Buy",
    "country": "us",
    "currency": "USD",
    "sku": "A-1",
    "url": "https://shop.example/item/1",
    "title": "  ASUS  GeForce RTX 5090 ",
    "price": "1999.99",
    "stock": "in_stock",
}


def test_a_row_is_read_as_it_is_meant() -> None:
    row = check(GOOD | {"condition": "open_box", "offer_count": "3", "tier": "marketplace", "shipping": "0"}, now=NOW)
    assert row.observed_at == datetime(2026, 1, 5, 9, tzinfo=timezone(timedelta(hours=3)))
    assert (row.retailer, row.called, row.market.code) == ("best-buy", "Best Buy", "us")
    assert (row.title, row.price, row.stock) == ("ASUS GeForce RTX 5090", Decimal("1999.99"), Stock.IN_STOCK)
    assert (row.condition, row.offer_count, row.shipping) == (Condition.OPEN_BOX, 3, Decimal(0))
    assert row.tier is Tier.MARKETPLACE


def test_what_is_empty_is_not_known() -> None:
    row = check({**GOOD, "price": "", "stock": "", "sku": ""}, now=NOW)
    assert (row.price, row.stock, row.condition, row.first_party, row.covered_to) == (None,) * 5
    assert row.tier is Tier.FIRST_PARTY


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("observed_at", "2026-01-05 09:00", ["offset", "+00:00"]),
        ("observed_at", "05.01.2026", ["no time", "2026-01-31"]),
        ("observed_at", "2026-06-01T00:00:01Z", ["future"]),
        ("observed_at", "1970-01-01T00:00:00Z", ["older"]),
        ("retailer", "-", ["no name"]),
        ("country", "XX", ["market", "US"]),
        ("currency", "EUR", ["United States", "USD"]),
        ("title", " ", ["empty"]),
        ("title", "RTX\x005090", ["UTF-8"]),
        ("title", "RTX \udcff 5090", ["UTF-8"]),
        ("url", "javascript:alert(1)", ["address", "https://"]),
        ("price", "1.299,00", ["decimal", "1299.00"]),
        ("price", "1,299.00", ["decimal"]),
        ("price", "$1299", ["decimal"]),
        ("price", "-5", ["decimal"]),
        ("price", "NaN", ["decimal"]),
        ("price", "1e3", ["decimal"]),
        ("price", "٣", ["decimal"]),
        ("price", "0.00", ["leave it empty"]),
        ("stock", "available", ["in_stock", "out_of_stock"]),
        ("condition", "mint", ["refurbished"]),
        ("offer_count", "3.5", ["number of offers"]),
        ("tier", "shop", ["aggregator"]),
        ("first_party", "yes", ["true"]),
        ("covered_to", "2026-01-05T05:59:00+00:00", ["before observed_at"]),
    ],
)
def test_a_bad_row_says_which_column_and_why(column: str, text: str, words: list[str]) -> None:
    with pytest.raises(BadRow) as caught:
        check(GOOD | {column: text}, now=NOW)
    said = str(caught.value)
    assert column in said
    assert [word for word in words if word not in said] == []


def test_nothing_says_which_item_it_is() -> None:
    with pytest.raises(BadRow, match="sku, url"):
        check(GOOD | {"sku": "", "url": ""}, now=NOW)
