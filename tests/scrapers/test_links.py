"""Where links lead: whatever is put together without the rules for any address is what those rules say."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrapers.links import absolute, joined

PIECES = ["/", "//", ".", "..", "/.", "/./", "/../", "?", "#", ";", ":", "@", "%2F", "%", "\\", " ", "\t", "\n", "é", "[", "]", "a", "B", "p=1", "&", "=", "~", "+", "-", "_", "80", "shop.example", "http:", "HTTPS:", "https://", "http://", "mailto:", "javascript:"]  # fmt: skip
ADDRESSES = st.lists(st.sampled_from(PIECES), max_size=9).map("".join) | st.text(max_size=12)
#: What the short ways are for, and what nearly is.
USUAL = st.builds(
    lambda start, rest: start + "".join(rest),
    st.sampled_from(["/", "http://shop.example/", "https://shop.example:8443/", "https://Shop.Example/a"]),
    st.lists(st.sampled_from(PIECES[:31]), max_size=6),
)
BASES = ADDRESSES | st.sampled_from(
    [
        "https://shop.example",
        "http://shop.example:8080/a/b;c?d=e#f",
        "HTTPS://me:pw@Shop.Example/",
        "https://[::1]/x",
        "https://[::1/x",
        "https:///x",
        "ftp://shop.example/",
        " https://shop.example /a",
        "file:///a",
        "",
    ]
)


@settings(max_examples=500)
@given(base=BASES, href=USUAL | ADDRESSES)
@example(base="https://shop.example/a", href="/..")
@example(base="https://shop.example/a", href="/a/./b")
@example(base="https://shop.example/a", href="/a/..?b")
@example(base="https://shop.example/a", href="/a?")
@example(base="https://shop.example/a", href="/a;")
@example(base="https://shop.example/a", href="//")
@example(base="https://shop.example/a", href="http://[x/")
@example(base="https://shop.example/a", href="http://.../")
@example(base="https://[x/", href="https://shop.example/")
def test_the_short_ways_lead_where_the_long_one_does(base: str, href: str) -> None:
    assert absolute(base, href) == joined(base, href)


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/p/1?a=b", "https://shop.example/p/1?a=b"),
        (" /p/1#top\n", "https://shop.example/p/1"),
        ("2", "https://shop.example/gpus/2"),
        ("?page=2", "https://shop.example/gpus/list?page=2"),
        ("//other.example/x", "https://other.example/x"),
        ("http://other.example/x/../y", "http://other.example/x/../y"),
        ("/x/../y", "https://shop.example/y"),
        ("mailto:me@shop.example", None),
        ("javascript:void(0)", None),
        ("http://[::1", None),
        ("http://", None),
    ],
)
def test_where_a_link_leads(href: str, target: str | None) -> None:
    assert absolute("https://shop.example/gpus/list", href) == target
