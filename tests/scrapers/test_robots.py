"""robots.txt by RFC 9309."""

import pytest
from fetching import PAGE, Allowance, failure, fetcher, got
from hypothesis import given
from hypothesis import strategies as st
from shopserver import Answer, ShopServer

from scrapers.errors import PollError, RobotsDenied, TryLater, TryMuchLater
from scrapers.page import Page
from scrapers.robots import MAX_BYTES, Robots, product_token

DAY = 86_400.0
ADDRESS = "https://shop.example/robots.txt"
CARDS = "https://shop.example/gpus?page=2"


class Host:
    """Answers for robots.txt, with a clock that is turned by hand."""

    def __init__(self, answer: str | int | PollError = "") -> None:
        self.answer = answer
        self.headers: dict[str, str] = {}
        self.asked: list[str] = []
        self.now = 1000.0
        self.robots = Robots("gpumarket", self._ask, clock=lambda: self.now)

    def _ask(self, address: str) -> Page:
        self.asked.append(address)
        if isinstance(self.answer, PollError):
            raise self.answer
        status = self.answer if isinstance(self.answer, int) else 200
        body = self.answer.encode() if isinstance(self.answer, str) else b"User-agent: *\nDisallow: /"
        return Page(address, body, status, self.headers)

    def allows(self, url: str = CARDS) -> bool:
        try:
            self.robots.permit(url)
        except RobotsDenied:
            return False
        return True


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("<html>Not a robots.txt</html>", True),
        ("User-agent: *\nDisallow:", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /gpus", False),
        ("User-agent: *\nDisallow: /gpus$", True),
        ("User-agent: *\nDisallow: /*?page=", False),
        ("User-agent: *\nDisallow: /\nAllow: /gpus", True),
        ("User-agent: *\nDisallow: /gpus\n\nUser-agent: gpumarket\nAllow: /", True),
        ("User-agent: *\nAllow: /\n\nUser-agent: GPUmarket\nDisallow: /", False),
        ("User-agent: gpumarket\nUser-agent: other\nDisallow: /", False),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: gpumarketing\nDisallow: /", True),
        ("\ufeffUser-agent: *\r\nDisallow: /gpus # all of them\r\n", False),
    ],
)
def test_the_rules_of_our_own_group_hold(text: str, allowed: bool) -> None:  # noqa: FBT001 - a case
    assert Host(text).allows() is allowed


@pytest.mark.parametrize(
    ("status", "allowed"), [(200, False), (204, False), (400, True), (403, True), (404, True), (410, True)]
)
def test_without_a_robots_txt_everything_is_allowed(status: int, allowed: bool) -> None:  # noqa: FBT001 - a case
    assert Host(status).allows() is allowed


@pytest.mark.parametrize("status", [300, 304, 500, 502, 503])
def test_while_robots_txt_cannot_be_read_nothing_is_asked(status: int) -> None:
    with pytest.raises(TryLater) as caught:
        Host(status).robots.permit(CARDS)
    assert caught.value.reason == "robots_unreachable"
    assert ADDRESS in caught.value.detail


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_time_gets_it(status: int) -> None:
    host = Host(status)
    host.headers = {"retry-after": "90"}
    with pytest.raises(TryMuchLater) as caught:
        host.robots.permit(CARDS)
    assert caught.value.retry_after == 90.0


def test_a_copy_is_good_for_a_day() -> None:
    host = Host("")
    assert host.allows()
    host.answer = "User-agent: *\nDisallow: /"
    host.now += DAY - 1
    assert host.allows()
    host.now += 2
    assert not host.allows()
    assert host.asked == [ADDRESS, ADDRESS]


def test_an_old_copy_stands_in_while_the_file_cannot_be_read_again() -> None:
    host = Host("User-agent: *\nDisallow: /private")
    assert host.allows()
    host.answer = 500
    host.now += DAY
    assert host.allows()
    assert not host.allows("https://shop.example/private")
    assert len(host.asked) == 2
    host.answer = "User-agent: *\nDisallow: /"
    host.now += 301
    assert not host.allows()


def test_a_request_for_time_counts_even_where_there_is_an_old_copy() -> None:
    host = Host("")
    assert host.allows()
    host.answer = 429
    host.now += DAY
    with pytest.raises(TryMuchLater):
        host.robots.permit(CARDS)


def test_a_failure_is_not_remembered() -> None:
    host = Host(TryLater("dns_failure"))
    with pytest.raises(TryLater):
        host.robots.permit(CARDS)
    host.answer = ""
    assert host.allows()


def test_every_scheme_host_and_port_has_its_own_file_and_none_gets_a_password() -> None:
    host = Host("")
    for url in ("https://me:hunter2@shop.example/a", "http://shop.example/a", "https://shop.example:8443/a", CARDS):
        assert host.allows(url)
    assert host.asked == [ADDRESS, "http://shop.example/robots.txt", "https://shop.example:8443/robots.txt"]


@pytest.mark.parametrize(
    ("delay", "seconds"), [("7", 7.0), ("0.5", 0.5), ("120", 120.0), ("-3", 0.0), ("nan", 0.0), ("soon", 0.0)]
)
def test_crawl_delay_is_what_the_host_says(delay: str, seconds: float) -> None:
    assert Host(f"User-agent: *\nCrawl-delay: {delay}").robots.permit(CARDS) == seconds


def test_a_crawl_delay_that_no_poll_can_keep_to_denies() -> None:
    with pytest.raises(RobotsDenied, match="asks for 3600 s") as caught:
        Host("User-agent: *\nCrawl-delay: 3600").robots.permit(CARDS)
    assert caught.value.reason == "crawl_delay_too_long"


@given(st.text())
def test_no_robots_txt_breaks_it(text: str) -> None:
    assert Host(text).robots.permit(ADDRESS) >= 0.0


@pytest.mark.parametrize(
    ("user_agent", "token"),
    [("gpumarket/0.1 (+https://x)", "gpumarket"), ("gpu-market_bot", "gpu-market_bot"), ("a b/1", "a")],
)
def test_the_product_token_is_the_name_before_the_version(user_agent: str, token: str) -> None:
    assert product_token(user_agent) == token


# Over HTTP


def test_the_file_is_followed_over_redirects(shop: ShopServer) -> None:
    shop.redirect("/robots.txt", "/a")
    shop.redirect("/a", "/b")
    shop.page("/b", "User-agent: *\nDisallow: /gpus")
    assert isinstance(failure(shop), RobotsDenied)


def test_a_file_that_redirects_without_end_counts_as_none(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE)
    shop.redirect("/robots.txt", "/robots.txt")
    assert got(shop).text == PAGE
    for number in range(9):
        shop.redirect(f"/{number}", f"/{number + 1}")
    shop.redirect("/robots.txt", "/0")
    assert got(shop).text == PAGE


def test_a_file_on_somebody_elses_host_is_not_fetched(shop: ShopServer) -> None:
    shop.redirect("/robots.txt", "http://169.254.169.254/robots.txt")
    assert failure(shop).reason == "redirect_elsewhere"


def test_only_the_beginning_of_a_huge_file_is_read(shop: ShopServer) -> None:
    rules = "User-agent: *\nDisallow: /gpus\n" + "# padding\n" * (MAX_BYTES // 10) + "Disallow: /\n"
    shop.page("/cards", PAGE)
    shop.page("/robots.txt", rules + "#" * 5_000_000, chunked=True)
    assert isinstance(failure(shop), RobotsDenied)
    assert got(shop, "/cards").text == PAGE


def test_a_compressed_file_is_read(shop: ShopServer) -> None:
    shop.page("/robots.txt", "User-agent: *\nDisallow: /gpus", gzip=True)
    assert isinstance(failure(shop), RobotsDenied)


def test_a_file_that_is_cut_off_is_not_obeyed_in_part(shop: ShopServer) -> None:
    shop.raw("/robots.txt", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nUser-agent: *\n")
    assert failure(shop).reason == "truncated_body"
    assert shop.targets == ["/robots.txt"]


def test_an_outage_of_robots_txt_alone_ends_by_itself(shop: ShopServer) -> None:
    shop.page("/gpus", PAGE)
    shop.sequence("/robots.txt", Answer(status=500), Answer("User-agent: *\nCrawl-delay: 3"))
    budget = Allowance()
    with fetcher(shop, budget=budget) as fetching:
        with pytest.raises(TryLater, match="status 500"):
            fetching.fetch(shop.url("/gpus"))
        assert isinstance(fetching.fetch(shop.url("/gpus")), Page)
    assert budget.waits == [0.0, 0.0, 3.0]
