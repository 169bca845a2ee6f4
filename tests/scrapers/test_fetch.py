"""A page fetched politely: what is sent, what comes back, what is kept to oneself."""

import gzip
import threading
import zlib
from pathlib import Path

import pytest
from fetching import HEAD, PAGE, USER_AGENT, Allowance, failure, fetcher, got, retailer
from shopserver import Answer, ShopServer

from scrapers.errors import Outcome, PollError, RobotsDenied, TimedOut, TryLater
from scrapers.fetch import Fetcher, NotModified, Validators
from scrapers.page import Page

# A page


def test_a_page_comes_with_its_address_bytes_status_and_headers(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE, headers={"ETag": '"7"', "X-Cache": "HIT"})
    page = got(shop)
    assert (page.url, page.body, page.status) == (shop.url("/gpus"), PAGE.encode(), 200)
    assert page.headers["etag"] == '"7"'
    assert page.headers["x-cache"] == "HIT"


@pytest.mark.parametrize(
    ("market", "languages"),
    [("us", "en-US, en;q=0.9, en;q=0.5"), ("de", "de-DE, de;q=0.9, en;q=0.5"), ("tr", "tr-TR, tr;q=0.9, en;q=0.5")],
)
def test_a_request_says_honestly_who_asks_and_for_what(shop: ShopServer, market: str, languages: str) -> None:
    shop.page("/gpus", PAGE)
    got(shop, market=market)
    headers = shop.requests[-1].headers
    assert headers["user-agent"] == USER_AGENT
    assert headers["accept-language"] == languages
    assert headers["accept-encoding"] == "gzip, deflate"
    assert "text/html" in headers["accept"]
    assert "application/json" in headers["accept"]
    assert "if-none-match" not in headers


@pytest.mark.parametrize("user_agent", ["Mozilla/5.0 (X11)", "", "1.0", "gpu market\n/1", "gpumärket/1.0"])
def test_a_user_agent_that_names_no_program_is_refused(user_agent: str) -> None:
    with pytest.raises(ValueError, match="must name the program"):
        Fetcher(retailer("http://shop.example"), budget=Allowance(), user_agent=user_agent)


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(PAGE.encode() * 3000)),
        ("X-GZIP", gzip.compress(PAGE.encode() * 1500) + gzip.compress(PAGE.encode() * 1500)),
        ("gzip", gzip.compress(PAGE.encode() * 3000) + b"\0\0\0"),
        ("deflate", zlib.compress(PAGE.encode() * 3000)),
        ("deflate", bare_deflate(PAGE.encode() * 3000)),
        ("identity", PAGE.encode() * 3000),
        ("utf-8", PAGE.encode() * 3000),
    ],
)
@pytest.mark.parametrize("chunked", [True, False])
def test_every_announced_compression_is_undone(shop: ShopServer, encoding: str, body: bytes, chunked: bool) -> None:  # noqa: FBT001 - a case
    shop.page("/gpus", body, headers={"Content-Encoding": encoding}, chunked=chunked)
    assert got(shop).body == PAGE.encode() * 3000


def test_connections_are_kept_between_pages(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE)
    with fetcher(shop) as fetching:
        for _ in range(5):
            fetching.fetch(shop.url("/gpus"))
    assert shop.connections == 1


def test_threads_that_share_a_fetcher_wait_for_each_other(shop: ShopServer) -> None:
    shop.answer("/gpus", lambda request: Answer(request.target, delay=0.01))
    pages: list[bytes] = []
    with fetcher(shop) as fetching:

        def fetch(number: int) -> None:
            page = fetching.fetch(shop.url(f"/gpus?page={number}"))
            assert isinstance(page, Page)
            pages.append(page.body)

        threads = [threading.Thread(target=fetch, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(pages) == [f"/gpus?page={number}".encode() for number in range(6)]
    assert shop.asked("/robots.txt") == 1


# Not changed


def test_validators_are_sent_and_not_modified_is_an_answer_of_its_own(shop: ShopServer) -> None:
    shop.page("/gpus", status=304)
    with fetcher(shop) as fetching:
        answer = fetching.fetch(shop.url("/gpus"), Validators('W/"7"', "Tue, 01 Sep 2026 10:00:00 GMT"))
    assert answer == NotModified(shop.url("/gpus"))
    assert shop.requests[-1].headers["if-none-match"] == 'W/"7"'
    assert shop.requests[-1].headers["if-modified-since"] == "Tue, 01 Sep 2026 10:00:00 GMT"
    assert "if-none-match" not in shop.requests[0].headers  # robots.txt


@pytest.mark.parametrize("validators", [None, Validators(None, None), Validators("\u2028", "a\r\nb: c")])
def test_not_modified_without_having_asked_is_an_error(shop: ShopServer, validators: Validators | None) -> None:
    shop.page("/gpus", status=304)
    with fetcher(shop) as fetching, pytest.raises(TryLater) as caught:
        fetching.fetch(shop.url("/gpus"), validators)
    assert caught.value.reason == "unexpected_304"


# The budget and robots.txt


def test_the_budget_is_waited_for_before_every_request(shop: ShopServer) -> None:
    shop.redirect("/robots.txt", "/robots-2.txt")
    shop.page("/robots-2.txt", "User-agent: *\nCrawl-delay: 2")
    shop.redirect("/gpus", "/cards")
    shop.page("/cards", PAGE)
    budget = Allowance()
    got(shop, budget=budget, delay=0.5)
    assert shop.targets == ["/robots.txt", "/robots-2.txt", "/gpus", "/cards"]
    assert budget.waits == [0.5, 0.5, 2.0, 2.0]


def test_the_retailers_own_delay_holds_if_it_is_longer(shop: ShopServer) -> None:
    shop.robots("User-agent: *\nCrawl-delay: 2")
    shop.page("/gpus", PAGE)
    budget = Allowance()
    got(shop, budget=budget, delay=7.0)
    assert budget.waits == [7.0, 7.0]


def test_what_the_budget_raises_passes_through(shop: ShopServer) -> None:
    class Spent:
        def wait(self, seconds_between: float) -> None:
            raise InterruptedError(seconds_between)

    fetching = Fetcher(retailer(shop.url()), budget=Spent(), user_agent=USER_AGENT)
    with fetching, pytest.raises(InterruptedError):
        fetching.fetch(shop.url("/gpus"))
    assert shop.requests == []


def test_robots_txt_is_kept_between_pages(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE)
    with fetcher(shop) as fetching:
        for number in range(4):
            fetching.fetch(shop.url(f"/gpus?page={number}"))
    assert shop.asked("/robots.txt") == 1
    assert shop.asked("/gpus") == 4


def test_what_robots_txt_forbids_is_not_asked(shop: ShopServer) -> None:
    shop.robots("User-agent: *\nAllow: /\n\nUser-agent: GPUMarket\nDisallow: /gpus")
    error = failure(shop, "/gpus?page=2")
    assert isinstance(error, RobotsDenied)
    assert error.outcome is Outcome.ROBOTS_DENIED
    assert shop.url("/robots.txt") in error.detail
    assert shop.url("/gpus?page=2") in error.detail
    assert shop.targets == ["/robots.txt"]


def test_a_redirect_to_a_forbidden_address_is_not_followed(shop: ShopServer) -> None:
    shop.robots("User-agent: *\nDisallow: /private")
    shop.redirect("/gpus", "/private/gpus")
    assert isinstance(failure(shop), RobotsDenied)
    assert shop.targets == ["/robots.txt", "/gpus"]


def test_a_hanging_shop_is_a_timeout_whichever_of_its_files_is_asked_first(shop: ShopServer) -> None:
    shop.hang("/robots.txt")
    error = failure(shop, timeout=0.3)
    assert (type(error), error.reason) == (TimedOut, "read_timeout")
    assert shop.url("/robots.txt") in error.detail


# Secrets, proxies


def test_an_error_names_no_password_and_no_secret(shop: ShopServer) -> None:
    shop.page("/gpus", status=500)
    url = shop.url("/gpus?q=rtx&api_key=abc123&sig=def456").replace("//", "//me:hunter2@")
    error = failure(shop, url)
    assert "/gpus?q=rtx&api_key=***&sig=***" in error.detail
    assert not any(secret in error.detail for secret in ("hunter2", "abc123", "def456"))
    assert shop.targets[-1] == "/gpus?q=rtx&api_key=abc123&sig=def456"


def test_a_page_does_not_carry_the_password_it_was_asked_with(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE)
    with fetcher(shop) as fetching:
        page = fetching.fetch(shop.url("/gpus").replace("//", "//me:hunter2@"))
    assert page.url == shop.url("/gpus")
    assert shop.requests[-1].headers["authorization"].startswith("Basic ")


def test_nothing_secret_is_logged(shop: ShopServer, caplog: pytest.LogCaptureFixture) -> None:
    shop.page("/gpus", PAGE)
    caplog.set_level("INFO")
    got(shop, "/gpus?api_key=abc123")
    assert "abc123" not in caplog.text


def test_the_proxy_of_the_environment_is_used_and_the_total_holds_behind_it(
    shop: ShopServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", shop.url())
    shop.page("/gpus", PAGE)
    shop.drip("/slow", b"0" * 1000, after=b"HTTP/1.1 200 OK\r\nX: ")
    shop.redirect("/away", "http://other.example/gpus")
    shop.redirect("/home", "http://m.shop.example/gpus")
    with fetcher("http://www.shop.example", timeout=0.5) as fetching:
        page = fetching.fetch("http://www.shop.example/gpus")
        assert isinstance(page, Page)
        assert page.text == PAGE
        assert shop.requests[-1].host == "www.shop.example"
        page = fetching.fetch("http://www.shop.example/home")
        assert page.url == "http://m.shop.example/gpus"
        with pytest.raises(TryLater, match="not the retailer's own host"):
            fetching.fetch("http://www.shop.example/away")
        with pytest.raises(TimedOut):
            fetching.fetch("http://www.shop.example/slow")


def test_loopback_is_never_asked_through_a_proxy(shop: ShopServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    shop.page("/gpus", PAGE)
    assert got(shop).text == PAGE


def test_no_password_is_taken_from_netrc(shop: ShopServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login me password hunter2\n")
    (tmp_path / ".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    shop.page("/gpus", PAGE)
    got(shop)
    assert all("authorization" not in request.headers for request in shop.requests)


def test_after_a_failure_the_next_fetch_works(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE)
    shop.hang("/hanging")
    shop.drop("/dropped")
    shop.page("/large", b"x" * 300_000)
    shop.drip("/dripping", b"0" * 1000, after=HEAD)
    with fetcher(shop, timeout=0.3) as fetching:
        for path in ("/hanging", "/dropped", "/large", "/dripping"):
            with pytest.raises(PollError):
                fetching.fetch(shop.url(path))
            assert isinstance(fetching.fetch(shop.url("/gpus")), Page)
