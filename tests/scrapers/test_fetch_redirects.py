"""Where a shop may send us, and where not."""

import pytest
from fetching import PAGE, failure, fetcher, got
from shopserver import Answer, ShopServer

from scrapers.address import Home
from scrapers.errors import Outcome, TryLater
from scrapers.fetch import _check_redirect
from scrapers.page import Page
from scrapers.spec import SourceSpec


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_the_page_has_the_final_address(shop: ShopServer, status: int) -> None:
    shop.redirect("/gpus", "/cards?page=1#top", status)
    shop.page("/cards", PAGE)
    page = got(shop)
    assert page.text == PAGE
    assert page.url.partition("#")[0] == shop.url("/cards?page=1")


def test_five_redirects_are_followed_and_no_sixth(shop: ShopServer) -> None:
    for number in range(6):
        shop.redirect(f"/{number}", f"/{number + 1}")
    shop.page("/6", PAGE)
    assert got(shop, "/1").text == PAGE
    error = failure(shop, "/0")
    assert (type(error), error.reason) == (TryLater, "too_many_redirects")


def test_a_redirect_loop_is_found(shop: ShopServer) -> None:
    shop.redirect("/gpus", "/a")
    shop.redirect("/a", "/b")
    shop.redirect("/b", "/a")
    error = failure(shop)
    assert (type(error), error.reason) == (TryLater, "redirect_loop")
    assert shop.targets == ["/robots.txt", "/gpus", "/a", "/b"]


def test_a_shop_that_sets_a_cookie_and_sends_us_to_the_same_address_is_no_loop(shop: ShopServer) -> None:
    cookie_wall = Answer(status=302, headers={"Location": "/gpus", "Set-Cookie": "seen=1; Path=/"})
    shop.answer("/gpus", lambda request: Answer(PAGE) if "cookie" in request.headers else cookie_wall)
    with fetcher(shop) as fetching:
        assert isinstance(fetching.fetch(shop.url("/gpus")), Page)
        assert isinstance(fetching.fetch(shop.url("/gpus")), Page)
    # The cookie lived for one fetch: the second met the wall again.
    assert ["cookie" in request.headers for request in shop.requests[1:]] == [False, True, False, True]


@pytest.mark.parametrize("cookie", ["name=Üst=değer", "日本", "a=b; Path=/ü"])
def test_a_cookie_that_cannot_be_sent_back_is_left_out(shop: ShopServer, cookie: str) -> None:
    wall = Answer(raw=f"HTTP/1.1 302 Found\r\nLocation: /cards\r\nSet-Cookie: {cookie}\r\n\r\n".encode())
    shop.answer("/gpus", wall)
    shop.page("/cards", PAGE)
    assert got(shop).text == PAGE
    assert "cookie" not in shop.requests[-1].headers


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest",
        "http://localhost/admin",
        "http://127.0.0.1:1/x",
        "//shop.example/x",
        "ftp://127.0.0.1/x",
        "http://127.0.0.1.nip.example/",
        "http://127.0.0.1@shop.example/",
    ],
)
def test_a_redirect_that_leaves_the_retailer_is_never_followed(shop: ShopServer, target: str) -> None:
    shop.redirect("/gpus", target)
    error = failure(shop)
    assert (type(error), error.reason) == (TryLater, "redirect_elsewhere")
    assert shop.targets == ["/robots.txt", "/gpus"]


@pytest.mark.parametrize("target", ["http://[::1", "http://shop.example:99999/", "javascript:alert(1)"])
def test_a_redirect_to_no_address_is_an_error_of_the_shop(shop: ShopServer, target: str) -> None:
    shop.redirect("/gpus", target)
    assert failure(shop).outcome is Outcome.HTTP_ERROR


def test_a_redirect_without_a_target_is_an_error_of_its_status(shop: ShopServer) -> None:
    shop.page("/gpus", status=302)
    assert failure(shop).reason == "status_302"


def test_https_is_not_given_up() -> None:
    with pytest.raises(TryLater) as caught:
        _check_redirect("https://shop.example/gpus", "http://shop.example/gpus", Home.of(["https://shop.example"]))
    assert caught.value.reason == "redirect_insecure"


def test_a_next_page_can_be_checked_for_being_the_retailers(shop: ShopServer) -> None:
    sources = [SourceSpec(url="https://api.cards.example/v1")]
    with fetcher("https://www.shop.example", sources=sources) as fetching:
        assert fetching.owns("https://shop.example/gpus?page=2")
        assert fetching.owns("https://m.shop.example/gpus?page=2")
        assert fetching.owns("https://api.cards.example/v1?page=2")
        assert not fetching.owns("https://cards.example/v1")
        assert not fetching.owns(shop.url("/gpus?page=2"))
