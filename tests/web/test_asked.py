"""What a reader asks for beside the page: language and theme."""

import pytest

from monitor.web.asked import Asked, preferred


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "en"),
        ("tr", "tr"),
        ("tr-TR,tr;q=0.9,en-US;q=0.8,en;q=0.7", "tr"),
        ("en-US,en;q=0.9,tr;q=0.8", "en"),
        ("de-DE,de;q=0.9,tr;q=0.5,en;q=0.3", "tr"),
        ("de,fr", "en"),
        ("tr;q=0,en;q=0.1", "en"),
        ("tr;q=much", "en"),
        (",;,;q=", "en"),
    ],
)
def test_the_language_that_is_liked_best(header: str, language: str) -> None:
    assert preferred(header) == language


def test_links_keep_what_was_asked_for_and_leave_out_what_was_not() -> None:
    plain = Asked("/signals", {"market": "us"}, "en", None)
    assert plain.link("/gpu/x", market="de", limit=None) == "/gpu/x?market=de"
    assert plain.same(offset=50) == "/signals?market=us&offset=50"
    assert plain.same(market=None) == "/signals"
    turkish = Asked("/", {"lang": "tr", "theme": "dark", "q": "a&b"}, "tr", "dark")
    assert turkish.link("/m/tr") == "/m/tr?lang=tr&theme=dark"
    assert turkish.same(lang="en") == "/?lang=en&theme=dark&q=a%26b"
