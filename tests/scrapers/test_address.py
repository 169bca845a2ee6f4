"""Addresses shown without secrets, and whose they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.address import Home, shown, without_user


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("https://shop.example/gpus?page=2#top", "https://shop.example/gpus?page=2"),
        ("https://me:hunter2@shop.example:8443/", "https://shop.example:8443/"),
        ("https://me@you:pass@shop.example/", "https://shop.example/"),
        ("https://s.example/?key=a&q=b", "https://s.example/?key=***&q=b"),
        (
            "https://s.example/?apiKey=a&api-key=b&APIKEY=c&api_key=d",
            "https://s.example/?apiKey=***&api-key=***&APIKEY=***&api_key=***",
        ),
        (
            "https://s.example/?access_token=a&X-Amz-Signature=b&sig=c",
            "https://s.example/?access_token=***&X-Amz-Signature=***&sig=***",
        ),
        (
            "https://s.example/?clientSecret=a&accessToken=b&sessionId=c",
            "https://s.example/?clientSecret=***&accessToken=***&sessionId=***",
        ),
        (
            "https://s.example/?keyword=rtx&keywords=gpu&author=x&token=&flag",
            "https://s.example/?keyword=rtx&keywords=gpu&author=x&token=&flag",
        ),
        ("https://me:hunter2@[::1/gpus?key=a", "https://[::1/gpus"),
        ("", ""),
    ],
)
def test_an_address_is_shown_without_its_secrets(url: str, text: str) -> None:
    assert shown(url) == text


@given(st.text())
def test_anything_can_be_shown(text: str) -> None:
    assert len(shown(text)) <= 300
    assert "hunter2" not in shown("http://me:hunter2@" + text.replace("hunter2", ""))


def test_an_address_without_a_user_stays_as_it_is() -> None:
    assert without_user("HTTPS://shop.example/a?b@c") == "HTTPS://shop.example/a?b@c"


HOME = ["https://www.shop.example", "https://api.cards.example:443/v1"]


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example/",
        "https://www.shop.example/",
        "http://m.shop.example",
        "https://SHOP.example./x",
        "https://api.cards.example/",
        "https://v2.api.cards.example/",
    ],
)
def test_at_home(url: str) -> None:
    assert Home.of(HOME).holds(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://shop.example.evil.example/",
        "https://evilshop.example/",
        "https://cards.example/",
        "https://example/",
        "https://shop.example:8443/",
        "ftp://shop.example/",
        "//shop.example/",
        "/gpus",
        "",
        "https://shop.example@1.2.3.4/",
        "http://127.0.0.1/",
        "http://[::1",
        "https://shop.example:x/",
    ],
)
def test_not_at_home(url: str) -> None:
    assert not Home.of(HOME).holds(url)


def test_a_server_on_another_port_is_another_server() -> None:
    home = Home.of(["http://127.0.0.1:8001/gpus"])
    assert home.holds("http://127.0.0.1:8001/x")
    assert not home.holds("http://127.0.0.1:8002/x")
    assert not home.holds("http://127.0.0.1/x")


def test_a_name_in_another_alphabet_is_the_same_name() -> None:
    assert Home.of(["https://www.müller.example"]).holds("https://xn--mller-kva.example/gpus")


def test_www_alone_is_no_reason_to_own_a_top_level_domain() -> None:
    assert not Home.of(["https://www.com/"]).holds("https://evil.com/")
