"""Two readings of one item have one key."""

import pytest

from monitor.polling.item_key import url_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.shop.example/item/1/", "http://shop.example/item/1"),
        ("https://shop.example/i?id=5&utm_source=x", "https://shop.example/i?id=5"),
        ("https://shop.example/i?b=2&a=1", "https://shop.example/i?a=1&b=2"),
        ("https://SHOP.example/i#reviews", "https://shop.example/i"),
        ("https://shop.example/i?gclid=1&fbclid=2&ref_=x", "https://shop.example/i"),
    ],
)
def test_what_varies_from_visit_to_visit_is_left_out(one: str, other: str) -> None:
    assert url_key(one) == url_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://shop.example/i?id=5", "https://shop.example/i?id=6"),
        ("https://shop.example/a", "https://shop.example/b"),
        ("https://shop.example/A", "https://shop.example/a"),
        ("http://127.0.0.1:1/a", "http://127.0.0.1:2/a"),
    ],
)
def test_other_items_stay_apart(one: str, other: str) -> None:
    assert url_key(one) != url_key(other)
