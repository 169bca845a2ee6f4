"""JSON as shops write it."""

from decimal import Decimal

import pytest

from scrapers.loose_json import decode


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a": 1}', [{"a": 1}]),
        ('{"a": 1299.90}', [{"a": Decimal("1299.90")}]),
        ('{"a": 1,}', [{"a": 1}]),
        ("[1, 2, ]", [[1, 2]]),
        ('<!-- {"a": 1} -->', [{"a": 1}]),
        ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
        ('/* data */ {"a": "https://x//y", /* more */ } // end', [{"a": "https://x//y"}]),
        ('{"a": "two\nlines\tand a tab"}', [{"a": "two\nlines\tand a tab"}]),
        ("{&quot;a&quot;: &quot;b &amp; c&quot;}", [{"a": "b & c"}]),
        ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": 1};', [{"a": 1}]),
        ("", []),
    ],
)
def test_reads_what_shops_write(text: str, values: list[object]) -> None:
    decoded = decode(text)
    assert decoded.values == values
    assert not decoded.broken
    assert not decoded.cut


def test_of_a_cut_list_keeps_whole_elements_only() -> None:
    decoded = decode('{"items": [{"n": "a", "o": [{"p": 1}]}, {"n": "b", "o": [{"p": 2}, {"p"')
    assert decoded.values == [{"items": [{"n": "a", "o": [{"p": 1}]}]}]
    assert decoded.cut


@pytest.mark.parametrize("text", ['{"name": "x", "offers": {"price": "12', "no json", '{"a": "b" "c"}'])
def test_says_what_cannot_be_read(text: str) -> None:
    decoded = decode(text)
    assert decoded.values == []
    assert decoded.broken


@pytest.mark.parametrize("piece", ['{"a":', "[", '"', '\\"', "/* ", "//", ", ", '{"a":"', "}", "&quot;"])
def test_reads_a_long_repetition_without_an_error(piece: str) -> None:
    decode(piece * 50_000)
    decode('{"a": ' + piece * 50_000)


def test_broken_data_of_brackets_alone_are_not_mended() -> None:
    decoded = decode("[" + "[]," * 100_000)
    assert decoded.broken
    assert decoded.values == []
    assert decode("[" + "[]," * 1_000).values
